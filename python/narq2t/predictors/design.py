"""Which architectures to ask for first, when nothing is known."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from sklearn.cluster import KMeans

from . import features
from .cells import Cells


def spread(cells: Cells, rows: npt.ArrayLike, count: int, seed: int) -> npt.NDArray[np.int64]:
    """(count,): places in `rows` (n,) of architectures that stand for all: each next to the middle of one of `count`
    clusters of the block `shape`, the largest cluster first.

    Raises ValueError if there are fewer rows than asked for.
    """
    chosen = np.asarray(rows, np.int64)
    if not 1 <= count <= len(chosen):
        raise ValueError(f"{count} of {len(chosen)} architectures cannot be chosen")
    table = features.of(cells).shape[chosen]
    clusters = KMeans(count, n_init=1, random_state=seed).fit(table)
    sizes = np.bincount(clusters.labels_, minlength=count)
    found: list[int] = []
    for cluster in np.argsort(-sizes, kind="stable"):
        distance = ((table - clusters.cluster_centers_[cluster]) ** 2).sum(axis=1)
        distance[found] = np.inf
        found.append(int(np.argmin(distance)))
    return np.array(found)
