"""Format `csv`, of a user's own trainings: accuracies of part of NAS-Bench-201 on a task of any name.

    architecture,accuracy,seed,epochs
    |nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|,91.3,1,200

CSV, plain or gzip. `architecture` (or `arch`) is the official string; `accuracy` is that on the validation set;
optional are `test_accuracy`, `seed` and `epochs`. A row is a training, and a value of the table the mean over the
trainings of an architecture, which differ in their seeds. All trainings of a file have as many epochs. Accuracies are
either all fractions or all percent: any above 1 makes the file percent.

The task is the name that the import gives it: cifar10 and so on, or a new one. What is imported is added to the table
that is there, or begins one; accuracies that others measured are never replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from .architectures import SIZE, indices
from .errors import LoaderError, shown
from .sources import Progress, Reading, header, number, rows, tell, the_file, whole
from .table import NASBENCH201, TASK, Column, empty_column
from .units import Unit

_REMEDY = "Correct the file, or leave the row out."
_NAMES = ("architecture", "arch")
_SPLITS = {"accuracy": "validation", "test_accuracy": "test"}


class OwnAccuracies:
    """Reads the rows in any order; `task` names what the networks were trained for."""

    name = "csv-own-accuracies"
    space = NASBENCH201.name
    reads = "a CSV[.gz] with architecture, accuracy and optionally test_accuracy, seed and epochs"

    def __init__(self, task: str | None) -> None:
        self._task = task

    @staticmethod
    def has_written(sources: Sequence[Path]) -> bool:
        """Whether the only source is such a file, by its header."""
        if len(sources) != 1 or not sources[0].is_file():
            return False
        names = header(sources[0])
        return "accuracy" in names and not {"index", "milliseconds"} & set(names)

    def files(self, sources: Sequence[Path]) -> Sequence[Path]:
        """The one file."""
        return [the_file(sources, self.reads)]

    def read(self, sources: Sequence[Path], *, partial: bool, progress: Progress) -> Reading:
        """`{task}_validation` and `{task}_test`, which may know nothing; a part of the space is enough."""
        path = the_file(sources, self.reads)
        task = self._check(str(path))
        names = header(path)
        key = next((name for name in _NAMES if name in names), _NAMES[0])
        trainings = _Trainings()
        for where, row in rows(path, [key, "accuracy"], f"Give {self.reads}."):
            trainings.add(row[key], row, where)
            tell(progress, trainings.count, 0, path.name)
        if not trainings.count:
            raise LoaderError("the file has no rows", str(path), f"Give {self.reads}.")
        progress(trainings.count, trainings.count, path.name)
        columns = {f"{task}_{split}": column for split, column in trainings.columns().items()}
        origin = f"accuracies of own trainings on {task}: {path.name}"
        return Reading(files=[path], origin=origin, seeds=trainings.summary(), columns=columns, adds=True, begins=True)

    def _check(self, where: str) -> str:
        if self._task is None:
            remedy = "Name it, for example --dataset cifar10, or a name of your own such as --dataset flowers."
            raise LoaderError("the file does not say what the networks were trained for", where, remedy)
        if not TASK.fullmatch(self._task):
            remedy = "Name it by a letter, then up to 30 letters a-z, digits or -."
            raise LoaderError(f"{shown(self._task)} cannot be the name of a task", where, remedy)
        return self._task


class _Trainings:
    def __init__(self) -> None:
        self.count = 0
        self._sums = {name: np.zeros(SIZE) for name in _SPLITS}
        self._known = {name: np.zeros(SIZE, np.int64) for name in _SPLITS}
        self._seeds: set[tuple[int, str]] = set()
        self._epochs: tuple[int, str] | None = None
        self._unit = Unit()

    def add(self, string: str, row: Mapping[str, str], where: str) -> None:
        index = indices().get(string)
        if index is None:
            raise LoaderError(f"unknown architecture {shown(string)}", where, _REMEDY)
        seed = row.get("seed") or ""
        if seed:
            whole(seed, "seed", where, _REMEDY)
        if (index, seed) in self._seeds:
            what = (
                f"architecture {index} occurs twice with seed {seed}" if seed else f"architecture {index} occurs twice"
            )
            raise LoaderError(what, where, "Leave one row out, or give each training its seed.")
        self._seeds.add((index, seed))
        self._check_epochs(row.get("epochs") or "", where)
        for name in _SPLITS:
            accuracy = number(row.get(name) or "", name, where, _REMEDY)
            if np.isnan(accuracy):
                if name == "accuracy":
                    raise LoaderError("accuracy is empty", where, _REMEDY)
                continue
            if not 0 <= accuracy <= 100:
                raise LoaderError(f"{name} is {accuracy:g}, outside 0..100 %", where, _REMEDY)
            self._unit.see(where, accuracy)
            self._sums[name][index] += accuracy
            self._known[name][index] += 1
        self.count += 1

    def _check_epochs(self, text: str, where: str) -> None:
        if text:
            epochs = whole(text, "epochs", where, _REMEDY)
            self._epochs = self._epochs or (epochs, where)
            if epochs != self._epochs[0]:
                what = f"a training of {epochs} epochs, but one of {self._epochs[0]} in {self._epochs[1]}"
                raise LoaderError(
                    what, where, "Accuracies after unlike trainings cannot be compared: import one length."
                )

    def columns(self) -> dict[str, Column]:
        """Means in %, by split; NaN for what was not trained."""
        scale = 100.0 / self._unit.whole()
        return {
            split: np.divide(self._sums[name], known, out=empty_column(), where=known > 0) * scale
            for (name, split), known in zip(_SPLITS.items(), self._known.values(), strict=True)
        }

    def summary(self) -> dict[str, object]:
        """What a value stands for."""
        runs = Counter(count for count in self._known["accuracy"].tolist() if count)
        length = f"{self._epochs[0]} epochs" if self._epochs else "a length that the file does not give"
        return {
            "accuracy": f"mean over own trainings of {length}",
            "runs": {str(count): architectures for count, architectures in sorted(runs.items())},
        }
