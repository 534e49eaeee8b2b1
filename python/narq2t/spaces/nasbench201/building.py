"""Cells of NAS-Bench-201 built in Python, for experiments and tests: Java hands over the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from narq2t.loaders.architectures import EDGES, OPERATIONS, Codes
from narq2t.predictors.cells import Cells

NONE, SKIP = OPERATIONS.index("none"), OPERATIONS.index("skip_connect")
INPUT, OUTPUT = len(OPERATIONS), len(OPERATIONS) + 1
_VERTICES = len(EDGES) + 2
_PARAMETERS = {"nor_conv_1x1": 1, "nor_conv_3x3": 9}


def cells(codes: Sequence[Codes], image_size: int = 32) -> Cells:
    """Cells from six operator codes each, in the order of `EDGES`; costs of the searched cells, dead edges too."""
    n = len(codes)
    operators = np.zeros((n, len(EDGES)), np.int32)
    labels = np.full((n, _VERTICES), -1, np.int32)
    adjacency = np.zeros((n, _VERTICES, _VERTICES), np.int32)
    costs = np.zeros((n, 2))
    for row, cell in enumerate(codes):
        operators[row] = without_dead_edges(cell)
        vertices, edges = _graph(operators[row])
        labels[row, : len(vertices)] = vertices
        adjacency[row, : len(vertices), : len(vertices)] = edges
        for stage in range(3):
            channels, side = 16 << stage, image_size >> stage
            kernels = [_PARAMETERS.get(OPERATIONS[code], 0) for code in cell]
            parameters = 5 * sum(k * channels**2 + 2 * channels for k in kernels if k)
            costs[row] += parameters * side * side, parameters
    return Cells(operators, labels, adjacency, costs)


def without_dead_edges(codes: Sequence[int]) -> Codes:
    """The codes with every edge that lies on no path from input to output set to none."""
    reached, needed = {0}, {3}
    for (source, destination), code in sorted(zip(EDGES, codes, strict=True), key=lambda e: e[0][1]):
        if code != NONE and source in reached:
            reached.add(destination)
    for (source, destination), code in sorted(zip(EDGES, codes, strict=True), key=lambda e: -e[0][1]):
        if code != NONE and destination in needed:
            needed.add(source)
    alive = reached & needed
    return tuple(int(c) if {s, d} <= alive else NONE for (s, d), c in zip(EDGES, codes, strict=True))


def _graph(codes: Sequence[int]) -> tuple[list[int], np.ndarray]:
    """Labels (v,) and edge counts (v, v) of the graph whose vertices are the operators that are no skip connections."""
    vertices = [INPUT]
    terms: list[dict[int, int]] = [{0: 1}, {}, {}, {}]  # what a node is the sum of: vertex -> how often
    into: list[dict[int, int]] = [{}]
    for (source, destination), code in sorted(zip(EDGES, codes, strict=True), key=lambda e: (e[0][1], e[0][0])):
        if code == NONE or not terms[source]:
            continue
        if code == SKIP:
            for vertex, count in terms[source].items():
                terms[destination][vertex] = terms[destination].get(vertex, 0) + count
        else:
            terms[destination][len(vertices)] = 1
            vertices.append(int(code))
            into.append(terms[source])
    vertices.append(OUTPUT)
    into.append(terms[3])
    edges = np.zeros((len(vertices), len(vertices)), np.int32)
    for to, sources in enumerate(into):
        for source, count in sources.items():
            edges[source, to] = count
    return vertices, edges
