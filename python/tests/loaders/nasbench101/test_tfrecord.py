"""The official TFRecord files of NAS-Bench-101, written here byte by byte."""

from __future__ import annotations

import base64
import json
import struct
from pathlib import Path
from typing import Any

import google_crc32c
import numpy as np
import pytest

from narq2t import loaders
from narq2t.loaders import LoaderError, table
from narq2t.loaders.nasbench101.framing import masked_checksum, payloads
from tests.loaders.nasbench101.test_cells import GOLDEN, HASHES, parameters_of, small_cells, space

__all__ = ["space"]  # a fixture

NAMES = list(small_cells())
OTHER = HASHES[2]
"""input, conv3x3, output."""

FROM_TENSORFLOW = bytes.fromhex("06000000000000007369d5376e6172713274e57c8ce7000000000000000029039807d8ea82a2")
"""What tf.io.TFRecordWriter of TensorFlow 2.15.1 made of the records b"narq2t" and b""."""

Runs = list[tuple[float, float, float]]
"""Validation accuracy, test accuracy and seconds of each training."""

GOLDEN_RUNS: Runs = [(0.93, 0.92, 1768.0), (0.9248, 0.918, 1770.5), (0.9245, 0.9239, 1767.8)]
OTHER_RUNS: Runs = [(0.5, 0.25, 100.0), (0.75, 0.5, 200.0), (0.25, 0.75, 300.0)]


def frame(payload: bytes) -> bytes:
    """One record as TFRecord files have it."""

    def checksum(data: bytes) -> bytes:
        crc = google_crc32c.value(data)
        return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) % 2**32)

    length = struct.pack("<Q", len(payload))
    return length + checksum(length) + payload + checksum(payload)


def double(number: int, value: float) -> bytes:
    """A double of a protocol buffer: the tag, then eight bytes."""
    return bytes([number << 3 | 1]) + struct.pack("<d", value)


def varint(value: int) -> bytes:
    head = bytes([value & 127 | 128]) if value > 127 else bytes([value])
    return head + varint(value >> 7) if value > 127 else head


def evaluation(epochs: float, validation: float, test: float, seconds: float) -> bytes:
    fields = (epochs, seconds, 0.99, validation, test)
    content = b"".join(double(number, value) for number, value in enumerate(fields, 1))
    return b"\x0a" + varint(len(content)) + content


def metrics(run: tuple[float, float, float], parameters: int, epochs: int = 108) -> bytes:
    """A ModelMetrics: three evaluations, parameters, total time."""
    validation, test, seconds = run
    states = evaluation(0, 0.1, 0.1, 1.0) + evaluation(epochs / 2, 0.4, 0.4, seconds / 2)
    states += evaluation(epochs, validation, test, seconds)
    return states + b"\x10" + varint(parameters) + double(3, seconds * 2)


def row(cell: tuple[str, str, str], run: tuple[float, float, float], epochs: int = 108, **changes: Any) -> bytes:
    """The JSON of a record, or an altered one: `hash`, `parameters` or `metrics` (bytes)."""
    adjacency, operations, module_hash = cell
    parameters = changes.get("parameters", parameters_of(module_hash))
    data = changes.get("metrics", metrics(run, parameters, epochs))
    content = [changes.get("hash", module_hash), epochs, adjacency, operations, base64.b64encode(data).decode()]
    return json.dumps(content).encode()


def official_rows() -> list[bytes]:
    """Two cells with three runs each, in turns."""
    pairs = zip(GOLDEN_RUNS, OTHER_RUNS, strict=True)
    return [payload for golden, other in pairs for payload in (row(GOLDEN, golden), row(OTHER, other))]


def write_records(path: Path, rows: list[bytes]) -> Path:
    path.write_bytes(b"".join(frame(payload) for payload in rows))
    return path


def imported(source: Path, space: Path, format: str = "nasbench-tfrecord") -> tuple[dict[str, table.Column], Any]:
    report = loaders.import_table(format, source, source.parent / "t", space=space)
    return table.read(source.parent / "t")[0], report


def test_the_checksum_is_the_masked_crc32c() -> None:
    assert google_crc32c.value(b"123456789") == 0xE3069283  # the check value of CRC-32C
    assert masked_checksum(b"123456789") == ((0xE3069283 >> 15 | 0xE3069283 << 17) + 0xA282EAD8) % 2**32


