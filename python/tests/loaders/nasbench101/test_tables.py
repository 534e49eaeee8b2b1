"""NAS-Bench-101 results as CSV and Parquet, and what a report says of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
import pytest
from pyarrow import parquet

from narq2t import bridge, loaders
from narq2t.loaders import LoaderError, table
from tests.loaders.nasbench101.test_cells import (
    GOLDEN,
    HASHES,
    REAL_SPACE,
    parameters_of,
    small_cells,
    space,
)
from tests.loaders.test_sources import shared_data, write_csv

__all__ = ["space"]  # a fixture

NAMES = list(small_cells())
SIZE = len(NAMES)


def _import(format: str, source: Path, space: Path) -> tuple[dict[str, table.Column], dict[str, Any]]:
    report = loaders.import_table(format, source, source.parent / "t", space=space)
    return table.read(source.parent / "t")[0], report


def _refused(format: str, source: Path, space: Path, message: str) -> None:
    with pytest.raises(LoaderError, match=f"(?s){message}"):
        loaders.import_table(format, source, source.parent / "t", space=space)
    assert not (source.parent / "t").exists()


def _rows() -> list[dict[str, str]]:
    """Three cells by their hashes; the accuracies are 0.5, 0.51, 0.52."""
    return [
        {"module_hash": name, "validation_accuracy": f"0.5{i}", "test_accuracy": f"0.4{i}", "training_time": f"{i + 1}"}
        for i, name in enumerate(NAMES[:3])
    ]


def test_a_csv_of_some_cells_is_read_by_their_hashes(tmp_path: Path, space: Path) -> None:
    columns, report = _import("nasbench101-csv", write_csv(tmp_path / "f.csv", _rows()[::-1]), space)
    assert columns["cifar10_validation"][:3].tolist() == [50.0, 51.0, 52.0]
    assert columns["cifar10_test"][:3].tolist() == pytest.approx([40.0, 41.0, 42.0])
    assert columns["cifar10_training_time"][:3].tolist() == [1.0, 2.0, 3.0]
    assert report["known"] == 3
    assert report["notes"] == [
        "The space file enumerates 92 cells, not all 423,624 of NAS-Bench-101.",
        "The table knows 3 of 92 cells.",
        "The source does not say over how many training runs an accuracy is a mean.",
    ]


def test_optional_columns_may_be_absent_or_have_gaps(tmp_path: Path, space: Path) -> None:
    rows = _rows()
    rows[1]["test_accuracy"] = ""
    for entry in rows:
        del entry["training_time"]
    columns, report = _import("nasbench101-csv", write_csv(tmp_path / "f.csv", rows), space)
    assert np.flatnonzero(~np.isnan(columns["cifar10_test"])).tolist() == [0, 2]
    assert set(columns) == {"cifar10_validation", "cifar10_test"}
    assert report["columns"]["cifar10_test"]["missing"] == SIZE - 2
    assert report["notes"][2:4] == [
        "It has test accuracies of 2 cells: the oracle-test rule applies to those only.",
        "It has no training times: the cost of a search in hours is unknown.",
    ]


@pytest.mark.parametrize("adjacency", ["010001000", "0110000010000000000100000"])
def test_cells_may_be_given_as_graphs(tmp_path: Path, space: Path, adjacency: str) -> None:
    _, operations, module_hash = next(entry for entry in HASHES if entry[0] == adjacency)
    row = {"adjacency": adjacency, "operations": operations, "validation_accuracy": "0.75"}
    for extra in ({}, {"module_hash": module_hash}):
        columns, _ = _import("nasbench101-csv", write_csv(tmp_path / "f.csv", [row | extra]), space)
        assert np.flatnonzero(~np.isnan(columns["cifar10_validation"])).tolist() == [NAMES.index(module_hash)]
        (tmp_path / "t").unlink()
    wrong = write_csv(tmp_path / "f.csv", [row | {"module_hash": GOLDEN[2]}])
    _refused("nasbench101-csv", wrong, space, f"the cell has the hash {module_hash}, not '{GOLDEN[2]}' .*row 2]")


def test_percent_and_fractions_give_the_same_table(tmp_path: Path, space: Path) -> None:
    rows = _rows()
    fractions, _ = _import("nasbench101-csv", write_csv(tmp_path / "f.csv", rows), space)
    for entry in rows:
        for name in ("validation_accuracy", "test_accuracy"):
            entry[name] = str(float(entry[name]) * 100)
    percent, _ = _import("nasbench101-csv", write_csv(tmp_path / "f.csv", rows), space)
    for name, column in fractions.items():
        np.testing.assert_allclose(percent[name], column, rtol=1e-15)


def test_a_csv_may_be_compressed(tmp_path: Path, space: Path) -> None:
    plain = write_csv(tmp_path / "f.csv", _rows()).read_bytes()
    (tmp_path / "f.csv.gz").write_bytes(gzip.compress(plain))
    assert _import("nasbench101-csv", tmp_path / "f.csv.gz", space)[1]["known"] == 3
    (tmp_path / "t").unlink()
    (tmp_path / "f.csv.gz").write_bytes(gzip.compress(plain)[:-9])
    _refused("nasbench101-csv", tmp_path / "f.csv.gz", space, "the file ends early or is damaged")


Change = Callable[[list[dict[str, str]]], Any]


def _edit(name: str, value: str) -> Change:
    return lambda rows: rows[1].update({name: value})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_edit("module_hash", NAMES[0]), "the cell occurs twice .*row 3]"),
        (_edit("module_hash", "f" * 32), "none of the 92 cells of the space has the hash 'f{32}' .*row 3]"),
        (_edit("module_hash", "abc"), "'abc' is not a module hash: 32 hexadecimal digits .*row 3]"),
        (_edit("module_hash", ""), "module_hash is '', not text .*row 3]"),
        (_edit("validation_accuracy", ""), "the validation accuracy is nan, outside .*row 3]"),
        (_edit("validation_accuracy", "high"), "validation_accuracy is 'high', not a number .*row 3]"),
        (_edit("validation_accuracy", "-0.5"), "the validation accuracy is -0.5, outside .*row 3]"),
        (_edit("test_accuracy", "100.5"), r"some accuracies are up to 1 \(as in .*row 2\) and some above it .*row 3]"),
        (_edit("validation_accuracy", "51"), r"some accuracies are up to 1 .* Give all of them as fractions"),
        (_edit("training_time", "0"), "the training time is 0.0, not a positive number .*row 3]"),
        (lambda rows: [row.pop("module_hash") for row in rows], "missing columns: module_hash, or adjacency and op"),
        (lambda rows: [row.pop("validation_accuracy") for row in rows], "missing columns: validation_accuracy"),
        (lambda rows: [row.update(adjacency="0100", operations="input") for row in rows], "not a cell: 1 operations"),
        (lambda rows: [row.update(trainable_parameters="7") for row in rows], "7 trainable parameters, but .*row 2]"),
        (lambda rows: [row.update(trainable_parameters="") for row in rows], "nan trainable parameters, but .*row 2]"),
    ],
)
def test_an_altered_csv_is_refused(tmp_path: Path, space: Path, change: Change, message: str) -> None:
    rows = _rows()
    change(rows)
    _refused("nasbench101-csv", write_csv(tmp_path / "f.csv", rows), space, message)


def test_percent_above_a_hundred_is_refused(tmp_path: Path, space: Path) -> None:
    row = {"module_hash": NAMES[0], "validation_accuracy": "100.5"}
    _refused(
        "nasbench101-csv", write_csv(tmp_path / "f.csv", [row]), space, "accuracy is 100.5, outside 0..100 .*row 2"
    )


def test_a_table_without_rows_is_refused(tmp_path: Path, space: Path) -> None:
    (tmp_path / "f.csv").write_text("module_hash,validation_accuracy\n")
    _refused("nasbench101-csv", tmp_path / "f.csv", space, "the file has no rows")


def _parquet(path: Path, **columns: list[Any]) -> Path:
    plain: dict[str, Any] = {"compression": "NONE", "use_dictionary": False}
    parquet.write_table(pyarrow.table(columns), path, write_page_checksum=True, **plain)
    return path


def test_a_parquet_file_is_read_like_a_csv(tmp_path: Path, space: Path) -> None:
    text = _rows()
    numbers = {name: [float(row[name]) for row in text] for name in text[0] if name != "module_hash"}
    numbers["test_accuracy"] = [0.4, None, float("nan")]  # type: ignore[list-item]
    path = _parquet(
        tmp_path / "f.parquet",
        module_hash=NAMES[:3],
        trainable_parameters=[parameters_of(name) for name in NAMES[:3]],
        **numbers,
    )
    columns, _ = _import("nasbench101-csv", path, space)
    assert columns["cifar10_validation"][:3].tolist() == [50.0, 51.0, 52.0]
    assert np.flatnonzero(~np.isnan(columns["cifar10_test"])).tolist() == [0]


def test_an_altered_parquet_file_is_refused(tmp_path: Path, space: Path) -> None:
    path, name = tmp_path / "f.parquet", "nasbench101-csv"
    _parquet(path, module_hash=NAMES[:2], validation_accuracy=["0.5", "?"])
    _refused(name, path, space, r"validation_accuracy is '\?', not a number .*row 2]")
    _parquet(path, module_hash=NAMES[:2], validation_accuracy=[True, False])
    _refused(name, path, space, "validation_accuracy is True, not a number .*row 1]")
    _parquet(path, adjacency=[10001000], operations=["input,output"], validation_accuracy=[0.5])
    _refused(name, path, space, "adjacency is 10001000, not text .*row 1]")
    whole = _parquet(path, module_hash=NAMES, validation_accuracy=[0.5] * SIZE).read_bytes()
    path.write_bytes(whole[:-10])
    _refused(name, path, space, "not a whole Parquet file")
    half = np.float64(0.5).tobytes() * 2
    path.write_bytes(whole.replace(half, b"\1" + half[1:], 1))  # an accuracy that is a little above 0.5
    _refused(name, path, space, "the file cannot be read: .*CRC|not a whole Parquet file: .*CRC")


def test_a_complete_table_has_nothing_to_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narq2t.loaders.nasbench101.notes.SIZE", 5)
    names = ("cifar10_validation", "cifar10_test", "cifar10_training_time")
    seeds = json.dumps({"runs": {"3": 5}})
    table.write(tmp_path / "t", {name: np.full(5, 50.0) for name in names}, {"seeds": seeds}, table.NASBENCH101)
    report = loaders.check(tmp_path / "t")
    assert report["notes"] == []
    assert (report["architectures"], report["known"], report["optima"]) == (5, 5, {})


def test_the_columns_of_a_table_are_those_of_its_space(tmp_path: Path) -> None:
    write = lambda columns: table.write(tmp_path / "t", columns, {}, table.NASBENCH101)  # noqa: E731
    accuracy = np.full(5, 50.0)
    with pytest.raises(LoaderError, match=r"missing: \['cifar10_validation'\]"):
        write({"cifar10_test": accuracy})
    with pytest.raises(LoaderError, match=r"unknown: \['cifar100_test'\]"):
        write({"cifar10_validation": accuracy, "cifar100_test": accuracy})
    with pytest.raises(LoaderError, match=r"cifar10_test is float64 \(4,\), not float64 \(5,\)"):
        write({"cifar10_validation": accuracy, "cifar10_test": accuracy[:4]})
    with pytest.raises(LoaderError, match=r"cifar10_training_time of architecture 0 is -50.0, not a positive number"):
        write({"cifar10_validation": accuracy, "cifar10_training_time": -accuracy})
    assert not (tmp_path / "t").exists()


def test_the_bridge_takes_the_space_file(tmp_path: Path, space: Path) -> None:
    source = write_csv(tmp_path / "f.csv", _rows())
    arguments = {"format": "nasbench101-csv", "sources": [str(source)], "target": str(tmp_path / "t")}
    answer = json.loads(bridge.call("import_table", json.dumps({**arguments, "space": str(space)})))
    assert answer["value"]["known"] == 3
    answer = json.loads(bridge.call("import_table", json.dumps({**arguments, "space": None})))
    assert answer["type"] == "LoaderError"
    assert "./narq2t space enumerate --space nb101" in answer["message"]


def test_the_real_sample_fits_the_real_space(tmp_path: Path) -> None:
    source = shared_data("nasbench101/nasbench101_20001.csv.gz")
    if not REAL_SPACE.exists():
        pytest.skip(f"{REAL_SPACE} is not there")
    report = loaders.import_table("nasbench101-csv", source, tmp_path / "t", space=REAL_SPACE)
    assert (report["known"], report["architectures"]) == (20_001, 423_624)
    assert set(report["columns"]) == {"cifar10_validation", "cifar10_training_time"}
    assert json.loads(report["metadata"]["seeds"])["runs"] == {"1": 20_001}
    assert report["notes"] == [
        "The table knows 20,001 of 423,624 cells.",
        "It has no test accuracy: the oracle-test rule cannot be applied.",
        "Accuracies are those of a single training run of 108 epochs, not the mean of 3.",
    ]
    columns, _ = table.read(tmp_path / "t")
    assert columns["cifar10_validation"][0] == pytest.approx(93.04887652397156)  # 00005c14..., the smallest hash
    assert not np.isnan(columns["cifar10_validation"][:20_001]).any()
