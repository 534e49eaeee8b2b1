"""Cells of NAS-Bench-101, their hashes, and the space file that numbers them."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from narq2t.loaders import LoaderError
from narq2t.loaders.nasbench101 import cells
from narq2t.loaders.nasbench101.cells import InvalidCellError
from narq2t.loaders.nasbench101.space import CellSpace
from tests.loaders.test_sources import shared_data

REAL_SPACE = Path(__file__).parents[4] / "data/nasbench101-space.safetensors"
CONV3, CONV1, POOL = cells.OPERATIONS

GOLDEN = (
    "0100110001000000010010000010000001000000010000000",
    f"input,{CONV3},{POOL},{CONV3},{CONV3},{CONV1},output",
    "00005c142e6f48ac74fdcf73e3439874",
)
"""Adjacency, operations and hash of the golden record of the NAR authors, which has 8,555,530 parameters."""
GOLDEN_PARAMETERS = 8_555_530

HASHES = [
    GOLDEN,
    ("0100", "input,output", "043721b9c7fe8c5fad811d47d83132ec"),
    ("010001000", f"input,{CONV3},output", "b49ac8c578b4561d79ac7087988f1c61"),
    ("010001000", f"input,{CONV1},output", "d1269d9156ddc027c40473008192958a"),
    ("011001000", f"input,{POOL},output", "6f6257bc3b12d87b8736e81cd4b7ed8b"),
    ("0110000100010000", f"input,{CONV3},{POOL},output", "7c65f6bd01b87407734781b6038050bc"),
    (
        "0111010000000100000010000100000000100000010000000",
        f"input,{CONV1},{CONV3},{CONV3},{CONV3},{POOL},output",
        "28cfc7874f6d200472e1a9dcd8650aa0",
    ),
    # vertex 2 leads nowhere
    ("0110000010000000000100000", f"input,{CONV3},{CONV1},{POOL},output", "fca3d3671f135e0347cd3688f3f34cad"),
]
"""Hashes that google-research/nasbench gave: ModelSpec(matrix, ops).hash_spec(ops), so lib/graph_util.hash_module."""


def pack(cell: cells.Cell) -> int:
    """The 32 bits of a cell."""
    edges = sum(1 << (x + y * (y - 1) // 2) for y, before in enumerate(cell.predecessors) for x in before)
    operators = sum(code * 3**place for place, code in enumerate(reversed(cell.codes)))
    return edges | len(cell.predecessors) << 21 | operators << 24


def small_cells() -> dict[str, cells.Cell]:
    """All cells up to four vertices and the golden one, by hash."""
    found = {}
    for size in (2, 3, 4):
        for edges, codes in itertools.product(range(1 << size * (size - 1) // 2), range(3 ** (size - 2))):
            try:
                cell = cells.unpack(edges | size << 21 | codes << 24)
            except InvalidCellError:
                continue
            found[cell.module_hash()] = cell
    found[GOLDEN[2]] = cells.parse_text(*GOLDEN[:2])
    return dict(sorted(found.items()))


def parameters_of(module_hash: str) -> int:
    """What the small space says: the truth for the golden cell, the first digits of the hash for others."""
    return GOLDEN_PARAMETERS if module_hash == GOLDEN[2] else 1 + int(module_hash[:6], 16)


def space_tensors() -> dict[str, np.ndarray[Any, Any]]:
    small = small_cells()
    return {
        "hash": np.array([list(bytes.fromhex(name)) for name in small], np.uint8),
        "cell": np.array([pack(cell) for cell in small.values()], np.uint32).view(np.int32),
        "flops": np.ones(len(small), np.int64),
        "parameters": np.array([parameters_of(name) for name in small], np.int64),
    }


def write_space(path: Path, tensors: dict[str, Any] | None = None, **metadata: str) -> Path:
    """A space file of 92 cells, or an altered one."""
    about = {"format": "narq2t-space", "version": "1", "space": "nasbench101"} | metadata
    save_file(space_tensors() if tensors is None else tensors, path, metadata=about)
    return path


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small space file."""
    return write_space(tmp_path_factory.mktemp("space") / "space.safetensors")


