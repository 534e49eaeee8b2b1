"""The predictors by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from . import warm
from .base import Predictor
from .boosted import Boosted, BoostedSettings
from .cells import Matrix
from .ctnas import Ctnas, CtnasSettings
from .gp import GaussianProcess, GpSettings
from .q2t.predictor import TokensPredictor, TokensSettings

_TYPES: dict[str, tuple[Callable[..., Predictor], type[Any]]] = {
    "gp": (GaussianProcess, GpSettings),
    "boosted": (Boosted, BoostedSettings),
    "tokens": (TokensPredictor, TokensSettings),
    "ctnas": (Ctnas, CtnasSettings),
}

NAMES = tuple(_TYPES)


def create(name: str, settings: dict[str, Any] | None = None, other_task: Matrix | None = None) -> Predictor:
    """A predictor that was not fitted yet; `settings` are fields of its settings, others keep their defaults.

    `other_task` (S,): results of another task that it starts from, NaN where unknown, for one with a setting `warm`.
    Raises ValueError for an unknown name, setting or kind of value.
    """
    if name not in _TYPES:
        raise ValueError(f"there is no predictor {name!r}: allowed are {', '.join(NAMES)}")
    make, record = _TYPES[name]
    known = {field.name: field.default for field in fields(record)}
    given: dict[str, Any] = {}
    for key, value in (settings or {}).items():
        if key not in known:
            raise ValueError(f"{name} has no setting {key!r}: allowed are {', '.join(known)}")
        kept = tuple(value) if isinstance(known[key], tuple) else value
        if isinstance(known[key], float) and isinstance(kept, int) and not isinstance(kept, bool):
            kept = float(kept)
        if type(kept) is not type(known[key]):
            raise ValueError(f"{name}.{key} is {value!r}: it must be like {known[key]!r}")
        given[key] = kept
    return make(record(**given)) if other_task is None else make(record(**given), warm.scores(other_task))
