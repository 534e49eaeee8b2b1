"""What an import brought in: known and missing values, ranges, and whether the known optima are there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from narq2t import spaces

from .table import Column, read, unit


def check(table: Path | str) -> dict[str, Any]:
    """Report on a table file, as values that JSON can hold.

    `kind`; `space`; `architectures` = number of rows; `known` = number of them for which any column has a value;
    `columns` = {name: {known, missing, min, max, unit}} (min and max are None where nothing is known); `optima` =
    {name: {published, index, found, found_index, verdict}}, verdict being "agrees", "differs" or, for an incomplete
    column, "unknown"; `notes` = sentences on what the table lacks. What has either, its space says.
    Raises LoaderError if the file is not a table.
    """
    columns, metadata = read(Path(table))
    space = spaces.named(metadata["space"])
    known = np.logical_or.reduce([~np.isnan(column) for column in columns.values()])
    return {
        "kind": metadata.get("kind", ""),
        "space": space.name,
        "architectures": int(known.size),
        "known": int(known.sum()),
        "columns": {name: _range(column) | {"unit": unit(name)} for name, column in sorted(columns.items())},
        "optima": space.optima(columns),
        "notes": space.notes(columns, metadata),
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
