"""Feature tensors of NAS-Bench-101, see `narq2t.spaces.encoding`."""

from __future__ import annotations

import numpy as np

from narq2t.loaders.nasbench101.cells import MAX_VERTICES, Cell

from ..encoding import Features
from .cell import widths

_CELLS = 9
_STEM = 128  # channels
_IMAGE = 32  # pixels of a side
_POOLED = 9  # elements under a 3 x 3 window
_INPUT, _OUTPUT = 1, 5  # codes of vertices
_VERTEX_CODES = (3, 2, 4)  # of conv3x3-bn-relu, conv1x1-bn-relu, maxpool3x3


def encode(cell: Cell) -> Features:
    """(19, 7, 7) of a pruned cell, its vertices in the order that it has them."""
    last = len(cell.predecessors) - 1
    codes = [_INPUT, *(_VERTEX_CODES[code] for code in cell.codes), _OUTPUT]
    patches: list[list[int]] = [codes]
    for place in range(_CELLS):
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
    inputs = _STEM << (max(0, place - 1) // 3)
    channels = widths(cell, inputs, _STEM << stack)
    area = (_IMAGE >> stack) ** 2
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
