"""What predictors see of an architecture: blocks of numbers, computed once for all cells of a search.

All blocks but `places` stay the same when vertices are renamed. Sequences and neighbourhoods are told apart by 64-bit
hashes, and the columns of a block are in ascending order of the hashes: equal cells have equal bits.
"""

from __future__ import annotations

from copy import copy
from functools import cached_property
from itertools import chain, combinations
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from .cells import Cells, Matrix
from .kernel import Block
from .paths import Hashes, Paths, all_paths, mix
from .walks import of_walks

BLOCKS = ("places", "paths", "neighbourhoods", "shape", "walks", "costs")
"""The names of the blocks."""

AUTO = ("auto",)
"""Instead of names: those that rank best in a space of this kind (docs/adr/0022-gaussian-process.md)."""

_ITERATIONS = 2  # Weisfeiler-Lehman labels: 0 is the operator alone, 2 knows the neighbours of its neighbours
_SUBSETS = 4  # of more operators only each alone and all together are looked at


class Features:
    """The blocks of n cells, each (n, D) with a D of its own."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._rows = np.arange(len(cells))
        self._last = (cells.labels >= 0).sum(axis=1) - 1
        self._inner = cells.labels.copy()  # the operators, without input and output
        self._inner[:, 0] = -1
        self._inner[self._rows, self._last] = -1
        self._codes = np.unique(self._inner[self._inner >= 0])

    def chosen(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The names themselves, or those that `AUTO` stands for: free graphs differ in where an operator stands, cells
        with fixed places in the paths that are left."""
        if names != AUTO:
            return names
        return ("paths", "shape") if self._cells.operators.shape[1] else ("shape", "walks")

    def blocks(self, names: tuple[str, ...]) -> list[Block]:
        """The blocks of these names. Raises ValueError for a name that is none of `BLOCKS`, nor `AUTO`."""
        names = self.chosen(names)
        unknown = [name for name in names if name not in BLOCKS]
        if unknown or not names:
            raise ValueError(f"blocks are {', '.join(names) or 'none'}: allowed are {', '.join(BLOCKS)}")
        return [getattr(self, name) for name in names]

    @cached_property
    def places(self) -> Matrix:
        """One-hot operators by place; without columns where a space has no places."""
        operators = self._cells.operators
        width = int(operators.max(initial=-1)) + 1
        return np.eye(width)[operators].reshape(len(operators), -1)

    @cached_property
    def paths(self) -> Block:
        """How often each sequence of operators occurs among the paths from input to output."""
        counts = _counts(self._paths.cell, self._paths.sequence, self._paths.count, len(self._cells))
        return np.asarray(counts.toarray()) if counts.shape[1] <= 400 else counts

    @cached_property
    def neighbourhoods(self) -> Block:
        """How often each Weisfeiler-Lehman label occurs (Shervashidze et al. 2011), with labels that look both ways."""
        labels, adjacency = self._cells.labels, self._cells.adjacency.astype(np.uint64)
        used = labels >= 0
        rows = np.nonzero(used)[0]
        hashes = mix(labels.astype(np.int64).astype(np.uint64) + np.uint64(7))
        blocks = []
        for iteration in range(_ITERATIONS + 1):
            blocks.append(_counts(rows, hashes[used], np.ones(len(rows)), len(labels)))
            if iteration < _ITERATIONS:
                before = np.einsum("nxy,nx->ny", adjacency, mix(hashes + np.uint64(1)))
                after = np.einsum("nxy,ny->nx", adjacency, mix(hashes + np.uint64(2)))
                hashes = mix(hashes * np.uint64(3) + mix(before) + np.uint64(5) * mix(after + np.uint64(11)))
        return sparse.csr_array(sparse.hstack(blocks))

    @cached_property
    def costs(self) -> Matrix:
        """Logarithms of FLOPs and parameters, standardised."""
        return _standardised(np.log1p(self._cells.costs))

    @cached_property
    def shape(self) -> Matrix:
        """Standardised counts and extremes of graph and paths, after GRAF (Kadlecova et al., ICML 2024)."""
        return _standardised(np.stack([*self._of_graph(), *self._of_paths()], axis=1))

    @cached_property
    def walks(self) -> Matrix:
        """Standardised features of random walks through the cell: see `of_walks`."""
        return _standardised(of_walks(self._cells, self._inner, self._codes))

    def _of_graph(self) -> list[Matrix]:
        """Operators, their edges, and the edges of the ends, counted."""
        adjacency = self._cells.adjacency
        into_output = adjacency[self._rows, :, self._last]
        from_input = adjacency[:, 0]
        found = [from_input.sum(axis=1), into_output.sum(axis=1), into_output[:, 0], (adjacency > 0).sum(axis=(1, 2))]
        for code in self._codes:
            of_code = self._inner == code
            edges = (adjacency.sum(axis=1), adjacency.sum(axis=2), from_input, into_output)
            found += [of_code.sum(axis=1), *((of_code * edge).sum(axis=1) for edge in edges)]
        return found

    def _of_paths(self) -> list[Matrix]:
        """Paths counted, the mean number of each operator on them, and for sets of operators: the most and fewest of
        them on a path, and the longest, the shortest and the number of paths of these operators alone."""
        paths, n = self._paths, len(self._cells)
        every = np.ones(len(paths.cell), dtype=bool)
        total = self._summed(paths, paths.count)
        found = [total, np.log1p(total), (total > 0).astype(float)]
        found += [self._summed(paths, paths.count * op) / np.maximum(total, 1) for op in paths.operators.T]
        length = paths.operators.sum(axis=1)
        for chosen in _subsets(len(self._codes)):
            of_these = paths.operators[:, list(chosen)].sum(axis=1)
            alone = of_these == length
            found += [*_extremes(paths, of_these, every, n), *_extremes(paths, length, alone, n)]
            found.append(np.log1p(self._summed(paths, paths.count * alone)))
        return found

    def _summed(self, paths: Paths, values: Matrix) -> Matrix:
        total: Matrix = np.bincount(paths.cell, weights=values, minlength=len(self._cells)).astype(np.float64)
        return total

    @cached_property
    def _paths(self) -> Paths:
        return all_paths(self._cells, self._inner, self._codes)


