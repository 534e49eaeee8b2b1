"""The convolutions of ReNAS and the ConvNet of Table X; what they keep as predictors is in `test_contract.py`."""

import torch

from narq2t.predictors.convnet import ConvNetSettings
from narq2t.predictors.convolution import Convolution
from narq2t.predictors.renas import RenasSettings, renas


def test_the_weights_are_kept_with_which_most_pairs_were_in_order():
    generator = torch.Generator().manual_seed(4)
    raw = torch.randn(160, 5, 4, 4, generator=generator)
    features = raw * torch.tensor([1, 1e7, 1e5, 1e7, 1e5]).view(5, 1, 1)  # units as different as codes and FLOPs
    predictor = renas(RenasSettings(epochs=40, channels=(8, 16)), 5, 4)
    figures = predictor.fit(features, raw.sum(dim=(1, 2, 3)).double().numpy(), seed=1, cancelled=lambda: False)
    assert figures["labels"] == 160
    assert 0.9 < figures["ordered"] <= 1


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
