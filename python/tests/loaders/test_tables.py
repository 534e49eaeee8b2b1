"""What every import has in common: the table, its provenance, the report, and that a failed import changes nothing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from narq2t import loaders
from narq2t.loaders import LoaderError, architectures, table
from narq2t.spaces.nasbench201.optima import OPTIMA
from tests.loaders.nasbench101.test_cells import space
from tests.loaders.test_sources import compact_csv, compact_rows, shared_data

__all__ = ["space"]  # a fixture

REAL_CSV = "nasbench201/nasbench201_200epochs.csv.gz"


def test_there_is_one_importer_per_official_source() -> None:
    nb201 = ["csv", "nats-bench", "nas-bench-201", "nar-json", "public-tables", "hw-nas-bench", "latency-csv"]
    nb101 = ["nasbench-tfrecord", "nasbench-api", "nasbench-json", "nasbench101-csv"]
    official = dict.fromkeys(nb201, "nasbench201") | dict.fromkeys(nb101, "nasbench101")
    assert [(entry["name"], entry["space"]) for entry in loaders.formats()] == list(official.items())
    assert all(entry["reads"] for entry in loaders.formats())


def test_the_official_order_is_the_shuffled_product() -> None:
    strings = architectures.all_strings()
    assert (
        strings[0] == "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|"
    )
    assert len(set(strings)) == len(strings) == 15625
    assert [architectures.to_codes(string) for string in strings] == list(architectures.all_codes())


@pytest.mark.parametrize("text", ["", "|none~0|", "|none~0|+|none~0|none~1|+|none~0|none~1|conv~2|"])
def test_a_foreign_string_is_no_architecture(text: str) -> None:
    with pytest.raises(ValueError, match="not a NAS-Bench-201 architecture"):
        architectures.to_codes(text)


def test_a_csv_becomes_float64_columns_in_the_official_order(tmp_path: Path) -> None:
    source = compact_csv(tmp_path / "table.csv")
    report = loaders.import_table("csv", source, tmp_path / "t.safetensors")
    columns, metadata = table.read(tmp_path / "t.safetensors")
    assert set(columns) == set(table.REQUIRED)
    assert all(column.shape == (15625,) and column.dtype == np.float64 for column in columns.values())
    assert columns["cifar100_test"][7] == pytest.approx(7 / 1000)
    assert np.flatnonzero(np.isnan(columns["cifar10_latency"])).tolist() == [3990]
    assert report["known"] == 15625
    assert {entry["verdict"] for entry in report["optima"].values()} == {"differs"}
    assert (report["space"], report["notes"]) == ("nasbench201", [])
    assert metadata["kind"] == "real"
    assert json.loads(metadata["missing"])["cifar10_latency"] == 1
    assert list(json.loads(metadata["sha256"])) == ["table.csv"]
    assert {"format", "version", "space", "source", "imported_at", "seeds", "importer"} <= set(metadata)


def test_the_data_of_a_table_can_be_memory_mapped_as_doubles(tmp_path: Path) -> None:
    loaders.import_table("csv", compact_csv(tmp_path / "table.csv"), tmp_path / "t.safetensors")
    raw = (tmp_path / "t.safetensors").read_bytes()
    length = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + length])
    assert length % 8 == 0
    begin, end = header["cifar10_test"]["data_offsets"]
    values = np.frombuffer(raw[8 + length :], "<f8", count=15625, offset=begin)
    assert end - begin == 15625 * 8
    assert values[11] == pytest.approx(0.011)


def test_a_column_that_is_a_view_is_written_as_it_reads(tmp_path: Path) -> None:
    values = np.arange(15625 * 9, dtype=np.float64).reshape(15625, 9) / 1e4
    columns = {name: values[:, j] + 0.1 for j, name in enumerate(table.REQUIRED)}
    views = {name: np.stack([column, column], axis=1)[:, 0] for name, column in columns.items()}
    table.write(tmp_path / "t", views, {"kind": "real"})
    assert all((table.read(tmp_path / "t")[0][name] == columns[name]).all() for name in columns)


def test_progress_is_reported_to_the_end(tmp_path: Path) -> None:
    calls: list[tuple[int, int, str]] = []
    source = compact_csv(tmp_path / "table.csv")
    loaders.import_table("csv", source, tmp_path / "t", progress=lambda *call: calls.append(call))
    assert calls[0] == (100, 15625, "table.csv")
    assert calls[-1] == (15625, 15625, "table.csv")


def test_an_import_can_be_stopped_by_its_progress(tmp_path: Path) -> None:
    def stop(done: int, total: int, label: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loaders.import_table("csv", compact_csv(tmp_path / "table.csv"), tmp_path / "t", progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def _edit(row: int, column: str, value: str) -> Callable[[list[dict[str, str]]], None]:
    def change(rows: list[dict[str, str]]) -> None:
        rows[row][column] = value

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_edit(5, "cifar10_val", "100.5"), r"cifar10_validation of architecture 5 is 100.5, outside 0..100 %"),
        (_edit(5, "cifar10_test", "-1"), r"cifar10_test of architecture 5 is -1.0, outside"),
        (_edit(5, "cifar10_latency", "0"), r"cifar10_latency of architecture 5 is 0.0, not a positive"),
        (_edit(5, "cifar100_test", "high"), r"cifar100_test is 'high', not a number .*row 7"),
        (_edit(5, "cifar100_test", "nan"), r"cifar100_test is 'nan', not a number"),
        (_edit(5, "arch", "|none~0|"), r"architecture 5 is not '\|none~0\|'"),
        (_edit(5, "index", "4"), r"architecture 4 occurs twice .*row 7"),
        (_edit(5, "index", "15625"), r"index 15625 is outside 0..15624"),
        (_edit(5, "index", "five"), r"index is 'five', not a whole number"),
        (lambda rows: rows.pop(), r"15624 architectures instead of 15625"),
    ],
)
def test_an_altered_csv_is_refused(
    tmp_path: Path, change: Callable[[list[dict[str, str]]], None], message: str
) -> None:
    rows = compact_rows()
    change(rows)
    _refused(tmp_path, compact_csv(tmp_path / "table.csv", rows), message)


def test_a_csv_without_a_column_is_refused(tmp_path: Path) -> None:
    rows = [{key: value for key, value in row.items() if key != "imagenet16_val"} for row in compact_rows()]
    _refused(tmp_path, compact_csv(tmp_path / "table.csv", rows), "missing columns: imagenet16_val .*row 1")


def test_a_cut_gzip_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(compact_csv(tmp_path / "whole.csv").read_bytes())
    cut = tmp_path / "table.csv.gz"
    cut.write_bytes(whole[: len(whole) // 2])
    _refused(tmp_path, cut, "the file ends early or is damaged")


def test_an_altered_gzip_is_refused(tmp_path: Path) -> None:
    whole = bytearray(gzip.compress(compact_csv(tmp_path / "whole.csv").read_bytes()))
    whole[-6] ^= 1  # its checksum
    (tmp_path / "table.csv.gz").write_bytes(whole)
    _refused(tmp_path, tmp_path / "table.csv.gz", "the file ends early or is damaged: CRC check failed")


def test_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    source = compact_csv(tmp_path / "table.csv")
    _refused(tmp_path, source, "SHA-256 is [0-9a-f]{64}, expected 00", sha256={"table.csv": "00"})
    _refused(tmp_path, source, "a SHA-256 is given for other.csv, which is not read", sha256={"other.csv": "00"})


def test_a_source_that_is_not_there_is_refused(tmp_path: Path, space: Path) -> None:
    for name in [entry["name"] for entry in loaders.formats()]:
        with pytest.raises(LoaderError) as error:
            loaders.import_table(name, tmp_path / "nothing", tmp_path / "t", space=space)
        assert "nothing" in error.value.where
        assert error.value.remedy.startswith("Give ")
    with pytest.raises(LoaderError, match="unknown format"):
        loaders.import_table("hdf5", tmp_path, tmp_path / "t")
    assert list(tmp_path.iterdir()) == []


def _refused(folder: Path, source: Path, message: str, sha256: dict[str, str] | None = None) -> None:
    target = folder / "target" / "t.safetensors"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(b"the previous table")
    with pytest.raises(LoaderError, match=message):
        loaders.import_table("csv", source, target, sha256=sha256)
    assert target.read_bytes() == b"the previous table"
    assert [path.name for path in target.parent.iterdir()] == ["t.safetensors"]


def test_a_part_of_the_space_is_accepted_when_asked_for(tmp_path: Path) -> None:
    source = compact_csv(tmp_path / "table.csv", compact_rows()[:3])
    report = loaders.import_table("csv", source, tmp_path / "t", partial=True)
    assert report["known"] == 3
    assert {entry["verdict"] for entry in report["optima"].values()} == {"unknown"}


def test_the_hardware_table_beside_the_csv_is_read_too(tmp_path: Path) -> None:
    source = compact_csv(tmp_path / "nasbench201_200epochs.csv", compact_rows()[:2])
    header = ["index", *table.HARDWARE]
    lines = [",".join(header), *(",".join([str(i), *[str(i + 0.5)] * len(table.HARDWARE)]) for i in range(2))]
    text = "\n".join(lines).replace("1,1.5,1.5,1.5", "1,1.5,1.5,-1")  # the edge TPU could not run it
    (tmp_path / "hw_nas_bench.csv").write_text(text)
    loaders.import_table("csv", tmp_path, tmp_path / "t", partial=True)
    columns, metadata = table.read(tmp_path / "t")
    assert set(columns) == {*table.REQUIRED, *table.HARDWARE}
    assert columns["imagenet16_fpga_energy"][1] == 1.5
    assert np.isnan(columns["cifar10_edgetpu_latency"][1])
    assert list(json.loads(metadata["sha256"])) == [source.name, "hw_nas_bench.csv"]


def test_a_foreign_file_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(b"something else entirely")
    with pytest.raises(LoaderError, match="no readable table"):
        loaders.check(tmp_path / "t")


def test_a_table_of_an_unknown_space_is_refused(tmp_path: Path) -> None:
    about = {"format": table.FORMAT, "version": table.VERSION, "space": "darts"}
    save_file({"cifar10_validation": np.zeros(3)}, tmp_path / "t", metadata=about)
    with pytest.raises(LoaderError, match="the table is of the space 'darts', known are nasbench201, nasbench101"):
        loaders.check(tmp_path / "t")


def test_the_real_csv_holds_the_published_optima(tmp_path: Path) -> None:
    source = shared_data(REAL_CSV)
    report = loaders.import_table("csv", source, tmp_path / "t")
    verdicts = {name: entry["verdict"] for name, entry in report["optima"].items()}
    assert verdicts == dict.fromkeys(OPTIMA, "agrees")
    assert report["columns"]["cifar10_latency"]["missing"] == 11
    columns, _ = table.read(tmp_path / "t")
    assert columns["cifar10_test"][6111] == pytest.approx(94.3733, abs=1e-4)
    assert columns["cifar10_edgegpu_latency"][0] == 5.807418537139893
