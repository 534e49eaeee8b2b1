"""The predictors by name: those of cells, and those of feature tensors. NARQ2T is not here, Java trains it itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from . import warm
from .base import Predictor
from .boosted import Boosted, BoostedSettings
from .cells import Matrix
from .convnet import ConvNetSettings, convnet
from .convolution import ConvolutionPredictor
from .ctnas import Ctnas, CtnasSettings
from .gp import GaussianProcess, GpSettings
from .q2t.predictor import TokensPredictor, TokensSettings
from .renas import RenasSettings, renas

_TYPES: dict[str, tuple[Callable[..., Predictor], type[Any]]] = {
    "gp": (GaussianProcess, GpSettings),
    "boosted": (Boosted, BoostedSettings),
    "tokens": (TokensPredictor, TokensSettings),
    "ctnas": (Ctnas, CtnasSettings),
}

_OF_TENSORS: dict[str, tuple[Callable[..., ConvolutionPredictor], type[Any]]] = {
    "renas": (renas, RenasSettings),
    "convnet": (convnet, ConvNetSettings),
}

NAMES = tuple(_TYPES)
"""Those of cells."""

NAMES_OF_TENSORS = tuple(_OF_TENSORS)


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


def create_of_tensors(name: str, settings: dict[str, Any], patches: int, side: int) -> ConvolutionPredictor:
    """A predictor of feature tensors (n, patches, side, side) that was not fitted yet; settings as in `create`."""
    make, record = _OF_TENSORS[name]
    return make(record(**{key: tuple(v) if isinstance(v, list) else v for key, v in settings.items()}), patches, side)
