"""Every loss against numbers worked out by hand."""

import math

import pytest
import torch

from narq2t.predictors.narq2t.losses import latency_loss, ranking_loss, tier_loss, total_loss
from narq2t.predictors.narq2t.model import Prediction

dtypes = pytest.mark.parametrize("dtype", [torch.float32, torch.float64])


def psi(e: float) -> float:
    return math.log(1 + math.exp(-e))


@dtypes
def test_ranking_loss_of_three_architectures(dtype):
    score = torch.tensor([2.0, 0.5, 1.0], dtype=dtype)
    accuracy = torch.tensor([90.0, 80.0, 70.0], dtype=dtype)
    # pairs m < n: (2.0, 0.5) right by 1.5, (2.0, 1.0) right by 1.0, (0.5, 1.0) wrong by 0.5
    expected = psi(1.5) + psi(1.0) + psi(-0.5)
    summed, mean = ranking_loss(score, accuracy, "sum"), ranking_loss(score, accuracy)
    assert summed.dtype == dtype
    assert summed.item() == pytest.approx(expected, rel=1e-6)
    assert mean.item() == pytest.approx(2 * expected / (3 * 2), rel=1e-6)


@dtypes
def test_equal_accuracies_cost_log_2_and_pull_nowhere(dtype):
    score = torch.tensor([3.0, -1.0], dtype=dtype, requires_grad=True)
    loss = ranking_loss(score, torch.tensor([80.0, 80.0], dtype=dtype))
    loss.backward()
    assert loss.item() == pytest.approx(math.log(2), rel=1e-6)
    assert score.grad.tolist() == [0.0, 0.0]


def test_ranking_gradient_of_one_pair():
    score = torch.tensor([0.0, 1.0], dtype=torch.float64, requires_grad=True)
    ranking_loss(score, torch.tensor([2.0, 1.0], dtype=torch.float64)).backward()
    sigmoid = 1 / (1 + math.exp(-1))  # psi'(e) = -sigmoid(-e), e = -1
    assert score.grad.tolist() == pytest.approx([-sigmoid, sigmoid])


@dtypes
def test_ranking_loss_is_finite_for_scores_far_apart(dtype):
    score = torch.tensor([0.0, 1e4], dtype=dtype, requires_grad=True)
    loss = ranking_loss(score, torch.tensor([2.0, 1.0], dtype=dtype))
    loss.backward()
    assert loss.item() == pytest.approx(1e4)
    assert score.grad.tolist() == [-1.0, 1.0]


def test_adding_a_constant_to_all_scores_changes_nothing():
    score, accuracy = torch.randn(9, dtype=torch.float64), torch.rand(9, dtype=torch.float64)
    torch.testing.assert_close(ranking_loss(score + 5, accuracy), ranking_loss(score, accuracy))


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("k", [0, 1])
def test_one_architecture_alone_has_no_rank_to_lose(reduction, k):
    score = torch.ones(k, requires_grad=True)
    loss = ranking_loss(score, torch.ones(k), reduction)
    loss.backward()
    assert loss.item() == 0
    assert score.grad.tolist() == [0.0] * k


def test_ranking_loss_refuses_what_it_cannot_read():
    with pytest.raises(ValueError, match=r"\(3,\) and \(2,\)"):
        ranking_loss(torch.zeros(3), torch.zeros(2))
    with pytest.raises(ValueError, match="reduction"):
        ranking_loss(torch.zeros(3), torch.zeros(3), "median")


@dtypes
def test_latency_loss_is_the_mean_square_in_ms(dtype):
    loss = latency_loss(torch.tensor([10.0, 12.0], dtype=dtype), torch.tensor([11.0, 15.0], dtype=dtype))
    assert loss.dtype == dtype
    assert loss.item() == (1 + 9) / 2


@dtypes
def test_unknown_latencies_are_left_out(dtype):
    predicted = torch.tensor([10.0, 12.0, 5.0], dtype=dtype, requires_grad=True)
    loss = latency_loss(predicted, torch.tensor([11.0, math.nan, 7.0], dtype=dtype))
    loss.backward()
    assert loss.item() == (1 + 4) / 2
    assert predicted.grad.tolist() == [-1.0, 0.0, -2.0]


