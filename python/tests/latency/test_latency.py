"""Baselines, cross-validation and the noise floor on cases whose answer is known."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from narq2t.latency import (
    BASELINES,
    Baseline,
    Cells,
    Design,
    Figures,
    choose,
    cross_validate,
    noise_floor,
)
from narq2t.latency.baselines import additive_ridge, boosted_trees, flops, operator_counts
from narq2t.latency.design import Vector
from narq2t.latency.selection import fold_count

TIMES = np.array([[0.0, 0.2, 1.0, 2.5, 0.4], [0.1, 0.3, 2.0, 4.0, 0.5], [0.0, 0.1, 0.7, 1.5, 0.3]])
"""ms of each of five operators on each of three edges."""


def cells(n: int = 60, seed: int = 1) -> Cells:
    codes = np.random.default_rng(seed).integers(0, 5, (n, 3))
    return Cells(codes, 1e6 * (1 + 9 * (codes == 3).sum(axis=1) + (codes == 2).sum(axis=1)), 5)


def additive(c: Cells) -> Vector:
    return 3.0 + TIMES[np.arange(3), c.codes].sum(axis=1)


def by_counts(c: Cells) -> Vector:
    return 2.0 + c.counts() @ np.array([0.1, 0.3, 1.0, 2.5, 0.7])


def proportional(c: Cells) -> Vector:
    return 4.0 + 2e-7 * c.flops


def interacting(c: Cells) -> Vector:
    """The second edge only takes its time if the first one leads somewhere."""
    return 1.0 + TIMES[0, c.codes[:, 0]] + np.where(c.codes[:, 0] > 0, 3 * TIMES[1, c.codes[:, 1]], 0)


def test_features_by_hand() -> None:
    two = Cells(np.array([[0, 2, 2], [1, 0, 2]]), np.zeros(2), 3)
    assert two.one_hot().tolist() == [[1, 0, 0, 0, 0, 1, 0, 0, 1], [0, 1, 0, 1, 0, 0, 0, 0, 1]]
    assert two.counts().tolist() == [[1, 0, 2], [1, 1, 1]]


@pytest.mark.parametrize(
    ("baseline", "truth"),
    [
        (flops(), proportional),
        (operator_counts(), by_counts),
        (additive_ridge([1e-8]), additive),
        (additive_ridge([1e-8]), by_counts),
    ],
    ids=lambda value: value.name if isinstance(value, Baseline) else value.__name__,
)
def test_what_a_baseline_can_say_it_says_exactly(baseline: Baseline, truth: Callable[[Cells], Vector]) -> None:
    predictor = baseline.fit(Design(cells(), truth(cells())))
    unseen = cells(200, seed=2)
    np.testing.assert_allclose(predictor.predict(unseen), truth(unseen), rtol=1e-6)


def test_the_line_through_two_points_by_hand() -> None:
    two = Cells(np.array([[0], [1]]), np.array([10.0, 30.0]), 2)
    predictor = flops().fit(Design(two, np.array([2.0, 3.0])))
    assert predictor.predict(Cells(np.array([[0]]), np.array([70.0]), 2)).tolist() == pytest.approx([5.0])


def test_ridge_by_hand() -> None:
    # One edge, two operators, latencies 2 and 4: about the mean 3 the features are (±.5, ∓.5) and the answers ∓1.
    # Ridge of strength 1: w = (X'X + I)^-1 X'y = (-.5, .5), so the predictions are 3 ∓ .5.
    one = Cells(np.array([[0], [1]]), np.zeros(2), 2)
    predictor = additive_ridge([1.0]).fit(Design(one, np.array([2.0, 4.0])))
    assert predictor.predict(one).tolist() == pytest.approx([2.5, 3.5])


def test_only_trees_see_operators_act_together() -> None:
    design = Design(cells(400), interacting(cells(400)))
    errors = {b.name: cross_validate(b, design).figures.rmse_ms for b in BASELINES}
    assert errors["boosted-trees"] is not None
    assert all(errors["boosted-trees"] < 0.5 * errors[name] for name in errors if name != "boosted-trees")


def test_the_same_design_gives_the_same_predictions() -> None:
    design = Design(cells(), additive(cells()))
    first, second = (boosted_trees().fit(design).predict(cells(seed=2)) for _ in range(2))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("baseline", BASELINES, ids=lambda baseline: baseline.name)
def test_a_missing_latency_is_dropped_and_not_filled_in(baseline: Baseline) -> None:
    latency = additive(cells())
    latency[::4] = math.nan
    design, kept = Design(cells(), latency), ~np.isnan(latency)
    unseen = cells(30, seed=2)
    alone = baseline.fit(Design(cells().take(kept), latency[kept])).predict(unseen)
    np.testing.assert_array_equal(baseline.fit(design).predict(unseen), alone)
    checked = cross_validate(baseline, design)
    assert checked.figures.known == 45
    np.testing.assert_array_equal(np.isnan(checked.predictions_ms), ~kept)


def test_nothing_measured_is_nothing_to_fit() -> None:
    with pytest.raises(ValueError, match="no latency is known"):
        flops().fit(Design(cells(3), np.full(3, math.nan)))


@pytest.mark.parametrize("value", [-1.0, 0.0, math.inf])
def test_a_latency_that_cannot_be_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=f"positive milliseconds, NaN for unknown, not {value}"):
        Design(cells(3), np.array([1.0, value, math.nan]))


def test_cells_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="codes must be 0 to 4, not 0 to 5"):
        Cells(np.array([[0, 5]]), np.zeros(1), 5)
    with pytest.raises(ValueError, match="flops"):
        Cells(np.array([[0, 4]]), np.zeros(2), 5)
    with pytest.raises(ValueError, match="latency_ms"):
        Design(cells(3), np.ones(2))


def test_figures_by_hand() -> None:
    measured = np.array([10.0, 20.0, math.nan, 40.0, 100.0])
    predicted = np.array([10.5, 18.0, 1e9, 41.0, 80.0])  # off by 5 %, 10 %, -, 2.5 % and 20 %
    figures = Figures.of(predicted, measured)
    assert figures.known == 4
    assert figures.rmse_ms == pytest.approx(math.sqrt((0.25 + 4 + 1 + 400) / 4))
    assert (figures.within_5_percent, figures.within_10_percent) == (0.5, 0.75)
    assert (figures.spearman, figures.kendall) == pytest.approx((1.0, 1.0))
    swapped = Figures.of(np.array([1.0, 3.0, 2.0, 4.0]), np.array([1.0, 2.0, 3.0, 4.0]))
    assert swapped.spearman == pytest.approx(1 - 6 * 2 / (4 * 15))
    assert swapped.kendall == pytest.approx((5 - 1) / 6)


def test_figures_that_are_not_defined_are_none() -> None:
    assert Figures.of(np.array([1.0]), np.array([math.nan])) == Figures(0, None, None, None, None, None)
    constant = Figures.of(np.array([1.0, 1.0]), np.array([1.0, 3.0]))
    assert (constant.rmse_ms, constant.spearman, constant.kendall) == (pytest.approx(math.sqrt(2)), None, None)
    with pytest.raises(ValueError, match=r"\(2,\) predicted but \(3,\) measured"):
        Figures.of(np.ones(2), np.ones(3))


def test_each_prediction_is_by_a_fit_that_has_not_seen_the_architecture() -> None:
    latency = np.array([1.0, 2.0, 3.0, 4.0])
    four = Cells(np.zeros((4, 1), dtype=int), np.zeros(4), 1)  # all alike, so that a fit is the mean of what it saw
    checked = cross_validate(operator_counts(), Design(four, latency), folds=2, seed=3)
    assert checked.folds == 2
    means = {a: np.mean([b for b in latency if b not in pair]) for pair in _pairs(checked, latency) for a in pair}
    np.testing.assert_allclose(checked.predictions_ms, [means[value] for value in latency])


def _pairs(checked: object, latency: Vector) -> list[set[float]]:
    """The folds: architectures with one prediction."""
    predictions = np.round(checked.predictions_ms, 9)  # type: ignore[attr-defined]
    return [set(latency[predictions == value]) for value in np.unique(predictions)]


def test_a_seed_makes_the_same_folds_for_all() -> None:
    design = Design(cells(), interacting(cells()))
    first, again, other = (cross_validate(flops(), design, seed=seed).predictions_ms for seed in (1, 1, 2**62))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


@pytest.mark.parametrize("known", [4, 5, 10])
def test_a_few_samples_are_enough_to_be_honest(known: int) -> None:
    few = Design(cells(known), additive(cells(known)))
    assert fold_count(known, 5) == min(5, known // 2)
    for baseline in BASELINES:
        assert cross_validate(baseline, few).figures.known == known


def test_too_few_samples_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 4 known latencies, there are 3"):
        cross_validate(flops(), Design(cells(3), np.ones(3)))
    with pytest.raises(ValueError, match="folds must be at least 2"):
        cross_validate(flops(), Design(cells(9), np.ones(9)), folds=1)


def test_the_lowest_rmse_is_chosen_and_the_simpler_of_equals() -> None:
    def with_error(rmse: float | None) -> Figures:
        return Figures(9, rmse, 0.5, 0.5, 0.5, 0.5)

    assert choose({"a": with_error(2.0), "b": with_error(1.0), "c": with_error(None)}) == "b"
    assert choose({"a": with_error(1.0), "b": with_error(1.0)}) == "a"
    with pytest.raises(ValueError, match="no predictor"):
        choose({"a": with_error(None)})


def test_the_noise_floor_of_noise_that_is_known() -> None:
    # residuals of (0,1,2,3) -> y about y = 2x + 1 chosen orthogonal to 1 and x: a(1,-1,-1,1), so RMSE = a
    first = np.array([1.0, 2.0, 3.0, 4.0, math.nan])
    second = 2 * first + 1 + 0.3 * np.array([1.0, -1.0, -1.0, 1.0, 0.0])
    found = noise_floor(first, second)
    assert (found.floor_ms, found.slope, found.intercept_ms) == pytest.approx((0.3 / math.sqrt(2), 2.0, 1.0))
    assert found.pairs == 4


def test_the_noise_floor_of_two_equally_noisy_measurements_is_that_of_one() -> None:
    generator = np.random.default_rng(0)
    truth = generator.uniform(5, 50, 20_000)
    first, second = (truth + generator.normal(0, 0.5, truth.size) for _ in range(2))
    assert noise_floor(first, second + 1.5).floor_ms == pytest.approx(0.5, rel=0.02)


def test_a_device_that_repeats_itself_has_no_noise_to_be_seen() -> None:
    assert noise_floor(np.array([1.0, 2.0, 4.0]), np.array([2.0, 3.0, 5.0])).floor_ms == pytest.approx(0, abs=1e-12)


def test_a_noise_floor_needs_pairs() -> None:
    with pytest.raises(ValueError, match="at least 3 architectures measured twice, there are 1"):
        noise_floor(np.array([1.0, math.nan, 4.0]), np.array([2.0, 3.0, math.nan]))
    with pytest.raises(ValueError, match="positive milliseconds"):
        noise_floor(np.array([1.0, -1.0, 4.0]), np.array([2.0, 3.0, 4.0]))
