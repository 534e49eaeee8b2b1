"""Feature tensors: what a predictor of tiers sees of an architecture (Sec. III-A of the paper), as Java encodes it.

Patch 0 holds the codes of the operators, then follow FLOPs and parameters of each cell of the network: (31, 4, 4) in
NAS-Bench-201, (19, 7, 7) in NAS-Bench-101. A value stands at [from][to] of its edge. `encode` of each space makes one.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Features = NDArray[np.float32]

IMAGE_SIDES = {"cifar10": 32, "cifar100": 32, "imagenet16": 16}
"""Pixels of a side of the images of each data set."""


def stacked(tensors: Iterable[Features]) -> Features:
    """(n, N, P, P) of the tensors of n architectures; n is at least 1."""
    return np.stack(list(tensors))
