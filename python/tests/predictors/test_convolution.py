"""ReNAS and the ConvNet of Table X: what they learn of feature tensors, and what they keep."""

import numpy as np
import pytest
import torch
from scipy.stats import kendalltau

from narq2t.predictors.base import Cancelled, NotFittedError
from narq2t.predictors.convnet import ConvNetSettings, convnet
from narq2t.predictors.convolution import Convolution
from narq2t.predictors.narq2t.checkpoint import UnusableState
from narq2t.predictors.renas import RenasSettings, renas

QUICK = {
    "renas": lambda **changes: renas(RenasSettings(**{"epochs": 40, "channels": (8, 16), **changes}), 5, 4),
    "convnet": lambda **changes: convnet(ConvNetSettings(**{"epochs": 40, "channels": (8, 8, 16), **changes}), 5, 4),
}
each = pytest.mark.parametrize("make", QUICK.values(), ids=QUICK)


def data(n: int = 240):
    """Tensors in units as different as operator codes and FLOPs; the value is the sum of the standardised patches."""
    generator = torch.Generator().manual_seed(4)
    raw = torch.randn(n, 5, 4, 4, generator=generator)
    return raw * torch.tensor([1, 1e7, 1e5, 1e7, 1e5]).view(5, 1, 1), raw.sum(dim=(1, 2, 3)).double().numpy()


def never() -> bool:
    return False


@each
def test_the_order_of_what_was_never_seen_is_learnt(make):
    features, values = data()
    predictor = make()
    figures = predictor.fit(features[:160], values[:160], seed=1, cancelled=never)
    assert figures["labels"] == 160
    assert 0.9 < figures["ordered"] <= 1
    assert kendalltau(predictor.predict(features[160:]), values[160:]).statistic > 0.5


@each
def test_the_same_seed_gives_the_same_bits_and_a_saved_state_too(make, tmp_path):
    features, values = data(60)
    once, again, loaded = make(), make(), make()
    once.fit(features, values, seed=3, cancelled=never)
    again.fit(features, -values, seed=5, cancelled=never)
    again.fit(features, values, seed=3, cancelled=never)
    once.save(tmp_path / "state")
    loaded.load(tmp_path / "state")
    assert torch.equal(once.predict(features), again.predict(features))
    assert torch.equal(once.predict(features), loaded.predict(features))
    with pytest.raises(UnusableState, match="with these settings"):
        make(epochs=41).load(tmp_path / "state")


@each
def test_a_cancelled_fit_leaves_what_was_learnt_and_useless_values_are_refused(make):
    features, values = data(40)
    predictor = make()
    with pytest.raises(NotFittedError):
        predictor.predict(features)
    predictor.fit(features, values, seed=1, cancelled=never)
    before = predictor.predict(features)
    with pytest.raises(Cancelled):
        predictor.fit(features, -values, seed=1, cancelled=lambda: True)
    assert torch.equal(predictor.predict(features), before)
    with pytest.raises(ValueError, match="39 values"):
        predictor.fit(features, np.where(np.arange(40) == 3, np.nan, values), seed=1, cancelled=never)


def test_their_sizes_are_those_of_renas_and_one_convolution_more():
    """By hand for (19, 7, 7): 38 * 19 * 9 and 128 * 38 * 9 convolutions, 2 * (38 + 128) norms, then linear."""
    count = sum(p.numel() for p in Convolution(RenasSettings(), 19, 7).parameters())
    assert count == 6_498 + 43_776 + 332 + (6_272 * 120 + 120) + (120 * 84 + 84) + 85
    count = sum(p.numel() for p in Convolution(ConvNetSettings(), 19, 7).parameters())
    assert count == 6_498 + 43_776 + 128 * 128 * 9 + 332 + 256 + 6_273


def test_numbers_that_are_always_the_same_are_no_division_by_zero():
    model = Convolution(RenasSettings(channels=(4,), hidden=()), 2, 3)
    features = torch.stack([torch.full((2, 3, 3), 7.0)] * 4)
    model.standardise_by(features)
    assert torch.isfinite(model(features)).all()
    torch.testing.assert_close((features - model.mean) / model.spread, torch.zeros(4, 2, 3, 3))
