"""How far predictions are from measurements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from .design import Vector


@dataclass(frozen=True)
class Figures:
    """The errors of Sec. IV-C, over the architectures whose latency is known; None where they are not defined."""

    known: int  # number of architectures
    rmse_ms: float | None
    within_5_percent: float | None  # share, 0..1, with an error of at most 5 % of the measured latency
    within_10_percent: float | None
    spearman: float | None  # also None if either side has one value only
    kendall: float | None  # tau-b, on the same terms

    @classmethod
    def of(cls, predicted_ms: Vector, measured_ms: Vector) -> Self:
        """Compares (n,) with (n,), both in ms; what was not measured (NaN) is left out."""
        from scipy.stats import kendalltau, spearmanr  # type: ignore[import-untyped]  # a second to import

        if predicted_ms.shape != measured_ms.shape:
            raise ValueError(f"{predicted_ms.shape} predicted but {measured_ms.shape} measured latencies")
        known = ~np.isnan(measured_ms)
        predicted, measured = predicted_ms[known], measured_ms[known]
        if not len(measured):
            return cls(0, None, None, None, None, None)
        error = np.abs(predicted - measured)
        ranked = np.ptp(predicted) > 0 and np.ptp(measured) > 0
        return cls(
            known=len(measured),
            rmse_ms=float(np.sqrt(np.mean(error**2))),
            within_5_percent=float(np.mean(error <= 0.05 * measured)),
            within_10_percent=float(np.mean(error <= 0.10 * measured)),
            spearman=float(spearmanr(predicted, measured).statistic) if ranked else None,
            kendall=float(kendalltau(predicted, measured).statistic) if ranked else None,
        )
