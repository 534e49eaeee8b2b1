"""Importers that add latencies to a table: HW-NAS-Bench's pickle and a user's own measurements."""

from __future__ import annotations

import gzip
import json
import os
import pickle
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from narq2t import bridge, loaders, surrogate
from narq2t.loaders import LoaderError, architectures, table
from tests.loaders.test_sources import real, write_csv

__all__ = ["real"]  # a fixture

STRINGS = architectures.all_strings()
DATASETS = {"cifar10": "cifar10", "cifar100": "cifar100", "ImageNet16-120": "imagenet16"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A table as it was written before anything could be added to one."""
    path = tmp_path / "table" / "t.safetensors"
    columns = {name: np.full(architectures.SIZE, 50.0) for name in (*table.REQUIRED, *table.HARDWARE)}
    about = {"kind": "real", "source": "a test", "sha256": '{"a": "00"}', "missing": '{"cifar10_test": 0}'}
    table.write(path, columns, about)
    return path


def official(**changes: Any) -> dict[str, Any]:
    """HW-NAS-Bench in which architecture i takes i + 1 ms on the edge GPU, and the edge TPU runs every second one."""
    config = [{"name": "infer.tiny", "C": 16, "N": 5, "arch_str": string} for string in STRINGS]
    metrics = {
        "edgegpu_latency": [float(i + 1) for i in range(architectures.SIZE)],
        "edgetpu_latency": [np.float64(2.5) if i % 2 else -1 for i in range(architectures.SIZE)],
        "fpga_energy": [np.float32(1.5)] * architectures.SIZE,
        "eyeriss_arithmetic_intensity": [6.25] * architectures.SIZE,
        "config": config,
    }
    return {"nasbench201": dict.fromkeys(DATASETS, metrics | changes), "fbnet": {"table": {"FC": 1.0}}}


def dump(path: Path, content: Any) -> Path:
    path.write_bytes(pickle.dumps(content, protocol=3))
    return path


def refused(target: Path, message: str, *arguments: Any, **options: Any) -> None:
    """The import raises and leaves the table as it was, alone in its folder."""
    before = target.read_bytes()
    with pytest.raises(LoaderError, match=f"(?s){message}"):
        loaders.import_table(*arguments, target, **options)
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


def test_the_official_pickle_is_added_to_what_is_there(tmp_path: Path, target: Path) -> None:
    before, about = table.read(target)
    report = loaders.import_table("hw-nas-bench", dump(tmp_path / "hw.pickle", official()), target)
    columns, metadata = table.read(target)
    for dataset in DATASETS.values():
        assert columns[f"{dataset}_edgegpu_latency"].tolist() == list(range(1, 15626))
        assert np.isnan(columns[f"{dataset}_edgetpu_latency"]).sum() == 7813  # it ran 7,812
        assert columns[f"{dataset}_fpga_energy"][7] == 1.5
    changed = {f"{dataset}_{m}" for dataset in DATASETS.values() for m in ("edgegpu_latency", "edgetpu_latency")}
    changed |= {f"{dataset}_fpga_energy" for dataset in DATASETS.values()}
    assert columns.keys() == before.keys()
    assert all((columns[name] == before[name]).all() for name in columns.keys() - changed)
    assert all(metadata[key] == about[key] for key in about.keys() - {"missing"})
    assert json.loads(metadata["missing"]) == {"cifar10_test": 0} | {
        n: int(np.isnan(columns[n]).sum()) for n in changed
    }
    (added,) = json.loads(metadata["added"])
    assert added["columns"] == sorted(changed)
    assert list(added["sha256"]) == ["hw.pickle"]
    assert added["importer"] == "narq2t hw-nas-bench"
    assert report["columns"]["cifar10_edgetpu_latency"]["known"] == 7812


def test_real_values_through_the_official_format_come_back(
    tmp_path: Path, target: Path, real: dict[str, table.Column]
) -> None:
    content = official()
    for dataset, name in DATASETS.items():
        hardware = [column for column in table.HARDWARE if column.startswith(f"{name}_")]
        metrics = {c.removeprefix(f"{name}_"): np.nan_to_num(real[c], nan=-1.0).tolist() for c in hardware}
        content["nasbench201"][dataset] = metrics | {"config": content["nasbench201"][dataset]["config"]}
    loaders.import_table("hw-nas-bench", dump(tmp_path / "hw.pickle", content), target)
    columns, _ = table.read(target)
    for name in table.HARDWARE:
        np.testing.assert_array_equal(columns[name], real[name])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([], "not a HW-NAS-Bench pickle"),
        ({"fbnet": {}}, "there is no nasbench201"),
        ({"nasbench201": {}}, "no latency or energy of a known dataset"),
        ({"nasbench201": {"cifar10": []}}, "list instead of the metrics by name .*nasbench201, cifar10"),
        (official(config=[]), r"config \(0\) does not list the 15625 official architectures in order"),
        (official(config=official()["nasbench201"]["cifar10"]["config"][::-1]), "does not list"),
        (official(edgegpu_latency=[1.0]), "1 values instead of 15625 .*edgegpu_latency"),
        (official(edgegpu_latency=["1.0"] * 15625), "architecture 0 has '1.0', not a number"),
        (official(edgegpu_latency=[float("nan")] * 15625), "architecture 0 has nan, not a number"),
        (official(edgegpu_latency=[0.0] * 15625), "_edgegpu_latency of architecture 0 is 0.0, not a positive"),
        (official(edgegpu_latency=[1.0] * 9 + [-2.0] * 15616), "architecture 9 is -2.0, not a positive"),
        (official(edgegpu_latency=os.getcwd), "refused to unpickle: the pickle asks for posix.getcwd"),
    ],
    ids=range(12),
)
def test_an_altered_pickle_is_refused(tmp_path: Path, target: Path, content: Any, message: str) -> None:
    refused(target, message, "hw-nas-bench", dump(tmp_path / "hw.pickle", content))


def test_a_cut_pickle_is_refused(tmp_path: Path, target: Path) -> None:
    path = dump(tmp_path / "hw.pickle", official())
    path.write_bytes(path.read_bytes()[:-1000])
    refused(target, "hw.pickle", "hw-nas-bench", path)


def measurements(path: Path, *changes: dict[str, str], **columns: str) -> Path:
    """Three architectures by their string, 2.5, 3.5 and 4.5 ms, with changed rows and further columns."""
    rows = [{"arch": STRINGS[i], "milliseconds": str(i + 2.5), **columns} for i in range(3)]
    for row, change in zip(rows, changes, strict=False):
        row.update(change)
    return write_csv(path, rows)


def added(target: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(table.read(target)[1]["added"])
    return entries


def test_own_measurements_become_a_column_in_milliseconds(tmp_path: Path, target: Path) -> None:
    source = measurements(tmp_path / "own.csv")
    report = loaders.import_table("latency-csv", source, target, device="my-jetson", dataset="cifar100")
    columns, metadata = table.read(target)
    column = columns["cifar100_my-jetson_latency"]
    assert column[:3].tolist() == [2.5, 3.5, 4.5]
    assert np.isnan(column[3:]).all()
    assert report["columns"]["cifar100_my-jetson_latency"] == {
        "known": 3,
        "missing": 15622,
        "min": 2.5,
        "max": 4.5,
        "unit": "ms",
    }
    assert (columns["cifar100_latency"] == 50).all()  # the official one, in seconds
    (entry,) = added(target)
    assert entry["known"] == {"cifar100_my-jetson_latency": 3}
    assert entry["source"] == "latencies measured on my-jetson: own.csv"
    assert len(entry["sha256"]["own.csv"]) == 64
    assert entry["imported_at"].endswith("+00:00")
    assert metadata["source"] == "a test"


def test_architectures_go_by_string_index_or_both(tmp_path: Path, target: Path) -> None:
    rows = [("", "7", "1.5"), (STRINGS[8], "", "2.5"), (STRINGS[9], "9", "3.5")]
    names = ("arch", "index", "milliseconds")
    source = write_csv(tmp_path / "own.csv", [dict(zip(names, row, strict=True)) for row in rows])
    zipped = tmp_path / "own.csv.gz"
    zipped.write_bytes(gzip.compress(b"\xef\xbb\xbf" + source.read_bytes()))  # as a spreadsheet saves it
    loaders.import_table("latency-csv", zipped, target, device="jetson", dataset="cifar10")
    assert table.read(target)[0]["cifar10_jetson_latency"][7:10].tolist() == [1.5, 2.5, 3.5]


def test_one_file_may_hold_several_data_sets(tmp_path: Path, target: Path) -> None:
    same = {"arch": STRINGS[0]}
    source = measurements(tmp_path / "own.csv", same, same | {"dataset": "imagenet16"}, dataset="")
    loaders.import_table("latency-csv", source, target, device="jetson", dataset="cifar10")
    columns, _ = table.read(target)
    assert columns["cifar10_jetson_latency"][[0, 2]].tolist() == [2.5, 4.5]
    assert columns["imagenet16_jetson_latency"][0] == 3.5
    assert added(target)[0]["known"] == {"cifar10_jetson_latency": 2, "imagenet16_jetson_latency": 1}


def test_a_device_that_is_imported_again_is_replaced_and_others_stay(tmp_path: Path, target: Path) -> None:
    for device in ("jetson", "phone"):
        source = measurements(tmp_path / f"{device}.csv")
        loaders.import_table("latency-csv", source, target, device=device, dataset="cifar10")
    again = write_csv(tmp_path / "again.csv", [{"index": "4", "milliseconds": "9"}])
    loaders.import_table("latency-csv", again, target, device="jetson", dataset="cifar10")
    columns, _ = table.read(target)
    assert np.flatnonzero(~np.isnan(columns["cifar10_jetson_latency"])).tolist() == [4]
    assert columns["cifar10_phone_latency"][0] == 2.5
    assert [list(entry["sha256"]) for entry in added(target)] == [["phone.csv"], ["again.csv"]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"milliseconds": "0"}, "milliseconds is '0', not a positive number .*row 3.*Correct the file"),
        ({"milliseconds": "-1"}, "milliseconds is '-1', not a positive number .*row 3.*leave the row out"),
        ({"milliseconds": ""}, "milliseconds is '', not a positive number .*row 3"),
        ({"milliseconds": "fast"}, "milliseconds is 'fast', not a positive number .*row 3"),
        ({"milliseconds": "nan"}, "milliseconds is 'nan', not a positive number .*row 3"),
        ({"milliseconds": "inf"}, "milliseconds is 'inf', not a positive number .*row 3"),
        ({"arch": "|none~0|"}, r"unknown architecture '\|none~0\|' .*row 3.*Correct the file"),
        ({"arch": STRINGS[0]}, "architecture 0 occurs twice .*row 3.*Correct the file"),
        ({"arch": "", "index": ""}, "the row has neither arch nor index .*row 3"),
        ({"index": "0"}, r"architecture 0 occurs twice .*row 3"),
        ({"index": "5"}, r"architecture 5 is not '.*row 3"),
        ({"index": "15625"}, "index 15625 is outside 0..15624 .*row 3"),
        ({"index": "-3"}, "index is '-3', not a whole number .*row 3"),
        ({"dataset": "mnist"}, "unknown dataset 'mnist' .*row 3"),
    ],
)
def test_a_wrong_row_is_refused_by_its_number(
    tmp_path: Path, target: Path, change: dict[str, str], message: str
) -> None:
    source = measurements(tmp_path / "own.csv", {"index": "0"}, change, index="", dataset="cifar10")
    refused(target, message, "latency-csv", source, device="jetson")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dataset": "cifar10"}, "no device is named"),
        ({"device": "jetson"}, "no dataset is named .*row 2.*fill in a column dataset"),
        ({"device": "jetson", "dataset": "mnist"}, "unknown dataset 'mnist'"),
        *(
            ({"device": device, "dataset": "cifar10"}, f"{re.escape(repr(device))} cannot be the name of a device")
            for device in ("", "Jetson", "7up", "a_b", "a" * 32, "validation", "test", "latency", "energy", "x\n")
        ),
        *(
            ({"device": device, "dataset": "cifar10"}, f"{device} is a device with published .*such as my-{device}")
            for device in ("pixel3", "gtx1080ti")
        ),
    ],
)
def test_a_device_or_dataset_that_cannot_be_is_refused(
    tmp_path: Path, target: Path, options: dict[str, str], message: str
) -> None:
    refused(target, message, "latency-csv", measurements(tmp_path / "own.csv"), **options)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("arch,ms\n", "missing columns: milliseconds"),
        ("arch,milliseconds\n", "the file has no rows"),
        ("arch,milliseconds\n1\n", "not as many cells as the header .*row 2"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, target: Path, text: str, message: str) -> None:
    (tmp_path / "own.csv").write_text(text)
    refused(target, f"{message}.*Give a CSV", "latency-csv", tmp_path / "own.csv", device="jetson", dataset="cifar10")


@pytest.mark.parametrize("name", ["hw-nas-bench", "latency-csv"])
def test_there_must_be_a_table_to_add_to(tmp_path: Path, name: str) -> None:
    own = name == "latency-csv"
    source = measurements(tmp_path / "own.csv") if own else dump(tmp_path / "hw.pickle", official())
    options = {"device": "jetson", "dataset": "cifar10"} if own else {}
    with pytest.raises(LoaderError, match=r"there is no table to add to .*Import a NAS-Bench-201 table there first"):
        loaders.import_table(name, source, tmp_path / "t", **options)
    columns = {"cifar10_validation": np.array([90.0])}
    table.write(tmp_path / "t", columns, {"kind": "real"}, table.NASBENCH101)
    with pytest.raises(LoaderError, match="the table is of the space nasbench101"):
        loaders.import_table(name, source, tmp_path / "t", **options)


def test_a_surrogate_stays_one_whatever_is_measured_besides(tmp_path: Path) -> None:
    model = Path(__file__).parents[3] / "src/main/resources/surrogate/nasbench201.safetensors"
    surrogate.import_surrogate(model, tmp_path / "t")
    source = measurements(tmp_path / "own.csv")
    report = loaders.import_table("latency-csv", source, tmp_path / "t", device="jetson", dataset="cifar10")
    assert report["kind"] == "surrogate"
    assert report["columns"]["cifar10_jetson_latency"]["known"] == 3


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("cifar10_jetson_latency", True),
        ("imagenet16_my-phone-2_energy", True),
        ("cifar10_latency", False),
        ("cifar10_energy", False),
        ("cifar10_validation_latency", False),
        ("cifar10_latency_latency", False),
        ("cifar10_a_b_latency", False),
        ("svhn_jetson_latency", False),
        ("cifar10_jetson_memory", False),
    ],
)
def test_the_columns_of_any_device_are_told_from_others(name: str, known: bool) -> None:
    assert table.of_a_device(name) is known
    assert table.NASBENCH201.knows(name) is (known or name in table.REQUIRED)
    assert not table.NASBENCH101.knows(name)


def test_the_bridge_takes_device_and_dataset(tmp_path: Path, target: Path) -> None:
    arguments = {
        "format": "latency-csv",
        "sources": [str(measurements(tmp_path / "own.csv"))],
        "target": str(target),
        "device": "jetson",
        "dataset": "cifar10",
    }
    answer = json.loads(bridge.call("import_table", json.dumps(arguments)))
    assert answer["ok"]
    assert answer["value"]["columns"]["cifar10_jetson_latency"]["known"] == 3
    arguments["device"] = None
    answer = json.loads(bridge.call("import_table", json.dumps(arguments)))
    assert (answer["ok"], answer["type"]) == (False, "LoaderError")
