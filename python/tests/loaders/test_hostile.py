"""Files made to do harm, or so damaged that they would: refused with a place and a remedy, before they take memory."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import pickle
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from narq2t import loaders
from narq2t.loaders import LoaderError, architectures, archives
from narq2t.loaders.archives import load_pickle, load_plain_pickle, load_torch
from narq2t.loaders.errors import shown
from narq2t.loaders.unpickling import DEEPEST_TUPLE, LARGEST_TUPLE, Limited, measured
from tests.loaders.test_sources import compact_csv, compact_rows, write_csv

START = b"\x80\x04"
LITTLE = 30 << 20
"""Bytes: what refusing a file may take, a little more than a file of this test."""

TUPLE_BY_NAME = b"cbuiltins\ntuple\n"

DAMAGED = "refused to unpickle|not a .* of plain values|ends early"

HARMFUL = {
    "deep key": (START + b"})" + b"\x85" * 300_000 + b"K\x01s.", "levels deep"),
    "deep key by name": (
        START + b"}" + (TUPLE_BY_NAME + b"]") * 30 + b")" + b"a\x85R" * 30 + b"K\x01s.",
        "levels deep",
    ),
    "wide key": (START + b"})" + b"(22222222222t" * 10 + b"K\x01s.", "values|levels deep"),
    "deep key in a set": (START + b"\x8f()" + b"\x85" * 300_000 + b"\x90.", "levels deep"),
    "bytes of 2^62": (START + b"\x8e" + struct.pack("<Q", 1 << 62) + b"x.", DAMAGED),
    "text of 2^62": (START + b"\x8d" + struct.pack("<Q", 1 << 62) + b"x.", DAMAGED),
    "text of 4 GB": (START + b"X\xff\xff\xff\xffx.", DAMAGED),
    "number of 2 GB": (START + b"\x8b\xff\xff\xff\x7fx.", DAMAGED),
    "frame of 2^62": (START + b"\x95" + struct.pack("<Q", 1 << 62) + b"K\x01.", None),
    "bytearray of 1 TB": (b"\x80\x05\x96" + struct.pack("<Q", 1 << 40) + b"x.", "no official record needs"),
    "buffer": (b"\x80\x05\x97.", "no official record needs"),
    "memo 2^32 - 1": (START + b"K\x01r\xff\xff\xff\xff.", None),
    "memo 10^18": (b"K\x01p" + b"9" * 18 + b"\n.", None),
    "memo that is not there": (START + b"j\xff\xff\xff\xff.", DAMAGED),
    "5,000 digits": (b"I" + b"9" * 5_000 + b"\n.", "5000 digits"),
    "a line without an end": (b"I" + b"9" * 100_000, "a line of"),
    "unknown instruction": (START + b"\xff.", DAMAGED),
    "no instruction": (b"", DAMAGED),
    "nothing on the stack": (START + b"0.", DAMAGED),
}
"""Pickles with what is said of them; None: they do no harm, and hold 1."""


def plain(folder: Path, content: bytes) -> Any:
    (folder / "f").write_bytes(content)
    return load_plain_pickle(folder / "f")


def compressed(folder: Path, content: bytes) -> Any:
    (folder / "f").write_bytes(bz2.compress(content))
    return load_pickle(folder / "f")


def zipped(folder: Path, content: bytes) -> Any:
    with zipfile.ZipFile(folder / "f", "w") as archive:
        archive.writestr("archive/data.pkl", content)
    return load_torch(folder / "f")


def streamed(folder: Path, content: bytes) -> Any:
    magic = io.BytesIO()
    torch.save({}, magic, _use_new_zipfile_serialization=False)
    head = magic.getvalue()
    stream = io.BytesIO(head)
    for _ in range(3):
        pickle.load(stream)  # noqa: S301  our own
    (folder / "f").write_bytes(head[: stream.tell()] + content)
    return load_torch(folder / "f")


@pytest.fixture
def little_memory() -> Iterator[None]:
    tracemalloc.start()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < LITTLE


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize("read", [plain, compressed, zipped, streamed])
@pytest.mark.parametrize("name", HARMFUL)
def test_a_pickle_takes_no_more_than_it_is_worth(tmp_path: Path, name: str, read: Callable[[Path, bytes], Any]) -> None:
    content, message = HARMFUL[name]
    if message is None:
        assert read(tmp_path, content) == 1
        return
    with pytest.raises(LoaderError, match=message) as refusal:
        read(tmp_path, content)
    assert refusal.value.where == str(tmp_path / "f")
    assert "Fetch the file again" in refusal.value.remedy


def test_tuples_of_official_records_are_no_trouble() -> None:
    nested: tuple[Any, ...] = ()
    for _ in range(DEEPEST_TUPLE - 1):
        nested = (nested, "x")
    assert measured(nested) is nested
    with pytest.raises(pickle.UnpicklingError, match="levels deep"):
        measured(((nested,),))
    assert len(measured((0,) * LARGEST_TUPLE)) == LARGEST_TUPLE
    with pytest.raises(pickle.UnpicklingError, match="more than 100,000 values"):
        measured((0,) * (LARGEST_TUPLE + 1))


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize("kind", ["bz2", "zip"])
def test_a_file_that_unpacks_to_far_more_than_it_has_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(archives, "_SMALL", 4 << 20)
    bomb = START + b"\x8e" + struct.pack("<Q", 20 << 20) + bytes(20 << 20) + b"."
    tracemalloc.clear_traces()
    tracemalloc.reset_peak()
    path = tmp_path / "f"
    if kind == "bz2":
        path.write_bytes(bz2.compress(bomb))
        read = load_pickle
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("archive/data.pkl", bomb)
        read = load_torch
    assert path.stat().st_size < 100_000
    del bomb
    with pytest.raises(LoaderError, match="unpacks to more than 4,194,304 bytes"):
        read(path)


def test_what_is_read_is_limited_as_a_whole() -> None:
    file = Limited(io.BytesIO(b"abc\ndefgh"), 8)
    assert (file.readline(), file.read(2)) == (b"abc\n", b"de")
    with pytest.raises(pickle.UnpicklingError, match="more than 8 bytes"):
        file.read(10)
    assert Limited(io.BytesIO(b"abc"), 8).read(1 << 62) == b"abc"


@pytest.mark.parametrize("old", [False, True])
def test_torch_archives_of_both_kinds_are_read_without_their_tensors(tmp_path: Path, old: bool) -> None:
    content = {
        "accuracy": np.float64(61.5),
        "runs": {1, 2},
        "weights": torch.ones(3),
        ("cifar10", 777): [None, b"\xff"],
    }
    torch.save(content, tmp_path / "f", _use_new_zipfile_serialization=not old)
    read = load_torch(tmp_path / "f")
    assert (read["accuracy"], read["runs"], read["cifar10", 777]) == (61.5, {1, 2}, [None, b"\xff"])
    assert not isinstance(read["weights"], torch.Tensor)
    whole = (tmp_path / "f").read_bytes()
    for cut in (3, 50, len(whole) // 4):
        (tmp_path / "f").write_bytes(whole[:cut])
        with pytest.raises(LoaderError, match=r"torch archive|ends early"):
            load_torch(tmp_path / "f")


def test_an_archive_of_two_or_no_pickles_is_refused(tmp_path: Path) -> None:
    for names in ((), ("a/data.pkl", "b/data.pkl")):
        with zipfile.ZipFile(tmp_path / "f", "w") as archive:
            for name in names:
                archive.writestr(name, b"K\x01.")
            archive.writestr("version", "3")
        with pytest.raises(LoaderError, match=r"there is no data\.pkl"):
            load_torch(tmp_path / "f")


IMPOSSIBLE = ["9" * 5_000, "1_0", "1" + "\u0661", "\uff15", "0x10", "1e999", "-1e300", "inf", "nan", "--1", " 5", "5e"]
"""Texts that Python's float or int takes for numbers, and some that it does not."""


