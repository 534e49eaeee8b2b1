"""Feature tensors: what a predictor of tiers sees of an architecture (Sec. III-A of the paper), as Java encodes it.

Patch 0 holds the codes of the operators, then follow FLOPs and parameters of each cell of the network: (31, 4, 4) in
NAS-Bench-201, (19, 7, 7) in NAS-Bench-101. A value stands at [from][to] of its edge.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from narq2t.loaders.architectures import EDGES, OPERATIONS, Codes
from narq2t.loaders.nasbench101.cells import MAX_VERTICES, Cell

from .nasbench101.cell import widths

Features = NDArray[np.float32]

IMAGE_SIDES = {"cifar10": 32, "cifar100": 32, "imagenet16": 16}
"""Pixels of a side of the images of each data set."""

_KERNELS = {"nor_conv_1x1": 1, "nor_conv_3x3": 3}
_CELLS_201, _CELLS_101 = 15, 9
_STEM_201, _STEM_101 = 16, 128  # channels
_IMAGE_101 = 32
_POOLED = 9  # elements under a 3 x 3 window
_INPUT, _OUTPUT = 1, 5  # codes of vertices in NAS-Bench-101
_VERTEX_CODES = (3, 2, 4)  # of conv3x3-bn-relu, conv1x1-bn-relu, maxpool3x3


def encode201(codes: Codes, dataset: str) -> Features:
    """(31, 4, 4) of the six operation codes of a NAS-Bench-201 cell."""
    tensor = np.zeros((1 + 2 * _CELLS_201, 4, 4), np.float32)
    for (source, node), code in zip(EDGES, codes, strict=True):
        kernel = _KERNELS.get(OPERATIONS[code], 0)
        tensor[0, source, node] = code
        for place in range(_CELLS_201):
            stage = place // 5
            channels, side = _STEM_201 << stage, IMAGE_SIDES[dataset] >> stage
            weights = kernel**2 * channels**2 + 2 * channels if kernel else 0
            tensor[1 + 2 * place, source, node] = weights * side**2
            tensor[2 + 2 * place, source, node] = weights
    return tensor


def encode101(cell: Cell) -> Features:
    """(19, 7, 7) of a pruned NAS-Bench-101 cell, its vertices in the order that it has them."""
    last = len(cell.predecessors) - 1
    codes = [_INPUT, *(_VERTEX_CODES[code] for code in cell.codes), _OUTPUT]
    patches: list[list[int]] = [codes]
    for place in range(_CELLS_101):
        flops, parameters = _costs(cell, place)
        patches += [flops, parameters]
    tensor = np.zeros((len(patches), MAX_VERTICES, MAX_VERTICES), np.float32)
    for node in range(1, last + 1):
        column = MAX_VERTICES - 1 if node == last else node
        for source in cell.predecessors[node]:
            tensor[:, source, column] = [patch[node] for patch in patches]
    return tensor


def _costs(cell: Cell, place: int) -> tuple[list[int], list[int]]:
    """FLOPs and parameters of every vertex in cell 0 to 8: the first of a stack doubles the channels."""
    stack, last = place // 3, len(cell.predecessors) - 1
    inputs = _STEM_101 << (max(0, place - 1) // 3)
    channels = widths(cell, inputs, _STEM_101 << stack)
    area = (_IMAGE_101 >> stack) ** 2
    flops, parameters = [0], [0]
    for vertex in range(1, last + 1):
        width, before = channels[vertex], cell.predecessors[vertex]
        weights = convolutions = other = 0
        if 0 in before:  # the input is projected
            weights, convolutions = inputs * width, 1
        if vertex < last:
            other = (len(before) - 1) * width * area
            code = cell.codes[vertex - 1]
            if code == 2:  # max pooling
                other += _POOLED * width * area
            else:
                weights += (9 if code == 0 else 1) * width**2
                convolutions += 1
        elif 0 in before and len(before) > 1:
            other = width * area  # the projected input is added to the concatenation
        flops.append(2 * weights * area + other)
        parameters.append(weights + 2 * width * convolutions)
    return flops, parameters


def stacked(tensors: Iterable[Features]) -> Features:
    """(n, N, P, P) of the tensors of n architectures; n is at least 1."""
    return np.stack(list(tensors))
