"""The shapes of the model, and what it must not depend on."""

import numpy as np
import pytest
import torch
from torch import Tensor

from narq2t.predictors.q2t import tokens
from narq2t.predictors.q2t.model import Model, Shape
from narq2t.spaces.nasbench201 import building

SHAPE = Shape(members=3, width=8, heads=2, layers=2, hidden=8, tiers=4, dropout=0.5)


def inputs(n: int, seed: int = 1) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    cells = building.cells(np.random.default_rng(seed).integers(0, 5, (n, 6)).tolist())
    read = tokens.read(cells, np.arange(n), (2, 3, 4))
    vertices, relations, present, whole = read.vertices, read.relations, read.present, read.whole
    return torch.from_numpy(vertices), torch.from_numpy(relations), torch.from_numpy(present), torch.from_numpy(whole)


def model_of(x: tuple[Tensor, ...], seed: int = 1) -> Model:
    return Model(SHAPE, x[0].shape[-1], x[3].shape[-1], torch.Generator().manual_seed(seed)).eval()


def test_every_member_scores_and_sorts_every_cell() -> None:
    x = inputs(6)
    output = model_of(x)(*x)
    assert output.score.shape == (3, 6)
    assert output.tier_logits.shape == (3, 6, 4)
    assert not torch.equal(output.score[0], output.score[1])


def test_a_cell_is_scored_the_same_in_any_batch() -> None:
    x = inputs(40)
    model = model_of(x)
    alone = model(*(part[7:8] for part in x))
    assert torch.allclose(model(*x).score[:, 7:8], alone.score, atol=1e-5)
    assert torch.allclose(model(*x).tier_logits[:, 7:8], alone.tier_logits, atol=1e-5)


def test_the_order_of_the_operators_does_not_matter() -> None:
    vertices, relations, present, whole = x = inputs(40)
    model = model_of(x)
    order = torch.tensor([0, 4, 2, 6, 1, 3, 5])
    moved = model(vertices[:, order], relations[:, order][:, :, order], present[:, order], whole)
    assert torch.allclose(model(*x).score, moved.score, atol=1e-5)
    assert torch.allclose(model(*x).tier_logits, moved.tier_logits, atol=1e-5)


def test_what_stands_at_absent_tokens_does_not_matter() -> None:
    vertices, relations, present, whole = x = inputs(40)
    model = model_of(x)
    noisy = torch.where(present[..., None], vertices, 9.0)
    assert torch.allclose(model(*x).score, model(noisy, relations, present, whole).score, atol=1e-5)


def test_the_graph_matters_beyond_the_tokens() -> None:
    vertices, relations, present, whole = x = inputs(40)
    assert not torch.allclose(model_of(x)(*x).score, model_of(x)(vertices, relations.flip(-1), present, whole).score)


def test_a_member_learns_from_its_own_loss_alone() -> None:
    x = inputs(6)
    model = model_of(x)
    output = model(*x)
    (output.score[1].sum() + output.tier_logits[1].sum()).backward()
    for name, parameter in model.named_parameters():
        assert parameter.grad is not None, name
        assert not parameter.grad[[0, 2]].any(), name


def test_dropout_zeroes_its_share_and_keeps_the_mean() -> None:
    x = inputs(6)
    model = model_of(x)
    model.train_with(torch.Generator().manual_seed(5))
    dropped = model.score.dropout(torch.ones(100_000))
    assert set(dropped.unique().tolist()) == {0.0, 2.0}
    assert dropped.mean().item() == pytest.approx(1, abs=0.02)
    model.eval()
    assert torch.equal(model.score.dropout(x[0]), x[0])


@pytest.mark.parametrize(
    ("field", "value"), [("members", 0), ("heads", 3), ("tiers", 1), ("dropout", 1.0), ("width", -8)]
)
def test_a_shape_that_cannot_be_names_its_field(field: str, value: float) -> None:
    with pytest.raises(ValueError, match=field):
        Shape(**{field: value} if field != "heads" else {"heads": 3, "width": 8})