@pytest.mark.parametrize("text", IMPOSSIBLE, ids=range(len(IMPOSSIBLE)))
@pytest.mark.parametrize("column", ["cifar10_val", "cifar10_latency", "index"])
def test_a_csv_has_plain_possible_numbers(tmp_path: Path, text: str, column: str) -> None:
    rows = compact_rows()
    rows[5] = rows[5] | {column: text}
    message = _refused(tmp_path, "csv", compact_csv(tmp_path / "table.csv", rows))
    assert "row 7" in message or "architecture 5" in message
    assert len(message) < 700


@pytest.mark.parametrize("text", [*IMPOSSIBLE, "0", "1e308", "1e-300"], ids=range(len(IMPOSSIBLE) + 3))
def test_a_latency_is_a_plain_possible_number(tmp_path: Path, text: str) -> None:
    row = {"arch": architectures.all_strings()[0], "milliseconds": text}
    source = write_csv(tmp_path / "f.csv", [row])
    assert "row 2" in _refused(tmp_path, "latency-csv", source, device="mine", dataset="cifar10")


def test_a_line_as_long_as_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.csv.gz"
    path.write_bytes(gzip.compress(b"index," + b"0" * (8 << 20)))
    assert "a line of 100,000 characters or more" in _refused(tmp_path, "csv", path)
    assert "row 1" in _refused(tmp_path, "public-tables", path)


