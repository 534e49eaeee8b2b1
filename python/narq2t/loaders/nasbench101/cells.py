"""A cell of NAS-Bench-101: what makes a graph one, what is left of it after pruning, and its module hash.

A cell has at most 7 vertices, the first `input`, the last `output`, an operation at each of the others, and at most 9
edges, all from lower to higher vertices. What is not on a path from input to output does not count: it is pruned.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

OPERATIONS = ("conv3x3-bn-relu", "conv1x1-bn-relu", "maxpool3x3")
"""Operation names by code, which is also their label in the module hash."""

MAX_VERTICES = 7
MAX_EDGES = 9

_INPUT, _OUTPUT = "input", "output"
_EDGE_BITS = MAX_VERTICES * (MAX_VERTICES - 1) // 2
_VERTEX_BITS = 3


class InvalidCellError(ValueError):
    """A graph that is no cell of the space; the message says why."""


@dataclass(frozen=True)
class Cell:
    """A pruned cell of V vertices.

    `predecessors`: of each vertex the vertices with an edge to it, ascending. `codes`: of each of the V - 2 interior
    vertices the place of its operation in `OPERATIONS`.
    """

    predecessors: tuple[tuple[int, ...], ...]
    codes: tuple[int, ...]

    def module_hash(self) -> str:
        """The official name, 32 hexadecimal digits; the same for isomorphic cells.

        Every vertex starts from its out-degree, in-degree and label (-1 input, -2 output, else its code), and takes in
        its neighbours as many times as there are vertices.
        """
        vertices = range(len(self.predecessors))
        successors = tuple(tuple(w for w in vertices if v in self.predecessors[w]) for v in vertices)
        labels = (-1, *self.codes, -2)
        around = tuple(zip(self.predecessors, successors, strict=True))
        prints = [_md5(str((len(o), len(i), label))) for (i, o), label in zip(around, labels, strict=True)]
        for _ in vertices:
            prints = [
                _md5(f"{_join(prints, before)}|{_join(prints, after)}|{own}")
                for own, (before, after) in zip(prints, around, strict=True)
            ]
        return _md5(str(sorted(prints)))


def _md5(text: str) -> str:
    return hashlib.md5(text.encode("ascii"), usedforsecurity=False).hexdigest()


def _join(prints: Sequence[str], vertices: Sequence[int]) -> str:
    return "".join(sorted([prints[vertex] for vertex in vertices]))


def parse(adjacency: Sequence[Sequence[int]], operations: Sequence[str]) -> Cell:
    """The cell of a graph, pruned.

    `adjacency`: (V, V), [from][to], 0 or 1, upper triangular; `operations`: V official names. Raises InvalidCellError.
    """
    size = len(adjacency)
    if not 2 <= size <= MAX_VERTICES:
        raise InvalidCellError(f"a cell has 2 to {MAX_VERTICES} vertices, not {size}")
    if len(operations) != size:
        raise InvalidCellError(f"{len(operations)} operations for {size} vertices")
    if (operations[0], operations[-1]) != (_INPUT, _OUTPUT):
        raise InvalidCellError(
            f"the first operation is 'input' and the last is 'output', not {operations[0]!r} and {operations[-1]!r}"
        )
    unknown = [name for name in operations[1:-1] if name not in OPERATIONS]
    if unknown:
        raise InvalidCellError(f"unknown operation {unknown[0]!r}; allowed: {', '.join(OPERATIONS)}")
    for x, row in enumerate(adjacency):
        if len(row) != size:
            raise InvalidCellError(f"the matrix is not square: row {x} has {len(row)} entries, not {size}")
        for y, entry in enumerate(row):
            if entry not in ((0, 1) if x < y else (0,)):
                raise InvalidCellError(f"entry [{x}][{y}] is {entry!r}: entries are 0 or 1, and 0 up to the diagonal")
    predecessors = [tuple(x for x in range(y) if adjacency[x][y]) for y in range(size)]
    return _pruned(predecessors, [OPERATIONS.index(name) for name in operations[1:-1]])


def parse_text(adjacency: str, operations: str) -> Cell:
    """The cell of a row-major matrix such as "010001000" and of operations with commas; InvalidCellError."""
    size = math.isqrt(len(adjacency))
    if size * size != len(adjacency) or not set(adjacency) <= {"0", "1"}:
        raise InvalidCellError(f"the adjacency {adjacency!r} is not a square matrix of 0 and 1")
    digits = [int(digit) for digit in adjacency]
    return parse([digits[row * size : (row + 1) * size] for row in range(size)], operations.split(","))


def unpack(packed: int) -> Cell:
    """The cell in 32 bits, as the space file keeps it; InvalidCellError if they are none.

    Bits 0-20: edge x to y at x + y (y - 1) / 2. Bits 21-23: vertices. Bits 24-31: codes in base 3, the first vertex's
    most significant.
    """
    size = packed >> _EDGE_BITS & ((1 << _VERTEX_BITS) - 1)
    rest = packed >> (_EDGE_BITS + _VERTEX_BITS) & 0xFF
    if size < 2:
        raise InvalidCellError(f"a cell has 2 to {MAX_VERTICES} vertices, not {size}")
    edges = [[packed >> (x + y * (y - 1) // 2) & 1 for x in range(y)] for y in range(size)]
    codes = [rest // len(OPERATIONS) ** place % len(OPERATIONS) for place in reversed(range(size - 2))]
    return _pruned([tuple(x for x, edge in enumerate(row) if edge) for row in edges], codes)


def _pruned(predecessors: Sequence[Sequence[int]], codes: Sequence[int]) -> Cell:
    size = len(predecessors)
    reached = {0}  # from the input
    for vertex in range(1, size):
        if reached.intersection(predecessors[vertex]):
            reached.add(vertex)
    needed = {size - 1}  # for the output
    for vertex in reversed(range(size)):
        if vertex in needed:
            needed.update(predecessors[vertex])
    kept = sorted(reached & needed)
    if not {0, size - 1} <= set(kept):
        raise InvalidCellError("there is no path from input to output")
    number = {vertex: place for place, vertex in enumerate(kept)}
    cell = Cell(
        tuple(tuple(number[x] for x in predecessors[vertex] if x in number) for vertex in kept),
        tuple(codes[vertex - 1] for vertex in kept[1:-1]),
    )
    edges = sum(len(before) for before in cell.predecessors)
    if edges > MAX_EDGES:
        raise InvalidCellError(f"a cell has at most {MAX_EDGES} edges, not {edges}")
    return cell
