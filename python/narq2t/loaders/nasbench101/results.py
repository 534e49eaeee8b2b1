"""Training runs, gathered cell by cell, become columns."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

from ..errors import FETCH_AGAIN, LoaderError
from ..table import NASBENCH101, Column

VALIDATION, TEST, TRAINING_TIME = (*NASBENCH101.required, *NASBENCH101.optional)


class Results:
    """Sums and counts of the runs of each of `size` cells."""

    def __init__(self, size: int) -> None:
        self._sums = {name: np.zeros(size) for name in (VALIDATION, TEST, TRAINING_TIME)}
        self._counts = {name: np.zeros(size, np.int64) for name in self._sums}

    def add(
        self,
        index: int,
        where: str,
        validation: float,
        test: float = math.nan,
        seconds: float = math.nan,
        *,
        whole: float = 1.0,
    ) -> None:
        """One training of a cell, or a mean over several.

        `validation`, `test`: accuracies 0..`whole`; `seconds`: of the training. NaN: unknown, but for `validation`.
        Raises LoaderError for an impossible value.
        """
        for kind, accuracy in (("validation", validation), ("test", test)):
            if not 0 <= accuracy <= whole and not (kind == "test" and math.isnan(accuracy)):
                raise LoaderError(f"the {kind} accuracy is {accuracy}, outside 0..{whole:g}", where, FETCH_AGAIN)
        if not math.isnan(seconds) and not 0 < seconds < math.inf:
            raise LoaderError(f"the training time is {seconds}, not a positive number", where, FETCH_AGAIN)
        for name, value in ((VALIDATION, validation), (TEST, test), (TRAINING_TIME, seconds)):
            if not math.isnan(value):
                self._sums[name][index] += value
                self._counts[name][index] += 1

    def only(self, index: int, where: str) -> int:
        """The same index, if the cell has no results yet: for a source that has one row for each cell."""
        if self._counts[VALIDATION][index]:
            raise LoaderError("the cell occurs twice", where, FETCH_AGAIN)
        return index

    def columns(self, whole: float = 1.0) -> dict[str, Column]:
        """Means over the runs of each cell, accuracies in % of `whole`; NaN where there is no run.

        Columns that are optional and know nothing are left out.
        """
        columns = {}
        for name, counts in self._counts.items():
            if name in NASBENCH101.required or counts.any():
                scale = 1.0 if name == TRAINING_TIME else 100.0 / whole
                means = np.divide(self._sums[name], counts, out=np.full(counts.size, np.nan), where=counts > 0)
                columns[name] = means * scale
        return columns

    def runs(self) -> dict[str, int]:
        """{number of runs: number of cells with as many}."""
        counts = self._counts[VALIDATION]
        return {str(runs): cells for runs, cells in sorted(Counter(counts[counts > 0].tolist()).items())}
