"""What a latency is predicted from, and what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float64]
Codes = npt.NDArray[np.integer]
Rows = npt.NDArray[np.integer] | npt.NDArray[np.bool_]
"""Which architectures: their numbers, or a yes or no for each."""


@dataclass(frozen=True)
class Cells:
    """n architectures with one of A operators on each of E edges. Raises ValueError naming what cannot be."""

    codes: Codes  # (n, E), 0..A-1
    flops: Vector  # (n,)
    operators: int  # A

    def __post_init__(self) -> None:
        if self.codes.ndim != 2 or self.flops.shape != self.codes.shape[:1]:
            raise ValueError(f"codes must be (n, E) and flops (n,), not {self.codes.shape} and {self.flops.shape}")
        if self.codes.size and not 0 <= self.codes.min() <= self.codes.max() < self.operators:
            low, high = self.codes.min(), self.codes.max()
            raise ValueError(f"codes must be 0 to {self.operators - 1}, not {low} to {high}")

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, rows: Rows) -> Self:
        """The architectures of these rows."""
        return type(self)(self.codes[rows], self.flops[rows], self.operators)

    def one_hot(self) -> Matrix:
        """(n, E * A): 1 where an edge has an operator; the operators of the first edge come first."""
        return np.eye(self.operators)[self.codes].reshape(len(self), -1)

    def counts(self) -> Matrix:
        """(n, A): how often each operator occurs."""
        counts: Matrix = np.eye(self.operators)[self.codes].sum(axis=1)
        return counts


@dataclass(frozen=True)
class Design:
    """Architectures and their latency in ms, NaN where it was not measured. Raises ValueError for any other value."""

    cells: Cells
    latency_ms: Vector  # (n,)

    def __post_init__(self) -> None:
        if self.latency_ms.shape != (len(self.cells),):
            raise ValueError(f"latency_ms must be ({len(self.cells)},), not {self.latency_ms.shape}")
        check_latencies(self.latency_ms, "latency_ms")

    def __len__(self) -> int:
        return len(self.cells)

    def take(self, rows: Rows) -> Self:
        """The design of these rows."""
        return type(self)(self.cells.take(rows), self.latency_ms[rows])

    def measured(self) -> Self:
        """The part whose latency is known."""
        return self.take(~np.isnan(self.latency_ms))


def check_latencies(latency_ms: Vector, name: str) -> None:
    """Raises ValueError unless all are positive and finite, or NaN: -1 would be taken for a very fast network."""
    wrong = ~np.isnan(latency_ms) & ~((latency_ms > 0) & np.isfinite(latency_ms))
    if wrong.any():
        value = latency_ms[wrong][0]
        raise ValueError(f"{name} must be positive milliseconds, NaN for unknown, not {value}")
