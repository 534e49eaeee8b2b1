"""Feature tensors equal to those of Java, on a sample that Java's tests check too, and to the authors' costs."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from narq2t.loaders.architectures import to_codes
from narq2t.loaders.nasbench101.cells import parse_text
from narq2t.spaces.nasbench101.encoding import encode as encode101
from narq2t.spaces.nasbench201.encoding import encode as encode201

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "src/test/resources/encodings.csv"
GOLDEN = ROOT.parent / "shared/data/nasbench201_vertice_example.json"


def _sample() -> list[dict[str, str]]:
    with SAMPLE.open() as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("space", ["nasbench201", "nasbench101"])
def test_every_tensor_of_the_sample_is_javas(space: str) -> None:
    rows = [row for row in _sample() if row["space"] == space]
    assert len(rows) >= 200
    for row in rows:
        if space == "nasbench201":
            tensor = encode201(to_codes(row["architecture"]), row["dataset"])
        else:
            adjacency, _, operations = row["architecture"].partition(" ")
            tensor = encode101(parse_text(adjacency, operations))
        digest = hashlib.sha256(tensor.astype("<f4").tobytes()).hexdigest()
        assert digest.startswith(row["sha256"]), row["architecture"]


def test_an_operator_stands_at_its_edge_with_its_costs_worked_out_by_hand() -> None:
    tensor = encode201(to_codes("|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_1x1~2|"), "cifar10")
    assert tensor.shape == (31, 4, 4)
    assert tensor[0].tolist() == [[0, 3, 0, 0], [0, 0, 1, 0], [0, 0, 0, 2], [0, 0, 0, 0]]
    first = 9 * 16 * 16 + 2 * 16  # weights of a 3 x 3 convolution of 16 channels and its batch norm
    assert (tensor[1, 0, 1], tensor[2, 0, 1]) == (first * 32 * 32, first)
    last = 64 * 64 + 2 * 64  # of a 1 x 1 convolution in the last stage, on 8 x 8 pixels
    assert (tensor[29, 2, 3], tensor[30, 2, 3]) == (last * 8 * 8, last)


def test_a_cell_of_nasbench101_worked_out_by_hand() -> None:
    tensor = encode101(parse_text("010001000", "input,maxpool3x3,output"))
    assert tensor.shape == (19, 7, 7)
    assert tensor[0, 0, 1] == 4  # max pooling
    assert tensor[0, 1, 6] == 5  # the output stands last, whatever the size of the cell
    projection = 128 * 128
    assert tensor[1, 0, 1] == 2 * projection * 32 * 32 + 9 * 128 * 32 * 32
    assert tensor[2, 0, 1] == projection + 2 * 128
    assert np.count_nonzero(tensor[1]) == 1  # what only concatenates costs nothing


@pytest.mark.skipif(not GOLDEN.exists(), reason="the authors' record is not on this machine")
def test_the_authors_record_of_architecture_0_has_the_same_operators_and_costs() -> None:
    record = json.loads(GOLDEN.read_text())["0"]
    tensor = encode201(
        to_codes("|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|"),
        "cifar10",
    )
    assert tensor[0].tolist() == record["cell_adjacency"]
    edges = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)]
    flops = record["cifar10-valid_opt_flops"]["cells0"]
    assert [tensor[1][edge] for edge in edges] == flops
