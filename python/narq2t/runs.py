"""Finished runs in Python: what the predictor that a run fitted says of architectures, without Java.

    run = narq2t.load("runs/20261128-190400-nasbench201-cifar10-sequential-seed1-08k")
    run.score(["|nor_conv_3x3~0|+|...", 5604])   # higher is better; an order, not an accuracy
    run.deviation([5604])                        # how unsure it is of that, of a Gaussian process for example
    run.tiers([5604])                            # the most probable tier, from 1, the best, of the paper's ranker

`./narq2t runs show N` names the folder of a run. Architectures of NAS-Bench-201 are official strings or indices, those
of NAS-Bench-101 a pair of adjacency and operations.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narq2t import spaces
from narq2t.asked import PAPERS, Answer, Architecture, Asked, OfCells, Ranker, kind
from narq2t.errors import Refused
from narq2t.spaces import SearchSpace


def load(folder: str | Path) -> Run:
    """The finished run in a folder. Raises Refused if there is none, or its predictor needs what is not here."""
    path = Path(folder)
    try:
        result = json.loads((path / "result.json").read_text(encoding="utf-8"))
        configuration = result["configuration"]
        space = str(configuration["space"])
        predictor = configuration.get("predictor", {}).get("type", PAPERS)
    except FileNotFoundError as error:
        raise Refused(f"{path} is not the folder of a finished run: it has no result.json") from error
    except (AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        raise Refused(f"{path / 'result.json'} cannot be read: {error}") from error
    if space not in spaces.names():
        raise Refused(f"{path} searched {space}; known here: {', '.join(spaces.names())}")
    searched = spaces.named(space)
    if not (path / "model.safetensors").exists():
        raise Refused(f"{path} has no model.safetensors: its strategy learnt nothing")
    size = searched.table.size  # none if a file enumerates it
    if kind(predictor) is OfCells and (size is None or result.get("known", {}).get("architectures", size) != size):
        raise Refused(f"{path} was trained on the cells of a table that is not here: ask ./narq2t predict")
    return Run(path, result, predictor, searched)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error}") from error


class Run:
    """A finished run. `result`: its record, as `result.json` has it; `predictor`: what it learnt with."""

    def __init__(self, folder: Path, result: dict[str, Any], predictor: str, space: SearchSpace) -> None:
        self.folder = folder
        self.result = result
        self.predictor = predictor
        self._space = space

    @cached_property
    def _asked(self) -> Asked:
        model, checksums = self.folder / "model.safetensors", self.folder / "checksums.txt"
        if checksums.exists() and not checksums.read_text().startswith(_sha256(model)):
            raise Refused(f"{model} is not what its run wrote. Restore it from a copy, or do the run again.")
        return kind(self.predictor).open(model, self.result["configuration"], self._space)

    def answer(self, architectures: Sequence[Architecture]) -> Answer:
        """All that the predictor says."""
        return self._asked.answer(architectures)

    def score(self, architectures: Sequence[Architecture]) -> NDArray[np.float32]:
        """(n,) scores: higher is better. An order, not an accuracy."""
        return self.answer(architectures).score

    def deviation(self, architectures: Sequence[Architecture]) -> NDArray[np.float32]:
        """(n,) standard deviations of the scores. Raises Refused if the predictor says none."""
        found = self.answer(architectures).deviation
        if found is None:
            raise Refused(f"the predictor of {self.folder}, {self.predictor}, does not say how unsure it is")
        return found

    def tier_probabilities(self, architectures: Sequence[Architecture]) -> NDArray[np.float32]:
        """(n, T) probabilities, tier 1 (the best) first. Raises Refused if the predictor knows no tiers."""
        found = self.answer(architectures).tiers
        if found is None:
            raise Refused(f"the predictor of {self.folder}, {self.predictor}, was fitted without tiers")
        return found

    def tiers(self, architectures: Sequence[Architecture]) -> NDArray[np.int64]:
        """(n,) most probable tiers, from 1, the best."""
        return np.asarray(self.tier_probabilities(architectures).argmax(axis=1) + 1, np.int64)

    def write_onnx(self, path: str | Path, examples: Sequence[Architecture] = (0, 1)) -> float:
        """Writes the paper's ranker as an ONNX file; see `narq2t.export.ranker`. Raises Refused for other predictors.

        `examples`: at least two architectures, on which the file is compared with PyTorch; returns their difference.
        """
        if not isinstance(self._asked, Ranker):
            raise Refused(f"the predictor of {self.folder} is {self.predictor}: only narq2t is a network")
        return self._asked.write_onnx(Path(path), examples)
