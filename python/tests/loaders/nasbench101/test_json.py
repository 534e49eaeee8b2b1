"""The NAR authors' JSON of NAS-Bench-101."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from narq2t import loaders
from narq2t.loaders import table
from tests.loaders.nasbench101.test_cells import GOLDEN, GOLDEN_PARAMETERS, HASHES, parameters_of, small_cells, space
from tests.loaders.nasbench101.test_tfrecord import imported, refused
from tests.loaders.test_sources import shared_data

__all__ = ["space"]  # a fixture

NAMES = list(small_cells())
INDEX = NAMES.index(GOLDEN[2])


def _record(**changes: Any) -> dict[str, Any]:
    matrix = [[int(digit) for digit in GOLDEN[0][7 * i : 7 * i + 7]] for i in range(7)]
    record = {
        "module_adjacency": matrix,
        "module_operations": GOLDEN[1].split(","),
        "trainable_parameters": GOLDEN_PARAMETERS,
        "avg_training_time": 1768.5,
        "avg_validation_accuracy": 0.92,
        "avg_test_accuracy": 0.91,
        "unique_hash": GOLDEN[2],
        "vertex_flops": {"stack0/module0": [0, 1]},
    }
    return record | changes


def _other_record() -> dict[str, Any]:
    """The smallest cell: input, output."""
    matrix, operations = [[0, 1], [0, 0]], ["input", "output"]
    parameters = parameters_of(HASHES[1][2])
    return _record(
        module_adjacency=matrix,
        module_operations=operations,
        unique_hash=HASHES[1][2],
        trainable_parameters=parameters,
        avg_test_accuracy=0.5,
    )


def test_the_golden_record_of_the_authors_is_read(tmp_path: Path, space: Path) -> None:
    golden = shared_data("nasbench101_vertice_example.json").read_bytes()
    (tmp_path / "nar.json").write_bytes(golden)
    columns, report = imported(tmp_path / "nar.json", space, "nasbench-json")
    assert columns["cifar10_validation"][INDEX] == pytest.approx(92.64155824979147, rel=1e-15)
    assert columns["cifar10_test"][INDEX] == pytest.approx(92.06063151359558, rel=1e-15)
    assert columns["cifar10_training_time"][INDEX] == 1768.7849527994792
    assert {name: entry["known"] for name, entry in report["columns"].items()} == dict.fromkeys(columns, 1)
    assert report["metadata"]["space"] == report["space"] == "nasbench101"


def test_a_json_list_is_read_record_by_record(tmp_path: Path, space: Path) -> None:
    path = tmp_path / "nar.json"
    path.write_text(json.dumps([_record(), _other_record()], indent=1))
    calls: list[tuple[int, int, str]] = []
    loaders.import_table("nasbench-json", path, tmp_path / "t", space=space, progress=lambda *call: calls.append(call))
    columns, _ = table.read(tmp_path / "t")
    other = NAMES.index(HASHES[1][2])
    assert (columns["cifar10_test"][INDEX], columns["cifar10_test"][other]) == (91.0, 50.0)
    assert np.isnan(columns["cifar10_test"]).sum() == len(NAMES) - 2
    size = path.stat().st_size
    assert calls == [(size, size, "nar.json")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON: .*after record 0"),
        ("{}", "not a JSON list of records"),
        ("[]", "not a JSON list of records"),
        (json.dumps([_record()])[:-1], "not JSON: .*after record 1"),
        (json.dumps([_record()]) + "]", "not JSON: .*after record 1"),
        ("[1]", "not a record with unique_hash, module_adjacency and module_operations .*record 1]"),
        (json.dumps([_record(), _record()]), "the cell occurs twice .*record 2]"),
        (json.dumps([_record(unique_hash="f" * 32)]), f"the cell has the hash {GOLDEN[2]}, not 'f"),
        (json.dumps([_record(module_adjacency=[1, 2])]), "module_adjacency is not a matrix"),
        (json.dumps([_record(module_adjacency=[])]), "not a cell: a cell has 2 to 7 vertices, not 0"),
        (json.dumps([_record(module_operations=[[]] * 7)]), "not a cell: the first operation is 'input'"),
        (json.dumps([_record(trainable_parameters=8555531)]), "8555531 trainable parameters, but .* has 8555530"),
        (json.dumps([_record(trainable_parameters=None)]), "None trainable parameters"),
        (json.dumps([_record(avg_test_accuracy="0.9")]), "avg_test_accuracy is '0.9', not a number"),
        (json.dumps([_record(avg_validation_accuracy=None)]), "avg_validation_accuracy is None, not a number"),
        (
            json.dumps([{k: v for k, v in _record().items() if k != "avg_test_accuracy"}]),
            "avg_test_accuracy is 'nothing'",
        ),
        (json.dumps([_record(avg_validation_accuracy=92)]), "the validation accuracy is 92.0, outside 0..1"),
        (json.dumps([_record(avg_training_time=-1)]), "the training time is -1.0, not a positive number"),
    ],
)
def test_an_altered_json_is_refused(tmp_path: Path, space: Path, text: str, message: str) -> None:
    (tmp_path / "nar.json").write_text(text)
    refused(tmp_path / "nar.json", space, message, "nasbench-json")


def test_a_table_without_test_accuracies_comes_back_from_its_export(tmp_path: Path, space: Path) -> None:
    (tmp_path / "own.json").write_text(json.dumps([_record(avg_test_accuracy=None, avg_training_time=None)]))
    columns, _ = imported(tmp_path / "own.json", space, "nasbench-json")
    assert columns["cifar10_validation"][INDEX] == pytest.approx(92)
    assert "cifar10_test" not in columns
