"""Every path from input to output of every cell, as flat arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .cells import Cells, Integers, Matrix

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Paths:
    """m distinct ways through n cells of K operators.

    `cell` (m,): the row that a path belongs to; `sequence` (m,): a hash of its operators in order; `count` (m,): how
    many parallel paths it stands for; `operators` (m, K): how often each operator stands on it.
    """

    cell: npt.NDArray[np.int64]
    sequence: Hashes
    count: Matrix
    operators: Matrix

    def where(self, chosen: npt.NDArray[np.bool_]) -> Paths:
        """Some of the paths."""
        return Paths(self.cell[chosen], self.sequence[chosen], self.count[chosen], self.operators[chosen])


def all_paths(cells: Cells, inner: Integers, codes: Integers) -> Paths:
    """Walks all cells at once, vertex by vertex.

    `inner` (n, V): labels of the vertices that are neither input nor output, else -1; `codes` (K,): those that occur.
    """
    n, vertices = cells.labels.shape
    last = (cells.labels >= 0).sum(axis=1) - 1
    column = np.zeros(int(codes.max(initial=0)) + 1, dtype=np.int64)
    column[codes] = np.arange(len(codes))
    at = [Paths(np.arange(n), np.ones(n, np.uint64), np.ones(n), np.zeros((n, len(codes))))]
    ends = []
    for to in range(1, vertices):
        here = _joined([_along(at[source], cells.adjacency[:, source, to]) for source in range(to)])
        at_end = last[here.cell] == to
        ends.append(here.where(at_end))
        at.append(_with_operator(here.where(~at_end), inner[:, to], column))
    return _joined(ends)


def mix(values: Hashes) -> Hashes:
    """The finaliser of SplitMix64 (Steele et al. 2014): near values become unrelated ones."""
    mixed = values + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def _along(paths: Paths, edges: Integers) -> Paths:
    """The paths that go on over an edge, of which each cell has so many."""
    onward = paths.where(edges[paths.cell] > 0)
    return Paths(onward.cell, onward.sequence, onward.count * edges[onward.cell], onward.operators)


def _with_operator(paths: Paths, labels: Integers, column: npt.NDArray[np.int64]) -> Paths:
    code = labels[paths.cell]
    operators = paths.operators.copy()
    operators[np.arange(len(code)), column[code]] += 1
    sequence = mix(paths.sequence * np.uint64(31) + code.astype(np.uint64) + np.uint64(1))
    return Paths(paths.cell, sequence, paths.count, operators)


def _joined(parts: list[Paths]) -> Paths:
    return Paths(
        np.concatenate([part.cell for part in parts]),
        np.concatenate([part.sequence for part in parts]),
        np.concatenate([part.count for part in parts]),
        np.concatenate([part.operators for part in parts]),
    )
