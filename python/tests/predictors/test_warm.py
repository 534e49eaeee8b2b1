"""A start from the results of another task."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import kendalltau

from narq2t.predictors import registry, warm
from narq2t.predictors.base import Predictor
from narq2t.predictors.cells import Matrix
from narq2t.predictors.narq2t.checkpoint import UnusableState
from tests.predictors.made_up import nasbench201

FEW, OTHERS = np.arange(4, dtype=np.int32), np.arange(4, 1000, dtype=np.int32)


def started(prior: Matrix, rows: int = 4) -> Predictor:
    cells, values = nasbench201()
    predictor = registry.create("gp", {"warm": "nasbench201/other"}, prior)
    chosen = np.arange(rows, dtype=np.int32)
    predictor.fit(cells, chosen, values[chosen], seed=1, cancelled=lambda: False)
    return predictor


def test_unknown_results_of_the_other_task_count_as_its_middle() -> None:
    found = warm.scores(np.array([80.0, np.nan, 90.0, 70.0]))
    np.testing.assert_allclose(found, [0, 0, 0.967422, -0.967422], atol=1e-6)  # norm.ppf of 1/2, -, 5/6, 1/6


def test_another_task_of_which_one_result_is_known_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 2 results"):
        warm.scores(np.array([80.0, np.nan]))


def test_the_line_of_two_observations_is_that_of_its_normal_equations() -> None:
    # 4 [[2, 1], [1, 1]] + diag(1, 4) = [[9, 4], [4, 8]]; 4 (0.5, 1) + (0, 4) = (2, 8); solved: (-2/7, 8/7)
    found = warm.trend(np.array([0.0, 1.0]), np.array([-0.5, 1.0]))
    np.testing.assert_allclose(found, [-2 / 7, 8 / 7])


def test_an_unrelated_task_gets_a_slope_near_none_and_an_equal_one_near_one() -> None:
    random = np.random.default_rng(1)
    prior, observed = random.standard_normal((2, 2000))
    assert abs(warm.trend(prior, observed)[1]) < 0.1
    assert warm.trend(prior, prior)[1] == pytest.approx(1)


def test_four_observations_and_a_related_task_order_what_was_never_seen() -> None:
    cells, values = nasbench201()
    noisy = values + np.random.default_rng(2).normal(0, 2, len(values))
    warm_tau = kendalltau(started(noisy).predict(cells, OTHERS).score, values[OTHERS]).statistic
    cold = registry.create("gp")
    cold.fit(cells, FEW, values[FEW], seed=1, cancelled=lambda: False)
    assert warm_tau > 0.6
    assert warm_tau > kendalltau(cold.predict(cells, OTHERS).score, values[OTHERS]).statistic + 0.1


def test_drawn_functions_know_the_other_task_too() -> None:
    cells, values = nasbench201()
    predictor = started(values)
    mean = predictor.draw(cells, OTHERS, 400, 1).mean(axis=0)
    np.testing.assert_allclose(mean, predictor.predict(cells, OTHERS).score, atol=0.2)


def test_a_saved_state_goes_on_with_the_same_prior(tmp_path: Path) -> None:
    cells, values = nasbench201()
    predictor = started(values, rows=20)
    predictor.save(tmp_path / "state.safetensors")
    again = registry.create("gp", {"warm": "nasbench201/other"}, values)
    again.load(tmp_path / "state.safetensors")
    np.testing.assert_array_equal(again.predict(cells, OTHERS).score, predictor.predict(cells, OTHERS).score)
    with pytest.raises(UnusableState):
        registry.create("gp").load(tmp_path / "state.safetensors")


def test_a_name_without_results_and_results_without_a_name_are_refused() -> None:
    with pytest.raises(ValueError, match="prior belongs"):
        registry.create("gp", {"warm": "nasbench201/other"})
    with pytest.raises(ValueError, match="prior belongs"):
        registry.create("gp", {}, nasbench201()[1])
