"""A search and a study on a real Ray cluster, in the middle of which processes, a node and the service are killed.

    python python/bench/endure_ray.py --ray .ray/bin/ray

The cluster is a head with a token and a second node on this machine, of one CPU each. First a search on scikit-learn's
digits, with real trainings: a process that trains is killed, then the second node, then the service itself, for which
the crew waits until it goes on with `narq2t runs resume`. Every training must then have been observed once, none
twice, and each one's log must be there. Then a study of six runs on the surrogate: the application that does a run is
killed, then the task that started one, then the command, which goes on with `narq2t study resume`, is stopped by
Ctrl-C and goes on again. Six runs must have finished, with the results that they have in one process. A study goes on
only with runs of the same commit, so that the long form wants a checkout without changes. Exits with 1 otherwise, with
0 and a sentence where there is no Ray.

With --quick both at once on one node of two CPUs, three runs and three trainings; a task of each is killed. It is
skipped, with a sentence, where Ray does not start.
"""

from __future__ import annotations

import argparse
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from endure import HOME
from endure_images import ImageSearch
from ports import free_port
from ray_cluster import LONGEST, Cluster, NotStarted, running
from ray_study import RayStudy, applications, tasks
from small_study import differences


def variables(cluster: Cluster) -> dict[str, str]:
    """The environment of a command that has something done on a cluster; its address stays when it is killed."""
    return {
        "RAY_AUTH_TOKEN": cluster.token,
        "NARQ2T_SERVICE": f"http://127.0.0.1:{free_port()}",
        "NARQ2T_TOKEN": secrets.token_hex(16),
    }


class RaySearch(ImageSearch):
    """The search, on a cluster: `budget` trainings and a final one, `workers` at once."""

    def __init__(self, folder: Path, images: Path, cluster: Cluster, budget: int, workers: int = 2) -> None:
        super().__init__(folder, images)
        self.cluster, self.budget, self.workers = cluster, budget, workers
        self.environment |= variables(cluster)

    def begin(self) -> subprocess.Popen[str]:
        if list(self.runs.glob("*/configuration.yaml")):
            return self.start("runs", "resume", "1")
        return self.start(
            *("search", "--data", str(self.images), "--on", "ray", "--workers", str(self.workers)),
            *("--ray-address", self.cluster.address, "--budget", str(self.budget)),
            *("--epochs", "3", "--final-epochs", "3", "--finals", "1"),
            *("--channels", "8", "--cells", "1", "--set", f"strategy.initial={min(4, self.budget)}"),
        )

    def is_whole(self) -> bool:
        """Whether every training was observed, once, and has a log; prints what was."""
        seen = [(one["purpose"], one["architecture"]) for one in self.observations()]
        job = "".join(file.read_text() for file in self.runs.glob("*/trainings/job.txt")).split("\n")[0]
        logs = len(list(self.runs.glob("*/trainings/*.log")))
        expected = self.budget + 2  # the final training, and the same network once more to be tested
        print(f"{len(seen)} observations, {len(set(seen))} distinct, {expected} expected; {logs} logs; job {job}")
        print(seen)
        waited = job.endswith("-1")  # the first job: no other was ever needed
        return len(seen) == len(set(seen)) == expected and logs == self.budget + 1 and waited


