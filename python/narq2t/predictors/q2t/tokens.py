"""What the model reads of a cell: one token per operator, one for the whole cell, and how the tokens relate.

The released model reads an operator as an ordinal number among raw counts of millions. Here an operator is one-hot,
counts and costs are logarithms, dead edges and skip connections are gone from the graph (see `Cells`), and nothing is
said twice. Renaming the vertices of a cell permutes its tokens and changes nothing else.

Symbols: n cells, V vertices, T = V - 1 tokens, K operators. Token 0 stands for the input, and for the whole cell; the
others are the operators; the output has none, as every operator knows its own edges to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..cells import Cells, Integers

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]
RELATIONS = 6
"""Edges to and from, paths to and from, the vertex itself, no path either way."""
_SAMPLE = 2_000
_LEAST_SPREAD = 0.05  # below it a feature hardly varies, and dividing by it would make much of a rare cell


@dataclass(frozen=True)
class Tokens:
    """n cells, each as a row of every array; float32 but for `present`."""

    vertices: Floats  # (n, T, F)
    relations: Floats  # (n, T, T, RELATIONS), [asking][asked]
    present: npt.NDArray[np.bool_]  # (n, T); token 0 always is
    whole: Floats  # (n, G), not standardised


def operator_codes(cells: Cells) -> tuple[int, ...]:
    """The K operator codes that occur between input and output, ascending."""
    return tuple(int(code) for code in np.unique(_inner(cells.labels)) if code >= 0)


class Reader:
    """Reads the cells of one space. `codes`: its K operators, by default all that occur; `mean` and `spread` (G,): of
    `Tokens.whole` over cells evenly spread among all."""

    def __init__(self, cells: Cells, codes: tuple[int, ...] | None = None) -> None:
        self.cells = cells
        self.codes = operator_codes(cells) if codes is None else codes
        sample = np.unique(np.linspace(0, len(cells) - 1, min(len(cells), _SAMPLE)).round().astype(np.int64))
        whole = self.read(sample).whole
        self.mean: Floats = whole.mean(axis=0)
        self.spread: Floats = np.maximum(whole.std(axis=0), _LEAST_SPREAD)

    def read(self, rows: Rows) -> Tokens:
        """The tokens of some rows."""
        return read(self.cells, rows, self.codes)

    def first_like(self, rows: Rows) -> Rows:
        """For each of the rows the first row with the same graph, for which all of them are predicted."""
        found: Rows = self._first[rows]
        return found

    @cached_property
    def _first(self) -> Rows:
        _, first, again = np.unique(keys(self.cells), return_index=True, return_inverse=True)
        return np.asarray(first[again.ravel()], dtype=np.int64)


def read(cells: Cells, rows: Rows, codes: Sequence[int]) -> Tokens:
    """The tokens of some rows of the cells; an operator that is not among `codes` is none of the K."""
    labels, edges = cells.labels[rows], cells.adjacency[rows].astype(np.float32)
    n, V = labels.shape
    inner = _inner(labels)
    operators = one_hot(inner, codes)
    last = (labels >= 0).sum(axis=1) - 1

    paths = np.broadcast_to(np.eye(V, dtype=np.float32), (n, V, V)).copy()  # how many lead from one vertex to another
    longest = np.where(np.eye(V, dtype=bool), np.float32(0), np.float32(-np.inf)) + np.zeros((n, 1, 1), np.float32)
    for to in range(1, V):  # vertices stand in topological order
        paths[:, :, to] += np.einsum("nxy,ny->nx", paths[:, :, :to], edges[:, :to, to])
        reached = np.where(edges[:, None, :to, to] > 0, longest[:, :, :to] + 1, -np.inf).max(axis=2)
        longest[:, :, to] = np.maximum(longest[:, :, to], reached)
    reach = (paths > 0) & ~np.eye(V, dtype=bool)
    to_output = paths[np.arange(n), :, last]  # (n, V)
    total = np.maximum(to_output[:, :1], 1)
    share = paths[:, 0] * to_output / total  # of all paths: those through a vertex

    depth = np.stack([longest[:, 0], longest[np.arange(n), :, last]], axis=-1)
    counts = np.stack(
        [edges.sum(1), edges.sum(2), edges[:, 0], edges[np.arange(n), :, last], paths[:, 0], to_output], axis=-1
    )
    before, after = reach.swapaxes(1, 2) @ operators, reach @ operators  # (n, V, K)
    vertices = [operators, np.log1p(counts), share[..., None], np.maximum(depth, 0) / 4, before / 2, after / 2]
    present = (inner >= 0)[:, :-1]
    tokens = np.concatenate(vertices, axis=-1)[:, :-1] * present[..., None]  # (n, T, F)
    present = present | (np.arange(V - 1) == 0)

    ways = np.log1p(paths) * reach
    around = [np.log1p(edges), np.log1p(edges.swapaxes(1, 2)), ways, ways.swapaxes(1, 2)]
    same = np.broadcast_to(np.eye(V, dtype=np.float32), (n, V, V))
    apart = 1 - (reach | reach.swapaxes(1, 2)) - same
    relations = np.stack([*around, same, apart], axis=-1)[:, :-1, :-1]  # (n, T, T, R)

    log_costs = np.log1p(cells.costs[rows]).astype(np.float32)
    whole = _whole(edges, operators, last, share.astype(np.float32), log_costs)
    return Tokens(tokens.astype(np.float32), relations.astype(np.float32), present, whole.astype(np.float32))


def one_hot(inner: Integers, codes: Sequence[int]) -> Floats:
    """(n, V) labels, -1 where there is no operator -> (n, V, K)."""
    return np.stack([inner == code for code in codes], axis=-1).astype(np.float32)


def keys(cells: Cells) -> Keys:
    """(n,) a hash of each cell's graph, equal for isomorphic ones: Weisfeiler-Lehman over V rounds."""
    used = (cells.labels >= 0).astype(np.uint64)
    edges = cells.adjacency.astype(np.uint64)
    colours = _mix(cells.labels.astype(np.uint64)) * used
    for _ in range(cells.labels.shape[1]):
        into, out = np.einsum("nxy,nx->ny", edges, colours), np.einsum("nxy,ny->nx", edges, colours)
        colours = _mix(colours + np.uint64(3) * _mix(into) + np.uint64(5) * _mix(out + np.uint64(1))) * used
    return _mix(colours.sum(axis=1))


