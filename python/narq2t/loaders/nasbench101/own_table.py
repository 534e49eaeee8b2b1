"""Format `nasbench101-csv`: a table of a user's own, CSV (plain or gzip) or Parquet; a part of the space is enough.

A row names its cell by `module_hash`, or by `adjacency` (row-major text such as "010001000") and `operations`
("input,conv3x3-bn-relu,output"), or by both, which must agree. `validation_accuracy` is needed, `test_accuracy` and
`training_time` (s) may be absent or empty. If `trainable_parameters` is there, it must be right in every row.

Accuracies are either all fractions or all percent: any value above 1 makes the file percent. A file with both a value
above 1 and a value above 0 and up to 1 is refused: nobody publishes a network with 1 % on ten classes.

nasbench101_20001.csv.gz calls its columns `val_accuracy_108` and `training_time_108`: they are one training run, not a
mean of three; its accuracies at 4, 12 and 36 epochs are not read. Rows are counted as a text editor does (the header of
a CSV is row 1); the first row of a Parquet file is row 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from ..errors import LoaderError, shown, sound
from ..sources import Progress, Reading, intact, number, rows
from ..units import Unit
from . import cells
from .importer import EPOCHS, CellImporter, a_cell, reading_of
from .results import Results

_REPORTED = 1_000  # rows
_REMEDY = "Correct the file, or leave the row out."

Value = str | float | None
"""What stands in a row and a column of a CSV or Parquet file."""

Rows = Iterator[tuple[str, Mapping[str, Value]]]
"""(where, {column: value}) for each row."""


class OwnTable(CellImporter):
    """Reads the rows in any order, each cell once."""

    name = "nasbench101-csv"
    reads = (
        "a CSV[.gz] or Parquet file with module_hash (or adjacency and operations), validation_accuracy and optionally "
        "test_accuracy and training_time; also nasbench101_20001.csv.gz"
    )

    def take(self, path: Path, results: Results, progress: Progress) -> Reading:
        """One to three columns."""
        found: Rows = iter(_parquet(path) if _is_parquet(path) else rows(path, []))
        first = next(found, None)
        if first is None:
            raise LoaderError("the file has no rows", str(path), f"Give {self.reads}.")
        validation, seconds, single = _columns(first[1], str(path))
        unit = Unit()
        count = 0
        for where, row in chain([first], found):
            with sound(where, _REMEDY):
                accuracy, test, time = (
                    _number(row.get(name), name, where) for name in (validation, "test_accuracy", seconds)
                )
                unit.see(where, accuracy, test)
                index = results.only(self._index(row, where), where)
                results.add(index, where, accuracy, test, time, whole=100.0)
            count += 1
            if count % _REPORTED == 0:
                progress(count, self.enumerated.size, path.name)
        progress(count, count, path.name)
        what = f"one training run of {EPOCHS} epochs" if single else "as the file gives it"
        seeds = {"accuracy": what, "training_time": what, "runs": results.runs() if single else None}
        return reading_of(path, results, f"table of cells: {path.name}", seeds, unit.whole())

    def _index(self, row: Mapping[str, Value], where: str) -> int:
        module_hash = _text(row, "module_hash", where) if "module_hash" in row else None
        if "adjacency" in row and "operations" in row:
            with a_cell(where, _REMEDY):
                cell = cells.parse_text(_text(row, "adjacency", where), _text(row, "operations", where))
            index = self.enumerated.index_of(cell, module_hash or cell.module_hash(), where)
        else:
            index = self.enumerated.index(module_hash or "", where)
        if "trainable_parameters" in row:
            found = _number(row["trainable_parameters"], "trainable_parameters", where)
            self.enumerated.check_parameters(index, int(found) if found.is_integer() else found, where)
        return index


def _columns(row: Mapping[str, Value], where: str) -> tuple[str, str, bool]:
    """The names of the columns with accuracy and time, and whether they are of the one-run sample."""
    single = "validation_accuracy" not in row and f"val_accuracy_{EPOCHS}" in row
    validation = f"val_accuracy_{EPOCHS}" if single else "validation_accuracy"
    named = "module_hash" in row or ("adjacency" in row and "operations" in row)
    if not named or validation not in row:
        absent = "validation_accuracy" if named else "module_hash, or adjacency and operations"
        raise LoaderError(f"missing columns: {absent}; there are {', '.join(row)}", where, "Name the columns so.")
    return validation, f"training_time_{EPOCHS}" if single else "training_time", single


def _number(value: Value, name: str, where: str) -> float:
    """A number, or NaN for nothing; LoaderError for anything else."""
    if value is None:
        return math.nan
    if isinstance(value, str):
        return number(value, name, where, _REMEDY)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise LoaderError(f"{name} is {shown(value)}, not a number", where, _REMEDY)
    return float(value)


def _text(row: Mapping[str, Value], name: str, where: str) -> str:
    value = row[name]
    if not isinstance(value, str) or not value:
        raise LoaderError(f"{name} is {shown(value)}, not text", where, _REMEDY)
    return value


def _is_parquet(path: Path) -> bool:
    with intact(path), path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _parquet(path: Path) -> Rows:
    import pyarrow  # only here: it is large, and nothing else needs it
    from pyarrow import parquet

    try:
        with intact(path), parquet.ParquetFile(path, page_checksum_verification=True) as file:
            count = 0
            for batch in file.iter_batches(batch_size=_REPORTED):
                for row in batch.to_pylist():
                    count += 1
                    yield f"{path}, row {count}", row
    except pyarrow.ArrowException as error:
        raise LoaderError(f"not a whole Parquet file: {error}", str(path), _REMEDY) from error
