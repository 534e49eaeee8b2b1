"""A run that a task has the application do: a launcher that is a script of the test."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from narq2t.ray.run import ProcessLost, done, environment
from narq2t.ray.task import Notes


class Board:
    """Hears nothing."""

    put: Any = None


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    return Notes("run-7", Board(), tmp_path / "logs" / "run-7.log")


def install(monkeypatch: pytest.MonkeyPatch, home: Path, script: str) -> None:
    """An application that does what a shell script says."""
    launcher = home / "narq2t"
    launcher.write_text(f"#!/bin/sh\n{script}\n")
    launcher.chmod(0o755)
    monkeypatch.setenv("NARQ2T_HOME", str(home))


def test_the_application_does_the_run_with_the_threads_of_its_task(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, notes: Notes
) -> None:
    install(monkeypatch, tmp_path, 'echo "$@ with $NARQ2T_PYTHON_THREADS threads and path $PYTHONPATH."')
    monkeypatch.setenv("PYTHONPATH", "/of/ray")

    assert done(7, 3, "node-a", notes) == {"ok": True, "value": {}}
    assert "runs work 7 with 3 threads and path ." in notes.log.read_text()
    assert environment(3)["OMP_NUM_THREADS"] == "3"


def test_a_node_that_cannot_do_it_says_so_in_the_applications_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, notes: Notes
) -> None:
    install(monkeypatch, tmp_path, "echo 'narq2t needs Java 17 or newer: install it, or set JAVA_HOME' >&2; exit 1")
    answer = done(7, 1, "node-a", notes)
    assert answer["refused"]
    assert answer["message"] == "narq2t needs Java 17 or newer: install it, or set JAVA_HOME (on node node-a)"

    install(monkeypatch, tmp_path, "echo 'Error: There is no run 7'; echo 'at the end'; exit 1")
    assert done(7, 1, "node-a", notes)["message"] == "There is no run 7 (on node node-a)"


def test_a_node_without_the_application_says_where_it_has_to_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, notes: Notes
) -> None:
    monkeypatch.setenv("NARQ2T_HOME", str(tmp_path / "nowhere"))
    assert done(7, 1, "node-a", notes)["message"].startswith(f"node-a has no narq2t in {tmp_path}/nowhere: it needs")


@pytest.mark.parametrize("end", ["kill -KILL $$", "exit 143"])  # killed, and told to end as a JVM is
def test_a_process_that_is_killed_is_lost_and_not_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, notes: Notes, end: str
) -> None:
    install(monkeypatch, tmp_path, end)
    with pytest.raises(ProcessLost, match="the process of run 7 was killed"):
        done(7, 1, "node-a", notes)


@pytest.mark.skipif(sys.platform != "linux", reason="it is Linux that tells a child")
def test_the_application_ends_with_the_task_that_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(monkeypatch, tmp_path, f"echo $$ > {tmp_path}/process; exec sleep 600")
    task = (
        "from pathlib import Path; from narq2t.ray.run import done; from narq2t.ray.task import Notes; "
        f"done(7, 1, 'node-a', Notes('run-7', None, Path({str(tmp_path / 'log')!r})))"
    )
    process = subprocess.Popen([sys.executable, "-c", task])  # noqa: S603
    try:
        child = _soon(lambda: (tmp_path / "process").read_text().strip())
        process.send_signal(signal.SIGKILL)
        process.wait()
        _soon(lambda: "" if _runs(child) else "gone")
    finally:
        process.kill()


def _runs(process: str) -> bool:
    """Whether a process is there, and no zombie."""
    try:
        return (Path("/proc") / process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _soon(find: Any) -> str:
    """The text that is found before long."""
    for _ in range(3000):
        try:
            if text := find():
                return str(text)
        except OSError:
            pass
        time.sleep(0.02)
    raise AssertionError("it did not come")
