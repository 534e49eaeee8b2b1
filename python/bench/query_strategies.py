"""Strategies that ask for one architecture after another; each returns the rows in the order of asking."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import query_tasks
from scipy.stats import norm

from narq2t.predictors import registry
from narq2t.predictors.base import Prediction, Predictor

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sequential:
    """A first design, then rounds of fit and ask.

    `first`: `random`, or `strata`, one of each of as many equal parts of the candidates in the order of their FLOPs.
    `acquisition`: `ucb` (mean + kappa deviations), `ei`, `thompson`, or `tiers`: the probability of lying above the
    best `share` of what is known, in steps of a hundredth, and within a step the mean. `kappa_end`: kappa falls
    linearly to it at the end of the budget. `merge`: isomorphic architectures are one candidate. `warm`: the task whose
    results the predictor knows before; `warm=shuffled-TASK` gives them to the wrong architectures.
    """

    predictor: str = "gp"
    first: str = "random"
    first_size: int = 10
    batch: int = 1
    acquisition: str = "ucb"
    kappa: float = 1.0
    kappa_end: float = -1.0
    share: float = 0.2
    merge: bool = True
    warm: str = ""


def sequential(
    task: query_tasks.Task,
    seed: int,
    budget: int,
    plan: Sequential,
    settings: dict[str, object],
    enough: Callable[[int], bool],
) -> list[int]:
    """Asks until the budget is spent, or `enough` says so of an architecture."""
    random = np.random.default_rng([seed, 1])
    candidates = task.candidates if plan.merge else np.arange(len(task.validation))
    if plan.first == "strata":
        ordered = candidates[np.lexsort(task.cells.costs[candidates].T[::-1])]
        known = [int(random.choice(stratum)) for stratum in np.array_split(ordered, plan.first_size)]
    else:
        known = [int(row) for row in random.choice(candidates, plan.first_size, replace=False)]
    if plan.warm:
        other = query_tasks.task(plan.warm.removeprefix("shuffled-")).validation
        other = random.permutation(other) if plan.warm.startswith("shuffled-") else other
        predictor = registry.create(plan.predictor, {**settings, "warm": plan.warm}, other)
    else:
        predictor = registry.create(plan.predictor, settings)
    while len(known) < budget and not any(enough(row) for row in known[-max(plan.batch, plan.first_size) :]):
        rows = np.array(known)
        figures = predictor.fit(
            task.cells, rows, task.validation[rows], seed=seed * 10_000 + len(known), cancelled=lambda: False
        )
        left = np.setdiff1d(candidates, rows)
        count = min(plan.batch, budget - len(known))
        known += [int(row) for row in _chosen(task, predictor, left, count, plan, figures, len(known) / budget, random)]
    return known


def _chosen(
    task: query_tasks.Task,
    predictor: Predictor,
    left: Rows,
    count: int,
    plan: Sequential,
    figures: dict[str, float],
    spent: float,
    random: np.random.Generator,
) -> Rows:
    if plan.acquisition == "thompson":
        drawn = predictor.draw(task.cells, left, count, int(random.integers(2**31)))
        picked: list[int] = []
        for function in drawn:
            picked.append(next(int(i) for i in np.argsort(-function, kind="stable") if int(i) not in picked))
        return left[picked]
    worth = _worth(predictor.predict(task.cells, left), plan, figures, spent)
    return left[np.argsort(-worth, kind="stable")[:count]]


def _worth(
    prediction: Prediction, plan: Sequential, figures: dict[str, float], spent: float
) -> npt.NDArray[np.float64]:
    mean, deviation = prediction.score, prediction.deviation
    assert deviation is not None
    if plan.acquisition == "ucb":
        kappa = plan.kappa if plan.kappa_end < 0 else plan.kappa + spent * (plan.kappa_end - plan.kappa)
        return mean + kappa * deviation
    if plan.acquisition == "ei":
        ahead = (mean - figures["best_target"]) / np.maximum(deviation, 1e-9)
        return deviation * (ahead * norm.cdf(ahead) + norm.pdf(ahead))
    if plan.acquisition == "tiers":
        above = norm.cdf((mean - norm.ppf(1 - plan.share)) / np.maximum(deviation, 1e-9))
        return 1000 * np.round(above, 2) + mean
    raise ValueError(f"no acquisition {plan.acquisition!r}: ucb, ei, thompson, tiers")


def randomly(task: query_tasks.Task, seed: int, budget: int) -> list[int]:
    """Random search without repetition among the isomorphism classes."""
    chosen = np.random.default_rng([seed, 1]).choice(task.candidates, budget, replace=False)
    return [int(row) for row in chosen]


def evolution(task: query_tasks.Task, seed: int, budget: int, population: int = 30, sample: int = 10) -> list[int]:
    """Regularised evolution (Real et al. 2019); a child that was asked before costs nothing."""
    assert task.neighbours is not None
    random = np.random.default_rng([seed, 2])
    known = [int(row) for row in random.choice(task.candidates, population, replace=False)]
    alive = deque(known)
    while len(known) < budget:
        rivals = random.choice(len(alive), sample, replace=False)
        parent = max((alive[int(i)] for i in rivals), key=lambda row: task.validation[row])
        child = int(task.representative[random.choice(task.neighbours[parent])])
        alive.append(child)
        alive.popleft()
        if child not in known:
            known.append(child)
    return known


def local(task: query_tasks.Task, seed: int, budget: int) -> list[int]:
    """Local search (White et al. 2021): asks all neighbours, moves to the best, starts anew from a local optimum."""
    assert task.neighbours is not None
    random = np.random.default_rng([seed, 3])
    known: list[int] = []

    def ask(row: int) -> None:
        if row not in known and len(known) < budget:
            known.append(row)

    while len(known) < budget:
        here = int(random.choice(np.setdiff1d(task.candidates, known)))
        ask(here)
        while len(known) < budget:
            near = [int(task.representative[row]) for row in random.permutation(task.neighbours[here])]
            for row in near:
                ask(row)
            best = max((row for row in near if row in known), key=lambda row: task.validation[row])
            if task.validation[best] <= task.validation[here]:
                break
            here = best
    return known
