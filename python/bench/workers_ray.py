"""How many workers one service keeps busy on Ray: a search whose trainings sleep, with 1 to 64 workers on this machine.

    python python/bench/workers_ray.py --workers 1,4,16,64 --out workers-ray.jsonl
    python python/bench/workers_ray.py --out workers-ray.jsonl --figure docs/figures/workers-ray.svg

A real head with as many CPUs as there are workers at most, whether the machine has them or not; a real
`narq2t search --on ray` with its crew; tasks that are real processes, in which `sleeping/torch.py` stands in for torch.
From the times that the tasks note follow the throughput and the idle share of the workers, between the first moment
when as many trained as ever at once and the last one before which every training has been noted; from /proc the
processor time of the service for each training in that time.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from endure import HOME
from endure_ray import RaySearch, say
from ray_cluster import LONGEST, Cluster, running

sys.path.insert(0, str(HOME / "python"))

from narq2t.figures import drawing
from tests.training.images import write_digits

SLEEPING = HOME / "python/bench/sleeping"


def seconds(process: int) -> float:
    """Processor time of a process."""
    fields = (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class SleepingSearch(RaySearch):
    """A search that never ends, by a strategy; `mean`: seconds of a training."""

    def __init__(self, folder: Path, images: Path, cluster: Cluster, workers: int, mean: float, strategy: str) -> None:
        super().__init__(folder, images, cluster, budget=10_000, workers=workers)
        self.strategy = strategy
        variables = {"NARQ2T_SLEEP": str(mean), "PYTHONPATH": str(SLEEPING)}
        self.environment["NARQ2T_RAY_ENV"] = json.dumps({"env_vars": variables})

    def begin(self) -> subprocess.Popen[str]:
        return self.start(
            *("search", "--data", str(self.images), "--on", "ray", "--workers", str(self.workers)),
            *("--ray-address", self.cluster.address, "--budget", str(self.budget), "--strategy", self.strategy),
            *("--epochs", "3", "--channels", "8", "--cells", "1"),
        )

    def slept(self) -> list[dict[str, float]]:
        """What trainings noted, in the order of their ends."""
        files = self.runs.glob("*/trainings/slept.jsonl")
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def measure(search: SleepingSearch, each: int) -> dict[str, Any]:
    """Goes on until each worker has done `each` trainings beyond its first; raises RuntimeError if it does not."""
    process = search.begin()
    cost: list[tuple[float, float]] = []  # clock and processor time of the service
    limit = time.monotonic() + LONGEST
    while len(search.slept()) < search.workers * (each + 1):
        if process.poll() is not None or time.monotonic() > limit:
            process.kill()
            raise RuntimeError(f"{search.workers} workers: it ended too soon:\n{process.communicate()[0]}")
        time.sleep(0.2)
        cost.append((time.time(), seconds(process.pid)))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return summary(search.slept(), cost, search.workers) | {"strategy": search.strategy}


def summary(slept: list[dict[str, float]], cost: list[tuple[float, float]], workers: int) -> dict[str, Any]:
    """From the first moment when as many trainings ran as ever at once, to the last of which all have been noted.

    A training is noted at its end: those that began later than the longest one before the last end may be missing.
    """
    begun = sorted(one["begun"] for one in slept)
    ended = sorted(one["ended"] for one in slept)
    running = [n - sum(end <= at for end in ended) for n, at in enumerate(begun, 1)]
    most = max(running[:-workers])
    start, end = begun[running.index(most)], ended[-1] - max(one["ended"] - one["begun"] for one in slept)
    busy = sum(max(0.0, min(one["ended"], end) - max(one["begun"], start)) for one in slept)
    done = sum(start < at <= end for at in ended)
    spent = [processor for at, processor in cost if start <= at <= end]
    return {
        "workers": workers,
        "at_once": most,
        "seconds": end - start,
        "trainings": done,
        "mean": sum(one["ended"] - one["begun"] for one in slept) / len(slept),
        "to_begin": start - begun[0],
        "idle": 1 - busy / (workers * (end - start)),
        "processor": (spent[-1] - spent[0]) / done,
    }


def table(records: list[dict[str, Any]]) -> str:
    """The records as the rows of a table."""
    lines = [
        "| workers | seconds of a training | trainings | trainings an hour | idle | until all trained |"
        " service: processor time a training |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in records:
        hourly = 3600 * one["trainings"] / one["seconds"]
        lines.append(
            f"| {one['workers']} | {one['mean']:.0f} | {one['trainings']} | {hourly:,.0f} | {one['idle']:.0%} |"
            f" {one['to_begin']:.0f} s | {one['processor']:.2f} s |"
        )
    return "\n".join(lines)


def draw(records: list[dict[str, Any]], axes: Any) -> None:
    """How many workers train, in the mean, by their number."""
    for number, strategy in enumerate(sorted({one["strategy"] for one in records})):
        some = sorted((one for one in records if one["strategy"] == strategy), key=lambda one: one["workers"])
        busy = [one["workers"] * (1 - one["idle"]) for one in some]
        axes.plot([one["workers"] for one in some], busy, marker="o", label=strategy, **drawing.series(number))
    counts = sorted({one["workers"] for one in records})
    axes.plot(counts, counts, ":", color=drawing.MUTED, label="no worker ever idle")
    axes.set_xscale("log", base=2)
    axes.set_yscale("log", base=2)
    axes.set_xticks(counts, [str(count) for count in counts])
    axes.set_yticks(counts, [str(count) for count in counts])
    axes.set_xlabel("workers")
    axes.set_ylabel("of them training, mean")
    drawing.legend(axes, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ray", type=Path, default=HOME / ".ray/bin/ray", help="the command (default: %(default)s)")
    parser.add_argument("--workers", default="1,4,16,64", help="how many, with commas (default: %(default)s)")
    parser.add_argument("--mean", type=float, default=10, help="seconds of a training (default: %(default)s)")
    parser.add_argument("--each", type=int, default=3, help="trainings of each worker (default: %(default)s)")
    parser.add_argument("--strategy", default="random", help="what asks (default: %(default)s)")
    parser.add_argument("--out", type=Path, required=True, help="append the records as JSON lines")
    parser.add_argument("--figure", type=Path, help="measure nothing: print the table of --out, and draw it here")
    given = parser.parse_args()
    if given.figure:
        records = [json.loads(line) for line in given.out.read_text().splitlines()]
        print(table(records))
        title = "Workers that train, by the number of workers on Ray"
        figure = drawing.svg("workers-ray", title, lambda canvas: draw(records, canvas.subplots()), height=3.2)
        given.figure.write_text(figure + "\n")
        return
    counts = [int(count) for count in given.workers.split(",")]
    with tempfile.TemporaryDirectory(prefix="nr-") as name:
        folder = Path(name)
        images = write_digits(folder / "digits")
        with running(given.ray.absolute(), folder / "r", cpus=max(counts)) as cluster:
            for workers in counts:
                search = SleepingSearch(folder / f"{workers}", images, cluster, workers, given.mean, given.strategy)
                record = measure(search, given.each)
                say(json.dumps(record))
                with given.out.open("a") as file:
                    file.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