@pytest.mark.parametrize(("adjacency", "operations", "expected"), HASHES)
def test_the_hash_is_the_official_one(adjacency: str, operations: str, expected: str) -> None:
    assert cells.parse_text(adjacency, operations).module_hash() == expected


def test_the_golden_record_hashes_to_its_own_name() -> None:
    record = json.loads(shared_data("nasbench101_vertice_example.json").read_text())[0]
    cell = cells.parse(record["module_adjacency"], record["module_operations"])
    assert cell.module_hash() == record["unique_hash"] == GOLDEN[2]


def test_isomorphic_cells_share_a_hash_and_others_do_not() -> None:
    one = cells.parse_text("0110000100010000", f"input,{CONV3},{POOL},output")
    other = cells.parse_text("0110000100010000", f"input,{POOL},{CONV3},output")
    assert one != other
    assert one.module_hash() == other.module_hash()
    assert len(small_cells()) == 1 + 6 + 84 + 1  # the published numbers of cells with 2, 3 and 4 vertices; the golden


def test_pruning_leaves_what_is_between_input_and_output() -> None:
    dangling = cells.parse_text("0110000010000000000100000", f"input,{CONV3},{CONV1},{POOL},output")
    unreachable = cells.parse_text("0100000100010000", f"input,{CONV3},{POOL},output")
    assert dangling == cells.parse_text("0100001000010000", f"input,{CONV3},{POOL},output")
    assert unreachable == cells.parse_text("010001000", f"input,{CONV3},output")


@pytest.mark.parametrize(
    ("adjacency", "operations", "message"),
    [
        ("01000", "input,output", "not a square matrix of 0 and 1"),
        ("0200", "input,output", "not a square matrix of 0 and 1"),
        ("0", "input", "a cell has 2 to 7 vertices, not 1"),
        ("0" * 64, ",".join(["input"] * 8), "a cell has 2 to 7 vertices, not 8"),
        ("0100", f"input,{CONV3},output", "3 operations for 2 vertices"),
        ("0100", "output,input", "the first operation is 'input' and the last is 'output', not 'output' and 'input'"),
        ("010001000", "input,conv5x5,output", "unknown operation 'conv5x5'; allowed: conv3x3-bn-relu, conv1x1-bn-relu"),
        ("010101000", f"input,{CONV3},output", r"entry \[1\]\[0\] is 1: entries are 0 or 1, and 0 up to the diagonal"),
        ("010011000", f"input,{CONV3},output", r"entry \[1\]\[1\] is 1"),
        ("010000000", f"input,{CONV3},output", "there is no path from input to output"),
        ("0111100111000110000100000", f"input,{CONV3},{CONV3},{CONV3},output", "at most 9 edges, not 10"),
    ],
)
def test_a_graph_outside_the_space_is_no_cell(adjacency: str, operations: str, message: str) -> None:
    with pytest.raises(InvalidCellError, match=message):
        cells.parse_text(adjacency, operations)


def test_a_crooked_matrix_is_no_cell() -> None:
    with pytest.raises(InvalidCellError, match="the matrix is not square: row 1 has 1 entries, not 2"):
        cells.parse([[0, 1], [0]], ["input", "output"])
    with pytest.raises(InvalidCellError, match=r"entry \[0\]\[1\] is 2"):
        cells.parse([[0, 2], [0, 0]], ["input", "output"])


