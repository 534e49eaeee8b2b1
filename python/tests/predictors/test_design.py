"""The first architectures to ask for."""

from __future__ import annotations

import numpy as np
import pytest

from narq2t.predictors import design, features
from tests.predictors.made_up import nasbench201


def test_a_spread_design_is_nearer_to_all_others_than_a_random_one() -> None:
    cells, _ = nasbench201()
    rows = np.arange(200, 1200)
    table = features.of(cells).shape[rows]

    def farthest(places: np.ndarray) -> float:
        return float(((table[:, None] - table[places]) ** 2).sum(axis=2).min(axis=1).mean())

    chosen = design.spread(cells, rows, 10, seed=1)
    assert len(set(chosen.tolist())) == 10
    np.testing.assert_array_equal(chosen, design.spread(cells, rows, 10, seed=1))
    random = [farthest(np.random.default_rng(seed).choice(1000, 10, replace=False)) for seed in range(5)]
    assert farthest(chosen) < min(random)


def test_no_more_than_there_are() -> None:
    cells, _ = nasbench201()
    assert sorted(design.spread(cells, np.arange(3), 3, seed=1).tolist()) == [0, 1, 2]
    with pytest.raises(ValueError, match="4 of 3 architectures"):
        design.spread(cells, np.arange(3), 4, seed=1)
