"""Format `nasbench-json`: the "cell information dataset" of the NAR authors for NAS-Bench-101.

A list of records; of each are read: `unique_hash`, `module_adjacency` (V x V), `module_operations` (V names),
`trainable_parameters`, `avg_validation_accuracy`, `avg_test_accuracy` (0..1) and `avg_training_time` (s). The FLOPs and
parameters of the vertices are not: they follow from the cell. Of 423,624 records the file has some GB and would take a
multiple of it as Python values, so it is streamed.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import ijson

from ..errors import FETCH_AGAIN, LoaderError, described, shown, sound
from ..sources import Progress, Reading, intact
from . import cells
from .importer import EPOCHS, CellImporter, a_cell, reading_of
from .results import Results

_VALUES = ("avg_validation_accuracy", "avg_test_accuracy", "avg_training_time")
_REPORTED = 100  # records


class NasBenchJson(CellImporter):
    """Reads the JSON file of one or all cells, record by record."""

    name = "nasbench-json"
    reads = "the NAR authors' cell information JSON of NAS-Bench-101 (a list of records)"

    def take(self, path: Path, results: Results, progress: Progress) -> Reading:
        """Three columns; the accuracies and times are the authors' means over the runs."""
        number, size = 0, path.stat().st_size
        try:
            with intact(path), path.open("rb") as file:
                for number, record in enumerate(ijson.items(file, "item", use_float=True), 1):
                    where = f"{path}, record {number}"
                    with sound(where):
                        self._take(record, results, where)
                    if number % _REPORTED == 0:
                        progress(file.tell(), size, path.name)
        except LoaderError:
            raise
        except (ijson.JSONError, ArithmeticError, RecursionError, ValueError) as error:
            where = f"{path}, after record {number}"
            raise LoaderError(f"not JSON: {described(error)}", where, FETCH_AGAIN) from error
        if not number:
            raise LoaderError("not a JSON list of records", str(path), FETCH_AGAIN)
        progress(size, size, path.name)
        seeds = {
            "accuracy": f"mean over the runs of {EPOCHS} epochs, as the authors averaged them",
            "training_time": "seconds of one such run, mean over them",
        }
        return reading_of(path, results, f"NAR cell information dataset: {path.name}", seeds)

    def _take(self, record: Any, results: Results, where: str) -> None:
        match record:
            case {"unique_hash": str(module_hash), "module_adjacency": list(matrix), "module_operations": list(names)}:
                if not all(isinstance(row, list) for row in matrix):
                    raise LoaderError("module_adjacency is not a matrix", where, FETCH_AGAIN)
            case _:
                what = "not a record with unique_hash, module_adjacency and module_operations"
                raise LoaderError(what, where, FETCH_AGAIN)
        with a_cell(where):
            cell = cells.parse(matrix, names)
        index = self.enumerated.index_of(cell, module_hash, where)
        self.enumerated.check_parameters(index, record.get("trainable_parameters"), where)
        values = [_number(record, name, where) for name in _VALUES]
        results.add(results.only(index, where), where, *values)


def _number(record: dict[str, Any], name: str, where: str) -> float:
    value = record.get(name, "nothing")
    if value is None and name != _VALUES[0]:
        return math.nan  # narq2t's own export of a table that knows no test accuracy or time
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise LoaderError(f"{name} is {shown(value)}, not a number", where, FETCH_AGAIN)
    return float(value)
