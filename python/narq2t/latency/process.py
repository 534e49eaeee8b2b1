"""A Gaussian process over what architectures cost on a device: latency or energy, learnt from what a search measured.

A search under a limit has to know how probable it is that an architecture keeps it. Learnt are the logarithms of cost
over limit, no further from 0 than `FAR`: what costs a third of the limit keeps it as surely as what costs a hundredth,
and the few cells that compute nothing at all would otherwise take up the length scales.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import linalg, optimize  # type: ignore[import-untyped]

from narq2t.predictors import kernel

from .design import Cells, Matrix, Vector

FAR = 1.0
"""The largest logarithm of cost over limit, and the smallest with a minus."""

_ITERATIONS = 40  # of L-BFGS at most
_CHUNK = 4096  # architectures predicted at once


@dataclass(frozen=True)
class Belief:
    """Mean (n,) and standard deviation (n,) of log(cost / limit), the noise of a measurement included."""

    mean: Vector
    deviation: Vector


class CostProcess:
    """The process over one space: n architectures as they are drawn, and as they run once dead edges are cut.

    Devices differ in what they cut, so that both count; a length scale for each block says how much.
    """

    def __init__(self, drawn: Cells, live: Cells) -> None:
        costs = np.log1p(drawn.flops)
        spread = costs.std()
        scaled = (costs - costs.mean()) / (spread if spread > 0 else 1)
        self._blocks = [drawn.one_hot(), drawn.counts(), live.one_hot(), live.counts(), scaled[:, None]]

    def __len__(self) -> int:
        return len(self._blocks[0])

    def believe(self, rows: npt.NDArray[np.integer], costs: Vector, limit: float) -> Belief:
        """Learns the costs (m,) of m rows, in the unit of the limit, and says what it believes of all n architectures.

        Costs of NaN are left out. Raises ValueError for less than two known costs, and for a limit of 0 or less.
        """
        known = ~np.isnan(costs)
        if known.sum() < 2 or not limit > 0:
            raise ValueError(f"needs two known costs and a limit above 0, not {known.sum()} and {limit}")
        chosen = np.asarray(rows)[known]
        logs = np.clip(np.log(np.maximum(costs[known], 1e-12) / limit), -FAR, FAR)
        centre, spread = logs.mean(), logs.std()
        scale = spread if spread > 0 else 1.0
        parts = [block[chosen] for block in self._blocks]
        distances = np.stack([kernel.squared_distances(part, part) for part in parts])
        observed = kernel.Observed(distances, (logs - centre) / scale)
        parameters = _most_probable(observed)
        mean, deviation = self._posterior(chosen, observed.targets, parameters)
        return Belief(centre + scale * mean, scale * deviation)

    def _posterior(self, rows: npt.NDArray[np.integer], targets: Matrix, parameters: Matrix) -> tuple[Vector, Vector]:
        lengths, signal = np.exp(parameters[:-2]), np.exp(parameters[-2])
        noise = np.exp(parameters[-1]) + kernel.JITTER
        features = kernel.scaled_features(self._blocks, lengths, np.arange(len(self)))
        known = features[rows]
        covariance = signal * kernel.matern(kernel.squared_distances(known, known))
        covariance[np.diag_indices(len(rows))] = signal + noise
        lower = linalg.cholesky(covariance, lower=True, check_finite=False)
        weights = linalg.cho_solve((lower, True), targets, check_finite=False)
        mean, deviation = np.empty(len(self)), np.empty(len(self))
        for start in range(0, len(self), _CHUNK):
            part = slice(start, start + _CHUNK)
            cross = signal * kernel.matern(kernel.squared_distances(known, features[part]))
            mean[part] = weights @ cross
            explained = linalg.solve_triangular(lower, cross, lower=True, check_finite=False)
            left = np.maximum(signal - np.einsum("ij,ij->j", explained, explained), 0)
            deviation[part] = np.sqrt(left + noise)
        return mean, deviation


def _most_probable(observed: kernel.Observed) -> Matrix:
    """The parameters with the highest posterior, from the centre of their priors on: the same for the same costs."""
    centre = observed.centre()
    found = optimize.minimize(
        kernel.negative_log_posterior,
        centre,
        args=(observed,),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _ITERATIONS},
        bounds=[*((c - 5, c + 5) for c in centre[:-1]), (-9.0, 1.0)],
    )
    return np.asarray(found.x)
