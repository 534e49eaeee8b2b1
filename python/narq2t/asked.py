"""What a finished run is asked with: the ranker of the paper, or a predictor of cells, read from its file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from narq2t.errors import Refused
from narq2t.loaders.architectures import SIZE, all_codes, indices, to_codes, to_string
from narq2t.spaces.encoding import IMAGE_SIDES, Features, stacked

if TYPE_CHECKING:
    from narq2t.predictors.base import Predictor
    from narq2t.predictors.cells import Cells
    from narq2t.predictors.narq2t.training import Trainer

Architecture = Any
"""An official string or index of NAS-Bench-201, or adjacency and operations of NAS-Bench-101."""

_MOST = 2_048  # architectures that are encoded at once

_CLASSES = {"cifar10": 10, "cifar100": 100, "imagenet16": 120}
_FLOPS_PER_PIXEL, _PARAMETERS = 7_692, 72_656  # of stem and reduction blocks, as Java's CellCosts has them
_LAST_CHANNELS = 64


@dataclass(frozen=True)
class Answer:
    """`score` (n,), higher is better; `deviation` (n,) and `tiers` (n, T) of a predictor that has them."""

    score: NDArray[np.float32]
    deviation: NDArray[np.float32] | None = None
    tiers: NDArray[np.float32] | None = None


class Asked(Protocol):
    """A fitted predictor."""

    def answer(self, architectures: Sequence[Architecture]) -> Answer:
        """Predicts, in the order of the argument. Raises Refused for what is no architecture."""


class Ranker:
    """The ranker of the paper, which sees the feature tensor of each architecture (`encode`)."""

    def __init__(self, trainer: Trainer, encode: Callable[[Architecture], Features]) -> None:
        self._trainer = trainer
        self._encode = encode

    def answer(self, architectures: Sequence[Architecture]) -> Answer:
        """See `Asked`."""
        import torch

        n, n_tiers = len(architectures), self._trainer.model.config.n_tiers
        scores, tiers = torch.zeros(n), torch.zeros(n, n_tiers)
        for start in range(0, n, _MOST):
            part = slice(start, start + _MOST)
            features = stacked(self._encode(one) for one in architectures[part])
            self._trainer.score(torch.from_numpy(features), scores[part], tiers[part] if n_tiers else None)
        return Answer(scores.numpy(), None, tiers.numpy() if n_tiers else None)

    def write_onnx(self, path: Path, examples: Sequence[Architecture]) -> float:
        """See `narq2t.export.ranker.write_ranker`."""
        import torch

        from narq2t.export.ranker import write_ranker

        return write_ranker(path, self._trainer.model, torch.from_numpy(stacked(map(self._encode, examples))))


class OfCells:
    """A predictor of all cells of NAS-Bench-201: what it says of one rests on how the whole space is spread."""

    def __init__(self, predictor: Predictor, cells: Cells) -> None:
        self._predictor = predictor
        self._cells = cells

    @classmethod
    def open(cls, model: Path, configuration: dict[str, Any]) -> OfCells:
        """The state in the file `model` of a run with this configuration. Raises Refused if it is another's."""
        from narq2t.predictors import registry

        settings = dict(configuration["predictor"])
        name = settings.pop("type")
        if settings.get("warm"):
            raise Refused(
                f"{model.parent} started from the table {settings['warm']}, which is not here: ask ./narq2t predict"
            )
        try:
            predictor = registry.create(name, {_snake(key): value for key, value in settings.items()})
            predictor.load(model)
        except ValueError as error:
            raise Refused(f"{model} cannot be used: {error}") from error
        return cls(predictor, _nasbench201(configuration["dataset"]))

    def answer(self, architectures: Sequence[Architecture]) -> Answer:
        """See `Asked`."""
        rows = np.asarray([index201(one) for one in architectures], np.int32)
        found = self._predictor.predict(self._cells, rows)
        return Answer(_single(found.score), _single(found.deviation), _single(found.tier_probabilities))


def index201(architecture: Architecture) -> int:
    """The official index. Raises Refused if it is none."""
    if isinstance(architecture, int | np.integer):
        if not 0 <= architecture < SIZE:
            raise Refused(f"there is no architecture {architecture}; allowed: 0 to {SIZE - 1}")
        return int(architecture)
    try:
        return indices()[to_string(to_codes(architecture))]
    except (TypeError, ValueError) as error:
        raise Refused(f"an architecture is an official string or an index, not {architecture!r}") from error


def _nasbench201(dataset: str) -> Cells:
    """All cells in the official order, with the costs of their whole networks, as Java hands them over."""
    from narq2t.predictors.building import nasbench201
    from narq2t.predictors.cells import Cells

    side, classes = IMAGE_SIDES[dataset], _CLASSES[dataset]
    cells = nasbench201(all_codes(), side)
    around = [_FLOPS_PER_PIXEL * side**2 + _LAST_CHANNELS * classes, _PARAMETERS + (_LAST_CHANNELS + 1) * classes]
    return Cells(cells.operators, cells.labels, cells.adjacency, cells.costs + np.asarray(around, float))


def _snake(name: str) -> str:
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)


def _single(values: NDArray[Any] | None) -> Any:
    return None if values is None else np.asarray(values, np.float32)
