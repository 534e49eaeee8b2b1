"""Cells of NAS-Bench-101 built in Python, for experiments and tests: Java hands over the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from narq2t.loaders.nasbench101.cells import OPERATIONS as VERTEX_OPERATIONS
from narq2t.loaders.nasbench101.cells import Cell
from narq2t.predictors.cells import Cells


def cells(found: Sequence[Cell]) -> Cells:
    """Cells from pruned graphs; operator codes 0 to 2 as in the module hash, input 3, output 4."""
    n, most = len(found), max(len(cell.predecessors) for cell in found)
    labels = np.full((n, most), -1, np.int32)
    adjacency = np.zeros((n, most, most), np.int32)
    costs = np.zeros((n, 2))
    for row, cell in enumerate(found):
        size = len(cell.predecessors)
        labels[row, :size] = (len(VERTEX_OPERATIONS), *cell.codes, len(VERTEX_OPERATIONS) + 1)
        for vertex, before in enumerate(cell.predecessors):
            adjacency[row, list(before), vertex] = 1
        costs[row] = _costs(cell)
    return Cells(np.zeros((n, 0), np.int32), labels, adjacency, costs)


def _channels(cell: Cell, enter: int, leave: int) -> list[int]:
    last = len(cell.predecessors) - 1
    feeding = [vertex for vertex in cell.predecessors[last] if vertex]
    channels = [enter, *[0] * (last - 1), leave]
    for place, vertex in enumerate(feeding):
        channels[vertex] = leave // len(feeding) + (place < leave % len(feeding))
    for vertex in range(last - 1, 0, -1):
        if vertex not in feeding:
            channels[vertex] = max(channels[w] for w in range(vertex + 1, last) if vertex in cell.predecessors[w])
    return channels


def _costs(cell: Cell) -> tuple[float, float]:
    """FLOPs (multiply-accumulates of convolutions) and parameters of the nine searched cells of the network."""
    flops = parameters = 0
    last = len(cell.predecessors) - 1
    for place in range(9):
        width, side = 128 << place // 3, 32 >> place // 3
        channels = _channels(cell, 128 << max(0, place - 1) // 3, width)
        weights = 0
        for vertex in range(1, last + 1):
            if 0 in cell.predecessors[vertex]:  # a projection of the cell's input
                weights += channels[0] * channels[vertex] + 2 * channels[vertex]
            if vertex < last:
                kernel = {"conv3x3-bn-relu": 9, "conv1x1-bn-relu": 1}.get(VERTEX_OPERATIONS[cell.codes[vertex - 1]], 0)
                weights += (kernel * channels[vertex] ** 2 + 2 * channels[vertex]) if kernel else 0
        flops += weights * side * side
        parameters += weights
    return float(flops), float(parameters)
