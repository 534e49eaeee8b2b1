"""A small study, in the middle of which processes are killed; used by endure_study.py and endure_ray.py."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

from endure import Installation, without_clocks

SMALL = (
    *("training.epochs=6", "training.lambda_latency=0", "split.train=60", "split.validation=50"),
    *("search.iterations=2", "evaluation.held_out=200"),
)
STUDY = (
    *("table2", "--set", "preset=dev"),
    *(part for setting in SMALL for part in ("--set", setting)),
)


class SmallStudy(Installation):
    """Table II, small, on the surrogate, each run with one thread.

    `part` are options of `narq2t study run` that say which runs it has.
    """

    def __init__(self, folder: Path, part: tuple[str, ...], variables: dict[str, str] | None = None) -> None:
        super().__init__(folder, [])
        self.part = part
        self.study = (*STUDY, *part)
        self.data = folder / "data"
        self.data.mkdir(parents=True)
        self.environment |= {"NARQ2T_DATA": str(self.data), "NARQ2T_PYTHON_THREADS": "1"} | (variables or {})

    def alone(self, folder: Path) -> SmallStudy:
        """The same study, done in one process here, on the same table: a result names the table and its time."""
        study = SmallStudy(folder, self.part, {"NARQ2T_DATA": str(self.data)})
        study.command("study", "run", *study.study)
        return study

    def finished(self) -> int:
        """How many runs have a result."""
        return len(list(self.runs.glob("*/result.json")))

    def training(self) -> list[Path]:
        """The folders of runs that train, and have a checkpoint to go on from."""
        return [file.parents[2] for file in self.runs.glob("*/checkpoint/unfinished-fit-*/training.json")]

    def states(self) -> list[str]:
        """The states of all runs."""
        return [str(run["state"]) for run in json.loads(self.command("runs", "list", "--json"))]

    def results(self) -> dict[str, Any]:
        """What each run found, by data set and seed, without what the clock says."""
        found: dict[str, Any] = {}
        for file in self.runs.glob("*/result.json"):
            result = json.loads(file.read_text())
            asked = result["configuration"]
            name = f"{asked['dataset']} {asked['seed']}"
            if name in found:
                raise RuntimeError(f"{name} was done twice")
            found[name] = without_clocks(result)
        return found


def differences(one: SmallStudy, other: SmallStudy) -> list[str]:
    """The lines of their results that differ, as `diff -u` writes them."""
    first, second = (json.dumps(study.results(), indent=1, sort_keys=True).splitlines() for study in (one, other))
    return list(difflib.unified_diff(first, second, str(one.runs), str(other.runs), lineterm=""))
