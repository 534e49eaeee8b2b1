"""The noise floor of a device: what no predictor of a single measurement can be expected to undercut."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .design import Vector, check_latencies


@dataclass(frozen=True)
class NoiseFloor:
    """RMSE of one measurement about its own truth, from pairs; `second` is about slope * `first` + intercept."""

    floor_ms: float
    slope: float
    intercept_ms: float
    pairs: int


def noise_floor(first_ms: Vector, second_ms: Vector) -> NoiseFloor:
    """Estimates the noise of a measurement from the same cells measured twice, (n,) ms each, NaN for unknown.

    As two measurements count two data sets with images of one size, cifar10 and cifar100: the networks differ in the
    classifier alone. `second` is mapped on `first` by least squares, which takes out the classifier's constant time and
    a different clock. If both sides are as noisy, the RMSE that remains is sqrt(2) times the noise of one. If they are
    not, the result lies between the two, and a predictor of the quieter side can err by less: so it is with the
    official cifar10 latencies of NAS-Bench-201. What both measurements get wrong alike is not seen: 0 says that they
    repeat each other, as computed and not measured latencies do. Raises ValueError with fewer than 3 known pairs.
    """
    if first_ms.shape != second_ms.shape:
        raise ValueError(f"{first_ms.shape} first but {second_ms.shape} second latencies")
    check_latencies(first_ms, "first_ms")
    check_latencies(second_ms, "second_ms")
    known = ~np.isnan(first_ms) & ~np.isnan(second_ms)
    first, second = first_ms[known], second_ms[known]
    if len(first) < 3:
        raise ValueError(f"a noise floor needs at least 3 architectures measured twice, there are {len(first)}")
    design = np.stack([first, np.ones_like(first)], axis=1)
    (slope, intercept), *_ = np.linalg.lstsq(design, second)
    error = second - design @ np.array([slope, intercept])
    floor = np.sqrt(np.mean(error**2) / 2)
    return NoiseFloor(float(floor), float(slope), float(intercept), len(first))
