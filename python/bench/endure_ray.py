"""A search on own images on a real Ray cluster, in the middle of which a worker, a node and the service are killed.

    python python/bench/endure_ray.py --ray .ray/bin/ray

The cluster is a head with a token and a second node on this machine, of one CPU each. The images are scikit-learn's
digits, networks are trained for real. A process that trains is killed, then the second node, then the service itself,
which goes on with `narq2t runs resume`. Every training must then have been observed once, none twice, and each one's
log must be there. Exits with 1 otherwise, with 0 and a sentence where there is no Ray.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from endure import HOME
from endure_images import ImageSearch

LONGEST = 600.0  # seconds that anything here may take


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


class Cluster:
    """A head and a second node; `ray` is the command of an environment that has Ray and what trainings need."""

    def __init__(self, ray: Path, folder: Path) -> None:
        self.ray, self.folder, self.token = ray, folder, secrets.token_hex(16)
        self.gcs, self.dashboard = free_port(), free_port()
        self.environment = os.environ | {
            "PATH": f"{ray.parent}:{os.environ['PATH']}",
            "RAY_AUTH_MODE": "token",
            "RAY_AUTH_TOKEN": self.token,
            "RAY_USAGE_STATS_ENABLED": "0",
            "RAY_worker_niceness": "0",  # Ray's 15 starves trainings on a machine that does anything else
        }

    def start(self) -> None:
        """Starts the head, then the second node; a machine that is busy may need more than Ray's 30 s for it."""
        for left in (2, 1, 0):
            try:
                self._start()
                return
            except RuntimeError as error:
                self.stop()
                if not left or "timed out during startup" not in str(error):
                    raise
                self.gcs, self.dashboard = free_port(), free_port()

    def _start(self) -> None:
        self._ray(
            "--head",
            f"--port={self.gcs}",
            "--dashboard-host=127.0.0.1",
            f"--dashboard-port={self.dashboard}",
            f"--temp-dir={self.folder}",
        )
        self._ray(f"--address=127.0.0.1:{self.gcs}", "--labels=place=second")

    def _ray(self, *arguments: str) -> None:
        command = [str(self.ray), "start", "--num-cpus=1", "--object-store-memory=80000000", *arguments]
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
def running(ray: Path, folder: Path) -> Iterator[Cluster]:
    """A cluster, for as long."""
    cluster = Cluster(ray, folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


class RaySearch(ImageSearch):
    """The search, on a cluster; its service has one address, whichever process it is."""

    def __init__(self, folder: Path, images: Path, cluster: Cluster, budget: int) -> None:
        super().__init__(folder, images)
        self.cluster, self.budget = cluster, budget
        self.environment |= {
            "RAY_AUTH_TOKEN": cluster.token,
            "NARQ2T_SERVICE": f"http://127.0.0.1:{free_port()}",
            "NARQ2T_TOKEN": secrets.token_hex(16),
        }

    def begin(self) -> subprocess.Popen[str]:
        if list(self.runs.glob("*/configuration.yaml")):
            return self.start("runs", "resume", "1")
        return self.start(
            *("search", "--data", str(self.images), "--on", "ray", "--workers", "2"),
            *("--ray-address", f"http://127.0.0.1:{self.cluster.dashboard}"),
            *("--budget", str(self.budget), "--epochs", "3", "--final-epochs", "3", "--finals", "1"),
            *("--channels", "8", "--cells", "1", "--set", "strategy.initial=4"),
        )


def wait(what: str, reached: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Waits until something is so. Raises RuntimeError if the process ends before, or it takes too long."""
    start = time.monotonic()
    while not reached():
        if process.poll() is not None:
            raise RuntimeError(f"the search ended before {what}:\n{process.communicate()[0]}")
        if time.monotonic() - start > LONGEST:
            raise RuntimeError(f"not reached in {LONGEST:.0f} s: {what}")
        time.sleep(0.05)


def say(text: str) -> None:
    """Prints with the time."""
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def search_with_losses(search: RaySearch, cluster: Cluster) -> None:
    """The search, killed at each of its places; raises RuntimeError if it does not end."""
    process = search.begin()
    wait("a training on Ray", lambda: search.trained() >= 1 and bool(cluster.processes("ray::train")), process)
    victim = cluster.processes("ray::train")[-1]
    cluster.kill(victim)
    say(f"killed process {victim}, which trained")
    wait("two trainings more", lambda: search.trained() >= 3, process)
    node = cluster.second_node()
    cluster.kill(*node)
    say(f"killed the second node, raylet {node}")
    wait("another training", lambda: search.trained() >= 4, process)
    process.kill()
    process.communicate()
    say(f"killed the service after {search.trained()} trainings")
    time.sleep(5)
    process = search.begin()
    output, _ = process.communicate(timeout=LONGEST)
    if process.returncode != 0:
        raise RuntimeError(f"the search failed after it was resumed:\n{output}")
    say("the search has ended")


def main() -> int:
    """1 if anything was lost or counted twice."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--ray", type=Path, default=HOME / ".ray/bin/ray", help="the command (default: %(default)s)")
    parser.add_argument("--budget", type=int, default=8, help="trainings of the search (default: %(default)s)")
    options = parser.parse_args()
    if not options.ray.exists():
        print(f"Ray is not tested: there is no {options.ray}, and it could not be installed")
        return 0
    sys.path.insert(0, str(HOME / "python"))
    from tests.training.images import write_digits

    with (
        tempfile.TemporaryDirectory(prefix="nr-") as name,
        running(options.ray.absolute(), Path(name) / "r") as cluster,
    ):
        say("Ray is there: two nodes of one CPU each")
        search = RaySearch(Path(name) / "search", write_digits(Path(name) / "digits"), cluster, options.budget)
        try:
            search_with_losses(search, cluster)
        except RuntimeError as error:
            print(error)
            return 1
        seen = [(one["purpose"], one["architecture"]) for one in search.observations()]
        jobs = [line for file in search.runs.glob("*/trainings/job.txt") for line in file.read_text().splitlines()[:1]]
        logs = len(list(search.runs.glob("*/trainings/*.log")))
    expected = options.budget + 2  # the final training, and the same network once more to be tested
    taken_up = all(job.endswith("-1") for job in jobs)  # the service that was started again found its crew at work
    good = len(seen) == len(set(seen)) == expected and logs == options.budget + 1 and taken_up
    print(f"{len(seen)} observations, {len(set(seen))} distinct, {expected} expected; {logs} logs; last job {jobs}")
    print(json.dumps(seen))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
