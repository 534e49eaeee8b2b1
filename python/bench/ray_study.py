"""A study on a Ray cluster, in the middle of which processes are killed; used by endure_ray.py."""

from __future__ import annotations

import difflib
import json
import subprocess
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


class RayStudy(Installation):
    """Table II, small, on the surrogate: three data sets and each of some seeds, each run a task with one CPU."""

    def __init__(self, folder: Path, variables: dict[str, str], seeds: str = "1,2") -> None:
        super().__init__(folder, [])
        self.study = (*STUDY, "--seeds", seeds)
        self.data = folder / "data"
        self.data.mkdir(parents=True)
        self.environment |= {"NARQ2T_DATA": str(self.data), "NARQ2T_PYTHON_THREADS": "1"} | variables

    def begin(self, address: str) -> subprocess.Popen[str]:
        """The study on a cluster; what of it was done before counts."""
        verb = "resume" if self.runs.exists() else "run"
        return self.start("study", verb, *self.study, "--on", "ray", "--ray-address", address)

    def alone(self, folder: Path) -> RayStudy:
        """The same study, done in one process here, on the same table: a result names the table and its time."""
        study = RayStudy(folder, {"NARQ2T_DATA": str(self.data)})
        study.command("study", "run", *study.study)
        return study

    def finished(self) -> int:
        """How many runs have a result."""
        return len(list(self.runs.glob("*/result.json")))

    def training(self) -> list[Path]:
        """The folders of runs that train, and have a checkpoint to go on from."""
        return [file.parents[2] for file in self.runs.glob("*/checkpoint/unfinished-fit-*/training.json")]

    def begun(self) -> int:
        """How often a task began with a run, all runs together."""
        return sum(file.read_text().count(" begun on ") for file in self.runs.glob("on-ray/*/run-*.log"))

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


def differences(one: RayStudy, other: RayStudy) -> list[str]:
    """The lines of their results that differ, as `diff -u` writes them."""
    first, second = (json.dumps(study.results(), indent=1, sort_keys=True).splitlines() for study in (one, other))
    return list(difflib.unified_diff(first, second, str(one.runs), str(other.runs), lineterm=""))


def applications(processes: list[int]) -> list[int]:
    """Those processes that do a run: the JVMs."""
    return [process for process in processes if b"\0runs\0work\0" in _command(process)]


def tasks(processes: list[int]) -> list[int]:
    """The tasks that started those that do a run."""
    return [int(_stat(process)[1]) for process in applications(processes) if _stat(process)]


def _stat(process: int) -> list[str]:
    """State, parent and more of a process; nothing if it has ended."""
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _command(process: int) -> bytes:
    try:
        return (Path("/proc") / str(process) / "cmdline").read_bytes()
    except OSError:  # it has ended
        return b""
