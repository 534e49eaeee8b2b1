"""What every predictor can do: learn from observations any number of times, and predict architectures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from .cells import Cells, Integers, Matrix

Figures = dict[str, Any]
"""What a fit tells of itself, as it goes into JSON."""


@dataclass(frozen=True)
class Prediction:
    """Of n architectures: `score` (n,), higher is better; `deviation` (n,) of that score and `tier_probabilities`
    (n, T), best tier first, of predictors that have them."""

    score: Matrix
    deviation: Matrix | None = None
    tier_probabilities: Matrix | None = None


class Predictor(Protocol):
    """A predictor of the architectures of one `Cells`, of which it is always told rows.

    A fit depends on its arguments alone, not on earlier fits, and the same arguments give the same bits.
    """

    def fit(self, cells: Cells, rows: Integers, values: Matrix, *, seed: int, cancelled: Callable[[], bool]) -> Figures:
        """Learns the values (n,) of the rows (n,), higher is better.

        Raises:
            ValueError: fewer than 2 rows, or a value that is not finite, or a row that is not there.
            Cancelled: `cancelled` said so; the predictor is as it was before.
        """
        ...

    def predict(self, cells: Cells, rows: Integers) -> Prediction:
        """Predicts rows (n,). Raises NotFittedError before the first fit."""
        ...

    def draw(self, cells: Cells, rows: Integers, count: int, seed: int) -> Matrix:
        """(count, n): scores under functions drawn from what the predictor believes, for Thompson sampling."""
        ...

    def save(self, path: Path) -> None:
        """Writes all that predictions depend on, but for the cells, atomically."""
        ...

    def load(self, path: Path) -> None:
        """Takes up what `save` wrote. Raises UnusableState for a damaged file, and for one of other settings."""
        ...


class NotFittedError(ValueError):
    """A predictor was asked before it was fitted."""


class Cancelled(Exception):  # noqa: N818
    """A fit was stopped because Java asked for it."""


def checked(cells: Cells, rows: npt.ArrayLike, values: npt.ArrayLike) -> tuple[npt.NDArray[np.int64], Matrix]:
    """Copies of the observations of a fit. Raises ValueError as `Predictor.fit` says."""
    chosen = np.array(rows, dtype=np.int64)
    known = np.array(values, dtype=np.float64)
    if chosen.ndim != 1 or chosen.shape != known.shape:
        raise ValueError(f"rows {chosen.shape} and values {known.shape} must be two lists of one length")
    if len(chosen) < 2:
        raise ValueError(f"a predictor needs at least 2 observations, not {len(chosen)}")
    if not np.isfinite(known).all():
        raise ValueError(f"{int((~np.isfinite(known)).sum())} of {len(known)} values are not finite numbers")
    if chosen.min() < 0 or chosen.max() >= len(cells):
        raise ValueError(f"rows must lie between 0 and {len(cells) - 1}, not {chosen.min()} to {chosen.max()}")
    return chosen, known


def draw_independently(prediction: Prediction, count: int, seed: int) -> Matrix:
    """(count, n): each score drawn from a normal distribution of its own.

    Raises ValueError for a prediction without deviations.
    """
    if prediction.deviation is None:
        raise ValueError("this predictor gives no deviations to draw with")
    noise = np.random.default_rng(seed).standard_normal((count, len(prediction.score)))
    drawn: Matrix = prediction.score + prediction.deviation * noise
    return drawn
