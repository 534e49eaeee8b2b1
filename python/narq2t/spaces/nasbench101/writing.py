"""How a cell of NAS-Bench-101 is written: `010001000 input,conv3x3-bn-relu,output`, or by its module hash.

The first are the rows of its adjacency matrix one after another, then its operations.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open

from narq2t.errors import Refused
from narq2t.loaders.nasbench101 import cells
from narq2t.loaders.nasbench101.cells import OPERATIONS
from narq2t.loaders.nasbench101.cells import Cell as Graph


def parse(text: str) -> Graph:
    """The cell of an adjacency and operations with a space between them; Refused if it is none."""
    adjacency, _, operations = text.strip().partition(" ")
    try:
        return cells.parse_text(adjacency, operations.strip())
    except ValueError as error:
        raise Refused(f"{text!r} is no cell of NAS-Bench-101: {error}") from error


def text_of(graph: Graph) -> str:
    """How a cell is written; `parse` reads it."""
    vertices = range(len(graph.predecessors))
    adjacency = "".join("1" if x in graph.predecessors[y] else "0" for x in vertices for y in vertices)
    return f"{adjacency} {','.join(['input', *(OPERATIONS[code] for code in graph.codes), 'output'])}"


def cell_of_hash(module_hash: str, space_file: Path) -> str:
    """The cell that a space file has under a module hash. Refused if it has none, or is no space file."""
    wanted = np.frombuffer(_bytes(module_hash), np.uint8)
    try:
        with safe_open(space_file, framework="numpy") as file:
            hashes, packed = file.get_tensor("hash"), file.get_tensor("cell")
    except (OSError, SafetensorError) as error:
        raise Refused(f"{space_file} is no space file: {error}. ./narq2t space enumerate writes one.") from error
    rows = np.flatnonzero((hashes == wanted).all(axis=1))
    if not len(rows):
        raise Refused(f"no cell of {space_file} has the module hash {module_hash}")
    return text_of(cells.unpack(int(packed[rows[0]])))


def _bytes(module_hash: str) -> bytes:
    if len(module_hash) != 32 or not set(module_hash) <= set("0123456789abcdef"):
        raise Refused(f"{module_hash!r} is not a module hash: it must have 32 hexadecimal digits")
    return bytes.fromhex(module_hash)
