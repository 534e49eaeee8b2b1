"""A Ray cluster on this machine, for endure_ray.py and workers_ray.py."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ports import free_port

LONGEST = 600.0  # seconds that anything here may take


class NotStarted(RuntimeError):  # noqa: N818
    """Ray gave up its own start, for which it takes 30 s and no more: the machine is too busy."""


class Cluster:
    """A head with a token, and more nodes if they are added; each has `cpus`.

    `ray` is the command of an environment that has Ray and what trainings need.
    """

    def __init__(self, ray: Path, folder: Path, cpus: int) -> None:
        self.ray, self.folder, self.cpus, self.token = ray, folder, cpus, secrets.token_hex(16)
        self.gcs, self.dashboard = free_port(), free_port()
        self.environment = os.environ | {
            "PATH": f"{ray.parent}:{os.environ['PATH']}",
            "RAY_AUTH_MODE": "token",
            "RAY_AUTH_TOKEN": self.token,
            "RAY_USAGE_STATS_ENABLED": "0",
            "RAY_worker_niceness": "0",  # Ray's 15 starves trainings on a machine that does anything else
        }

    @property
    def address(self) -> str:
        """Of the dashboard."""
        return f"http://127.0.0.1:{self.dashboard}"

    def start(self) -> None:
        """Starts the head. Raises NotStarted if that took Ray too long three times."""
        for left in (2, 1, 0):
            try:
                self._start()
                return
            except RuntimeError as error:
                self.stop()
                if "timed out during startup" not in str(error):
                    raise
                if not left:
                    raise NotStarted(
                        "Ray did not start within its 30 s, three times: the machine is too busy"
                    ) from error
                self.gcs, self.dashboard = free_port(), free_port()

    def add_node(self) -> None:
        """Starts a second node."""
        self._ray(f"--address=127.0.0.1:{self.gcs}", "--labels=place=second")

    def _start(self) -> None:
        self._ray(
            "--head",
            f"--port={self.gcs}",
            "--dashboard-host=127.0.0.1",
            f"--dashboard-port={self.dashboard}",
            f"--temp-dir={self.folder}",
        )

    def _ray(self, *arguments: str) -> None:
        command = [str(self.ray), "start", f"--num-cpus={self.cpus}", "--object-store-memory=80000000", *arguments]
        done = subprocess.run(  # noqa: S603
            command, env=self.environment, capture_output=True, text=True, timeout=LONGEST
        )
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")

    def processes(self, name: str) -> list[int]:
        """The processes of this cluster with a word in their command line, by its token."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes().decode(errors="replace")
                mine = f"RAY_AUTH_TOKEN={self.token}".encode() in (folder / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if mine and name in command:
                found.append(int(folder.name))
        return sorted(found)

    def kill(self, *processes: int) -> None:
        """SIGKILL."""
        for process in processes:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def second_node(self) -> list[int]:
        """The raylet of the second node: the workers of a node die with it."""
        return [p for p in self.processes("raylet") if b"second" in (Path("/proc") / str(p) / "cmdline").read_bytes()]

    def stop(self) -> None:
        """Ends every process of the cluster."""
        self.kill(*self.processes(""))


@contextmanager
def running(ray: Path, folder: Path, cpus: int = 1) -> Iterator[Cluster]:
    """A cluster, for as long."""
    cluster = Cluster(ray, folder, cpus)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