RECORD = {"arch_str": architectures.all_strings()[0]}
ACCURACY = {f"{d}_{s}_acc": 50.0 for d in ("cifar10", "cifar100", "imagenet16") for s in ("val", "test")}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (json.dumps({"9" * 5_000: RECORD}), "record 9999"),
        (json.dumps({"1_0": RECORD}), "record 1_0"),
        (json.dumps({"0": RECORD | ACCURACY | {"cifar10_val_acc": 10**400}}), "record 0"),
        (json.dumps({"0": RECORD | ACCURACY | {"cifar10_latency": 10**400}}), "record 0"),
        ('{"0": {"arch_str": ' + "9" * 5_000 + "}}", "not JSON"),
        ("[" * 100_000, "not JSON"),
        (json.dumps({"0": RECORD | ACCURACY | {"cifar10_val_acc": [[[1]]]}}), "cifar10_val_acc is a list"),
        (json.dumps({"0": RECORD | ACCURACY | {"cifar10_val_acc": float("inf")}}), "architecture 0 is inf"),
    ],
    ids=range(8),
)
def test_a_json_record_has_possible_numbers(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "f").write_text(text)
    assert place in _refused(tmp_path, "nar-json", tmp_path / "f")


def test_a_latency_of_four_hundred_digits_in_a_pickle_is_refused_by_its_place(tmp_path: Path) -> None:
    config = [{"arch_str": string} for string in architectures.all_strings()]
    content = {"nasbench201": {"cifar10": {"config": config, "edgegpu_latency": [10**400] * 15625}}}
    (tmp_path / "f").write_bytes(pickle.dumps(content))
    assert "cifar10, edgegpu_latency" in _refused(tmp_path, "hw-nas-bench", tmp_path / "f")


@pytest.mark.parametrize(
    "error",
    [KeyError("x"), TypeError("x"), OverflowError("x"), MemoryError(), RecursionError("x"), OSError(5, "I/O error")],
)
def test_whatever_python_raises_at_data_is_told_with_a_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def read(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(loaders.NarJson, "read", read)
    (tmp_path / "f").write_text("{}")
    message = _refused(tmp_path, "nar-json", tmp_path / "f")
    assert str(tmp_path / "f") in message
    assert "Fetch the file again" in message


def test_a_full_disk_leaves_the_table_as_it_was(
    tmp_path: Path, full_disk: Callable[[], AbstractContextManager[None]]
) -> None:
    source = compact_csv(tmp_path / "table.csv")
    loaders.import_table("csv", source, tmp_path / "target")
    before = (tmp_path / "target").read_bytes()
    with full_disk(), pytest.raises(LoaderError, match=r"it cannot be written: .*target\]. Make room there"):
        loaders.import_table("csv", source, tmp_path / "target")
    assert (tmp_path / "target").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["table.csv", "target"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("abc", "'abc'"),
        ("x" * 1_000, f"'{'x' * 80}'..."),
        (10**5_000, "a whole number of 16,610 bits"),
        ([[1]], "a list"),
        (np.float64(1.5), "np.float64(1.5)"),
        (None, "None"),
    ],
    ids=range(6),
)
def test_a_value_is_shown_shortly(value: object, text: str) -> None:
    assert shown(value) == text


def _refused(folder: Path, name: str, source: Path, **options: Any) -> str:
    target = folder / "target" / "t.safetensors"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(b"the previous table")
    with pytest.raises(LoaderError) as refusal:
        loaders.import_table(name, source, target, **options)
    assert target.read_bytes() == b"the previous table"
    assert refusal.value.remedy
    return str(refusal.value)