def wait(what: str, reached: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Waits until something is so. Raises RuntimeError if the process ends before, or it takes too long."""
    start = time.monotonic()
    while not reached():
        if process.poll() is not None:
            raise RuntimeError(f"the command ended before {what}:\n{process.communicate()[0]}")
        if time.monotonic() - start > LONGEST:
            raise RuntimeError(f"not reached in {LONGEST:.0f} s: {what}")
        time.sleep(0.05)


def end(what: str, process: subprocess.Popen[str]) -> None:
    """Waits for the end of a command. Raises RuntimeError if it failed."""
    output, _ = process.communicate(timeout=LONGEST)
    if process.returncode != 0:
        raise RuntimeError(f"{what} failed:\n{output}")
    say(f"{what} has ended")


def say(text: str) -> None:
    """Prints with the time."""
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def kill_one(cluster: Cluster, what: str, processes: Callable[[], list[int]], process: subprocess.Popen[str]) -> None:
    """Kills the youngest of some processes of the cluster, as soon as there is one."""
    wait(what, lambda: bool(processes()), process)
    victim = processes()[-1]
    cluster.kill(victim)
    say(f"killed process {victim}: {what}")


def search_with_losses(search: RaySearch, cluster: Cluster) -> None:
    """The search, killed at each of its places; raises RuntimeError if it does not end."""
    process = search.begin()
    wait("a training on Ray", lambda: search.trained() >= 1, process)
    kill_one(cluster, "a training", lambda: cluster.processes("ray::train"), process)
    wait("two trainings more", lambda: search.trained() >= 3, process)
    node = cluster.second_node()
    cluster.kill(*node)
    say(f"killed the second node, raylet {node}")
    wait("another training", lambda: search.trained() >= 4, process)
    process.kill()
    process.communicate()
    say(f"killed the service after {search.trained()} trainings")
    time.sleep(5)
    end("the search", search.begin())


def study_with_losses(study: RayStudy, cluster: Cluster) -> None:
    """The study, killed at each of its places; raises RuntimeError if it does not end."""
    process = study.begin(cluster.address)
    wait("a run that trains", lambda: bool(study.training()), process)
    kill_one(cluster, "the application of a run", lambda: applications(cluster.processes("java")), process)
    wait("a run finished", lambda: study.finished() >= 1, process)
    kill_one(cluster, "the task of a run", lambda: tasks(cluster.processes("java")), process)
    wait("two runs finished", lambda: study.finished() >= 2, process)
    process.kill()
    process.communicate()
    say(f"killed the command after {study.finished()} runs")
    process = study.begin(cluster.address)
    wait("three runs finished", lambda: study.finished() >= 3, process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=LONGEST)
    say(f"Ctrl-C after {study.finished()} runs: status {process.returncode}")
    limit = time.monotonic() + LONGEST
    while applications(cluster.processes("java")):
        if time.monotonic() > limit:
            raise RuntimeError("an application still runs on the cluster after Ctrl-C")
        time.sleep(0.5)
    say("no task is left on the cluster")
    end("the study", study.begin(cluster.address))


def thorough(cluster: Cluster, folder: Path, images: Path, budget: int) -> bool:
    """All losses, one after the other; whether nothing was lost or counted twice."""
    cluster.add_node()
    say("Ray is there: two nodes of one CPU each")
    search = RaySearch(folder / "search", images, cluster, budget)
    search_with_losses(search, cluster)
    good = search.is_whole()
    cluster.add_node()
    study = RayStudy(folder / "study", variables(cluster))
    study_with_losses(study, cluster)
    states, other = study.states(), differences(study, study.alone(folder / "alone"))
    print(f"{len(states)} runs, {set(states)}; {'OTHER' if other else 'the same'} results as in one process")
    print("\n".join(other[:40]))
    return good and states == ["finished"] * 6 and len(study.results()) == 6 and not other


def quick(cluster: Cluster, folder: Path, images: Path) -> bool:
    """A search and a study at once, one loss of each; whether nothing was lost or counted twice."""
    say("Ray is there: one node of two CPUs")
    search = RaySearch(folder / "search", images, cluster, budget=3, workers=1)
    study = RayStudy(folder / "study", variables(cluster), seeds="1")
    searching, studying = search.begin(), study.begin(cluster.address)
    kill_one(cluster, "the task of a run", lambda: tasks(cluster.processes("java")), studying)
    kill_one(cluster, "a training", lambda: cluster.processes("ray::train"), searching)
    end("the study", studying)
    end("the search", searching)
    states = study.states()
    print(f"{len(states)} runs, {set(states)}, {len(study.results())} results, begun {study.begun()} times")
    return search.is_whole() and states == ["finished"] * 3 and len(study.results()) == 3 and study.begun() == 4


def main() -> int:
    """1 if anything was lost or counted twice."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--ray", type=Path, default=HOME / ".ray/bin/ray", help="the command (default: %(default)s)")
    parser.add_argument("--budget", type=int, default=8, help="trainings of the search (default: %(default)s)")
    parser.add_argument("--quick", action="store_true", help="a short form")
    options = parser.parse_args()
    if not options.ray.exists():
        print(f"Ray is not tested: there is no {options.ray}, and it could not be installed")
        return 0
    if not options.quick and (changed := changes()):
        print(f"commit first, for runs of changed code are not gone on with:\n{changed}")
        return 1
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it, and so would the command
    sys.path.insert(0, str(HOME / "python"))
    try:
        return 0 if tested(options) else 1
    except NotStarted as reason:
        print(f"Ray is not tested: {reason}")
        return 0 if options.quick else 1


def changes() -> str:
    """The changed files of this checkout, as git lists them; nothing where there is no git."""
    command = ["git", "-C", str(HOME), "status", "--porcelain", "--untracked-files=no"]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout  # noqa: S603


def tested(options: argparse.Namespace) -> bool:
    """Whether nothing was lost or counted twice."""
    from tests.training.images import write_digits

    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="nr-") as name:
        folder = Path(name)
        images = write_digits(folder / "digits")
        with running(options.ray.absolute(), folder / "r", cpus=2 if options.quick else 1) as cluster:
            try:
                if options.quick:
                    good = quick(cluster, folder, images)
                else:
                    good = thorough(cluster, folder, images, options.budget)
            except RuntimeError as error:
                print(error)
                good = False
    say(f"{'good' if good else 'NOT good'} after {time.monotonic() - begun:.0f} s")
    return good


if __name__ == "__main__":
    sys.exit(main())