def _whole(edges: Floats, operators: Floats, last: Integers, share: Floats, log_costs: Floats) -> Floats:
    """(n, G) counts of operators, edges and paths, and for each set of operators the paths through no others."""
    n, _, K = operators.shape
    rows = np.arange(n)
    columns = [operators.sum(axis=1), log_costs, np.einsum("nv,nvk->nk", share, operators)]
    columns += [np.log1p(np.einsum("nv,nvk->nk", edges[:, 0], operators))]
    columns += [np.log1p(np.einsum("nv,nvk->nk", edges[rows, :, last], operators))]
    columns += [np.log1p(np.einsum("nxk,nxy,nyl->nkl", operators, edges, operators)).reshape(n, -1)]
    steps = operators.sum(axis=2)  # (n, V) 1 for an operator
    for chosen in _subsets(K):
        allowed = operators @ np.array(chosen, dtype=np.float32) > 0
        columns.append(_extremes(edges, allowed, steps, last))
    for operator in range(K):
        columns.append(_extremes(edges, steps > 0, operators[..., operator], last)[:, :2])
    return np.concatenate(columns, axis=1)


def _extremes(edges: Floats, allowed: npt.NDArray[np.bool_], steps: Floats, last: Integers) -> Floats:
    """(n, 3) most and fewest steps of a path whose inside is allowed, -1 without one; log(1 + number of such paths)."""
    n, V = steps.shape
    most, fewest, count = np.full((n, V), -np.inf), np.full((n, V), np.inf), np.zeros((n, V))
    most[:, 0] = fewest[:, 0] = 0
    count[:, 0] = 1
    for to in range(1, V):
        open_to = (allowed[:, to] | (last == to))[:, None]
        into = edges[:, :to, to] * open_to
        most[:, to] = np.where(into > 0, most[:, :to], -np.inf).max(axis=1) + steps[:, to]
        fewest[:, to] = np.where(into > 0, fewest[:, :to], np.inf).min(axis=1) + steps[:, to]
        count[:, to] = (into * count[:, :to]).sum(axis=1)
    found = np.stack([most, fewest, np.log1p(count)], axis=-1)[np.arange(n), last]  # (n, 3)
    return np.where(np.isfinite(found), found, -1).astype(np.float32)


def _subsets(K: int) -> list[list[bool]]:
    """Each subset of K operators as K booleans; where there are many, none, single ones, all but one, and all."""
    every = [[bool(number >> place & 1) for place in range(K)] for number in range(1 << K)] if K <= 4 else []
    return every or [[place == k for place in range(K)] for k in range(-1, K)] + [
        [place != k for place in range(K)] for k in range(-1, K)
    ]


def _inner(labels: Integers) -> Integers:
    """The labels with -1 at input and output too."""
    inner = labels.copy()
    inner[:, 0] = -1
    inner[np.arange(len(labels)), (labels >= 0).sum(axis=1) - 1] = -1
    return inner


def _mix(values: Keys) -> Keys:
    """The finaliser of SplitMix64 (Steele et al. 2014)."""
    mixed = values + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))
