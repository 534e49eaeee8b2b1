"""Every published size of a NAS-Bench-101 network, and the channels of its vertices."""

from __future__ import annotations

import csv
import gzip
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from torch import nn

from narq2t.errors import Refused
from narq2t.loaders.nasbench101 import cells
from narq2t.spaces import NetworkConfig, named
from narq2t.spaces.nasbench101 import cell as cell101
from narq2t.spaces.nasbench101.networks import cell_sizes
from narq2t.spaces.nasbench101.writing import cell_of_hash, parse, text_of
from tests.loaders.test_sources import shared_data

BENCHMARK = named("nb101").benchmark


def space_file() -> Path:
    """The enumerated space, where somebody made it."""
    data = Path(os.environ.get("NARQ2T_DATA") or Path(__file__).parents[3] / "data")
    if not (data / "nasbench101-space.safetensors").is_file():
        pytest.skip("no enumerated space: ./narq2t space enumerate --space nb101 writes it")
    return data / "nasbench101-space.safetensors"


def parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def test_all_20001_published_cells_have_the_parameters_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules are made once per kind and counted wherever a cell has them: 20,001 whole networks take half an hour."""
    make = cache(cell101.conv_bn_relu)
    monkeypatch.setattr(cell101, "conv_bn_relu", make)
    count = cache(parameters)
    space = load_file(space_file())
    rows = {row.tobytes(): place for place, row in enumerate(space["hash"])}
    rest = 9 * 3 * 128 + 2 * 128 + 513 * 10  # stem and classifier
    sizes = cell_sizes(BENCHMARK)
    assert sizes == [(128, 128)] * 3 + [(128, 256)] + [(256, 256)] * 2 + [(256, 512)] + [(512, 512)] * 2
    checked = 0
    with gzip.open(shared_data("nasbench101/nasbench101_20001.csv.gz"), "rt") as lines, torch.device("meta"):
        for row in csv.DictReader(lines):
            graph = cells.unpack(int(space["cell"][rows[bytes.fromhex(row["module_hash"])]]))
            built = {size: cell101.Cell(graph, *size) for size in set(sizes)}
            total = rest + sum(count(part) for size in sizes for part in built[size]._modules.values() if part)
            assert total == int(row["trainable_parameters"]), row["module_hash"]
            checked += 1
    assert checked == 20_001


def test_whole_networks_have_the_parameters_of_the_space_file() -> None:
    space = load_file(space_file())
    for row in np.linspace(0, len(space["cell"]) - 1, 12).astype(int):
        with torch.device("meta"):
            network = named("nb101").build(text_of(cells.unpack(int(space["cell"][row]))), BENCHMARK)
        assert parameters(network) == int(space["parameters"][row])


def test_a_hash_finds_its_cell() -> None:
    text = cell_of_hash("00005c142e6f48ac74fdcf73e3439874", space_file())
    assert parse(text).module_hash() == "00005c142e6f48ac74fdcf73e3439874"
    with pytest.raises(ValueError, match=r"no cell of .* has the module hash ffff"):
        cell_of_hash("f" * 32, space_file())
    with pytest.raises(ValueError, match="32 hexadecimal digits"):
        cell_of_hash("00", space_file())
    with pytest.raises(Refused, match="is no space file"):
        cell_of_hash("0" * 32, Path(__file__))


def cell_of(*predecessors: tuple[int, ...]) -> cells.Cell:
    """A cell of max-poolings; of each vertex after the input those with an edge to it."""
    return cells.Cell(((), *predecessors), (cells.OPERATIONS.index("maxpool3x3"),) * (len(predecessors) - 1))


def test_vertices_that_feed_the_output_share_its_channels_and_the_first_take_the_remainder() -> None:
    assert cell101.widths(cell_of((0,), (0,), (0,), (1, 2, 3)), 5, 8) == (5, 3, 3, 2, 8)
    assert cell101.widths(cell_of((0,)), 4, 8) == (4, 8)


def test_a_vertex_that_does_not_feed_the_output_is_as_wide_as_the_widest_that_it_feeds() -> None:
    assert cell101.widths(cell_of((0,), (1,), (1,), (2, 3)), 7, 9) == (7, 5, 5, 4, 9)
    assert cell101.widths(cell_of((0,), (1,), (2,), (3,)), 7, 9) == (7, 9, 9, 9, 9)


def test_what_enters_a_narrower_vertex_is_cut() -> None:
    """Vertex 1 has 5 channels and feeds vertex 2 of 4, which gets the first 4 of them."""
    cell: Any = cell101.Cell(cell_of((0,), (1,), (1, 2)), 3, 9)
    x = torch.rand(2, 3, 6, 6)
    first = cell.vertex_1(cell.project_1(x))
    second = nn.functional.max_pool2d(first[:, :4], 3, stride=1, padding=1)
    assert torch.equal(cell(x), torch.cat([first, second], dim=1))


def test_an_edge_from_input_to_output_is_projected_and_added() -> None:
    cell: Any = cell101.Cell(cell_of((0,), (0, 1)), 3, 4)
    x = torch.rand(2, 3, 6, 6)
    assert torch.equal(cell(x), cell.vertex_1(cell.project_1(x)) + cell.project_2(x))


def test_settings_scale_the_network() -> None:
    config = NetworkConfig(classes=3, image_channels=1, resolution=16, channels=4, cells=2, stages=2)
    assert cell_sizes(config) == [(4, 4), (4, 4), (4, 8), (8, 8)]
