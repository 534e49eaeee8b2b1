"""Choosing a predictor for a device by its error on architectures that it was not fitted to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .baselines import Baseline
from .design import Design, Vector
from .figures import Figures


@dataclass(frozen=True)
class CrossValidation:
    """Errors of out-of-fold predictions: each by a fit that did not see the architecture."""

    figures: Figures
    predictions_ms: Vector  # (n,), NaN where nothing was measured
    folds: int


def fold_count(known: int, folds: int) -> int:
    """The folds for this many known latencies: as asked for, fewer if a fold would have less than two, at least two.

    Raises ValueError if that cannot be: `folds` below 2, or fewer than 4 known latencies.
    """
    if folds < 2:
        raise ValueError(f"folds must be at least 2, not {folds}")
    if known < 4:
        raise ValueError(f"cross-validation needs at least 4 known latencies, there are {known}")
    return min(folds, known // 2)


def cross_validate(baseline: Baseline, design: Design, folds: int = 5, seed: int = 0) -> CrossValidation:
    """k-fold cross-validation on the measured part of a design; a seed makes the same folds for every baseline."""
    rows = np.flatnonzero(~np.isnan(design.latency_ms))
    count = fold_count(len(rows), folds)
    predictions = np.full(len(design), np.nan)
    for fold in np.array_split(np.random.default_rng(seed).permutation(rows), count):
        predictor = baseline.fit(design.take(np.setdiff1d(rows, fold)))
        predictions[fold] = predictor.predict(design.cells.take(fold))
    return CrossValidation(Figures.of(predictions, design.latency_ms), predictions, count)


def choose(figures: Mapping[str, Figures]) -> str:
    """The name with the lowest RMSE, the first of them if several have it; ValueError if none has an RMSE."""
    errors = {name: found.rmse_ms for name, found in figures.items() if found.rmse_ms is not None}
    if not errors:
        raise ValueError("there is no predictor with a known error to choose from")
    return min(errors, key=errors.__getitem__)
