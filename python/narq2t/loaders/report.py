"""What an import brought in: known and missing values, ranges, and whether the known optima are there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from .nasbench101.notes import notes
from .table import NASBENCH101, NASBENCH201, Column, read, unit

OPTIMA = {
    "cifar10_validation": (91.6067, 6111),
    "cifar100_validation": (73.4933, 9930),
    "imagenet16_validation": (46.7333, 10676),
    "cifar10_test": (94.3733, 6111),
    "cifar100_test": (73.5133, 9930),
    "imagenet16_test": (47.3111, 857),
}
"""Published maximum (%) and its architecture for each NAS-Bench-201 accuracy, 200 epochs, mean over seeds."""

_TOLERANCE = 1e-4  # the maxima are published with four decimals; the older API differs by 2e-7


def check(table: Path | str) -> dict[str, Any]:
    """Report on a table file, as values that JSON can hold.

    `kind`; `space`; `architectures` = number of rows; `known` = number of them for which any column has a value;
    `columns` = {name: {known, missing, min, max, unit}} (min and max are None where nothing is known); `optima` =
    {name: {published, index, found, found_index, verdict}}, verdict being "agrees", "differs" or, for an incomplete
    column, "unknown" (none of NAS-Bench-101); `notes` = sentences on what the table lacks (none of NAS-Bench-201).
    Raises LoaderError if the file is not a table.
    """
    columns, metadata = read(Path(table))
    space = metadata["space"]
    known = np.logical_or.reduce([~np.isnan(column) for column in columns.values()])
    return {
        "kind": metadata.get("kind", ""),
        "space": space,
        "architectures": int(known.size),
        "known": int(known.sum()),
        "columns": {name: _range(column) | {"unit": unit(name)} for name, column in sorted(columns.items())},
        "optima": _optima(columns) if space == NASBENCH201.name else {},
        "notes": notes(columns, metadata) if space == NASBENCH101.name else [],
        "metadata": metadata,
    }


def _range(column: Column) -> dict[str, object]:
    known = column[~np.isnan(column)]
    return {
        "known": int(known.size),
        "missing": int(column.size - known.size),
        "min": float(known.min()) if known.size else None,
        "max": float(known.max()) if known.size else None,
    }


def _optima(columns: Mapping[str, Column]) -> dict[str, object]:
    report: dict[str, object] = {}
    for name, (published, index) in OPTIMA.items():
        column = columns[name]
        entry: dict[str, object] = {"published": published, "index": index, "found": None, "found_index": None}
        if np.isnan(column).any():
            entry["verdict"] = "unknown"
        else:
            best = int(np.argmax(column))
            agrees = best == index and abs(column[best] - published) < _TOLERANCE
            entry.update(found=float(column[best]), found_index=best, verdict="agrees" if agrees else "differs")
        report[name] = entry
    return report
