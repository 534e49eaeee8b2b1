"""Cells and accuracies to test predictors with, without any benchmark."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from narq2t import spaces, surrogate
from narq2t.loaders import architectures
from narq2t.loaders.nasbench101 import cells as graphs
from narq2t.predictors.cells import Cells
from narq2t.spaces.nasbench101 import building as building101
from narq2t.spaces.nasbench101.encoding import encode
from narq2t.spaces.nasbench201 import building as building201

SURROGATE = Path(__file__).parents[3] / "src/main/resources/surrogate/nasbench201.safetensors"


@cache
def nasbench201(count: int = 1500) -> tuple[Cells, npt.NDArray[np.float64]]:
    """Cells of NAS-Bench-201 drawn at random, and their CIFAR-10 validation accuracies by the embedded surrogate."""
    chosen = _drawn201(count)
    codes = architectures.all_codes()
    return building201.cells([codes[i] for i in chosen]), surrogate.predict(SURROGATE)["cifar10_validation"][chosen]


@cache
def tensors201(count: int) -> torch.Tensor:
    """Feature tensors of the first of them, (n, 31, 4, 4)."""
    space = spaces.named("nb201")
    return torch.from_numpy(np.stack([space.encode(i, "cifar10") for i in _drawn201(1500)[:count]]))


def _drawn201(count: int) -> npt.NDArray[np.int64]:
    return np.random.default_rng(201).choice(architectures.SIZE, count, replace=False)


@cache
def nasbench101(count: int = 600) -> tuple[Cells, npt.NDArray[np.float64]]:
    """Random graphs of NAS-Bench-101, and a made-up value: convolutions help, pooling and short graphs do not."""
    found, random = _drawn101(count)
    worth = [sum((3, 2, -1)[code] for code in cell.codes) + len(cell.predecessors) for cell in found]
    return building101.cells(found), np.array(worth) + random.normal(0, 0.1, count)


@cache
def tensors101(count: int) -> torch.Tensor:
    """Feature tensors of the first of them, (n, 19, 7, 7)."""
    return torch.from_numpy(np.stack([encode(cell) for cell in _drawn101(600)[0][:count]]))


def _drawn101(count: int) -> tuple[list[graphs.Cell], np.random.Generator]:
    random = np.random.default_rng(101)
    found: list[graphs.Cell] = []
    while len(found) < count:
        size = int(random.integers(4, 8))
        adjacency = np.triu(random.random((size, size)) < 0.4, 1).astype(int)
        operations = ["input", *random.choice(graphs.OPERATIONS, size - 2), "output"]
        try:
            found.append(graphs.parse(adjacency.tolist(), operations))
        except graphs.InvalidCellError:
            continue
    return found, random
