"""Which image is for training, validation or test: as the folders say, or drawn class by class."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np


def draw_split(
    labels: Sequence[int], contents: Sequence[bytes], names: Sequence[str], *, validation: float, test: float, seed: int
) -> list[str]:
    """train, val or test for each image: of each class the given shares (0..1), rounded, and at least one for val.

    `contents`: equal for equal images; copies of an image stay together, so that none is on both sides. `names`: of the
    classes. A class's images are drawn by the seed and its name, whatever other classes there are.
    """
    parts = ["train"] * len(labels)
    for label, name in enumerate(names):
        copies: dict[bytes, list[int]] = {}
        for place in (place for place, own in enumerate(labels) if own == label):
            copies.setdefault(contents[place], []).append(place)
        groups = list(copies.values())
        order = np.random.default_rng(_seed(seed, name)).permutation(len(groups))
        n_val = max(1, round(validation * len(groups))) if validation > 0 else 0
        n_test = min(round(test * len(groups)), max(0, len(groups) - n_val - 1))
        for rank, group in enumerate(order):
            if rank < n_val + n_test:
                for place in groups[group]:
                    parts[place] = "val" if rank < n_val else "test"
    return parts


def _seed(seed: int, name: str) -> int:
    digest = hashlib.sha256(f"{seed}/split/{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big")
