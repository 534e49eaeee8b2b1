"""Learning a new device from a handful of measurements: which ones to take, and what other devices teach.

The predictor is ridge on one-hot operators per edge. With transfer it also sees the latencies of the same architectures
on other devices, where they are known already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from sklearn.linear_model import RidgeCV

from .baselines import ALPHAS
from .design import Cells, Design, Matrix, Rows, Vector, check_latencies
from .figures import Figures

SIZES = (10, 20, 50, 100)
REPEATS = 5

_PRIOR = 1.0  # the strength of the ridge whose uncertainty decides: the first measurements determine little alone
_WEIGHT = 3.0  # of another device's standardised latencies beside one-hot operators: ridge shrinks them less
_NEEDED = 0.95  # the share of the architectures that another device must know to take part


@dataclass(frozen=True)
class Learned:
    """Errors on the architectures that were not measured, means over the repetitions."""

    samples: int  # measured architectures
    chosen: str  # "random" or "spread"
    transfer: bool  # whether other devices' latencies were used
    rmse_ms: float
    within_10_percent: float
    spearman: float | None  # None if it is not defined in a repetition


def spread(cells: Cells, count: int, seed: int = 0) -> Rows:
    """The rows (count,) of the architectures to measure first: a greedy D-optimal design.

    Each next one is that which the additive model, given those before it, is least sure of: the largest leverage
    x' (X'X + I)^-1 x with x the one-hot operators and a constant. So every operator on every edge is soon seen, and
    about equally often in the end. Among equals the seed decides.
    """
    if not 0 <= count <= len(cells):
        raise ValueError(f"{count} of {len(cells)} architectures cannot be chosen")
    order = np.random.default_rng(seed).permutation(len(cells))
    x = np.hstack([cells.one_hot(), np.ones((len(cells), 1))])[order]  # (n, F)
    inverse = np.eye(x.shape[1]) / _PRIOR
    leverage = ((x @ inverse) * x).sum(axis=1)
    chosen: list[int] = []
    for _ in range(count):
        leverage[chosen[-1:]] = -np.inf  # a second measurement of it is not on offer
        best = int(np.argmax(np.round(leverage, 9)))  # rounded: equals are equal, whatever the order of additions
        chosen.append(best)
        step = inverse @ x[best]  # Sherman-Morrison: one more row in X
        scale = 1 + float(x[best] @ step)
        inverse -= np.outer(step, step) / scale
        leverage -= (x @ step) ** 2 / scale
    return order[chosen]


def learn_from_few(
    design: Design,
    others_ms: Matrix,
    sizes: Sequence[int] = SIZES,
    seed: int = 0,
    repeats: int = REPEATS,
) -> list[Learned]:
    """Every size, chosen at random and by `spread`, without and with transfer, each `repeats` times.

    design: n architectures, their latency on the new device in ms or NaN. others_ms (D, n): their latencies on D other
    devices in ms, D may be 0. Another device takes part if it knows 95 % of what the new one knows; architectures that
    any of those misses are left out, of both sides of the comparison. A size that leaves fewer than two architectures
    to predict is left out too. The same architectures are measured with and without transfer.
    """
    if others_ms.ndim != 2 or others_ms.shape[1] != len(design):
        raise ValueError(f"others_ms must be (D, {len(design)}), not {others_ms.shape}")
    check_latencies(others_ms, "others_ms")
    known = ~np.isnan(design.latency_ms)
    taking_part = usable(design, others_ms)
    rows = known & ~np.isnan(others_ms[taking_part]).any(axis=0)
    part, others = design.take(rows), others_ms[taking_part][:, rows]
    alone = part.cells.one_hot()
    features = {False: alone}
    if len(others):
        features[True] = np.hstack([alone, _WEIGHT * _standardised(others.T)])
    learned = []
    for size in (size for size in sizes if size <= len(part) - 2):
        for chosen in ("random", "spread"):
            choices = [_choose(part.cells, chosen, size, seed + repeat) for repeat in range(repeats)]
            for transfer, x in features.items():
                figures = [_error(x, part.latency_ms, choice) for choice in choices]
                learned.append(_mean(size, chosen, transfer, figures))
    return learned


def usable(design: Design, others_ms: Matrix) -> Rows:
    """The rows of others_ms (D, n) that know 95 % of the architectures that the design knows."""
    known = ~np.isnan(design.latency_ms)
    if not known.any():
        raise ValueError("no latency of the device is known")
    shares = (~np.isnan(others_ms[:, known])).mean(axis=1)
    return np.flatnonzero(shares >= _NEEDED)


def _choose(cells: Cells, how: str, count: int, seed: int) -> Rows:
    return (
        spread(cells, count, seed) if how == "spread" else np.random.default_rng(seed).permutation(len(cells))[:count]
    )


def _error(x: Matrix, latency_ms: Vector, rows: Rows) -> Figures:
    rest = np.ones(len(x), dtype=bool)
    rest[rows] = False
    predicted = RidgeCV(ALPHAS).fit(x[rows], latency_ms[rows]).predict(x[rest])
    return Figures.of(predicted, latency_ms[rest])


def _mean(samples: int, chosen: str, transfer: bool, figures: Sequence[Figures]) -> Learned:
    rmse, within, spearman = (
        [value for figure in figures if (value := getattr(figure, name)) is not None]
        for name in ("rmse_ms", "within_10_percent", "spearman")
    )
    rank = fmean(spearman) if len(spearman) == len(figures) else None
    return Learned(samples, chosen, transfer, fmean(rmse), fmean(within), rank)


def _standardised(values: Matrix) -> Matrix:
    spreads = values.std(axis=0)
    standardised: Matrix = (values - values.mean(axis=0)) / np.where(spreads > 0, spreads, 1)
    return standardised