def test_records_that_tensorflow_wrote_are_read(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(FROM_TENSORFLOW)
    found = list(payloads(tmp_path / "f", lambda *_: None))
    assert found == [
        (f"{tmp_path / 'f'}, record 1 at byte 0", b"narq2t"),
        (f"{tmp_path / 'f'}, record 2 at byte 22", b""),
    ]
    assert frame(b"narq2t") + frame(b"") == FROM_TENSORFLOW


def test_the_mean_over_the_runs_of_108_epochs_is_read(tmp_path: Path, space: Path) -> None:
    columns, report = imported(write_records(tmp_path / "f", official_rows()), space)
    golden, other = NAMES.index(GOLDEN[2]), NAMES.index(OTHER[2])
    assert set(columns) == {"cifar10_validation", "cifar10_test", "cifar10_training_time"}
    assert all(np.flatnonzero(~np.isnan(column)).tolist() == sorted([golden, other]) for column in columns.values())
    assert [column[other] for _, column in sorted(columns.items())] == [50.0, 200.0, 50.0]
    assert columns["cifar10_validation"][golden] == pytest.approx((93 + 92.48 + 92.45) / 3)
    assert columns["cifar10_test"][golden] == pytest.approx((92 + 91.8 + 92.39) / 3)
    assert columns["cifar10_training_time"][golden] == pytest.approx((1768 + 1770.5 + 1767.8) / 3)
    assert report["known"] == 2
    assert json.loads(report["metadata"]["seeds"])["runs"] == {"3": 2}
    assert report["notes"][1:] == ["The table knows 2 of 92 cells."]


def test_other_epochs_of_the_full_file_are_skipped(tmp_path: Path, space: Path) -> None:
    others = [row(GOLDEN, (0.1, 0.1, 1.0), epochs) for epochs in (4, 12, 36)]
    columns, _ = imported(write_records(tmp_path / "f", [*others, *official_rows(), *others]), space)
    assert columns["cifar10_validation"][NAMES.index(OTHER[2])] == 50.0
    assert columns["cifar10_validation"][NAMES.index(GOLDEN[2])] == pytest.approx(92.6433, abs=1e-4)


def test_other_numbers_of_runs_are_reported(tmp_path: Path, space: Path) -> None:
    _, report = imported(write_records(tmp_path / "f", [*official_rows()[:3], row(OTHER, OTHER_RUNS[0])]), space)
    assert json.loads(report["metadata"]["seeds"])["runs"] == {"2": 2}
    assert report["notes"][-1] == "2 cells have 2 training runs instead of 3."


def test_progress_counts_bytes(tmp_path: Path, space: Path) -> None:
    source = write_records(tmp_path / "f", official_rows() * 400)
    calls: list[tuple[int, int, str]] = []
    loaders.import_table(
        "nasbench-tfrecord", source, tmp_path / "t", space=space, progress=lambda *call: calls.append(call)
    )
    size = source.stat().st_size
    assert calls[-1] == (size, size, "f")
    assert len(calls) == 2
    assert size / 2 < calls[0][0] < size


SECOND = len(frame(official_rows()[0]))
"""Where the second record begins."""


def test_a_file_cut_anywhere_in_a_record_isrefused(tmp_path: Path) -> None:
    whole = b"".join(frame(payload) for payload in official_rows()[:2])
    path = tmp_path / "f"
    for cut in range(SECOND + 1, len(whole)):
        path.write_bytes(whole[:cut])
        with pytest.raises(LoaderError, match=f"the file ends early: .*record 2 at byte {SECOND}]"):
            list(payloads(path, lambda *_: None))


@pytest.mark.parametrize(
    ("position", "message"),
    [
        (0, "the checksum of the record's length"),
        (7, "the checksum of the record's length"),
        (8, "the checksum of the record's length"),
        (11, "the checksum of the record's length"),
        (12, "the checksum of the record's data"),
        (200, "the checksum of the record's data"),
        (-5, "the checksum of the record's data"),
        (-4, "the checksum of the record's data"),
        (-1, "the checksum of the record's data"),
    ],
)
@pytest.mark.parametrize("bit", [0, 7])
def test_a_flipped_bit_is_found(tmp_path: Path, space: Path, position: int, bit: int, message: str) -> None:
    first, second = (bytearray(frame(payload)) for payload in official_rows()[:2])
    second[position] ^= 1 << bit
    (tmp_path / "f").write_bytes(first + second)
    refused(tmp_path / "f", space, f"{message} does not match .*record 2 at byte {SECOND}]")


def test_an_enormous_length_asks_for_no_memory(tmp_path: Path, space: Path) -> None:
    length = struct.pack("<Q", 2**60)
    checksum = struct.pack("<I", masked_checksum(length))
    (tmp_path / "f").write_bytes(length + checksum + b"12345")
    refused(tmp_path / "f", space, "the file ends early: 1,152,921,504,606,846,980 bytes are due, 5 are left")


RUN = (0.9, 0.9, 100.0)


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        (b"[1, 2", "the record is not JSON"),
        (b"\xff\xfe", "the record is not JSON"),
        (b'{"a": 1}', r"the record is not \[hash, epochs"),
        (b'["a", 108, "01", "b"]', r"the record is not \[hash, epochs"),
        (row(OTHER, RUN, 107), "a training of 107 epochs; the benchmark has 4, 12, 36, 108"),
        (row(OTHER, RUN).replace(b'"]', b'?"]'), "the metrics are not base64 of a protocol buffer"),
        (row(OTHER, RUN, metrics=b"\x0a\xff"), "the metrics are not base64 of a protocol buffer"),
        (row(OTHER, RUN, metrics=evaluation(0, 1, 1, 1) * 2), "2 evaluations instead of 3"),
        (row(OTHER, RUN, metrics=evaluation(0, 1, 1, 1) * 3), "the metrics lack trainable_parameters"),
        (
            row(OTHER, RUN, metrics=evaluation(0, 1, 1, 1) * 2 + b"\x0a\x09" + double(4, 0.9) + b"\x10\x01"),
            "the metrics lack test_accuracy, training_time",
        ),
        (row(OTHER, RUN, hash="f" * 32), f"the cell has the hash {OTHER[2]}, not 'f"),
        (row(GOLDEN, RUN, hash=OTHER[2]), f"the cell has the hash {GOLDEN[2]}, not '{OTHER[2]}'"),
        (
            row(OTHER, RUN, parameters=7),
            f"7 trainable parameters, but the cell's network has {parameters_of(OTHER[2])}",
        ),
        (row(("010000000", OTHER[1], OTHER[2]), RUN), "not a cell: there is no path from input to output"),
        (row(HASHES[6], RUN), "none of the 92 cells of the space has the hash '28cfc7874f6d200472e1a9dcd8650aa0'"),
        (row(OTHER, (1.01, 0.9, 100.0)), "the validation accuracy is 1.01, outside 0..1"),
        (row(OTHER, (float("nan"), 0.9, 100.0)), "the validation accuracy is nan, outside 0..1"),
        (row(OTHER, (0.9, -0.1, 100.0)), "the test accuracy is -0.1, outside 0..1"),
        (row(OTHER, (0.9, 0.9, 0.0)), "the training time is 0.0, not a positive number"),
    ],
)
def test_an_altered_record_isrefused(tmp_path: Path, space: Path, payload: bytes, message: str) -> None:
    source = write_records(tmp_path / "f", [official_rows()[0], payload])
    refused(source, space, f"{message}.*record 2 at byte {SECOND}]")


