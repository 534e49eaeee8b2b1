"""What the results of another task tell before anything of this one is known (docs/adr/0027-warm-start.md)."""

from __future__ import annotations

import numpy as np

from . import targets
from .cells import Matrix

_RESIDUAL = 0.25  # variance of what the other task does not explain, of targets of variance 1
_SLOPE = (1.0, 0.25)  # the prior mean and variance of the slope: that the tasks agree
_INTERCEPT = 1.0  # the prior variance of the intercept, whose mean is 0


def scores(values: Matrix) -> Matrix:
    """Values (S,) of another task, NaN where unknown, as normal scores of their ranks; 0, the middle, where unknown."""
    known = np.isfinite(values)
    if known.sum() < 2:
        raise ValueError(f"at least 2 results of another task must be known, not {int(known.sum())}")
    found = np.zeros(len(values))
    found[known] = targets.transformed(values[known], "normal-scores")
    return found


def trend(prior: Matrix, observed: Matrix) -> Matrix:
    """(intercept, slope): the most probable line of `observed` (n,) on `prior` (n,), both in normal scores.

    With few observations the slope stays near 1; with many it is that of least squares: 0 for an unrelated task.
    """
    columns = np.stack([np.ones(len(prior)), prior], axis=1)
    precision = np.diag([1 / _INTERCEPT, 1 / _SLOPE[1]])
    mean = np.array([0.0, _SLOPE[0]])
    found: Matrix = np.linalg.solve(
        columns.T @ columns / _RESIDUAL + precision, columns.T @ observed / _RESIDUAL + precision @ mean
    )
    return found
