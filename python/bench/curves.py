"""Regret against queries of finished runs on NAS-Bench-201, a figure for each data set.

    NARQ2T_DATA=../data python bench/curves.py RUNS [RUNS ...] --out ../docs/figures

Reads every RUNS/*/result.json of a strategy that asks step by step. Regret: the best validation accuracy that the table
knows less the best one that was looked up so far. A line is the median over seeds, a band its 10 to 90 %. Random search
is exact: the same percentiles of the best of n cells drawn without replacement, from the table itself.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import query_tasks

from narq2t import figures

TITLES = {"cifar10": "CIFAR-10", "cifar100": "CIFAR-100", "imagenet16": "ImageNet16-120"}
ORDER = ("sequential with gp", "sequential with gp, 5 a round", "evolution", "local search")


def method(configuration: dict[str, Any]) -> str:
    """The name of a run's method; empty for random search, which is drawn exactly."""
    strategy, predictor = configuration["strategy"], configuration["predictor"]["type"]
    kind = strategy["type"]
    if kind == "random":
        return ""
    name = {"local": "local search"}.get(kind, kind) + ("" if predictor == "none" else f" with {predictor}")
    return name + (f", {strategy['batch']} a round" if kind == "sequential" and strategy["batch"] > 1 else "")


def accuracies(result: dict[str, Any], queries: int) -> list[float]:
    """Validation accuracies in % in the order of the first `queries` look-ups of distinct cells."""
    seen: dict[int, float] = {}
    for one in result["rounds"]:
        if one["purpose"] not in ("FINAL", "REPORT"):
            for observation in one["observations"]:
                seen.setdefault(observation["architecture"], observation["validation"])
    return list(seen.values())[:queries]


def regrets(looked_up: list[float], best: float, queries: int) -> list[float]:
    """Regret after 1 to `queries` queries; a search that ended earlier stays where it was."""
    so_far = np.maximum.accumulate(looked_up + [-math.inf] * (queries - len(looked_up)))
    curve: list[float] = (best - so_far).tolist()
    return curve


def random_search(validation: npt.NDArray[np.float64], queries: int) -> figures.Band:
    """The exact percentiles of the regret of n = 1 to `queries` cells drawn without replacement.

    Of N cells in descending order, P(the best drawn is among the first r) = 1 - C(N - r, n) / C(N, n).
    """
    regret = validation.max() - np.sort(validation)[::-1]
    missed = np.zeros(len(regret))  # log of P(none of the first r is drawn), r from 1
    r = np.arange(1, len(regret) + 1)
    rows: list[list[float]] = []
    for drawn in range(queries):
        left = len(regret) - drawn
        missed = missed + np.log(np.maximum(left - r, 0) / left, where=left > r, out=np.full(len(r), -np.inf))
        reached = 1 - np.exp(missed)
        rows.append([float(regret[np.searchsorted(reached, share)]) for share in (0.9, 0.5, 0.1)])
    high, median, low = (list(column) for column in zip(*rows, strict=True))
    return figures.Band(median, low, high)


def collect(folders: list[Path], queries: int) -> dict[str, dict[str, dict[int, list[float]]]]:
    """Accuracies by data set, method and seed."""
    found: dict[str, dict[str, dict[int, list[float]]]] = defaultdict(lambda: defaultdict(dict))
    for path in sorted(path for folder in folders for path in folder.glob("*/result.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        configuration = result["configuration"]
        name = method(configuration)
        task = (
            configuration["dataset"] if isinstance(configuration["dataset"], str) else configuration["dataset"]["key"]
        )
        if name and configuration["space"] == "nasbench201":
            found[task.lower()][name][configuration["seed"]] = accuracies(result, queries)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--least", type=int, default=2, help="seeds that a method must have, to be drawn")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for task, methods in collect(options.runs, options.queries).items():
        validation = query_tasks.task(task).validation
        best = float(validation.max())
        drawn = {}
        for name in sorted(methods, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)):
            runs = methods[name]
            if len(runs) >= options.least:
                label = f"{name} ({len(runs)} seeds)"
                drawn[label] = figures.Band.of([regrets(run, best, options.queries) for run in runs.values()])
                print(task, label, "regret after 100: median", round(drawn[label].median[-1], 3))
        drawn["random search, exact"] = random_search(validation, options.queries)
        print(task, "random search: median", round(drawn["random search, exact"].median[-1], 3))
        svg = figures.bands(
            drawn,
            name=f"hundred-queries-{task}",
            title=f"Regret against queries on {TITLES[task]}: median and 10 to 90 %",
            y_label="regret in validation accuracy, points",
            x_label=f"queries on {TITLES[task]}",
            log=True,
        )
        (options.out / f"hundred-queries-{task}.svg").write_text(svg + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
