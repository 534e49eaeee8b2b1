"""The covariance of accuracies: one Matérn kernel over blocks of features, each with a length scale of its own.

k(x, z) = s (1 + r) exp(-r) with r^2 = 3 sum_b d_b(x, z)^2 / l_b^2, d_b the Euclidean distance in block b (Rasmussen and
Williams 2006, Eq. 4.17, ν = 3/2). Parameters are logarithms: (l_1 .. l_B, s, noise variance).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse  # type: ignore[import-untyped]

from .cells import Matrix

Block = Any
"""(n, D) features, a numpy array or a `scipy.sparse.csr_array`, which has no types."""

JITTER = 1e-6  # added to the noise variance; targets have a variance near 1

_LENGTH, _SCALE, _NOISE = 1.5, 1.0, (-3.0, 1.5)  # spreads of the log-normal priors; of the noise its centre too


@dataclass(frozen=True)
class Observed:
    """Squared distances (B, n, n) between n observations in B blocks, and their targets (n,)."""

    distances: Matrix
    targets: Matrix

    def centre(self) -> Matrix:
        """The centres of the priors: each block as far as the others, targets of variance 1, little noise."""
        n = len(self.targets)
        between = self.distances.sum(axis=(1, 2)) / (n * (n - 1))
        lengths = 0.5 * np.log(np.maximum(between, 1e-3) * len(between))
        return np.concatenate([lengths, [0.0, _NOISE[0]]])

    def spread(self) -> Matrix:
        """The standard deviations of the priors."""
        return np.array([_LENGTH] * len(self.distances) + [_SCALE, _NOISE[1]])


def squared_distances(a: Block, b: Block) -> Matrix:
    """(n, m) between the rows of two blocks."""
    products = (a @ b.T).toarray() if sparse.issparse(a) else a @ b.T
    found: Matrix = np.maximum(_norms(a)[:, None] + _norms(b)[None, :] - 2 * products, 0)
    return found


def _norms(block: Block) -> Matrix:
    return np.asarray((block * block).sum(axis=1)).ravel()


def matern(scaled: Matrix) -> Matrix:
    """k / s from squared distances in units of the length scales."""
    r = np.sqrt(3 * scaled)
    value: Matrix = (1 + r) * np.exp(-r)
    return value


def negative_log_posterior(parameters: Matrix, observed: Observed) -> tuple[float, Matrix]:
    """Minus the logarithm of marginal likelihood times priors, up to a constant, and its gradient.

    Rasmussen and Williams (2006), Eq. 5.8 and 5.9. Infinite, with gradient 0, where the matrix is singular.
    """
    blocks, n = len(observed.distances), len(observed.targets)
    scaled = observed.distances * np.exp(-2 * parameters[:blocks])[:, None, None]
    r = np.sqrt(3 * scaled.sum(axis=0))
    signal, noise = np.exp(parameters[blocks]), np.exp(parameters[-1])
    decay = signal * np.exp(-r)
    covariance = (1 + r) * decay
    try:
        lower = linalg.cholesky(covariance + (noise + JITTER) * np.eye(n), lower=True, check_finite=False)
    except linalg.LinAlgError:
        return np.inf, np.zeros_like(parameters)
    weights = linalg.cho_solve((lower, True), observed.targets, check_finite=False)
    inverse = linalg.lapack.dpotri(lower, lower=1)[0]
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    outer = inverse - np.outer(weights, weights)
    value = 0.5 * observed.targets @ weights + np.log(np.diag(lower)).sum() + 0.5 * n * np.log(2 * np.pi)
    lengths = 1.5 * np.tensordot(scaled, outer * decay, axes=2)
    gradient = np.concatenate([lengths, [0.5 * np.sum(outer * covariance), 0.5 * noise * np.trace(outer)]])
    off = (parameters - observed.centre()) / observed.spread()
    return float(value + 0.5 * off @ off), gradient + off / observed.spread()


def scaled_features(blocks: list[Block], lengths: Matrix, rows: npt.NDArray[np.int64]) -> Block:
    """(n, D) of all blocks beside each other, each divided by its length scale."""
    parts = [block[rows] / length for block, length in zip(blocks, lengths, strict=True)]
    if any(sparse.issparse(part) for part in parts):
        return sparse.csr_array(sparse.hstack([sparse.csr_array(part) for part in parts]))
    return np.concatenate(parts, axis=1)
