"""What a user must know of a NAS-Bench-101 table before believing a number that comes from it."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np

from ..table import Column
from .importer import EPOCHS, RUNS
from .results import TEST, TRAINING_TIME, VALIDATION
from .space import SIZE


def notes(columns: Mapping[str, Column], metadata: Mapping[str, str]) -> list[str]:
    """Sentences on the gaps of a table, the gravest first; none if it is complete and has the official three runs."""
    size = columns[VALIDATION].size
    known, tested, timed = (_known(columns, name) for name in (VALIDATION, TEST, TRAINING_TIME))
    found = []
    if size != SIZE:
        found.append(f"The space file enumerates {size:,} cells, not all {SIZE:,} of NAS-Bench-101.")
    if known < size:
        found.append(f"The table knows {known:,} of {size:,} cells.")
    if not tested:
        found.append("It has no test accuracy: the oracle-test rule cannot be applied.")
    elif tested < known:
        found.append(f"It has test accuracies of {tested:,} cells: the oracle-test rule applies to those only.")
    if not timed:
        found.append("It has no training times: the cost of a search in hours is unknown.")
    return found + _runs(metadata)


def _known(columns: Mapping[str, Column], name: str) -> int:
    return int((~np.isnan(columns[name])).sum()) if name in columns else 0


def _runs(metadata: Mapping[str, str]) -> list[str]:
    seeds = json.loads(metadata.get("seeds", "{}"))
    runs = seeds.get("runs", {})
    if runs is None:
        return ["The source does not say over how many training runs an accuracy is a mean."]
    if list(runs) == ["1"]:
        return [f"Accuracies are those of a single training run of {EPOCHS} epochs, not the mean of {RUNS}."]
    return [
        f"{cells:,} cells have {number} training run{'s' if number != '1' else ''} instead of {RUNS}."
        for number, cells in runs.items()
        if number != str(RUNS)
    ]
