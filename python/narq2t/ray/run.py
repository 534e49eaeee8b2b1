"""One run of a study, where it is done: by the application, in a process that a task of a node of Ray starts."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

from .task import Json, Notes

_SIGNALLED = 128  # a shell's or a JVM's status after a signal is above it
_PR_SET_PDEATHSIG = 1


class ProcessLost(Exception):  # noqa: N818
    """The process of a run was killed: Ray takes it up again."""


def work(task: str, arguments: Json, threads: int, board: Any) -> str:
    """Does a queued run as `narq2t runs work` does it; returns its answer as JSON.

    The record of a run is in the database, so the answer only says whether the application could do it here.
    Raises ProcessLost.
    """
    import ray  # type: ignore[import-not-found]

    notes = Notes(task, board, Path(arguments["log"]))
    node, name = ray.get_runtime_context().get_node_id(), socket.gethostname()
    notes.note({"kind": "begun", "node": node, "name": name}, f"begun on {name}, node {node[:8]}")
    return json.dumps(done(arguments["run"], threads, name, notes))


def done(run: int, threads: int, node: str, notes: Notes) -> Json:
    """Has the application of this node do a run; raises ProcessLost."""
    home = Path(os.environ["NARQ2T_HOME"])
    launcher = home / "narq2t"
    if not launcher.is_file():
        return _refused(
            f"{node} has no narq2t in {home}: it needs the application's folder there, or where NARQ2T_HOME in the "
            "env_vars of NARQ2T_RAY_ENV says"
        )
    process = subprocess.Popen(  # noqa: S603
        [str(launcher), "runs", "work", str(run)],
        env=environment(threads),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        preexec_fn=_ends_with_its_parent(),
    )
    output, _ = process.communicate()
    if output.strip():
        notes.write(output.strip())
    notes.write(f"run {run}: the process ended with status {process.returncode}")
    if process.returncode < 0 or process.returncode > _SIGNALLED:
        raise ProcessLost(f"the process of run {run} was killed (status {process.returncode})")
    return {"ok": True, "value": {}} if process.returncode == 0 else _refused(f"{_sentence(output)} (on node {node})")


def environment(threads: int) -> dict[str, str]:
    """This process's, with its share of threads; the application's Python is another than Ray's."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return kept | {"NARQ2T_PYTHON_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}


def _ends_with_its_parent() -> Any:
    """What a child does first: it is told to end as soon as the process that started it has ended, however that did."""
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _sentence(output: str) -> str:
    """The error that a command ended with."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line.removeprefix("Error: ") for line in lines if line.startswith("Error: ")]
    return (errors or lines or ["narq2t could not be started"])[-1]


def _refused(message: str) -> Json:
    return {"ok": False, "type": "RunRefused", "message": message, "traceback": "", "refused": True}
