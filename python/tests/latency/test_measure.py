"""Measured latencies: of what was asked for, as often as was asked for, in a CSV that the import reads."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from narq2t import loaders, network
from narq2t.latency import on_device
from narq2t.latency.measure import MeasureConfig, measure_cells, measure_network
from narq2t.spaces import NetworkConfig
from tests.loaders.test_sources import compact_csv
from tests.network.isolated import run

HEAVY = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|"
LIGHT = "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|"
CONFIG = NetworkConfig(classes=3, image_channels=1, resolution=16, channels=16, cells=1)
QUICK = MeasureConfig(runtime="torch", warm_up=2, runs=9)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_warm_up_is_not_counted_and_every_run_is() -> None:
    calls = []
    found = on_device.timings(lambda: calls.append(1), warm_up=3, runs=5)
    assert (len(calls), len(found)) == (8, 5)
    assert all(value >= 0 for value in found)


def test_a_row_has_the_median_and_the_quartiles() -> None:
    row = on_device.row("a", [1.0, 2, 3, 4, 100], {"batch": 2, "threads": 1, "runtime": "torch"})
    assert tuple(row) == on_device.COLUMNS
    assert (row["milliseconds"], row["lower_quartile"], row["upper_quartile"], row["runs"]) == ("3", "2", "4", 5)


def test_a_cell_that_computes_more_takes_longer() -> None:
    """Some thirty times the multiply-accumulates: the fastest of nine runs tells them apart on a busy machine too."""
    config = NetworkConfig(classes=3, image_channels=1, resolution=32, channels=32, cells=1)
    light, heavy = (
        min(measure_network(network.build("nb201", cell, config).network, config, QUICK)) for cell in (LIGHT, HEAVY)
    )
    assert light < heavy


def test_the_csv_is_one_that_the_import_reads(tmp_path: Path) -> None:
    out, table = tmp_path / "latencies.csv", tmp_path / "table.safetensors"
    assert measure_cells("nb201", [LIGHT, HEAVY], CONFIG, out, QUICK) == 2
    loaders.import_table("csv", compact_csv(tmp_path / "table.csv"), table)
    loaders.import_table("latency-csv", out, table, device="this", dataset="cifar10")
    found = rows_of(out)
    assert [row["arch"] for row in found] == [LIGHT, HEAVY]
    assert all(float(row["lower_quartile"]) <= float(row["milliseconds"]) for row in found)


def test_what_has_a_row_is_not_measured_again(tmp_path: Path) -> None:
    out = tmp_path / "latencies.csv"
    asked, steps = iter([False, True]), []
    stop: dict[str, Any] = {
        "cancelled": lambda: next(asked),
        "progress": lambda done, total: steps.append((done, total)),
    }
    assert measure_cells("nb201", [LIGHT, HEAVY], CONFIG, out, QUICK, **stop) == 1
    before = rows_of(out)
    assert measure_cells("nb201", [LIGHT, HEAVY, LIGHT], CONFIG, out, QUICK) == 1
    assert rows_of(out)[:1] == before
    assert steps == [(0, 2)]


def test_a_file_of_other_columns_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "mine.csv"
    out.write_text("a,b\n1,2\n")
    with pytest.raises(ValueError, match="not a CSV of this script"):
        measure_cells("nb201", [LIGHT], CONFIG, out, QUICK)
    assert out.read_text() == "a,b\n1,2\n"


def test_one_file_holds_latencies_of_one_setting(tmp_path: Path) -> None:
    out = tmp_path / "latencies.csv"
    measure_cells("nb201", [LIGHT], CONFIG, out, QUICK)
    before = out.read_text()
    for other, said in (({"batch": 2}, "batch 1, not 2"), ({"threads": 2}, "threads 1, not 2")):
        with pytest.raises(ValueError, match=said):
            measure_cells("nb201", [HEAVY], CONFIG, out, replace(QUICK, **other))
    assert out.read_text() == before


def test_a_folder_that_is_not_there_is_told_before_anything_is_measured(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=f"there is no folder {tmp_path / 'absent'}"):
        measure_cells("nb201", [LIGHT], CONFIG, tmp_path / "absent" / "latencies.csv", QUICK)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device")
def test_cuda_is_refused_where_there_is_none() -> None:
    with pytest.raises(ValueError, match="no CUDA device here"):
        MeasureConfig(runtime="torch", device="cuda")


def test_threads_are_those_asked_for_and_then_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.set_num_threads(1)
    used = []
    built = network.build("nb201", LIGHT, CONFIG)
    built.network.register_forward_hook(lambda *_: used.append(torch.get_num_threads()))
    measure_network(built.network, CONFIG, MeasureConfig(runtime="torch", threads=2, warm_up=0, runs=1))
    assert used == [2]
    assert torch.get_num_threads() == 1
    assert built.network.training


def test_a_copy_of_the_script_measures_exported_networks_where_only_onnxruntime_and_numpy_are(tmp_path: Path) -> None:
    folder = tmp_path / "networks"
    folder.mkdir()
    network.write(network.build("nb201", LIGHT, CONFIG), folder / "light.onnx")
    (folder / "other.onnx").write_bytes(b"no network")
    copy = tmp_path / "on_device.py"
    copy.write_bytes(Path(on_device.__file__).read_bytes())
    script = "import runpy; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    forbidden = {"narq2t", "onnx", "torch", "PIL", "safetensors"}
    out = tmp_path / "latencies.csv"
    for _ in range(2):  # the second time nothing is left to measure
        done = run(script, copy, folder, "--out", out, "--runs", "3", "--batch", "2", forbidden=forbidden)
        assert done.returncode == 1
        assert "other.onnx" in done.stderr
    (row,) = rows_of(out)
    assert (row["arch"], row["runs"], row["batch"], row["runtime"]) == (LIGHT, "3", "2", "onnxruntime")
    assert float(row["milliseconds"]) > 0


def test_onnxruntime_runs_the_number_of_images_that_is_asked_for() -> None:
    class Session:
        def get_inputs(self) -> list[Any]:
            return [type("Input", (), {"shape": ["n", 1, 4, 4], "name": "images"})]

        def run(self, _: object, given: dict[str, np.ndarray]) -> tuple[int, ...]:
            return given["images"].shape

    assert on_device.runner(Session(), 5)() == (5, 1, 4, 4)


def test_impossible_settings_are_refused() -> None:
    for settings in ({"runtime": "tvm"}, {"batch": 0}, {"threads": 0}, {"runs": 0}, {"device": "cuda"}):
        with pytest.raises(ValueError, match=next(iter(settings))):
            MeasureConfig(**settings)  # type: ignore[arg-type]
