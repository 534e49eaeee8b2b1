"""The losses by hand, and what training does to a model."""

import math

import numpy as np
import pytest
import torch

from narq2t.predictors.base import Cancelled
from narq2t.predictors.q2t import tokens, training
from narq2t.predictors.q2t.model import Model, Output, Shape
from narq2t.predictors.q2t.training import Batch, Learning, ranking_loss, tiers, total_loss
from narq2t.predictors.targets import transformed
from narq2t.spaces.nasbench201 import building


def softplus(x: float) -> float:
    return math.log1p(math.exp(x))


def test_ranking_loss_is_the_mean_over_pairs_of_unequal_targets() -> None:
    score = torch.tensor([[1.0, 0.0, 3.0], [0.0, 0.0, 0.0]])  # two members
    target = torch.tensor([2.0, 1.0, 2.0])
    # pairs with an order: (0, 1), agreement 1, and (1, 2), agreement 3; (0, 2) are equal
    logistic = ranking_loss(score, target, "logistic", 0.0)
    assert logistic.tolist() == pytest.approx([(softplus(-1) + softplus(-3)) / 2, math.log(2)])
    hinge = ranking_loss(score, target, "hinge", 2.0)
    assert hinge.tolist() == pytest.approx([(1 + 0) / 2, 2])
    assert ranking_loss(score, torch.ones(3), "logistic", 0.0).tolist() == [0, 0]


def test_total_loss_weighs_its_parts_and_sums_over_members() -> None:
    logits = torch.log(torch.tensor([[[0.5, 0.5], [0.25, 0.75]]])).repeat(2, 1, 1)
    output = Output(torch.tensor([[1.0, 0.0], [0.0, 1.0]]), logits)
    batch = Batch((torch.zeros(0),) * 4, torch.tensor([1.0, -1.0]), torch.tensor([0, 1]))
    rank = total_loss(output, batch, Learning(lambda_rank=2, lambda_tier=0, lambda_value=0))
    assert rank.item() == pytest.approx(2 * (softplus(-1) + softplus(1)))
    tier = total_loss(output, batch, Learning(lambda_rank=2, lambda_tier=3, lambda_value=0)) - rank
    assert tier.item() == pytest.approx(2 * 3 * (-math.log(0.5) - math.log(0.75)) / 2)
    value = total_loss(output, batch, Learning(lambda_rank=0, lambda_tier=0, lambda_value=1))
    assert value.item() == pytest.approx((0 + 1) / 2 + (1 + 4) / 2)
    assert total_loss(output, batch, Learning(lambda_rank=2, lambda_tier=3)).item() == pytest.approx(
        (rank + tier + value).item()
    )


def test_stages_are_forty_labels_doubled() -> None:
    learning = Learning(first_stage=40)
    assert [learning.stage_before(n) for n in (2, 40, 41, 80, 81, 160, 161, 1563)] == [0, 0, 40, 40, 80, 80, 160, 1280]
    assert Learning(first_stage=0).stage_before(1563) == 0


def test_steps_follow_the_labels() -> None:
    learning = Learning(steps=100, epochs=10, batch=50, warm_share=0.3)
    assert [learning.steps_for(n, False) for n in (2, 500, 1000)] == [100, 100, 200]
    assert learning.steps_for(1000, True) == 60


def test_tiers_are_equal_shares_of_what_is_known() -> None:
    assert tiers(torch.arange(10.0), 5).tolist() == [4, 4, 3, 3, 2, 2, 1, 1, 0, 0]
    assert tiers(torch.tensor([3.0, 3.0, 1.0, 2.0]), 2).tolist() == [0, 0, 1, 1]


def batch_of(n: int) -> Batch:
    """Cells whose target is the number of 3 x 3 convolutions, which the tokens say outright."""
    codes = np.random.default_rng(3).integers(0, 5, (n, 6)).tolist()
    cells = building.cells(codes)
    read = tokens.read(cells, np.arange(n), (2, 3, 4))
    values = torch.tensor([sum(label == 3 for label in row) for row in cells.labels.tolist()], dtype=torch.float64)
    inputs = tuple(torch.from_numpy(x) for x in (read.vertices, read.relations, read.present, read.whole))
    target = torch.from_numpy(transformed(values.numpy(), "normal-scores")).float()
    return Batch(inputs, target, tiers(values, 2))  # type: ignore[arg-type]


SHAPE = Shape(members=2, width=8, heads=2, layers=1, hidden=8, tiers=2, dropout=0.1)


def model_for(batch: Batch, seed: int) -> tuple[Model, torch.Generator]:
    generator = torch.Generator().manual_seed(seed)
    return Model(SHAPE, batch.inputs[0].shape[-1], batch.inputs[3].shape[-1], generator), generator


def test_training_learns_the_order_and_the_tiers() -> None:
    batch = batch_of(60)
    model, generator = model_for(batch, 1)
    training.train(model, batch, 150, Learning(), generator, lambda: False)
    assert not model.training
    output = model(*batch.inputs)
    agreement = -ranking_loss(output.score, batch.target, "hinge", 0.0)
    assert agreement.min() > -0.05
    right = (output.tier_logits.argmax(-1) == batch.tier).float().mean(dim=1)
    assert right.min() > 0.8


def test_the_same_seed_gives_the_same_bits_whatever_torch_drew_before() -> None:
    batch = batch_of(30)
    scores = []
    for noise in (1, 2):
        torch.manual_seed(noise)
        model, generator = model_for(batch, 7)
        training.train(model, batch, 5, Learning(batch=16), generator, lambda: False)
        scores.append(model(*batch.inputs).score)
    assert torch.equal(*scores)
    other, _ = model_for(batch, 8)
    assert not torch.equal(other(*batch.inputs).score, scores[0])


def test_a_cancelled_training_ends_before_its_next_step() -> None:
    batch = batch_of(10)
    model, generator = model_for(batch, 1)
    answers = iter([False, False, True])
    with pytest.raises(Cancelled, match="before step 3 of 9"):
        training.train(model, batch, 9, Learning(), generator, lambda: next(answers))


def test_shrink_and_perturb_moves_matrices_towards_fresh_ones_and_nothing_else() -> None:
    batch = batch_of(10)
    (old, _), (fresh, _) = model_for(batch, 1), model_for(batch, 2)
    before = {name: p.detach().clone() for name, p in old.named_parameters()}
    assert training.shrink_and_perturb(old, fresh, 0.75) is old
    weight = "layers.0.ffn.first.weight"
    expected = 0.75 * before[weight] + 0.25 * dict(fresh.named_parameters())[weight]
    assert torch.allclose(dict(old.named_parameters())[weight], expected)
    assert torch.equal(old.decoder.query, before["decoder.query"])
