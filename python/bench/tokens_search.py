"""Searches NAS-Bench-201 step by step with a predictor, and counts queries until the best cell by validation is found.

Needs the table of `./narq2t data fetch` in $NARQ2T_DATA (default data/). `--first` cells are drawn at random, one per
isomorphism class; then rounds of `--batch` cells, the best of all classes not yet queried by the acquisition, ties by
index; the predictor is fitted to all that is known in each round. Prints one JSON line per seed: `queries`, until the
cell with the best validation accuracy of all 15,625 was queried (null: not within the budget), and the test accuracy
of the best by validation after 50, 100, ... queries.

    bound     score + kappa deviation
    thompson  a function drawn for each cell of the batch
    tier      the paper's order asked step by step: cells whose most probable tier is the first, by score; then the
              others by the probability of tier 1. Tiers are drawn anew among all that is known in every round.
    tier-bound  the same with score + kappa deviation inside tier 1

    python bench/tokens_search.py --predictor tokens --acquisition tier --seeds 100-104
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from narq2t.loaders import architectures, table
from narq2t.predictors import registry
from narq2t.predictors.base import Predictor
from narq2t.predictors.cells import Cells
from narq2t.predictors.q2t.tokens import Reader, Rows
from narq2t.spaces.nasbench201 import building

ACQUISITIONS = ("bound", "thompson", "tier", "tier-bound")


def chosen(
    predictor: Predictor, cells: Cells, open_rows: Rows, acquisition: str, kappa: float, batch: int, seed: int
) -> Rows:
    """The next `batch` of the rows that are open."""
    if acquisition == "thompson":
        taken: list[int] = []
        for drawn in predictor.draw(cells, open_rows, batch, seed):
            drawn[np.isin(open_rows, taken)] = -np.inf
            taken.append(int(open_rows[np.argmax(drawn)]))
        return np.array(taken)
    found = predictor.predict(cells, open_rows)
    worth = found.score.copy()
    if acquisition in ("bound", "tier-bound"):
        if found.deviation is None:
            raise ValueError("this predictor gives no deviations")
        worth += kappa * found.deviation
    if acquisition.startswith("tier"):
        if found.tier_probabilities is None:
            raise ValueError("this predictor gives no tiers")
        first = found.tier_probabilities[:, 0]
        inside = found.tier_probabilities.argmax(axis=1) == 0
        worth = np.where(inside, worth - worth.min() + 1, first - 1)  # above 0 inside, below outside
    return open_rows[np.argsort(-worth, kind="stable")[:batch]]


def search(cells: Cells, classes: Rows, columns: dict[str, Any], arguments: argparse.Namespace, seed: int) -> Any:
    """One search: what is printed of it."""
    validation, test = (columns[f"{arguments.dataset}_{kind}"] for kind in ("validation", "test"))
    start = time.process_time()
    settings = {name: json.loads(value) for name, value in (pair.split("=") for pair in arguments.set)}
    predictor = registry.create(arguments.predictor, settings)
    known = np.random.default_rng(seed).choice(classes, arguments.first, replace=False)
    while len(known) < arguments.budget:
        predictor.fit(cells, known, validation[known], seed=seed, cancelled=lambda: False)
        asked = np.setdiff1d(classes, known)
        batch = min(arguments.batch, arguments.budget - len(known))
        new = chosen(predictor, cells, asked, arguments.acquisition, arguments.kappa, batch, seed + len(known))
        known = np.concatenate([known, new])
        if arguments.stop and validation[known].max() >= validation[classes].max():
            break
    place = np.flatnonzero(validation[known] >= validation[classes].max())
    line = {
        name: getattr(arguments, name) for name in ("dataset", "predictor", "acquisition", "kappa", "first", "batch")
    }
    line |= {"set": settings, "seed": seed, "queries": int(place[0]) + 1 if len(place) else None}
    for queries in range(50, len(known) + 1, 50):
        best = known[:queries][np.argmax(validation[known[:queries]])]
        line |= {f"test_at_{queries}": round(float(test[best]), 4)}
    return line | {"cpu_seconds": round(time.process_time() - start, 1)}


def seeds(text: str) -> list[int]:
    """One seed, or first-last."""
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dataset", choices=table.DATASETS, default="cifar10")
    parser.add_argument("--predictor", choices=registry.NAMES, default="tokens")
    parser.add_argument("--acquisition", choices=ACQUISITIONS, default="bound")
    parser.add_argument("--kappa", type=float, default=1.0)
    parser.add_argument("--first", type=int, default=20)
    parser.add_argument("--batch", type=int, default=5)
    parser.add_argument("--budget", type=int, default=100)
    parser.add_argument("--seeds", type=seeds, default=seeds("100-104"), help="one, or first-last (default 100-104)")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=JSON", help="settings of the predictor")
    parser.add_argument("--stop", action="store_true", help="end a search when the best cell is found")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    columns, _ = table.read(Path(os.environ.get("NARQ2T_DATA", "data")) / "nasbench201.safetensors")
    codes = architectures.all_codes()
    cells = building.cells(codes)
    best = int(np.argmax(columns[f"{arguments.dataset}_validation"]))
    first = Reader(cells).first_like(np.arange(len(cells)))
    # One cell stands for its class, with its own results; for the class of the best cell that is the best cell.
    classes = np.unique(np.where(first == first[best], best, first))
    for seed in arguments.seeds:
        print(json.dumps(search(cells, classes, columns, arguments, seed)), flush=True)


if __name__ == "__main__":
    main()
