"""The archives that are pickles: read through the official APIs, and never run."""

from __future__ import annotations

import bz2
import json
import os
import pickle
from collections import OrderedDict
from pathlib import Path
from typing import Any

import nats_bench
import numpy as np
import pytest
import torch
from nats_bench import api_topology

from narq2t import loaders
from narq2t.loaders import LoaderError, architectures, table
from narq2t.loaders.archives import load_pickle, load_torch
from tests.loaders.test_sources import KNOWN, NATS_FOLDER, real, shared_data

__all__ = ["real"]  # a fixture


class Evil:
    """Unpickling this creates a file, if unpickling is what pickle.load does."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.mark),)


def trial(dataset: str, accuracy: float, seed: int) -> dict[str, Any]:
    """One training run as the official records hold it, two epochs long."""
    names = ["ori-test"] if dataset == "cifar10" else ["x-valid", "x-test", "ori-test"]
    return {
        "name": dataset,
        "seed": seed,
        "epochs": 2,
        "flop": 15.6,
        "params": np.float64(0.1),
        "latency": [np.float64(0.01)] if seed == 777 else None,
        "arch_config": {},
        "train_acc1es": {0: 1.0, 1: 2.0},
        "train_losses": {0: 1.0, 1: 2.0},
        "train_times": OrderedDict({0: 1.0, 1: 1.0}),
        "eval_names": names,
        "eval_acc1es": {f"{name}@{epoch}": accuracy * (epoch + 1) / 2 for name in names for epoch in (0, 1)},
        "eval_losses": {f"{name}@{epoch}": 1.0 for name in names for epoch in (0, 1)},
        "eval_times": {},
    }


def state(index: int) -> dict[str, Any]:
    """The 200-epoch state of one architecture: accuracies 60 and 62 with two seeds."""
    datasets = ("cifar10-valid", "cifar10", "cifar100", "ImageNet16-120")
    runs = {777: 60.0, 888: 62.0}
    return {
        "arch_index": index,
        "arch_str": architectures.all_strings()[index],
        "all_results": {(name, seed): trial(name, value, seed) for name in datasets for seed, value in runs.items()},
        "dataset_seed": {name: list(runs) for name in datasets},
        "clear_net_done": True,
    }


def meta(**changes: Any) -> dict[str, Any]:
    strings = list(architectures.all_strings())
    content = {"meta_archs": strings, "total_archs": 15625, "arch2infos": None, "evaluated_indexes": set()}
    return content | changes


def dump(path: Path, content: object) -> Path:
    path.write_bytes(bz2.compress(pickle.dumps(content, protocol=4)))
    return path


def nats_folder(folder: Path, **records: Any) -> Path:
    folder.mkdir(exist_ok=True)
    dump(folder / "meta.pickle.pbz2", meta())
    for index in (3, 5):
        dump(folder / f"{index:06d}.pickle.pbz2", OrderedDict({"200": state(index)}))
    return folder


def nats_file(path: Path, **changes: Any) -> Path:
    infos = {index: OrderedDict({"12": state(index), "200": state(index)}) for index in (3, 5)}
    return dump(path, meta(arch2infos=infos, evaluated_indexes={3, 5}) | changes)


def nas_bench_201_file(path: Path, states: dict[int, dict[str, Any]] | None = None, **changes: Any) -> Path:
    states = {3: state(3), 5: state(5)} if states is None else states
    infos = {index: {"less": value, "full": value} for index, value in states.items()}
    content = {"meta_archs": list(architectures.all_strings()), "arch2infos": infos, "evaluated_indexes": set(infos)}
    torch.save(content | changes, path)
    return path


def test_the_real_records_say_what_the_csv_says(tmp_path: Path, real: dict[str, table.Column]) -> None:
    loaders.import_table("nats-bench", shared_data(NATS_FOLDER), tmp_path / "t")
    columns, metadata = table.read(tmp_path / "t")
    _equal_to_the_csv(columns, real)
    assert json.loads(metadata["seeds"])["runs"]["cifar10"] == {"777+888+999": 3}
    assert len(json.loads(metadata["sha256"])) == 4


def test_the_real_records_as_a_torch_archive_say_the_same(tmp_path: Path, real: dict[str, table.Column]) -> None:
    folder = shared_data(NATS_FOLDER)
    records = {index: load_pickle(folder / f"{index:06d}.pickle.pbz2") for index in KNOWN}
    infos = {index: {"less": record["12"], "full": record["200"]} for index, record in records.items()}
    path = nas_bench_201_file(tmp_path / "NAS-Bench-201.pth", arch2infos=infos, evaluated_indexes=set(infos))
    loaders.import_table("nas-bench-201", path, tmp_path / "t")
    _equal_to_the_csv(table.read(tmp_path / "t")[0], real)


def _equal_to_the_csv(columns: dict[str, table.Column], real: dict[str, table.Column]) -> None:
    for name in table.REQUIRED:
        known = np.flatnonzero(~np.isnan(columns[name]))
        assert tuple(known) == KNOWN
        np.testing.assert_allclose(columns[name][known], real[name][known], rtol=0, atol=1e-12)


@pytest.mark.parametrize("kind", ["folder", "file", "torch"])
def test_the_mean_over_the_seeds_of_the_last_epoch_is_read(tmp_path: Path, kind: str) -> None:
    make = {"folder": nats_folder, "file": nats_file, "torch": nas_bench_201_file}[kind]
    source = make(tmp_path / "source")
    calls: list[tuple[int, int]] = []
    name = "nas-bench-201" if kind == "torch" else "nats-bench"
    report = loaders.import_table(name, source, tmp_path / "t", progress=lambda d, n, _: calls.append((d, n)))
    columns, metadata = table.read(tmp_path / "t")
    assert report["known"] == 2
    assert calls[-1] == (2, 2)
    for column in (f"{dataset}_{split}" for dataset in table.DATASETS for split in ("validation", "test")):
        assert columns[column][[3, 5]].tolist() == [61.0, 61.0]
    assert columns["imagenet16_latency"][5] == 0.01
    assert json.loads(metadata["seeds"])["runs"]["cifar100"] == {"777+888": 2}


def test_a_record_without_latency_leaves_a_gap(tmp_path: Path) -> None:
    silent = state(3)
    for run in silent["all_results"].values():
        run["latency"] = None
    loaders.import_table("nas-bench-201", nas_bench_201_file(tmp_path / "s", {3: silent}), tmp_path / "t")
    columns, _ = table.read(tmp_path / "t")
    assert np.isnan(columns["cifar10_latency"][3])
    assert columns["cifar10_test"][3] == 61.0


def test_the_official_api_has_its_own_loader_back_after_an_import(tmp_path: Path) -> None:
    before = api_topology.pickle_load
    loaders.import_table("nats-bench", nats_folder(tmp_path / "s"), tmp_path / "t")
    assert api_topology.pickle_load is before is nats_bench.pickle_load


def test_a_malicious_pickle_does_not_run(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    for position in ("meta.pickle.pbz2", "000003.pickle.pbz2"):
        folder = nats_folder(tmp_path / "s")
        dump(folder / position, {"meta_archs": Evil(mark)})
        _refused("nats-bench", folder, tmp_path, "refused to unpickle: the pickle asks for .*mkdir")
    _refused("nats-bench", nats_file(tmp_path / "f", meta_archs=Evil(mark)), tmp_path, "asks for .*mkdir")
    assert not mark.exists()


def test_a_malicious_torch_archive_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD", "1")
    mark = tmp_path / "mark"
    path = nas_bench_201_file(tmp_path / "f", meta_archs=Evil(mark))
    _refused("nas-bench-201", path, tmp_path, "refused to unpickle: .*mkdir")
    assert not mark.exists()


@pytest.mark.parametrize("value", [np.array([1.0]), np.dtype("O"), np.str_("a"), complex(1, 2), range(3), len])
def test_only_containers_and_numbers_are_unpickled(tmp_path: Path, value: object) -> None:
    with pytest.raises(LoaderError, match=r"refused to unpickle|not a pickle of plain values"):
        load_pickle(dump(tmp_path / "f", value))


def test_numbers_and_containers_survive_unpickling(tmp_path: Path) -> None:
    numbers = {"a": np.float64(1.5), "b": np.int32(-7), "c": np.array(2.5, ">f8")[()]}
    content = OrderedDict(numbers, d={1, 2}, e=[None, "x", b"y"])
    for protocol in (3, 4, 5):
        (tmp_path / "f").write_bytes(bz2.compress(pickle.dumps(content, protocol=protocol)))
        assert load_pickle(tmp_path / "f") == content
    torch.save(content, tmp_path / "f")
    assert load_torch(tmp_path / "f") == content


def test_the_older_names_of_numpy_are_known(tmp_path: Path) -> None:
    old = pickle.dumps(np.float64(1.5), protocol=3).replace(b"numpy._core.multiarray", b"numpy.core.multiarray")
    (tmp_path / "f").write_bytes(bz2.compress(old))
    assert load_pickle(tmp_path / "f") == 1.5


def test_a_cut_or_altered_archive_is_refused(tmp_path: Path) -> None:
    folder = nats_folder(tmp_path / "s")
    record = folder / "000005.pickle.pbz2"
    whole = record.read_bytes()
    record.write_bytes(whole[:-20])
    _refused("nats-bench", folder, tmp_path, "the file ends early or is damaged.*000005")
    record.write_bytes(whole[:50] + b"\0\0\0" + whole[53:])
    _refused("nats-bench", folder, tmp_path, "the file cannot be read: Invalid data stream.*000005")
    record.write_bytes(bz2.compress(bz2.decompress(whole)[:-20]))
    _refused("nats-bench", folder, tmp_path, "000005")
    path = nas_bench_201_file(tmp_path / "f")
    path.write_bytes(path.read_bytes()[:-100])
    _refused("nas-bench-201", path, tmp_path, "not a torch archive of plain values")


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    folder = nats_folder(tmp_path / "s")
    record = folder / "000005.pickle.pbz2"
    dump(record, {"200": state(3)})
    _refused("nats-bench", folder, tmp_path, "the record of architecture 5 is of '.*000005")
    dump(record, {"12": state(5)})
    _refused("nats-bench", folder, tmp_path, "no official 200-epoch record: KeyError.*000005")
    dump(record, [1, 2])
    _refused("nats-bench", folder, tmp_path, "not a NATS-Bench record.*000005")
    dump(folder / "meta.pickle.pbz2", meta(meta_archs=["|none~0|"]))
    _refused("nats-bench", folder, tmp_path, "meta_archs .1. are not the 15625 official architectures")
    (folder / "meta.pickle.pbz2").unlink()
    _refused("nats-bench", folder, tmp_path, "there is no meta.pickle.pbz2")
    _refused("nats-bench", nats_file(tmp_path / "f", arch2infos={}), tmp_path, "0 records, but 2 evaluated_indexes")
    _refused("nats-bench", dump(tmp_path / "g", {"a": 1}), tmp_path, "not a NATS-Bench topology archive")
    path = nas_bench_201_file(tmp_path / "h", evaluated_indexes=[3])
    _refused("nas-bench-201", path, tmp_path, "2 records, but 1 evaluated_indexes")
    torch.save([1], path)
    _refused("nas-bench-201", path, tmp_path, "not a NAS-Bench-201 archive")


def test_an_impossible_accuracy_in_a_record_is_refused(tmp_path: Path) -> None:
    wrong = state(3)
    for run in wrong["all_results"].values():
        run["eval_acc1es"]["ori-test@1"] = 200.0
    path = nas_bench_201_file(tmp_path / "s", {3: wrong})
    _refused("nas-bench-201", path, tmp_path, "cifar10_test of architecture 3 is 200.0, outside 0..100 %")


def test_a_folder_of_many_records_keeps_one_checksum(tmp_path: Path) -> None:
    folder = nats_folder(tmp_path / "s")
    for index in range(20):
        dump(folder / f"{index:06d}.pickle.pbz2", {"200": state(index)})
    loaders.import_table("nats-bench", folder, tmp_path / "t")
    digests = json.loads(table.read(tmp_path / "t")[1]["sha256"])
    assert list(digests) == ["s/* (sha256sum of sha256sum *)"]


def _refused(name: str, source: Path, folder: Path, message: str) -> None:
    target = folder / "target" / "t.safetensors"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(b"the previous table")
    with pytest.raises(LoaderError, match=f"(?s){message}"):
        loaders.import_table(name, source, target)
    assert target.read_bytes() == b"the previous table"
    assert [path.name for path in target.parent.iterdir()] == ["t.safetensors"]
