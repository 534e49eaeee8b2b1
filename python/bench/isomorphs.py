"""How much isomorphic cells lift Kendall's tau, from finished runs of the study leaderboard-tau.

    NARQ2T_DATA=../data python bench/isomorphs.py RUNS [--predictor gp]

Each seed needs its runs under nar-former and held-out. Columns: tau against validation accuracy on all cells; without
those that were looked up; without those that compute the same either; and of another seed's predictor on that last set,
less what that one looked up itself: it may have learnt from twins of these cells, so what it loses is not theirs.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import query_tasks
from scipy.stats import kendalltau  # type: ignore[import-untyped]


@dataclass(frozen=True)
class FinishedRun:
    """A finished run: `scores` of the cells that it was judged on, and the cells `seen`, which it looked up."""

    scores: dict[int, float]
    seen: set[int]

    def tau(self, cells: set[int], accuracies: npt.NDArray[np.float64]) -> float:
        chosen = sorted(cells)
        return float(kendalltau([self.scores[cell] for cell in chosen], accuracies[chosen])[0])


def collect(folder: Path, predictor: str) -> dict[tuple[str, int, int], FinishedRun]:
    """Runs on CIFAR-10 of NAS-Bench-201 by protocol, labels and seed."""
    found = {}
    for path in sorted(folder.glob("*/result.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        settings = result["configuration"]
        kind = (settings["strategy"]["type"], settings["space"], settings["predictor"]["type"])
        if kind == ("sample", "nasbench201", predictor):
            rows = np.loadtxt(path.with_name("predictions.csv"), delimiter=",", skiprows=1)
            scores = {int(cell): float(score) for cell, score, _ in rows}
            seen = {one["architecture"] for part in result["rounds"] for one in part["observations"]}
            protocol = settings["evaluation"]["protocol"].lower().replace("_", "-")
            found[protocol, settings["strategy"]["train"], settings["seed"]] = FinishedRun(scores, seen)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path)
    parser.add_argument("--predictor", default="gp")
    options = parser.parse_args()
    runs = collect(options.runs, options.predictor)
    accuracies = query_tasks.task("cifar10").validation
    print("labels  seeds  all    unseen  no twin  other's  cells without a twin")
    for labels in sorted({labels for _, labels, _ in runs}):
        both = [s for p, n, s in runs if (p, n) == ("held-out", labels) and ("nar-former", labels, s) in runs]
        rows = []
        for at, seed in enumerate(both):
            own, other = runs["nar-former", labels, seed], runs["nar-former", labels, both[at - 1]]
            held = set(runs["held-out", labels, seed].scores)
            cells = set(own.scores)
            rows.append(
                (
                    own.tau(cells, accuracies),
                    own.tau(cells - own.seen, accuracies),
                    own.tau(held, accuracies),
                    other.tau(held - other.seen, accuracies),
                    len(held),
                )
            )
        if len(both) > 1:
            means = np.mean(rows, axis=0)
            taus = "  ".join(f"{value:.4f}" for value in means[:4])
            print(f"{labels:6} {len(both):6}  {taus}  {means[4]:.0f}")


if __name__ == "__main__":
    main()
