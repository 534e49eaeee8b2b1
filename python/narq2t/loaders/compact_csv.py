"""Format `csv`: the compact table of the 200-epoch results, with HW-NAS-Bench beside it.

Columns: index, arch, then `{dataset}_val`, `{dataset}_test` (%) and `{dataset}_latency` (s; empty = unknown).
Every accuracy is the official mean over the seeds of an architecture. `hw_nas_bench.csv` holds `index` and 27 columns
`{dataset}_{device}_{latency|energy}` (ms, mJ), -1 where a device could not run the network: NaN in the table, as a
latency of -1 would satisfy every constraint.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .architectures import SIZE, all_strings
from .errors import FETCH_AGAIN, LoaderError, shown
from .sources import Progress, Reading, Seen, number, rows, tell, whole
from .table import DATASETS, HARDWARE, NASBENCH201, Column, empty_column

_NAMES = {"val": "validation", "test": "test", "latency": "latency"}
_COLUMNS = {f"{d}_{short}": f"{d}_{name}" for d in DATASETS for short, name in _NAMES.items()}
_MAIN = "nasbench201_200epochs.csv"
_HARDWARE = "hw_nas_bench.csv"


class CompactCsv:
    """Reads nasbench201_200epochs.csv[.gz] and, where it lies beside it or is named, hw_nas_bench.csv[.gz]."""

    name = "csv"
    space = NASBENCH201.name
    reads = (
        f"{_MAIN}[.gz] (or the folder with it), and {_HARDWARE}[.gz] beside it or named second; or your own trainings "
        "of any architectures: architecture, accuracy and optionally test_accuracy, seed, epochs"
    )

    def files(self, sources: Sequence[Path]) -> Sequence[Path]:
        """The table and, if there is one, the hardware table."""
        first, *others = sources
        main = _in_folder(first, _MAIN) if first.is_dir() else first
        if main is None or not main.is_file() or len(others) > 1:
            where = ", ".join(str(source) for source in sources)
            raise LoaderError("no compact table there", where, f"Give {self.reads}.")
        hardware = others[0] if others else _in_folder(main.parent, _HARDWARE)
        return [main] if hardware is None else [main, hardware]

    def read(self, sources: Sequence[Path], *, partial: bool, progress: Progress) -> Reading:
        """Nine columns, and 27 more with HW-NAS-Bench."""
        main, *hardware = self.files(sources)
        seeds = {
            "accuracy": "mean over the available 200-epoch seeds (hp=200, is_random=False)",
            "latency": "mean over the same runs; NaN where the official records have none",
        }
        reading = Reading(files=[main, *hardware], origin="official 200-epoch results, compacted", seeds=seeds)
        seen = Seen(main)
        for where, row in rows(main, ["index", "arch", *_COLUMNS]):
            index = seen.add(whole(row["index"], "index", where), where)
            if row["arch"] != all_strings()[index]:
                raise LoaderError(f"architecture {index} is not {shown(row['arch'])}", where, FETCH_AGAIN)
            for source, column in _COLUMNS.items():
                reading.columns[column][index] = number(row[source], source, where)
            tell(progress, len(seen), SIZE, main.name)
        seen.complete(partial=partial)
        for path in hardware:
            reading.columns.update(_hardware(path, partial, progress))
        return reading


def _hardware(path: Path, partial: bool, progress: Progress) -> dict[str, Column]:
    columns = {name: empty_column() for name in HARDWARE}
    seen = Seen(path)
    for where, row in rows(path, ["index", *HARDWARE]):
        index = seen.add(whole(row["index"], "index", where), where)
        for name, column in columns.items():
            column[index] = measured(row[name], name, where)
        tell(progress, len(seen), SIZE, path.name)
    seen.complete(partial=partial)
    return columns


def measured(text: str, name: str, where: str) -> float:
    """A HW-NAS-Bench value in ms or mJ; NaN for -1, which says that the device could not run the network."""
    value = number(text, name, where)
    return float("nan") if value == -1 else value


def _in_folder(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / f"{name}.gz", folder / name) if path.is_file()), None)