def test_a_second_run_with_another_hash_isrefused(tmp_path: Path, space: Path) -> None:
    source = write_records(tmp_path / "f", [row(OTHER, RUN), row(OTHER, RUN, hash=GOLDEN[2])])
    refused(source, space, f"the cell has the hash {OTHER[2]}, not '{GOLDEN[2]}' .*record 2")


def test_a_file_without_a_training_of_108_epochs_isrefused(tmp_path: Path, space: Path) -> None:
    for rows in ([row(OTHER, RUN, 4)], []):
        refused(write_records(tmp_path / "f", rows), space, "no cell with results of 108 epochs")


def test_the_space_file_is_asked_for(tmp_path: Path) -> None:
    source = write_records(tmp_path / "f", official_rows())
    with pytest.raises(LoaderError, match=r"no space file given.*Run ./narq2t space enumerate --space nb101"):
        loaders.import_table("nasbench-tfrecord", source, tmp_path / "t")


def refused(source: Path, space: Path, message: str, format: str = "nasbench-tfrecord") -> None:
    target = source.parent / "target" / "t.safetensors"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(b"the previous table")
    with pytest.raises(LoaderError, match=f"(?s){message}"):
        loaders.import_table(format, source, target, space=space)
    assert target.read_bytes() == b"the previous table"
    assert [path.name for path in target.parent.iterdir()] == ["t.safetensors"]
