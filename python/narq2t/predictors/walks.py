"""What a random walk through a cell meets: how much of the signal passes which operator, where, and in which order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .cells import Cells, Integers, Matrix

_CHUNK = 50_000  # cells at once: bounds the memory where all 423,624 cells of NAS-Bench-101 are known
_DECIMALS = 9  # sums of another order, as renamed vertices have them, end in the same bits


@dataclass(frozen=True)
class _Walk:
    """Of a walk through n cells of V vertices: `next` (n, V, V), the probability of the step [from][to]; `visits`
    (n, V), that it passes a vertex; `steps` (n, V), how many steps it takes to it, times that probability."""

    next: Matrix
    visits: Matrix
    steps: Matrix


def of_walks(cells: Cells, inner: Integers, codes: Integers) -> Matrix:
    """(n, D) of a walk from output to input and one from input to output, which take each edge of a vertex with equal
    probability: visits of each operator and steps to it; the length; steps from one kind of vertex to another; of the
    first walk also which kinds follow which, not only at once; and how near each operator is to input and output.

    `inner` (n, V): labels of the vertices that are neither input nor output, else -1; `codes` (K,): those that occur.
    """
    parts = [slice(start, start + _CHUNK) for start in range(0, len(cells), _CHUNK)]
    tables = [_table(cells.labels[part], cells.adjacency[part], inner[part], codes) for part in parts]
    found: Matrix = np.concatenate(tables).round(_DECIMALS)
    return found


def _table(labels: Integers, adjacency: Integers, inner: Integers, codes: Integers) -> Matrix:
    n, vertices = labels.shape
    first, last = np.eye(vertices)[np.zeros(n, np.int64)], np.eye(vertices)[(labels >= 0).sum(axis=1) - 1]
    operators = (inner[:, :, None] == codes).astype(np.float64)
    kinds = np.concatenate([operators, first[:, :, None], last[:, :, None]], axis=2)
    back, forth = _walk(adjacency.swapaxes(1, 2), last), _walk(adjacency, first)
    found = [(back.steps * first).sum(axis=1)[:, None], (forth.steps * last).sum(axis=1)[:, None]]
    for walk in (back, forth):
        found += [_by_kind(values, operators) for values in (walk.visits, walk.steps)]
        found.append(_between(walk.visits[:, :, None] * walk.next, kinds))
    found.append(_between(back.visits[:, :, None] * _reached(back.next), kinds))
    found.append(_nearest(adjacency, operators, first, last))
    return np.concatenate(found, axis=1)


def _walk(edges: Integers, start: Matrix) -> _Walk:
    """A walk along edges (n, V, V), [from][to], from the vertices that `start` (n, V) marks."""
    step = edges / np.maximum(edges.sum(axis=2, keepdims=True), 1)
    at, visits, steps = start, start.copy(), np.zeros_like(start)
    for taken in range(1, edges.shape[1]):
        at = np.matmul(at[:, None, :], step)[:, 0]
        visits += at
        steps += taken * at
    return _Walk(step, visits, steps)


def _reached(step: Matrix) -> Matrix:
    """(n, V, V): the probability that a walk at one vertex passes another later."""
    total = power = step
    for _ in range(step.shape[1] - 2):
        power = np.matmul(power, step)
        total = total + power
    return total


def _by_kind(values: Matrix, kinds: Matrix) -> Matrix:
    """(n, K): values (n, V) summed over the vertices of each kind (n, V, K)."""
    return np.asarray(np.matmul(values[:, None, :], kinds)[:, 0])


def _between(values: Matrix, kinds: Matrix) -> Matrix:
    """(n, K * K): values (n, V, V) summed by the kinds of both vertices."""
    return np.asarray(np.matmul(np.matmul(kinds.swapaxes(1, 2), values), kinds).reshape(len(values), -1))


def _nearest(adjacency: Integers, operators: Matrix, first: Matrix, last: Matrix) -> Matrix:
    """(n, 4 K): the smallest distance of each operator to input and output, along shortest and along longest paths;
    V + 1 in a cell without it."""
    vertices = adjacency.shape[1]
    found = []
    for edges, end in ((adjacency.swapaxes(1, 2), first), (adjacency, last)):
        for longest in (False, True):
            distance = _distance(edges > 0, end > 0, longest)[:, :, None]
            found.append(np.where(operators > 0, distance, vertices + 1).min(axis=1))
    return np.concatenate(found, axis=1).astype(np.float64)


def _distance(edges: npt.NDArray[np.bool_], end: npt.NDArray[np.bool_], longest: bool) -> npt.NDArray[np.int64]:
    """(n, V): the steps from each vertex to the end (n, V), where there is a way."""
    ways = end[:, :, None]
    distance = np.where(end, 0, -1)
    for taken in range(1, edges.shape[1]):
        ways = np.matmul(edges, ways)
        here = ways[:, :, 0] & (longest | (distance < 0))
        distance = np.where(here, taken, distance)
    return np.asarray(distance)
