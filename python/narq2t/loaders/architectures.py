"""The 15,625 architectures of NAS-Bench-201 (= NATS-Bench topology space) and their official numbers.

An architecture is one operation on each of the six edges of a cell with four nodes, written

    |a~0|+|b~0|c~1|+|d~0|e~1|f~2|

where node 1 is a(node 0), node 2 is b(node 0) + c(node 1) and node 3 is d(node 0) + e(node 1) + f(node 2).
The official order is the lexicographic product of the operation codes (a slowest), shuffled once with seed 88. The
meta file of the official archive holds the same 15,625 strings in the same order.
"""

from __future__ import annotations

import itertools
import random
import re
from functools import cache

OPERATIONS = ("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3")
"""Operation names by code: none 0, skip_connect 1, nor_conv_1x1 2, nor_conv_3x3 3, avg_pool_3x3 4."""

EDGES = ((0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3))
"""(source node, destination node) of each position of a code tuple, in the order of the string."""

SIZE = len(OPERATIONS) ** len(EDGES)
"""Number of architectures: 15,625."""

Codes = tuple[int, ...]

_OFFICIAL_SEED = 88
_STRING = re.compile(r"\|(\w+)~0\|\+\|(\w+)~0\|(\w+)~1\|\+\|(\w+)~0\|(\w+)~1\|(\w+)~2\|")


def to_string(codes: Codes) -> str:
    """The official string of six operation codes in the order of `EDGES`."""
    a, b, c, d, e, f = (OPERATIONS[code] for code in codes)
    return f"|{a}~0|+|{b}~0|{c}~1|+|{d}~0|{e}~1|{f}~2|"


def to_codes(string: str) -> Codes:
    """The six operation codes of an official string; ValueError if it is not one of the 15,625."""
    match = _STRING.fullmatch(string)
    if match is None or not all(name in OPERATIONS for name in match.groups()):
        raise ValueError(f"not a NAS-Bench-201 architecture: {string!r}")
    return tuple(OPERATIONS.index(name) for name in match.groups())


@cache
def all_codes() -> tuple[Codes, ...]:
    """Six codes for each architecture, in the official index order; length 15,625."""
    codes = list(itertools.product(range(len(OPERATIONS)), repeat=len(EDGES)))
    # Not cryptography: the benchmark's own published order is this very shuffle.
    random.Random(_OFFICIAL_SEED).shuffle(codes)  # noqa: S311
    return tuple(codes)


@cache
def all_strings() -> tuple[str, ...]:
    """The official strings in the official index order; length 15,625."""
    return tuple(to_string(codes) for codes in all_codes())


@cache
def indices() -> dict[str, int]:
    """Official index by official string."""
    return {string: index for index, string in enumerate(all_strings())}
