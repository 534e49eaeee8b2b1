"""Published predictors measured again: their code, from a checkout, on our table and splits, on the CPU.

    git clone https://github.com/XuRuihan/NNFormer && git clone https://github.com/ShunLu91/PINAT
    pip install timm torchvision torch_geometric          # into an environment that has narq2t's requirements
    NARQ2T_DATA=data python python/bench/published --nn-former NNFormer --pinat PINAT --labels 156 --seeds 0-1

CIFAR-10 of NAS-Bench-201. The labels are the first n of numpy's permutation of the seed; all n are learnt, none chooses
an epoch: the weights after the last one count. Prints a JSON line per predictor, number of labels and seed: Kendall's
tau against validation and against test accuracy on all other cells, or on so many of them (`--cells`). `gp` on the same
splits stands beside them. Nothing in a checkout is changed; what it imports without use is substituted while it runs.
Their epochs are 3,000 (NN-Former) and 300 (PINAT): `--epochs` asks for fewer.
"""

from __future__ import annotations

import argparse
import functools
import json
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[2]))

import nn_former
import numpy as np
import numpy.typing as npt
import pinat
import torch
from checkouts import Plan, Table, commit
from scipy.stats import kendalltau

from narq2t.predictors import registry
from narq2t.spaces.nasbench201 import building

Trained = Callable[[Plan], tuple[npt.NDArray[np.float64], float]]


def ours(table: Table) -> Trained:
    """The Gaussian process on the same labels."""
    cells = building.cells(table.codes)

    def trained(plan: Plan) -> tuple[npt.NDArray[np.float64], float]:
        started, model = time.process_time(), registry.create("gp")
        model.fit(cells, plan.rows, table.validation[plan.rows], seed=plan.seed, cancelled=lambda: False)
        seconds = time.process_time() - started
        return model.predict(cells, plan.asked).score, seconds

    return trained


def record(table: Table, plan: Plan, trained: Trained) -> dict[str, object]:
    """One training, judged."""
    scores, seconds = trained(plan)
    known = {"validation": table.validation[plan.asked], "test": table.test[plan.asked]}
    return {
        "labels": len(plan.rows),
        "seed": plan.seed,
        "epochs": plan.epochs,
        "scored": len(plan.asked),
        "tau": {name: round(float(kendalltau(scores, values).statistic), 4) for name, values in known.items()},
        "processor_seconds": round(seconds, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nn-former", type=Path, metavar="CHECKOUT")
    parser.add_argument("--pinat", type=Path, metavar="CHECKOUT")
    parser.add_argument("--labels", type=int, nargs="+", default=[156, 781])
    parser.add_argument("--seeds", default="0-0", help="first-last (%(default)s)")
    parser.add_argument("--epochs", type=int, help="fewer than theirs")
    parser.add_argument("--cells", type=int, help="number of the other cells to score, drawn at random (default all)")
    given = parser.parse_args()
    torch.set_num_threads(1)
    logging.disable(logging.INFO)
    table = Table.read(Path(os.environ.get("NARQ2T_DATA", "data")))
    measured: dict[str, tuple[int, Trained]] = {"gp": (0, ours(table))}
    if given.nn_former:
        name = f"NN-Former {commit(given.nn_former)}"
        measured[name] = (nn_former.EPOCHS, functools.partial(nn_former.predicted, given.nn_former.resolve(), table))
    if given.pinat:
        name = f"PINAT {commit(given.pinat)}"
        measured[name] = (pinat.EPOCHS, functools.partial(pinat.predicted, given.pinat.resolve(), table))
    first, _, last = given.seeds.partition("-")
    for labels in given.labels:
        for seed in range(int(first), int(last or first) + 1):
            order = np.random.default_rng([seed, 4]).permutation(len(table.names))
            asked = order[labels:][-(given.cells or len(order)) :]
            for name, (epochs, trained) in measured.items():
                plan = Plan(order[:labels], asked, min(given.epochs or epochs, epochs), seed)
                print(json.dumps({"predictor": name, **record(table, plan, trained)}), flush=True)


if __name__ == "__main__":
    main()
