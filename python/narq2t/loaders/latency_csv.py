"""Format `latency-csv`: a user's own measurements of one device, added to a table that is there.

    arch,milliseconds
    |nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|,7.31

CSV, plain or gzip. A row names its architecture by `arch` (official string), by `index` (0..15624), or by both, which
must agree; `milliseconds` is a positive number; an optional `dataset` (cifar10, cifar100, imagenet16) stands for the
network's input size and classes, its empty cells and files without it take the import's `dataset`. A part of the space
is enough, and usual: leave out what the device cannot run. Importing a device again replaces its columns of the
datasets in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from .architectures import all_strings
from .errors import LoaderError, shown
from .sources import Progress, Reading, Seen, decimal, rows, tell, the_file, whole
from .table import DATASETS, DEVICE, HARDWARE, LARGEST, NASBENCH201, RESERVED, SMALLEST, Column, empty_column

_REMEDY = "Correct the file, or leave the row out."
_PUBLISHED = sorted({name.split("_")[1] for name in HARDWARE} | {"gtx1080ti"})
"""Devices whose numbers are published: the user's own would stand in their place."""


class LatencyCsv:
    """Reads the rows in any order, each architecture once for a dataset; `device` names what they were measured on."""

    name = "latency-csv"
    space = NASBENCH201.name
    reads = (
        "a CSV[.gz] with arch or index, milliseconds and optionally dataset; added to an existing table as the "
        "latencies of a device that you name"
    )

    def __init__(self, device: str | None = None, dataset: str | None = None) -> None:
        self.device = device
        self.dataset = dataset

    def files(self, sources: Sequence[Path]) -> Sequence[Path]:
        """The one file."""
        return [the_file(sources, self.reads)]

    def read(self, sources: Sequence[Path], *, partial: bool, progress: Progress) -> Reading:
        """`{dataset}_{device}_latency` in ms for each dataset in the file; NaN for what was not measured."""
        path = the_file(sources, self.reads)
        device = self._check(str(path))
        columns: dict[str, Column] = {}
        seen: dict[str, Seen] = {}
        count = 0
        for where, row in rows(path, ["milliseconds"], f"Give {self.reads}."):
            dataset = self._dataset(row, where)
            index = _index(row, seen.setdefault(dataset, Seen(path, _REMEDY)), where)
            column = columns.setdefault(f"{dataset}_{device}_latency", empty_column())
            column[index] = _milliseconds(row["milliseconds"], where)
            count += 1
            tell(progress, count, 0, path.name)
        if not count:
            raise LoaderError("the file has no rows", str(path), f"Give {self.reads}.")
        progress(count, count, path.name)
        seeds = {"latency": f"ms on {device}, as the file gives it; NaN where it gives none"}
        origin = f"latencies measured on {device}: {path.name}"
        return Reading(files=[path], origin=origin, seeds=seeds, columns=columns, adds=True)

    def _check(self, where: str) -> str:
        """The device, if it can be one."""
        if self.device is None or not DEVICE.fullmatch(self.device):
            what = "no device is named" if self.device is None else f"{self.device!r} cannot be the name of a device"
            remedy = f"Name one: a letter, then up to 30 letters a-z, digits or -; not {', '.join(RESERVED)}."
            raise LoaderError(what, where, remedy)
        if self.device in _PUBLISHED:
            remedy = f"Choose another name, such as my-{self.device}."
            raise LoaderError(f"{self.device} is a device with published latencies", where, remedy)
        if self.dataset is not None and self.dataset not in DATASETS:
            raise LoaderError(f"unknown dataset {self.dataset!r}", where, f"Known are {', '.join(DATASETS)}.")
        return self.device

    def _dataset(self, row: Mapping[str, str], where: str) -> str:
        dataset = row.get("dataset") or self.dataset
        if dataset is None:
            remedy = f"Name one for the import ({', '.join(DATASETS)}), or fill in a column dataset."
            raise LoaderError("no dataset is named", where, remedy)
        if dataset not in DATASETS:
            raise LoaderError(f"unknown dataset {shown(dataset)}", where, f"Known are {', '.join(DATASETS)}.")
        return dataset


def _index(row: Mapping[str, str], seen: Seen, where: str) -> int:
    string, position = row.get("arch"), row.get("index")
    if not string and not position:
        raise LoaderError("the row has neither arch nor index", where, "Name the architecture of each row by one.")
    if not position:
        return seen.index(string or "", where)
    index = seen.add(whole(position, "index", where, _REMEDY), where)
    if string and string != all_strings()[index]:
        raise LoaderError(f"architecture {index} is not {shown(string)}", where, _REMEDY)
    return index


def _milliseconds(text: str, where: str) -> float:
    value = decimal(text)
    if not SMALLEST <= value <= LARGEST:
        raise LoaderError(
            f"milliseconds is {shown(text)}, not a positive number from {SMALLEST:g} to {LARGEST:g}", where, _REMEDY
        )
    return value
