"""Against the authors' code itself, where AUTHORS names a checkout of it."""

import os
from pathlib import Path

import pytest
import torch

from compare import checkpoint, epoch_rows, java, model_rows, theirs
from compare.checkout import Modules, look_at
from compare.model_rows import Task

AUTHORS = os.environ.get("AUTHORS")
pytestmark = pytest.mark.skipif(not AUTHORS, reason="AUTHORS names no checkout of the authors' code")


@pytest.fixture(scope="module")
def authors():
    checkout = look_at(Path(AUTHORS))
    return Modules(checkout), checkout.configuration("cifar10", 1)


def task() -> Task:
    generator = torch.Generator().manual_seed(1)
    features = torch.randint(0, 5, (64, 31, 4, 4), generator=generator).float()
    accuracy = torch.rand(64, generator=generator, dtype=torch.float64)
    return Task("cifar10", features, features, accuracy, torch.arange(64) % 5, 1)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_the_same_weights_give_the_same_outputs_and_losses(authors, dtype):
    rows = model_rows.outputs(*authors, task(), dtype)
    assert [row.quantity for row in rows if not row.agrees] == []


def test_a_step_with_the_same_dropout_gives_the_same_gradients(authors):
    rows = model_rows.gradients(*authors, task(), torch.float64, model_rows.Noise())
    assert [row.quantity for row in rows if not row.agrees] == []


def test_a_weight_that_differs_is_seen(authors, monkeypatch):
    copy = model_rows.weights.copy_into

    def wrongly(ranker, ours):
        copy(ranker, ours)
        with torch.no_grad():
            ranker.src_prj.weight[0, 0] += 0.1

    monkeypatch.setattr(model_rows.weights, "copy_into", wrongly)
    rows = model_rows.outputs(*authors, task(), torch.float64)
    assert "tier logits, float64" in [row.quantity for row in rows if not row.agrees]


def test_the_learning_rates_are_theirs(authors):
    assert epoch_rows.schedule(*authors, 385).agrees


def test_a_checkpoint_of_theirs_scores_as_their_model_does(authors, tmp_path):
    modules, config = authors
    ranker = theirs.model(modules, config)
    file = tmp_path / "ckp_best.pth.tar"
    adam, schedule = theirs.optimizer(modules, config, ranker)
    modules.module("utils.saver").save_checkpoint(str(file), ranker, adam, schedule, config, 3, [])
    features = task().theirs
    accuracy = {name: torch.rand(64, generator=torch.Generator().manual_seed(4)) for name in ("validation", "test")}
    told = torch.arange(64), torch.arange(64) % 5
    rows, scored = checkpoint.score(modules, config, file, features, accuracy, ["cell"] * 64, told)
    assert [row.quantity for row in rows if not row.agrees] == []
    assert all(figure.theirs == pytest.approx(figure.ours, abs=0.01) for figure in scored.figures)


@pytest.mark.skipif(not (java.HOME / "target" / "quarkus-app").is_dir(), reason="the application is not built")
def test_java_counts_and_samples_as_they_do(authors, tmp_path):
    """A made-up batch: their bins and divergences by number, without a table."""
    modules, config = authors
    batch = torch.arange(100)
    request = java.Request(
        "cifar10", 1, 5, batches=[{"architectures": batch.tolist(), "tierOf": [i % 5 for i in batch.tolist()]}]
    )
    answer = java.ask(request, tmp_path).values
    flops = torch.tensor(answer["flops"])[batch].float()
    parameters = torch.tensor(answer["parameters"])[batch].float()
    with theirs.tier_list(modules, config) as tiers:
        utilities = modules.module("process.train_utils")
        utilities.classify_tier_counts_by_target_201(
            parameters, flops, torch.zeros(100, 5), tiers, model_rows.one_hot(batch % 5, 5), config.bins
        )
        counted = utilities.get_batch_statics(tiers)
    for name, own in (("flops", "flops"), ("params", "parameters")):
        statistics = answer["batches"][0]["statistics"][own]
        assert [list(tier.values()) for tier in counted[name]] == statistics["counts"]
        assert list(counted[name][0]) == statistics["values"]
    order = torch.randperm(15_625, generator=torch.Generator().manual_seed(1)).tolist()
    assert answer["order"] == order
