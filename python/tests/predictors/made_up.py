"""Cells and accuracies to test predictors with, without any benchmark."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from narq2t import surrogate
from narq2t.loaders import architectures
from narq2t.loaders.nasbench101 import cells as graphs
from narq2t.predictors import building
from narq2t.predictors.cells import Cells

SURROGATE = Path(__file__).parents[3] / "src/main/resources/surrogate/nasbench201.safetensors"


@cache
def nasbench201(count: int = 1500) -> tuple[Cells, npt.NDArray[np.float64]]:
    """Cells of NAS-Bench-201 drawn at random, and their CIFAR-10 validation accuracies by the embedded surrogate."""
    chosen = np.random.default_rng(201).choice(architectures.SIZE, count, replace=False)
    codes = architectures.all_codes()
    return building.nasbench201([codes[i] for i in chosen]), surrogate.predict(SURROGATE)["cifar10_validation"][chosen]


@cache
def nasbench101(count: int = 600) -> tuple[Cells, npt.NDArray[np.float64]]:
    """Random graphs of NAS-Bench-101, and a made-up value: convolutions help, pooling and short graphs do not."""
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
    worth = [sum((3, 2, -1)[code] for code in cell.codes) + len(cell.predecessors) for cell in found]
    return building.nasbench101(found), np.array(worth) + random.normal(0, 0.1, count)