_known: WeakKeyDictionary[Cells, Features] = WeakKeyDictionary()


def of(cells: Cells) -> Features:
    """The features of these cells, kept for as long as the cells are."""
    if cells not in _known:
        _known[cells] = Features(copy(cells))  # a value that held its own key would never be let go
    return _known[cells]


def _counts(rows: npt.NDArray[np.int64], hashes: Hashes, weights: Matrix, n: int) -> sparse.csr_array:
    """(n, D): the summed weights of each hash in each row."""
    found, columns = np.unique(hashes, return_inverse=True)
    table = sparse.coo_array((weights, (rows, columns)), shape=(n, len(found))).tocsr()
    table.sum_duplicates()
    return table


def _extremes(paths: Paths, values: Matrix, chosen: npt.NDArray[np.bool_], n: int) -> list[Matrix]:
    """[(n,), (n,)]: the highest and lowest value among the chosen paths of each cell, -1 without any."""
    highest, lowest = np.full(n, -1.0), np.full(n, np.inf)
    np.maximum.at(highest, paths.cell[chosen], values[chosen])
    np.minimum.at(lowest, paths.cell[chosen], values[chosen])
    return [highest, np.where(np.isinf(lowest), -1.0, lowest)]


def _subsets(k: int) -> list[tuple[int, ...]]:
    sizes = range(k + 1) if k <= _SUBSETS else (0, 1, k)
    return list(chain.from_iterable(combinations(range(k), size) for size in sizes))


def _standardised(table: Matrix) -> Matrix:
    """Columns with mean 0 and deviation 1; those that are the same everywhere are left out."""
    spread = table.std(axis=0)
    varied = spread > 1e-9
    found: Matrix = (table[:, varied] - table[:, varied].mean(axis=0)) / spread[varied]
    return found
