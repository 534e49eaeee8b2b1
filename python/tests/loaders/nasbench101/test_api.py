"""NAS-Bench-101 through the official API: the real one where it is installed, one that answers like it elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.loaders.nasbench101.test_cells import CONV3, GOLDEN, GOLDEN_PARAMETERS, space
from tests.loaders.nasbench101.test_tfrecord import (
    GOLDEN_RUNS,
    RUN,
    Runs,
    imported,
    official_rows,
    refused,
    row,
    write_records,
)

__all__ = ["space"]  # a fixture


def test_without_tensorflow_the_api_format_says_what_to_do(
    tmp_path: Path, space: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    source = write_records(tmp_path / "f", official_rows())
    refused(source, space, "the official API cannot be imported: .*use the format nasbench-tfrecord", "nasbench-api")


def test_the_real_api_says_what_the_records_say(tmp_path: Path, space: Path) -> None:
    pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    pytest.importorskip("nasbench", reason="google-research/nasbench is not installed")
    source = write_records(tmp_path / "f", [row(GOLDEN, RUN, 4), *official_rows()])
    direct, report = imported(source, space)
    through, official = imported(source, space, "nasbench-api")
    assert official["metadata"]["source"].startswith("official NAS-Bench-101 API, TensorFlow ")
    assert official["metadata"]["seeds"] == report["metadata"]["seeds"]
    assert set(through) == set(direct)
    for name, column in direct.items():
        np.testing.assert_array_equal(through[name], column)
    source.write_bytes(source.read_bytes()[:-1])
    refused(source, space, "not an official NAS-Bench-101 file: DataLossError", "nasbench-api")


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    """Puts an API in the place of the official one that answers with fixed and computed statistics of one cell."""

    def install(fixed: dict[str, Any], computed: dict[int, Any]) -> None:
        def open_file(path: str) -> SimpleNamespace:
            print("a greeting that belongs on no terminal")
            return SimpleNamespace(
                valid_epochs=set(computed),
                hash_iterator=lambda: {GOLDEN[2]: fixed}.keys(),
                get_metrics_from_hash=lambda _: (fixed, computed),
            )

        tensorflow = ModuleType("tensorflow")
        tensorflow.__dict__.update(
            __version__="1.15", compat=SimpleNamespace(v1=tensorflow), errors=SimpleNamespace(OpError=OSError)
        )
        modules = {name: ModuleType(name) for name in ("nasbench", "nasbench.api")}
        modules["nasbench.api"].NASBench = open_file  # type: ignore[attr-defined]
        for name, module in {**modules, "tensorflow": tensorflow}.items():
            monkeypatch.setitem(sys.modules, name, module)

    return install


def _statistics(**changes: Any) -> dict[str, Any]:
    adjacency = np.array([int(digit) for digit in GOLDEN[0]], np.int8).reshape(7, 7)
    operations = GOLDEN[1].split(",")
    fixed = {"module_adjacency": adjacency, "module_operations": operations, "trainable_parameters": GOLDEN_PARAMETERS}
    return fixed | changes


def _computed(runs: Runs) -> list[dict[str, float]]:
    names = ("final_validation_accuracy", "final_test_accuracy", "final_training_time")
    return [dict(zip(names, run, strict=True), halfway_test_accuracy=0.1) for run in runs]


def test_an_api_with_the_same_runs_gives_the_same_columns(
    tmp_path: Path, space: Path, stand_in: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_records(tmp_path / "f", [row(GOLDEN, run) for run in GOLDEN_RUNS])
    direct, _ = imported(source, space)
    stand_in(_statistics(), {4: _computed([RUN]), 108: _computed(GOLDEN_RUNS)})
    before = sys.modules["tensorflow"]
    through, report = imported(source, space, "nasbench-api")
    for name, column in direct.items():
        np.testing.assert_array_equal(through[name], column)
    assert report["metadata"]["source"] == "official NAS-Bench-101 API, TensorFlow 1.15: f"
    assert sys.modules["tensorflow"] is before
    assert "nasbench.lib.model_metrics_pb2" not in sys.modules
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("fixed", "computed", "message"),
    [
        ({"trainable_parameters": 7}, {108: GOLDEN_RUNS}, "7 trainable parameters"),
        ({"module_operations": [*["input"], *[CONV3] * 5, "output"]}, {108: GOLDEN_RUNS}, "the cell has the hash"),
        ({"module_adjacency": np.zeros((7, 7), np.int8)}, {108: GOLDEN_RUNS}, "not a cell: there is no path"),
        ({}, {4: GOLDEN_RUNS}, "no cell with results of 108 epochs"),
        ({}, {107: GOLDEN_RUNS}, r"trainings of \[107\] epochs; the benchmark has 4, 12, 36, 108"),
    ],
)
def test_an_api_with_other_cells_isrefused(
    tmp_path: Path,
    space: Path,
    stand_in: Callable[..., None],
    fixed: dict[str, Any],
    computed: dict[int, Runs],
    message: str,
) -> None:
    stand_in(_statistics(**fixed), {epochs: _computed(runs) for epochs, runs in computed.items()})
    refused(write_records(tmp_path / "f", official_rows()), space, message, "nasbench-api")
