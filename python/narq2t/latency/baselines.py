"""Four predictors of latency that a neural one has to beat, from the simplest to the most flexible.

- flops: a line through the FLOPs.
- operator-counts: a look-up table with a time for each operator, wherever it stands; the latency is the sum over the
  edges and a constant. The times are fitted by least squares, so that a cell with unseen counts has a latency too.
- additive-ridge: a time for each operator on each edge. Ridge, its strength chosen by leaving one out.
- boosted-trees: gradient boosting, the only one that sees how operators act together.

Latencies are fitted as they are, in ms, and so RMSE in ms is what every one of them minimises.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import LinearRegression, RidgeCV

from .design import Cells, Design, Matrix, Vector

ALPHAS = tuple(float(alpha) for alpha in np.logspace(-4, 3, 15))
"""The strengths that ridge may choose from."""


class Predictor(Protocol):
    """What a fit returns."""

    def predict(self, cells: Cells) -> Vector:
        """(n,) latencies in ms of n architectures; a linear one may say less than 0 far from what it has seen."""
        ...


@dataclass(frozen=True)
class Regression:
    """A fitted scikit-learn regressor and the features that it was fitted to."""

    features: Callable[[Cells], Matrix]
    regressor: Any

    def predict(self, cells: Cells) -> Vector:
        """(n,) latencies in ms."""
        predicted: Vector = np.asarray(self.regressor.predict(self.features(cells)), dtype=np.float64)
        return predicted


@dataclass(frozen=True)
class Baseline:
    """A kind of predictor: features (n, F) of n architectures, and a new scikit-learn regressor for each fit."""

    name: str
    features: Callable[[Cells], Matrix]
    regressor: Callable[[], Any]

    def fit(self, design: Design) -> Predictor:
        """Fits to the measured part of the design. Raises ValueError if nothing in it was measured."""
        measured = design.measured()
        if not len(measured):
            raise ValueError(f"{self.name} cannot be fitted: no latency is known")
        return Regression(self.features, self.regressor().fit(self.features(measured.cells), measured.latency_ms))


def flops() -> Baseline:
    """Least squares on the FLOPs, with an intercept."""
    return Baseline("flops", lambda cells: cells.flops[:, None], LinearRegression)


def operator_counts() -> Baseline:
    """Least squares on the number of times each operator occurs, with an intercept."""
    return Baseline("operator-counts", Cells.counts, LinearRegression)


def additive_ridge(alphas: Sequence[float] = ALPHAS) -> Baseline:
    """Ridge on one-hot operators per edge, with an intercept that is not penalised."""
    return Baseline("additive-ridge", Cells.one_hot, lambda: RidgeCV(alphas))


def boosted_trees() -> Baseline:
    """Gradient boosting on one-hot operators per edge: 300 trees of depth 3, each on half the samples, always seed 0.

    Of the ensembles tried on 1,000 architectures of NAS-Bench-201 (random forest, extremely randomised trees, deeper
    and shorter boosting) it had the lowest cross-validated RMSE on most devices, and never one far from it.
    """
    return Baseline(
        "boosted-trees",
        Cells.one_hot,
        lambda: GradientBoostingRegressor(n_estimators=300, max_depth=3, subsample=0.5, random_state=0),
    )


BASELINES = (flops(), operator_counts(), additive_ridge(), boosted_trees())
"""All four; where two are equally good the earlier, simpler one is chosen."""
