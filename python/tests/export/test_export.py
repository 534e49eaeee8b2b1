"""Exports are read back with readers that others wrote: pyarrow's of Parquet, TensorBoard's of event files."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import metadata, plugin_data_pb2

from narq2t import bridge
from narq2t.errors import Refused
from narq2t.export import TABLES, Scalar, write_event_file, write_parquet

METRICS = """\
epoch,train_loss,train_tier_loss,train_ranking_loss,train_latency_loss,train_tier_accuracy,validation_loss,validation_tier_accuracy,learning_rate,best
0,5.119350,1.604428,0.702984,0.000000,0.2333,4.613910,0.2852,0.00026358,true
1,4.849762,1.583106,0.653331,0.000000,NaN,4.469133,0.3281,0.00052716,false
"""
CANDIDATES = """\
iteration,architecture,description,score,validation,test
0,14375,|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_1x1~2|,7.212442,91.4160,NaN
"""
LOOK_UPS = """\
round,purpose,architecture,description,validation,test,epochs,seed,seconds,status
0,training,14375,|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_1x1~2|,91.4160,,200,4294967296,,ok
"""
PREDICTIONS = "architecture,score,tier\n0,0.64092803,4\n15624,-6.2451186,1\n"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "metrics.csv").write_text(METRICS)
    (folder / "candidates.csv").write_text(CANDIDATES)
    (folder / "predictions.csv").write_text(PREDICTIONS)
    (folder / "look_ups.csv").write_text(LOOK_UPS)
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "target"
    folder.mkdir()
    return folder


def test_each_table_becomes_a_parquet_file_with_typed_columns(run: Path, target: Path) -> None:
    write_parquet(run, run / "look_ups.csv", target, {"run": "7"})

    metrics = pq.read_table(target / "metrics.parquet")
    assert metrics["epoch"].to_pylist() == [0, 1]
    assert metrics["train_loss"].to_pylist() == [5.119350, 4.849762]
    assert metrics["best"].to_pylist() == [True, False]
    candidates = pq.read_table(target / "candidates.parquet")
    assert candidates["description"].to_pylist()[0].startswith("|nor_conv_3x3~0|+|none~0|")
    predictions = pq.read_table(target / "predictions.parquet")
    assert predictions["architecture"].to_pylist() == [0, 15624]
    assert predictions.schema.field("score").type == pa.float32()
    look_ups = pq.read_table(target / "look_ups.parquet").to_pylist()
    assert [look_up["validation"] for look_up in look_ups] == [91.416]
    assert (look_ups[0]["purpose"], look_ups[0]["test"], look_ups[0]["seed"]) == ("training", None, 2**32)
    for name, types in TABLES.items():
        schema = pq.read_schema(target / f"{name}.parquet")
        assert {field.name: field.type for field in schema} == types
        assert schema.metadata[b"run"] == b"7"


def test_what_is_unknown_is_null(run: Path, target: Path) -> None:
    write_parquet(run, run / "look_ups.csv", target, {})

    assert pq.read_table(target / "metrics.parquet")["train_tier_accuracy"].to_pylist() == [0.2333, None]
    assert pq.read_table(target / "candidates.parquet")["test"].to_pylist() == [None]


def test_a_search_that_found_nothing_is_a_table_without_rows(run: Path, target: Path) -> None:
    (run / "candidates.csv").write_text(CANDIDATES.splitlines()[0] + "\n")

    write_parquet(run, run / "look_ups.csv", target, {})

    empty = pq.read_table(target / "candidates.parquet")
    assert empty.num_rows == 0
    assert empty.schema.field("validation").type == pa.float64()


def test_a_column_of_a_later_version_is_kept(run: Path, target: Path) -> None:
    (run / "predictions.csv").write_text("architecture,score,tier,latency_ms\n0,0.5,4,1.25\n")

    write_parquet(run, run / "look_ups.csv", target, {})

    assert pq.read_table(target / "predictions.parquet")["latency_ms"].to_pylist() == [1.25]


@pytest.mark.parametrize("text", ["architecture,score\n0,0.5\n", "architecture,score,tier\n0,much,1\n"])
def test_a_table_that_no_run_wrote_is_refused_by_name(run: Path, target: Path, text: str) -> None:
    (run / "predictions.csv").write_text(text)

    with pytest.raises(ValueError, match=r"predictions\.csv"):
        write_parquet(run, run / "look_ups.csv", target, {})


def test_curves_and_figures_come_back_from_tensorboard(target: Path) -> None:
    scalars = [
        Scalar("loss/train", 0, 5.5, 1000.0),
        Scalar("loss/train", 1, 4.25, 1060.0),
        Scalar("search/best_test", 0, 94.125, 1070.0),
    ]

    write_event_file(target, scalars, {}, {"final/tau_test": 0.875})

    read = _read(target)
    assert [(e.step, e.value, e.wall_time) for e in read.Scalars("loss/train")] == [(0, 5.5, 1000.0), (1, 4.25, 1060.0)]
    assert [e.value for e in read.Scalars("search/best_test")] == [94.125]
    assert [(e.step, e.value, e.wall_time) for e in read.Scalars("final/tau_test")] == [(0, 0.875, 1070.0)]


def test_settings_come_back_as_hyperparameters_and_numbers_as_numbers(target: Path) -> None:
    settings = {"seed": "7", "training.epsilon": "1.0E-9", "search.requireTop": "true", "preset": "as-released"}

    write_event_file(target, [Scalar("loss/train", 0, 1.0, 0.0)], settings, {"final/tau_test": 0.875})

    assert len(list(target.iterdir())) == 1  # a second file in a folder would be a second run
    content = _read(target).SummaryMetadata(metadata.SESSION_START_INFO_TAG).plugin_data.content
    start = plugin_data_pb2.HParamsPluginData.FromString(content).session_start_info.hparams
    assert start["seed"].number_value == 7
    assert start["training.epsilon"].number_value == 1e-9
    assert start["search.requireTop"].string_value == "true"
    assert start["preset"].string_value == "as-released"


def test_a_table_that_is_not_there_is_refused_by_name(run: Path, target: Path) -> None:
    (run / "candidates.csv").unlink()

    with pytest.raises(Refused, match=r"candidates\.csv"):
        write_parquet(run, run / "look_ups.csv", target, {})


def test_a_full_disk_is_told_and_leaves_nothing(
    run: Path, target: Path, full_disk: Callable[[], AbstractContextManager[None]]
) -> None:
    for write in (
        lambda: write_parquet(run, run / "look_ups.csv", target, {"run": "7"}),
        lambda: write_event_file(target, [Scalar("loss/train", 0, 1.0, 0.0)], {}, {"final/tau_test": 0.875}),
    ):
        with full_disk(), pytest.raises(Refused, match=r"cannot be written: .*File too large\. Make room there"):
            write()
    assert list(target.iterdir()) == []


def test_java_exports_through_the_bridge(run: Path, target: Path) -> None:
    arguments = {"run": str(run), "look_ups": str(run / "look_ups.csv"), "target": str(target), "notes": {"run": "7"}}
    tables = ["metrics.parquet", "candidates.parquet", "predictions.parquet", "look_ups.parquet"]
    assert _call("export_parquet", arguments) == tables

    events = target / "events"
    scalar = {"name": "loss/train", "step": 3, "value": 0.5, "time": 1000.0}
    _call("export_event_file", {"target": str(events), "scalars": [scalar], "settings": {}, "figures": {}})
    assert [event.step for event in _read(events).Scalars("loss/train")] == [3]


def _read(folder: Path) -> EventAccumulator:
    accumulator = EventAccumulator(str(folder))
    accumulator.Reload()
    return accumulator


def _call(operation: str, arguments: dict) -> object:
    answer = json.loads(bridge.call(operation, json.dumps(arguments)))
    assert answer["ok"], answer
    return answer["value"]
