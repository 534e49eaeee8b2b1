"""Adding columns to a table that is there: what was known stays, and so does where it came from.

The `__metadata__` of such a table has one more string, added: JSON, a list with an entry for each import that added
columns, in order: columns (their names), known (name -> number of values), source, sha256, seeds, imported_at,
importer. A column that is imported again is replaced whole and stands in its latest entry only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from . import table
from .errors import LoaderError
from .table import NASBENCH201, Column


def extend(target: Path, columns: Mapping[str, Column], about: Mapping[str, str], *, begins: bool = False) -> None:
    """Adds columns to the NAS-Bench-201 table `target`, atomically; `about`: their own `provenance.metadata`.

    `begins`: where there is no table, one of these columns is made, and what another importer brought is not replaced.
    Raises LoaderError, and changes nothing, if there is no such table or a value is impossible.
    """
    if begins and not target.is_file():
        table.write(target, _nothing() | dict(columns), _with(columns, about, dict(about), []))
        return
    if not target.is_file():
        remedy = "Import a NAS-Bench-201 table there first: this format only adds columns to one."
        raise LoaderError("there is no table to add to", str(target), remedy)
    present, metadata = table.read(target)
    if metadata["space"] != NASBENCH201.name:
        remedy = "Name a NAS-Bench-201 table as the target."
        raise LoaderError(f"the table is of the space {metadata['space']}", str(target), remedy)
    entries = json.loads(metadata.get("added", "[]"))
    if begins:
        _protect(present, columns, entries, about, target)
        if metadata["importer"] == about["importer"]:
            sources = dict.fromkeys([*metadata["source"].split("; "), about["source"]])
            digests = json.loads(metadata["sha256"]) | json.loads(about["sha256"])
            metadata |= {"source": "; ".join(sources), "sha256": json.dumps(digests)}
    table.write(target, present | dict(columns), _with(columns, about, metadata, entries))


def _nothing() -> dict[str, Column]:
    return {name: table.empty_column() for name in table.REQUIRED}


def _protect(
    present: Mapping[str, Column],
    columns: Mapping[str, Column],
    entries: Sequence[Mapping[str, Any]],
    about: Mapping[str, str],
    target: Path,
) -> None:
    """Raises LoaderError if a column knows what another importer brought."""
    own = {name for entry in entries if entry["importer"] == about["importer"] for name in entry["columns"]}
    for name in columns:
        if name in present and name not in own and not np.isnan(present[name]).all():
            task = name.rpartition("_")[0]
            remedy = f"Give your task a name of its own, for example my-{task}."
            raise LoaderError(f"the table has accuracies on {task} from elsewhere", str(target), remedy)


def _with(
    columns: Mapping[str, Column], about: Mapping[str, str], metadata: dict[str, str], entries: list[dict[str, Any]]
) -> dict[str, str]:
    """The metadata of a table to which the columns are added."""
    for entry in entries:
        for name in columns:
            entry["known"].pop(name, None)
        entry["columns"] = [name for name in entry["columns"] if name not in columns]
    entry = {
        "columns": sorted(columns),
        "known": {name: int((~np.isnan(columns[name])).sum()) for name in sorted(columns)},
        "source": about["source"],
        "sha256": json.loads(about["sha256"]),
        "seeds": json.loads(about["seeds"]),
        "imported_at": about["imported_at"],
        "importer": about["importer"],
    }
    added = [*(entry for entry in entries if entry["columns"]), entry]
    missing = json.loads(metadata.get("missing", "{}")) | json.loads(about["missing"])
    return metadata | {"missing": json.dumps(missing), "added": json.dumps(added)}
