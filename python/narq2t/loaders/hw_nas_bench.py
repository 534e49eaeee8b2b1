"""Format `hw-nas-bench`: the official HW-NAS-Bench-v1_0.pickle, added to a table that is there.

{"nasbench201": {dataset: {metric: 15,625 values, "config": 15,625 x {"arch_str": ..., ...}}}, "fbnet": ...}, datasets
cifar10, cifar100 and ImageNet16-120. Metrics are {device}_latency (ms) and {device}_energy (mJ) of one image; -1, where
the device could not run the network, becomes NaN. Others, as eyeriss_arithmetic_intensity, and fbnet are not read.
The file holds no accuracies, and adds none.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .architectures import SIZE, all_strings
from .archives import load_plain_pickle
from .errors import FETCH_AGAIN, LoaderError, shown, sound
from .sources import Progress, Reading, the_file
from .table import NASBENCH201, Column, of_a_device

_DATASETS = {"cifar10": "cifar10", "cifar100": "cifar100", "ImageNet16-120": "imagenet16"}


class HwNasBench:
    """Reads the pickle with the restricted unpickler: only containers and numbers are made."""

    name = "hw-nas-bench"
    space = NASBENCH201.name
    reads = "the file HW-NAS-Bench-v1_0.pickle; its latencies and energies are added to an existing table"

    def files(self, sources: Sequence[Path]) -> Sequence[Path]:
        """The one file."""
        return [the_file(sources, self.reads)]

    def read(self, sources: Sequence[Path], *, partial: bool, progress: Progress) -> Reading:
        """One column for each metric of each dataset in the file."""
        path = the_file(sources, self.reads)
        content = load_plain_pickle(path)
        datasets = content.get("nasbench201") if isinstance(content, dict) else None
        if not isinstance(datasets, dict):
            raise LoaderError("not a HW-NAS-Bench pickle: there is no nasbench201", str(path), FETCH_AGAIN)
        columns: dict[str, Column] = {}
        for done, (official, dataset) in enumerate(_DATASETS.items(), 1):
            if official in datasets:
                columns |= _columns(datasets[official], dataset, f"{path}, nasbench201, {official}")
            progress(done, len(_DATASETS), path.name)
        if not columns:
            raise LoaderError("no latency or energy of a known dataset", str(path), FETCH_AGAIN)
        seeds = {"latency": "ms for one image; NaN where the device could not run it", "energy": "mJ, the same"}
        return Reading(files=[path], origin=f"HW-NAS-Bench: {path.name}", seeds=seeds, columns=columns, adds=True)


def _columns(metrics: Any, dataset: str, where: str) -> dict[str, Column]:
    """{column name: (15625,)} of one dataset."""
    if not isinstance(metrics, dict):
        raise LoaderError(f"{type(metrics).__name__} instead of the metrics by name", where, FETCH_AGAIN)
    _check_order(metrics.get("config"), where)
    return {
        f"{dataset}_{metric}": _column(values, f"{where}, {metric}")
        for metric, values in metrics.items()
        if isinstance(metric, str) and of_a_device(f"{dataset}_{metric}")
    }


def _check_order(configs: Any, where: str) -> None:
    """Values are found by their place alone, so the file has to say which architecture has which."""
    strings = tuple(c.get("arch_str") if isinstance(c, dict) else None for c in _sequence(configs))
    if strings != all_strings():
        what = f"config ({len(strings)}) does not list the {SIZE} official architectures in order"
        raise LoaderError(what, where, FETCH_AGAIN)


def _column(values: Any, where: str) -> Column:
    found = _sequence(values)
    if len(found) != SIZE:
        raise LoaderError(f"{len(found)} values instead of {SIZE}", where, FETCH_AGAIN)
    column = np.empty(SIZE)
    with sound(where):
        for index, value in enumerate(found):
            _put(column, index, value, where)
    return column


def _put(column: Column, index: int, value: Any, where: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not -np.inf < value < np.inf:
        raise LoaderError(f"architecture {index} has {shown(value)}, not a number", where, FETCH_AGAIN)
    column[index] = np.nan if value == -1 else value


def _sequence(values: Any) -> Sequence[Any]:
    return values if isinstance(values, list | tuple) else ()
