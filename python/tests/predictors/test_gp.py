"""The Gaussian process against numbers worked out another way."""

from __future__ import annotations

import numpy as np
from scipy.optimize import check_grad
from scipy.stats import multivariate_normal, norm

from narq2t.predictors import features, targets
from narq2t.predictors.gp import GaussianProcess, GpSettings
from narq2t.predictors.kernel import JITTER, Observed, matern, negative_log_posterior, squared_distances
from tests.predictors.made_up import nasbench201


def observed(n: int = 30) -> Observed:
    cells, values = nasbench201()
    blocks = features.of(cells).blocks(("paths", "shape"))
    distances = np.stack([squared_distances(block[:n], block[:n]) for block in blocks])
    return Observed(distances, targets.transformed(values[:n], "normal-scores"))


def test_normal_scores_of_four_values_of_which_two_are_equal() -> None:
    scores = targets.transformed(np.array([90.0, 10.0, 90.0, 91.0]), "normal-scores")
    np.testing.assert_allclose(scores, norm.ppf([0.5, 0.125, 0.5, 0.875]))


def test_the_kernel_at_a_distance_of_one_and_a_half_lengths() -> None:
    r = np.sqrt(3) * 1.5
    np.testing.assert_allclose(matern(np.array([[0.0, 1.5**2]])), [[1.0, (1 + r) * np.exp(-r)]])


def test_the_posterior_of_the_parameters_is_likelihood_times_priors() -> None:
    seen = observed()
    parameters = seen.centre() + np.array([0.3, -0.5, 0.4, 0.7])
    lengths = np.exp(parameters[:2])
    scaled = (seen.distances / lengths[:, None, None] ** 2).sum(axis=0)
    covariance = np.exp(parameters[2]) * matern(scaled) + (np.exp(parameters[3]) + JITTER) * np.eye(30)
    likelihood = multivariate_normal(np.zeros(30), covariance).logpdf(seen.targets)
    priors = 0.5 * ((0.3 / 1.5) ** 2 + (0.5 / 1.5) ** 2 + 0.4**2 + (0.7 / 1.5) ** 2)
    np.testing.assert_allclose(negative_log_posterior(parameters, seen)[0], priors - likelihood, rtol=1e-9)


def test_its_gradient_is_the_one_of_finite_differences() -> None:
    seen = observed()
    for off in (np.zeros(4), np.array([1.0, -1.0, 0.5, -2.0])):
        parameters = seen.centre() + off
        error = check_grad(
            lambda p: negative_log_posterior(p, seen)[0], lambda p: negative_log_posterior(p, seen)[1], parameters
        )
        assert error < 1e-3


def test_near_the_labels_it_is_sure_and_far_from_them_it_is_not() -> None:
    cells, values = nasbench201()
    rows = np.arange(100)
    process = GaussianProcess()
    figures = process.fit(cells, rows, values[rows], seed=1, cancelled=lambda: False)
    prediction = process.predict(cells, np.arange(1000))
    assert prediction.deviation is not None
    known, unknown = prediction.deviation[:100], prediction.deviation[100:]
    assert known.max() < np.median(unknown)
    assert (prediction.deviation**2 <= figures["signal_variance"]).all()
    assert figures["best_target"] == norm.ppf(99.5 / 100)


def test_deviations_are_honest() -> None:
    """Targets that were held out lie within one deviation (noise included) about as often as the normal law says."""
    cells, values = nasbench201()
    process = GaussianProcess(GpSettings(target="values"))
    good = np.flatnonzero(values > 80)  # without the long lower tail
    train, others = good[:150], good[150:]
    figures = process.fit(cells, train, values[train], seed=1, cancelled=lambda: False)
    prediction = process.predict(cells, others)
    assert prediction.deviation is not None
    spread = np.sqrt(prediction.deviation**2 + figures["noise_variance"])
    z = (values[others] - values[train].mean()) / values[train].std()
    assert 0.6 < np.mean(np.abs(z - prediction.score) < spread) < 0.9


def test_drawn_functions_have_the_mean_and_covariance_of_the_posterior() -> None:
    cells, values = nasbench201()
    process = GaussianProcess()
    figures = process.fit(cells, np.arange(40), values[:40], seed=1, cancelled=lambda: False)
    lengths, blocks = figures["length_scales"], features.of(cells).blocks(("paths", "shape"))
    scaled = np.concatenate([blocks[0] / lengths["paths"], blocks[1] / lengths["shape"]], axis=1)[:100]
    prior = figures["signal_variance"] * matern(squared_distances(scaled, scaled))
    noisy = prior[:40, :40] + (figures["noise_variance"] + JITTER) * np.eye(40)
    covariance = (prior - prior[:, :40] @ np.linalg.solve(noisy, prior[:40]))[40:, 40:]

    rows = np.arange(40, 100)
    prediction, drawn = process.predict(cells, rows), process.draw(cells, rows, 4000, seed=2)
    assert prediction.deviation is not None
    np.testing.assert_allclose(prediction.deviation, np.sqrt(np.diag(covariance)), rtol=1e-6)
    np.testing.assert_allclose(drawn.mean(axis=0), prediction.score, atol=0.06)
    scale = np.sqrt(np.outer(np.diag(covariance), np.diag(covariance)))
    np.testing.assert_allclose(np.cov(drawn.T) / scale, covariance / scale, atol=0.3)
    assert np.corrcoef(np.cov(drawn.T).ravel(), covariance.ravel())[0, 1] > 0.95


def test_more_labels_than_the_likelihood_takes_are_still_all_used() -> None:
    cells, values = nasbench201()
    rows, others = np.arange(300), np.arange(300, 1500)
    few = GaussianProcess(GpSettings(likelihood_rows=60))
    few.fit(cells, rows, values[rows], seed=1, cancelled=lambda: False)
    sixty = GaussianProcess()
    sixty.fit(cells, rows[:60], values[:60], seed=1, cancelled=lambda: False)
    errors = [np.corrcoef(p.predict(cells, others).score, values[others])[0, 1] for p in (few, sixty)]
    assert errors[0] > errors[1] + 0.01
