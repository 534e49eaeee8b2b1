"""Searches with 1 to 64 workers on the real table, asynchronous and in rounds, with a clock that is only counted.

    PYTHONPATH=. NARQ2T_DATA=../data python bench/workers.py --seeds 0-4 --out workers.jsonl

A training takes as long as the architecture's latency on edgegpu says (HW-NAS-Bench), in units of the mean of all;
asking takes none, but is measured. Asynchronous: whenever a worker is free the strategy is asked, and what runs is
believed to end at the accuracy that has the place of its score among what is known, as `run.ConcurrentRounds` does
it. In rounds: as many are asked for at once as there are workers, and all of them are waited for.
"""

from __future__ import annotations

import argparse
import heapq
import json
import os
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import query_tasks
from safetensors import safe_open

from narq2t.figures import drawing
from narq2t.predictors import registry

FIRST, KAPPA = 10, 1.5
WORKERS = (1, 4, 16, 64)


class Brain:
    """Asks a Gaussian process for what is most worth a training, by mean and 1.5 deviations."""

    def __init__(self, task: query_tasks.Task, seed: int) -> None:
        self.task, self.seed = task, seed
        self.predictor = registry.create("gp", {})
        self.asked, self.seconds = 0, 0.0
        self.design = [
            int(row) for row in np.random.default_rng([seed, 1]).choice(task.candidates, FIRST, replace=False)
        ]

    def ask(self, rows: list[int], values: list[float], gone: set[int], count: int) -> list[tuple[int, float]]:
        """The next so many, with the accuracy that each is believed to reach."""
        start = time.perf_counter()
        known, at = np.array(rows), np.array(values)
        self.predictor.fit(self.task.cells, known, at, seed=self.seed * 10_000 + len(gone), cancelled=lambda: False)
        left = np.setdiff1d(self.task.candidates, np.fromiter(gone, np.int64))
        told = self.predictor.predict(self.task.cells, left)
        assert told.deviation is not None
        best = np.argsort(-(told.score + KAPPA * told.deviation), kind="stable")[:count]
        scores = np.sort(self.predictor.predict(self.task.cells, known).score)
        believed = np.interp(told.score[best], scores, np.sort(at))
        self.asked += 1
        self.seconds += time.perf_counter() - start
        return [(int(left[i]), float(b)) for i, b in zip(best, believed, strict=True)]


def search(task: query_tasks.Task, durations: np.ndarray, seed: int, workers: int, rounds: bool, budget: int) -> Any:
    """One search, until it finds the best of the table or has asked for `budget`."""
    brain, now, busy = Brain(task, seed), 0.0, 0.0
    known: dict[int, float] = {}
    gone: set[int] = set()
    waiting: list[tuple[int, float]] = [(row, np.nan) for row in brain.design]
    running: list[tuple[float, int, float]] = []  # end, row, believed accuracy
    gone.update(brain.design)
    found = None
    while found is None:
        while len(running) < workers and waiting:
            row, believed = waiting.pop(0)
            heapq.heappush(running, (now + durations[row], row, believed))
            busy += durations[row]
        free = workers - len(running)
        if free and known and len(gone) < budget and (not rounds or not running):
            mean = float(np.mean(list(known.values())))
            rows = [*known, *(row for _, row, _ in running)]
            values = [*known.values(), *(mean if np.isnan(b) else b for _, _, b in running)]
            asked = brain.ask(rows, values, gone, min(free, budget - len(gone)) if rounds else 1)
            waiting += asked
            gone.update(row for row, _ in asked)
            continue
        if not running:
            break
        now, row, _ = heapq.heappop(running)
        known[row] = task.validation[row]
        if task.representative[row] == task.best:
            found = len(known)
    busy -= sum(end - now for end, _, _ in running)  # what was begun and is not over
    return {
        "seed": seed,
        "workers": workers,
        "rounds": rounds,
        "found": found,
        "ended": len(known),
        "time": float(now),
        "idle": float(1 - busy / (workers * now)),
        "ask_seconds": brain.seconds / max(1, brain.asked),
    }


def table(records: list[dict[str, Any]]) -> str:
    """Medians over seeds for each number of workers, as the rows of a table."""
    lines = [
        "| workers | asked | seeds | trainings to the best cell | time to it | sooner than one | idle |",
        "|---|---|---|---|---|---|---|",
    ]
    alone = {one["seed"]: one["time"] for one in records if one["workers"] == 1}
    for workers, rounds in ((workers, rounds) for workers in WORKERS for rounds in (False, True)):
        some = [one for one in records if (one["workers"], one["rounds"]) == (workers, rounds) and one["found"]]
        if some:
            how = "in rounds" if rounds else "whenever one ends" if workers > 1 else "one by one"
            found, spent, idle = (np.median([one[name] for one in some]) for name in ("found", "time", "idle"))
            sooner = np.median([alone[one["seed"]] / one["time"] for one in some])
            lines.append(
                f"| {workers} | {how} | {len(some)} | {found:g} | {spent:.1f} | {sooner:.1f} | {abs(idle):.0%} |"
            )
    return "\n".join(lines)


def draw(records: list[dict[str, Any]], axes: Any) -> None:
    """Time to the best cell by the number of workers: each search, and the medians."""
    for number, (rounds, name) in enumerate(((False, "asked whenever a worker is free"), (True, "asked in rounds"))):
        some = [one for one in records if one["found"] and (one["rounds"] == rounds or one["workers"] == 1)]
        counts = sorted({one["workers"] for one in some})
        times = [[one["time"] for one in some if one["workers"] == count] for count in counts]
        look = drawing.series(number)
        axes.plot(counts, [float(np.median(at)) for at in times], marker="o", label=name, **look)
        for count, at in zip(counts, times, strict=True):
            axes.plot([count] * len(at), at, ".", color=look["color"], alpha=0.4, markersize=4)
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.set_xticks(WORKERS, [str(count) for count in WORKERS])
    axes.set_xlabel("workers")
    axes.set_ylabel("time to the best cell, mean trainings")
    drawing.legend(axes, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task", choices=query_tasks.NASBENCH201, default="cifar10")
    parser.add_argument("--seeds", default="0-4", help="first-last (%(default)s)")
    parser.add_argument("--budget", type=int, default=300)
    parser.add_argument("--out", type=Path, required=True, help="append the records as JSON lines")
    parser.add_argument("--figure", type=Path, help="search nothing: print the table of --out, and draw it here")
    given = parser.parse_args()
    if given.figure:
        records = [json.loads(line) for line in given.out.read_text().splitlines()]
        print(table(records))
        title = "Time to the best cell of the table by the number of workers"
        figure = drawing.svg("workers", title, lambda canvas: draw(records, canvas.subplots()), height=3.2)
        given.figure.write_text(figure + "\n")
        return
    task = query_tasks.task(given.task)
    with safe_open(Path(os.environ.get("NARQ2T_DATA", "data")) / "nasbench201.safetensors", framework="numpy") as file:
        durations = file.get_tensor(f"{given.task}_edgegpu_latency")
    durations = durations / durations.mean()
    first, _, last = given.seeds.partition("-")
    for seed in range(int(first), int(last or first) + 1):
        for workers in WORKERS:
            for rounds in (False, True) if workers > 1 else (False,):
                record = search(task, durations, seed, workers, rounds, given.budget)
                print(record, flush=True)
                with given.out.open("a") as file:
                    file.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
