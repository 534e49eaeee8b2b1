"""The published maxima of NAS-Bench-201, by which a table is recognised."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from narq2t.loaders.table import Column

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


def compared(columns: Mapping[str, Column]) -> dict[str, object]:
    """For each column: the published maximum and architecture, those found, and whether they agree."""
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
