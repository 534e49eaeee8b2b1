"""Finished runs in Python: what the ranker that a run trained says of architectures, without Java.

    run = narq2t.load("runs/20261128-190400-nasbench201-cifar10-as-released-seed1-08k")
    run.score(["|nor_conv_3x3~0|+|...", 5604])   # higher is better; an order, not an accuracy
    run.tiers([5604])                            # the most probable tier, from 1, the best

`./narq2t runs show N` names the folder of a run. Architectures of NAS-Bench-201 are official strings or indices, those
of NAS-Bench-101 a pair of adjacency and operations.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from narq2t.errors import Refused
from narq2t.loaders.architectures import SIZE, all_codes, to_codes
from narq2t.loaders.nasbench101 import cells
from narq2t.spaces.encoding import Features, encode101, encode201, stacked

if TYPE_CHECKING:
    from narq2t.predictors.narq2t.training import Trainer

Architecture = Any
"""An official string or index of NAS-Bench-201, or adjacency and operations of NAS-Bench-101."""

_MOST = 2_048  # architectures that are encoded at once


def load(folder: str | Path) -> Run:
    """The finished run in a folder. Raises Refused if there is none, or it has no ranker."""
    path = Path(folder)
    try:
        result = json.loads((path / "result.json").read_text(encoding="utf-8"))
        configuration = result["configuration"]
        space, dataset = str(configuration["space"]), str(configuration["dataset"])
        predictor = configuration.get("predictor", {}).get("type", "narq2t")
    except FileNotFoundError as error:
        raise Refused(f"{path} is no folder of a finished run: it has no result.json") from error
    except (AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        raise Refused(f"{path / 'result.json'} cannot be read: {error}") from error
    if predictor != "narq2t":
        raise Refused(f"the predictor of {path} is {predictor}: only those of narq2t score without their run")
    encoders = {"nasbench201": _of_nasbench201, "nasbench101": _of_nasbench101}
    if space not in encoders:
        raise Refused(f"{path} searched {space}; known here: {', '.join(encoders)}")
    return Run(path, result, dataset, encoders[space])


def _of_nasbench201(architecture: Architecture, dataset: str) -> Features:
    if isinstance(architecture, int | np.integer):
        if not 0 <= architecture < SIZE:
            raise Refused(f"there is no architecture {architecture}; allowed: 0 to {SIZE - 1}")
        return encode201(all_codes()[architecture], dataset)
    try:
        return encode201(to_codes(architecture), dataset)
    except (TypeError, ValueError) as error:
        raise Refused(f"an architecture is an official string or an index, not {architecture!r}") from error


def _of_nasbench101(architecture: Architecture, dataset: str) -> Features:
    try:
        adjacency, operations = architecture
        return encode101(cells.parse(adjacency, operations))
    except (TypeError, ValueError) as error:
        raise Refused(f"a cell is a pair of adjacency and operations: {error}") from error


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error}") from error


class Run:
    """A finished run. `result`: all that is recorded of it, as `result.json` has it."""

    def __init__(
        self, folder: Path, result: dict[str, Any], dataset: str, encode: Callable[[Architecture, str], Features]
    ) -> None:
        self.folder = folder
        self.result = result
        self.dataset = dataset
        self._encode = encode

    @cached_property
    def _trainer(self) -> Trainer:
        from narq2t.predictors.narq2t.training import Trainer

        model, checksums = self.folder / "model.safetensors", self.folder / "checksums.txt"
        if checksums.exists() and not checksums.read_text().startswith(_sha256(model)):
            raise Refused(f"{model} is not what its run wrote. Restore it from a copy, or do the run again.")
        return Trainer.open(model, "cpu")

    def score(self, architectures: Sequence[Architecture]) -> NDArray[np.float32]:
        """(n,) scores: higher is better. An order, not an accuracy."""
        return self._asked(architectures)[0]

    def tier_probabilities(self, architectures: Sequence[Architecture]) -> NDArray[np.float32]:
        """(n, T) probabilities, tier 1 (the best) first. Raises Refused if the ranker knows no tiers."""
        tiers = self._asked(architectures)[1]
        if tiers is None:
            raise Refused(f"the ranker of {self.folder} was trained without tiers")
        return tiers

    def tiers(self, architectures: Sequence[Architecture]) -> NDArray[np.int64]:
        """(n,) most probable tiers, from 1, the best."""
        return np.asarray(self.tier_probabilities(architectures).argmax(axis=1) + 1, np.int64)

    def _asked(self, architectures: Sequence[Architecture]) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
        import torch

        n, n_tiers = len(architectures), self._trainer.model.config.n_tiers
        scores, tiers = torch.zeros(n), torch.zeros(n, n_tiers)
        for start in range(0, n, _MOST):
            part = slice(start, start + _MOST)
            features = stacked(self._encode(one, self.dataset) for one in architectures[part])
            self._trainer.score(torch.from_numpy(features), scores[part], tiers[part] if n_tiers else None)
        return scores.numpy(), tiers.numpy() if n_tiers else None
