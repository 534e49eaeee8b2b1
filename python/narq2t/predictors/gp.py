"""A Gaussian process over what a cell computes (docs/adr/0022-gaussian-process.md)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from scipy import linalg, optimize  # type: ignore[import-untyped]

from . import features, targets, warm
from .base import Cancelled, Figures, NotFittedError, Prediction, checked
from .cells import Cells, Integers, Matrix
from .kernel import JITTER, Block, Observed, matern, negative_log_posterior, scaled_features, squared_distances
from .narq2t.checkpoint import UnusableState, read_state, write_state

_CHUNK = 4096  # architectures predicted at once: bounds the memory at 4096 times the number of observations
_WAVES = 2048  # random Fourier features of a drawn function: deviations are right to a tenth


@dataclass(frozen=True)
class GpSettings:
    """`blocks`: of `features.BLOCKS`, or `features.AUTO`; `target`: of `targets.TARGETS`; `iterations` of L-BFGS at
    most; `likelihood_rows`: with more observations, length scales are fitted to so many of them, drawn at random, and
    predictions still use all; `warm`: name of the task whose results are known before (`GaussianProcess.prior`)."""

    blocks: tuple[str, ...] = features.AUTO
    target: str = "normal-scores"
    iterations: int = 40
    likelihood_rows: int = 1000
    warm: str = ""


@dataclass(frozen=True)
class _Posterior:
    """`rows` (n,) of the observations, `targets` (n,) without the trend, `parameters` as in `kernel`; `lower` (n, n) is
    the Cholesky factor of their covariance with noise, `weights` (n,) what they add to a prediction; `trend` (2,):
    intercept and slope on what is known of another task."""

    rows: npt.NDArray[np.int64]
    targets: Matrix
    parameters: Matrix
    lower: Matrix
    weights: Matrix
    trend: Matrix

    @property
    def lengths(self) -> Matrix:
        return np.asarray(np.exp(self.parameters[:-2]))

    @property
    def signal(self) -> float:
        return float(np.exp(self.parameters[-2]))


class GaussianProcess:
    """An exact Gaussian process; its scores are in the units of the target.

    `prior` (S,): what is known of all cells from another task, by `warm.scores`; the process then learns how the
    observations differ from a line on it. Raises ValueError if `settings.warm` names a task and there is none.
    """

    def __init__(self, settings: GpSettings | None = None, prior: Matrix | None = None) -> None:
        self.settings = settings or GpSettings()
        if bool(self.settings.warm) != (prior is not None):
            raise ValueError(
                f"warm is {self.settings.warm!r}: a prior belongs to the name of its task, and to no other"
            )
        self.prior = prior
        self._posterior: _Posterior | None = None

    def fit(self, cells: Cells, rows: Integers, values: Matrix, *, seed: int, cancelled: Callable[[], bool]) -> Figures:
        """See `Predictor.fit`. Figures: the log of likelihood and priors, length scales by block, the variances of
        signal and noise, evaluations, the highest target (for expected improvement), seconds."""
        started = time.perf_counter()
        chosen, known = checked(cells, rows, values)
        target = targets.transformed(known, self.settings.target)
        trend = np.zeros(2) if self.prior is None else warm.trend(self.prior[chosen], target)
        z = target - self._trend(trend, chosen)
        blocks, names = self._blocks(cells), features.of(cells).chosen(self.settings.blocks)
        some = np.arange(len(z))
        if len(z) > self.settings.likelihood_rows:
            some = np.sort(np.random.default_rng(seed).choice(len(z), self.settings.likelihood_rows, replace=False))
        parts = [block[chosen[some]] for block in blocks]
        observed = Observed(np.stack([squared_distances(part, part) for part in parts]), z[some])

        def objective(parameters: Matrix) -> tuple[float, Matrix]:
            if cancelled():
                raise Cancelled("the fit of the Gaussian process was cancelled")
            return negative_log_posterior(parameters, observed)

        centre = observed.centre()
        found = optimize.minimize(
            objective,
            centre,
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": self.settings.iterations},
            bounds=[*((c - 5, c + 5) for c in centre[:-1]), (-9.0, 1.0)],
        )
        self._posterior = self._condition(blocks, chosen, z, found.x, trend)
        return {
            "labels": len(z),
            "log_posterior": -float(found.fun),
            "evaluations": int(found.nfev),
            "length_scales": dict(zip(names, self._posterior.lengths.tolist(), strict=True)),
            "signal_variance": self._posterior.signal,
            "noise_variance": float(np.exp(found.x[-1])),
            "best_target": float(target.max()),
            "prior_slope": float(trend[1]),
            "seconds": time.perf_counter() - started,
        }

    def predict(self, cells: Cells, rows: Integers) -> Prediction:
        """See `Predictor.predict`; the deviation is that of the function, without the noise of a training run."""
        p = self._fitted()
        blocks = self._blocks(cells)
        known = scaled_features(blocks, p.lengths, p.rows)
        score, deviation = np.empty(len(rows)), np.empty(len(rows))
        for start in range(0, len(rows), _CHUNK):
            part = slice(start, start + _CHUNK)
            asked = scaled_features(blocks, p.lengths, np.asarray(rows[part], np.int64))
            cross = p.signal * matern(squared_distances(known, asked))
            score[part] = p.weights @ cross
            explained = linalg.solve_triangular(p.lower, cross, lower=True, check_finite=False)
            deviation[part] = np.sqrt(np.maximum(p.signal - np.einsum("ij,ij->j", explained, explained), 1e-12))
        return Prediction(score + self._trend(p.trend, rows), deviation)

    def draw(self, cells: Cells, rows: Integers, count: int, seed: int) -> Matrix:
        """See `Predictor.draw`; joint, by Matheron's rule over random Fourier features (Wilson et al. 2020)."""
        p = self._fitted()
        blocks = self._blocks(cells)
        known = scaled_features(blocks, p.lengths, p.rows)
        random = np.random.default_rng(seed)
        # The spectral density of a Matérn kernel with ν = 3/2 is Student's t with 3 degrees of freedom.
        waves = random.standard_normal((known.shape[1], _WAVES)) * np.sqrt(3 / random.chisquare(3, _WAVES))
        phases = random.uniform(0, 2 * np.pi, _WAVES)
        heights = random.standard_normal((_WAVES, count)) * np.sqrt(2 * p.signal / _WAVES)
        noise = random.standard_normal((len(p.rows), count)) * np.sqrt(np.exp(p.parameters[-1]) + JITTER)

        def prior(features_: Block) -> Matrix:
            # In single precision, of which the cosine is ten times as fast, and 1e-6 is far below what waves get wrong.
            turned = np.asarray(features_ @ waves, np.float32) + phases.astype(np.float32)
            return np.asarray(np.cos(turned, out=turned) @ heights.astype(np.float32), np.float64)

        missing = p.targets[:, None] - prior(known) - noise
        weights = linalg.cho_solve((p.lower, True), missing, check_finite=False)
        drawn = np.empty((count, len(rows)))
        for start in range(0, len(rows), _CHUNK):
            part = slice(start, start + _CHUNK)
            asked = scaled_features(blocks, p.lengths, np.asarray(rows[part], np.int64))
            cross = p.signal * matern(squared_distances(asked, known))
            drawn[:, part] = (prior(asked) + cross @ weights).T
        return drawn + self._trend(p.trend, rows)

    def save(self, path: Path) -> None:
        """See `Predictor.save`."""
        p = self._fitted()
        names = ("rows", "targets", "parameters", "lower", "trend")
        arrays = {name: getattr(p, name) for name in names}
        tensors = {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in arrays.items()}
        write_state(path, tensors, {"predictor": "gp", "settings": asdict(self.settings)})

    def load(self, path: Path) -> None:
        """See `Predictor.load`."""
        tensors, described = read_state(path)
        wanted = {**asdict(self.settings), "blocks": list(self.settings.blocks)}
        if described.get("predictor") != "gp" or {"warm": "", **described.get("settings", {})} != wanted:
            raise UnusableState(f"{path}: not the state of a Gaussian process with these settings")
        rows, z, parameters, lower = (tensors[name].numpy() for name in ("rows", "targets", "parameters", "lower"))
        weights = linalg.cho_solve((lower, True), z, check_finite=False)
        trend = tensors["trend"].numpy() if "trend" in tensors else np.zeros(2)
        self._posterior = _Posterior(rows, z, parameters, lower, weights, trend)

    def _trend(self, trend: Matrix, rows: npt.ArrayLike) -> Matrix:
        """(n,): what another task makes of rows (n,); 0 without one."""
        return np.zeros(np.shape(rows)) if self.prior is None else trend[0] + trend[1] * self.prior[np.asarray(rows)]

    def _blocks(self, cells: Cells) -> list[Block]:
        return features.of(cells).blocks(self.settings.blocks)

    def _condition(
        self, blocks: list[Block], rows: npt.NDArray[np.int64], z: Matrix, parameters: Matrix, trend: Matrix
    ) -> _Posterior:
        known = scaled_features(blocks, np.exp(parameters[:-2]), rows)
        covariance = np.exp(parameters[-2]) * matern(squared_distances(known, known))
        covariance[np.diag_indices(len(z))] = np.exp(parameters[-2]) + np.exp(parameters[-1]) + JITTER
        lower = linalg.cholesky(covariance, lower=True, check_finite=False)
        return _Posterior(rows, z, parameters, lower, linalg.cho_solve((lower, True), z, check_finite=False), trend)

    def _fitted(self) -> _Posterior:
        if self._posterior is None:
            raise NotFittedError("the Gaussian process was not fitted yet")
        return self._posterior
