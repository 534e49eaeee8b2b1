"""A study on a Ray cluster, in the middle of which processes are killed; used by endure_ray.py."""

from __future__ import annotations

import subprocess
from pathlib import Path

from small_study import SmallStudy


class RayStudy(SmallStudy):
    """The small study with three data sets and each of some seeds, each run a task with one CPU."""

    def __init__(self, folder: Path, variables: dict[str, str], seeds: str = "1,2") -> None:
        super().__init__(folder, ("--seeds", seeds), variables)

    def begin(self, address: str) -> subprocess.Popen[str]:
        """The study on a cluster; what of it was done before counts."""
        verb = "resume" if self.runs.exists() else "run"
        return self.start("study", verb, *self.study, "--on", "ray", "--ray-address", address)

    def begun(self) -> int:
        """How often a task began with a run, all runs together."""
        return sum(file.read_text().count(" begun on ") for file in self.runs.glob("on-ray/*/run-*.log"))


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