def test_no_known_latency_costs_nothing():
    predicted = torch.tensor([10.0, 12.0], requires_grad=True)
    loss = latency_loss(predicted, torch.full((2,), math.nan))
    loss.backward()
    assert loss.item() == 0
    assert predicted.grad.tolist() == [0.0, 0.0]


def test_missing_latencies_change_neither_the_loss_nor_the_gradient_of_the_known_ones():
    # quarters of ms: their squares and sums are exact, so in no order of adding up is there a last bit to differ
    predicted, measured = (torch.randint(0, 36, (6,)).double() / 4 for _ in range(2))
    known = torch.tensor([True, False, True, True, False, True])
    alone = predicted[known].requires_grad_()
    latency_loss(alone, measured[known]).backward()
    among = predicted.clone().requires_grad_()
    loss = latency_loss(among, torch.where(known, measured, math.nan))
    loss.backward()
    assert loss.item() == latency_loss(alone, measured[known]).item()
    assert torch.equal(among.grad[known], alone.grad)
    assert among.grad[~known].tolist() == [0.0, 0.0]


def test_the_gradient_of_the_masked_latency_loss_is_that_of_finite_differences():
    measured = torch.tensor([3.0, math.nan, 5.0, 4.0], dtype=torch.float64)
    predicted = torch.tensor([2.0, 9.0, 5.5, 7.0], dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda p: latency_loss(p, measured), (predicted,))


def test_without_missing_values_the_loss_is_the_plain_mean_square_to_the_bit():
    predicted, measured = torch.rand(32) * 20, torch.rand(32) * 20
    assert latency_loss(predicted, measured).item() == ((predicted - measured).square().sum() / 32).item()


def test_latency_loss_refuses_another_shape():
    with pytest.raises(ValueError, match=r"\(2, 1\) and \(2,\)"):
        latency_loss(torch.zeros(2, 1), torch.zeros(2))


@dtypes
def test_tier_loss_is_the_cross_entropy(dtype):
    logits = torch.tensor([[1.0, 2.0, 0.0], [0.0, 0.0, 0.0]], dtype=dtype)
    first = -math.log(math.exp(2) / (math.e + math.exp(2) + 1))
    assert tier_loss(logits, torch.tensor([1, 2])).item() == pytest.approx((first + math.log(3)) / 2, rel=1e-6)


def test_total_weighs_latency_by_lambda_1_and_rank_by_lambda_2():
    prediction = Prediction(
        tier_logits=torch.zeros(2, 5), score=torch.tensor([1.0, 0.0]), latency=torch.tensor([4.0, 4.0])
    )
    accuracy, tier, latency = torch.tensor([90.0, 80.0]), torch.tensor([0, 4]), torch.tensor([6.0, math.nan])
    losses = total_loss(prediction, accuracy, tier, latency, lambda_rank=5, lambda_latency=7)
    assert losses.tier.item() == pytest.approx(math.log(5))
    assert losses.latency.item() == 4
    assert losses.rank.item() == pytest.approx(psi(1), rel=1e-6)
    assert losses.total.item() == pytest.approx(math.log(5) + 7 * 4 + 5 * psi(1), rel=1e-6)


def test_a_model_without_tiers_and_latency_has_only_the_rank_to_learn():
    prediction = Prediction(tier_logits=None, score=torch.tensor([1.0, 0.0]), latency=None)
    losses = total_loss(prediction, torch.tensor([90.0, 80.0]), None, None, lambda_rank=2, lambda_latency=7)
    assert (losses.tier.item(), losses.latency.item()) == (0, 0)
    assert losses.total.item() == pytest.approx(2 * psi(1), rel=1e-6)


@pytest.mark.parametrize("missing", ["tier", "latency"])
def test_a_missing_target_is_named(missing):
    prediction = Prediction(torch.zeros(2, 5), torch.zeros(2), torch.zeros(2))
    targets = {"tier": torch.tensor([0, 1]), "latency": torch.zeros(2)} | {missing: None}
    with pytest.raises(ValueError, match=f"{missing} is missing"):
        total_loss(prediction, torch.zeros(2), **targets, lambda_rank=1, lambda_latency=1)
