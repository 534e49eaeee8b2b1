"""NAR: tiers as means of what was met of them (Eq. 15)."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from narq2t.predictors.narq2t.config import ModelConfig, TrainingConfig
from narq2t.predictors.narq2t.model import NARQ2T
from narq2t.predictors.narq2t.samples import Samples
from narq2t.predictors.narq2t.training import Trainer

SMALL = ModelConfig(
    n_patches=4, patch_size=3, d_model=16, d_ffn=32, n_layers=2, n_heads=2, d_score=24, d_tier=12, decoder="tier-means"
)
BATCHES = torch.arange(40).view(4, 10)


def samples(n: int = 40) -> Samples:
    generator = torch.Generator().manual_seed(5)
    accuracy = torch.rand(n, generator=generator)
    tier = accuracy.argsort(descending=True).argsort() * 5 // n
    return Samples(torch.randn(n, 4, 3, 3, generator=generator), accuracy, tier)


def trainer(**changes) -> Trainer:
    return Trainer(replace(SMALL, **changes), TrainingConfig(lambda_latency=0), "cpu")


def test_a_tier_is_the_mean_of_its_architectures_over_all_batches():
    torch.manual_seed(0)
    model = NARQ2T(SMALL).eval()
    data, met = samples(), []
    for rows in BATCHES:
        model(data.features[rows])
        model.decoder.meet(data.tier[rows])
        met.append(model.encoder(data.features[rows]).detach())
    features = torch.cat(met)
    for tier in range(5):
        expected = features[data.tier == tier].mean(dim=0)
        torch.testing.assert_close(model.decoder.embeddings()[tier], expected)
    model.decoder.forget()
    assert not model.decoder.embeddings().any()


def test_scores_change_with_what_was_met_but_scoring_meets_nothing():
    model, data = trainer(), samples()
    probabilities = [torch.empty(40, 5) for _ in range(3)]
    model.score(data.features, torch.empty(40), probabilities[0])
    model.validate(data, BATCHES)
    model.score(data.features, torch.empty(40), probabilities[1])
    model.score(data.features, torch.empty(40), probabilities[2])
    assert not torch.equal(probabilities[0], probabilities[1])
    torch.testing.assert_close(probabilities[1], probabilities[2], rtol=0, atol=0)


def test_it_learns_and_its_best_weights_bring_the_means_of_their_validation():
    model, data = trainer(dropout=0.0), samples()
    first = model.train_epoch(data, BATCHES, seed=1).mean.total
    model.validate(data, BATCHES)
    model.keep_best()
    means = model.model.decoder.embeddings().clone()
    for epoch in range(30):
        last = model.train_epoch(data, BATCHES, seed=2 + epoch).mean.total
    assert last < first
    model.restore_best()
    torch.testing.assert_close(model.model.decoder.embeddings(), means)


def test_a_saved_training_goes_on_to_the_last_bit(tmp_path: Path):
    straight, data = trainer(), samples()
    straight.train_epoch(data, BATCHES, seed=1)
    straight.keep_best()
    straight.save(tmp_path / "state")
    resumed = Trainer.open(tmp_path / "state", "cpu")
    for model in (straight, resumed):
        model.train_epoch(data, BATCHES, seed=2)
    for ours, theirs in zip(straight.model.state_dict().values(), resumed.model.state_dict().values(), strict=True):
        assert torch.equal(ours, theirs)


def test_it_is_the_released_method_only():
    with pytest.raises(ValueError, match="normalisation must be 'post'"):
        replace(SMALL, normalisation="pre")
