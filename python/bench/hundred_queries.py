"""How many architectures a search must ask for, and how well predictors rank, on the real tables.

    NARQ2T_DATA=../data python bench/hundred_queries.py search --task cifar10 --seeds 100-119 --set kappa=1 batch=5
    NARQ2T_DATA=../data python bench/hundred_queries.py tau --task cifar10 --seeds 100-104 --labels 78,156

Settings are chosen on CIFAR-10 with seeds 100 to 119, and reported with seeds 0 to 19. Test accuracies are only
reported: of the architecture with the best validation accuracy among those that were asked for.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # a process per search is faster than a search on many threads

import numpy as np
import query_strategies as strategies
import query_tasks
from scipy.stats import kendalltau

from narq2t.predictors import registry

MILESTONES = (100, 200, 500)


def search(name: str, seed: int, options: dict[str, Any]) -> dict[str, Any]:
    """One search as one record: the rows asked for, and what was found at each milestone."""
    task, started = query_tasks.task(name), time.perf_counter()
    budget, best = options["budget"], task.best
    if options["strategy"] == "sequential":
        plan = strategies.Sequential(**options["plan"])
        stop = options["stop"]
        rows = strategies.sequential(
            task, seed, budget, plan, options["settings"], lambda row: stop and task.representative[row] == best
        )
    else:
        play = {"random": strategies.randomly, "evolution": strategies.evolution, "local": strategies.local}
        rows = play[options["strategy"]](task, seed, budget)
    found = next((i for i, row in enumerate(rows, 1) if task.representative[row] == best), None)
    record = {"task": name, "seed": seed, **options, "found": found, "rows": rows}
    for milestone in MILESTONES:
        ended = options["stop"] and found is not None  # nothing can be better than what it ended with
        if len(rows) >= milestone or ended:
            top = max(rows[:milestone], key=lambda row: task.validation[row])
            record[f"at_{milestone}"] = {
                "validation": task.validation[top],
                "test": None if np.isnan(task.test[top]) else task.test[top],
                "place": int(task.places[top]),
            }
    return {**record, "seconds": round(time.perf_counter() - started, 2)}


def tau(name: str, seed: int, options: dict[str, Any]) -> dict[str, Any]:
    """Kendall's tau against validation accuracy on what was not learnt, by number of labels."""
    task, random = query_tasks.task(name), np.random.default_rng([seed, 4])
    order = random.permutation(len(task.validation))
    held_out = order[-options["held_out"] :]  # the same ones for every number of labels
    record: dict[str, Any] = {"task": name, "seed": seed, **options}
    for labels in options["labels"]:
        train = order[:labels]
        started = time.perf_counter()
        scores = np.zeros(len(held_out))
        for predictor in options["predictor"].split("+"):  # the mean of several
            model = registry.create(predictor, options["settings"])
            model.fit(task.cells, train, task.validation[train], seed=seed, cancelled=lambda: False)
            scores += model.predict(task.cells, held_out).score
        others = ~np.isin(task.representative[held_out], task.representative[train])
        record[str(labels)] = {
            "tau": kendalltau(scores, task.validation[held_out]).statistic,
            "tau_without_isomorphs": kendalltau(scores[others], task.validation[held_out][others]).statistic,
            "seconds": round(time.perf_counter() - started, 2),
        }
    return record


def _search_table(records: list[dict[str, Any]], budget: int) -> str:
    found = [record["found"] or np.inf for record in records]
    within = ", ".join(f"{sum(f <= limit for f in found)} within {limit}" for limit in (50, 100, 150, 200))
    lines = [f"found: median {np.median(found):g}, worst {max(found):g}, {within}; {sorted(found)}"]
    for milestone in (m for m in MILESTONES if m <= budget):  # those that a search ended before too
        at = [record[f"at_{milestone}"] for record in records if f"at_{milestone}" in record]
        if len(at) == len(records):
            tests = [a["test"] for a in at if a["test"] is not None]
            places = sorted(a["place"] for a in at)
            lines.append(
                f"after {milestone}: validation {np.mean([a['validation'] for a in at]):.3f}, "
                f"test {np.mean(tests) if tests else np.nan:.3f}, place median {np.median(places):g} of {places}"
            )
    return "\n".join(lines)


def _tau_table(records: list[dict[str, Any]], labels: list[int]) -> str:
    lines = ["labels    tau  sd     without isomorphs  seconds"]
    for number in labels:
        at = [record[str(number)] for record in records]
        values, without = [a["tau"] for a in at], [a["tau_without_isomorphs"] for a in at]
        seconds = np.mean([a["seconds"] for a in at])
        lines.append(f"{number:6}  {np.mean(values):.4f} {np.std(values):.4f}  {np.mean(without):.4f}  {seconds:9.1f}")
    return "\n".join(lines)


def _setting(text: str, kinds: dict[str, Any]) -> Any:
    name, _, value = text.partition("=")
    return name, json.loads(value.lower()) if not isinstance(kinds.get(name, ""), str) else value


def _seeds(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["search", "tau"])
    parser.add_argument("--task", choices=query_tasks.TASKS, default="cifar10")
    parser.add_argument("--seeds", type=_seeds, default=_seeds("100-119"), help="first-last (%(default)s)")
    parser.add_argument("--strategy", choices=["sequential", "random", "evolution", "local"], default="sequential")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="fields of Sequential")
    parser.add_argument("--predictor", default="gp", help="for tau; several with + between them are averaged")
    parser.add_argument("--settings", type=json.loads, default={}, help="JSON: settings of the predictor")
    parser.add_argument("--budget", type=int, default=100)
    parser.add_argument(
        "--stop", action="store_true", help="end a search when it found the best, which then is its result"
    )
    parser.add_argument("--labels", type=lambda text: [int(n) for n in text.split(",")], default=[78, 156, 469])
    parser.add_argument("--held-out", type=int, default=5000, help="architectures to rank; 1,024 for nasbench101")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--out", type=Path, help="append the records as JSON lines")
    given = parser.parse_args()
    options: dict[str, Any] = {"settings": given.settings}
    if given.what == "search":
        kinds = {field.name: field.default for field in fields(strategies.Sequential)}
        plan = dict(_setting(text, kinds) for text in given.set)
        options |= {"strategy": given.strategy, "budget": given.budget, "stop": given.stop}
        options["plan"] = asdict(strategies.Sequential(**plan)) if given.strategy == "sequential" else {}
    else:
        options |= {"predictor": given.predictor, "labels": given.labels, "held_out": given.held_out}
    with ProcessPoolExecutor(given.processes) as pool:
        jobs = [
            pool.submit(search if given.what == "search" else tau, given.task, seed, options) for seed in given.seeds
        ]
        records = []
        for job in jobs:
            records.append(job.result())
            if given.out:  # at once: what comes after may be interrupted
                with given.out.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(records[-1]) + "\n")
    print(" ".join([given.what, given.task, given.strategy, *given.set, json.dumps(given.settings)]))
    print(_search_table(records, given.budget) if given.what == "search" else _tau_table(records, given.labels))
    print(f"{np.mean([record.get('seconds', 0) for record in records]):.1f} s a search", flush=True)


if __name__ == "__main__":
    main()