def test_packed_cells_are_read_as_java_writes_them() -> None:
    # input -> conv1x1 -> maxpool -> output and input -> output: edges 01, 12, 03, 23 are bits 0, 2, 3, 5; codes 1, 2
    packed = (1 << 0 | 1 << 2 | 1 << 3 | 1 << 5) | 4 << 21 | (1 * 3 + 2) << 24
    assert cells.unpack(packed) == cells.parse_text("0101001000010000", f"input,{CONV1},{POOL},output")
    golden = cells.parse_text(*GOLDEN[:2])
    most = cells.parse_text(GOLDEN[0], "input," + f"{POOL}," * 5 + "output")  # operators 242: a negative int32
    assert [cells.unpack(int(np.uint32(pack(cell)).view(np.int32))) for cell in (golden, most)] == [golden, most]
    with pytest.raises(InvalidCellError, match="2 to 7 vertices, not 0"):
        cells.unpack(0)


def test_a_cell_is_found_by_its_hash(space: Path) -> None:
    found = CellSpace.read(space)
    names = list(small_cells())
    assert found.size == 92
    assert [found.index(name, "here") for name in names] == list(range(92))
    assert found.index_of(cells.parse_text(*GOLDEN[:2]), GOLDEN[2], "here") == names.index(GOLDEN[2])
    assert found.parameters[names.index(GOLDEN[2])] == GOLDEN_PARAMETERS
    with pytest.raises(LoaderError, match=r"none of the 92 cells of the space has the hash 'f{32}' \[here\]"):
        found.index("f" * 32, "here")
    with pytest.raises(LoaderError, match=r"'\?' is not a module hash"):
        found.index("?", "here")
    with pytest.raises(LoaderError, match=f"the cell has the hash {GOLDEN[2]}, not 'f"):
        found.index_of(cells.parse_text(*GOLDEN[:2]), "f" * 32, "here")


def _altered(name: str, change: Any) -> dict[str, Any]:
    tensors = space_tensors()
    tensors[name] = np.ascontiguousarray(change(tensors[name]))
    return tensors


def test_only_a_space_file_of_this_version_is_read(tmp_path: Path) -> None:
    path = tmp_path / "space.safetensors"
    for given in (None, path):
        with pytest.raises(LoaderError, match="space enumerate --space nb101"):
            CellSpace.read(given)
    path.write_bytes(b"something else entirely")
    _refused(path, "no readable space file")
    _refused(write_space(path, version="2"), "'version': '2'.* instead of .*'version': '1'")
    _refused(write_space(path, format="narq2t-table"), "'format': 'narq2t-table'")
    _refused(write_space(path, space="nasbench201"), "'space': 'nasbench201'")
    without = {name: tensor for name, tensor in space_tensors().items() if name != "parameters"}
    _refused(write_space(path, without), "no readable space file: .*parameters")
    _refused(write_space(path, _altered("parameters", lambda t: t[:-1])), "hash, cell and parameters are")
    _refused(write_space(path, _altered("cell", lambda t: t.astype(np.int64))), "hash, cell and parameters are")
    _refused(write_space(path, _altered("hash", lambda t: t[::-1])), "not in ascending order")
    _refused(write_space(path, _altered("hash", lambda t: t[[0, *range(91)]])), "not in ascending order")
    _refused(write_space(path, _altered("cell", lambda t: t[::-1])), "cell 0 has another hash")
    _refused(write_space(path, _altered("cell", lambda t: 0 * t)), "cell 0 has another hash")


def _refused(path: Path, message: str) -> None:
    with pytest.raises(LoaderError, match=f"{message}.*Delete it and run ./narq2t space enumerate --space nb101"):
        CellSpace.read(path)


def test_the_enumerated_space_has_the_published_cells() -> None:
    if not REAL_SPACE.exists():
        pytest.skip(f"{REAL_SPACE} is not there")
    found = CellSpace.read(REAL_SPACE)
    assert found.size == 423_624
    assert found.parameters[found.index(GOLDEN[2], "golden")] == GOLDEN_PARAMETERS
    assert all(found.index(expected, operations) >= 0 for _, operations, expected in HASHES)
