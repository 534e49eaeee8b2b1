"""What a finished run is asked with: the ranker of the paper, or a predictor of cells, read from its file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from narq2t.errors import Refused
from narq2t.spaces import SearchSpace
from narq2t.spaces.encoding import Features, stacked

if TYPE_CHECKING:
    from narq2t.predictors.base import Predictor
    from narq2t.predictors.cells import Cells
    from narq2t.predictors.narq2t.training import Trainer

Architecture = Any
"""What the space takes for one: of NAS-Bench-201 an official string or index, of 101 adjacency and operations."""

PAPERS = "narq2t"
"""The name of the paper's predictor in configurations; runs of before there were others do not say it."""

_MOST = 2_048  # architectures that are encoded at once


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

    @classmethod
    def open(cls, model: Path, configuration: dict[str, Any], space: SearchSpace) -> Ranker:
        """The weights in the file `model` of a run with this configuration."""
        from narq2t.predictors.narq2t.training import Trainer

        dataset = str(configuration["dataset"])
        return cls(Trainer.open(model, "cpu"), lambda one: space.encode(one, dataset))

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
    """A predictor of all cells of a space: what it says of one rests on how the whole space is spread."""

    def __init__(self, predictor: Predictor, cells: Cells, index: Callable[[Architecture], int]) -> None:
        self._predictor = predictor
        self._cells = cells
        self._index = index

    @classmethod
    def open(cls, model: Path, configuration: dict[str, Any], space: SearchSpace) -> OfCells:
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
        return cls(predictor, space.cells(configuration["dataset"]), space.index)

    def answer(self, architectures: Sequence[Architecture]) -> Answer:
        """See `Asked`."""
        rows = np.asarray([self._index(one) for one in architectures], np.int32)
        found = self._predictor.predict(self._cells, rows)
        return Answer(_single(found.score), _single(found.deviation), _single(found.tier_probabilities))


def kind(predictor: str) -> type[Ranker] | type[OfCells]:
    """The class that opens and asks a predictor of this name."""
    return Ranker if predictor == PAPERS else OfCells


def _snake(name: str) -> str:
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)


def _single(values: NDArray[Any] | None) -> Any:
    return None if values is None else np.asarray(values, np.float32)
