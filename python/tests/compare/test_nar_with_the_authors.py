"""NAR and NARLat against the authors' code, where AUTHORS names a checkout of naranker: the same weights and inputs."""

import os
from pathlib import Path

import pytest
import torch

from compare import weights
from compare.checkout import Modules, look_at
from narq2t.predictors.narq2t.config import ModelConfig
from narq2t.predictors.narq2t.losses import total_loss
from narq2t.predictors.narq2t.model import NARQ2T

AUTHORS = os.environ.get("AUTHORS")
pytestmark = pytest.mark.skipif(not AUTHORS, reason="AUTHORS names no checkout of the authors' code")

SMALL = ModelConfig(
    d_model=32, d_ffn=64, n_layers=3, dropout=0.0, d_score=48, d_tier=24, decoder="tier-means", latency=True
)


@pytest.fixture(scope="module")
def modules():
    return Modules(look_at(Path(AUTHORS)))


def both(modules, latency: bool):
    """Our model and theirs with one set of weights."""
    config = ModelConfig(**{**vars(SMALL), "latency": latency})
    torch.manual_seed(2)
    ours = NARQ2T(config)
    file, name = ("models_latency", "TransformerLatency") if latency else ("models", "Transformer")
    theirs = getattr(modules.module(f"ranker.{file}"), name)(
        n_tier=5, n_arch_patch=31, d_patch=4, d_patch_vec=32, d_model=32, d_ffn_inner=64, d_tier_prj_inner=24,
        n_layers=3, n_head=4, d_k=8, d_v=8, dropout=0.0, d_val_acc_prj_inner=48,
    )  # fmt: skip
    for dropout in (module for module in theirs.modules() if isinstance(module, torch.nn.Dropout)):
        dropout.p = 0.0  # that of attention is 0.1 whatever they are told
    weights.copy_into(theirs, ours)
    return ours, theirs


@pytest.mark.parametrize("latency", [False, True])
def test_batch_by_batch_the_same_outputs_means_losses_and_gradients(modules, latency):
    if latency and not (Path(AUTHORS) / "ranker" / "models_latency.py").is_file():
        pytest.skip("NARLat is in naranker only")
    ours, theirs = both(modules, latency)
    train_utils, losses = modules.module("process.train_utils"), modules.module("utils.loss_ops")
    ranker = type("Ranker", (), {"n_tier": 5, "n_arch_patch": 31, "d_patch_vec": 32})
    tiers = train_utils.init_tier_list(type("Arguments", (), {"ranker": ranker, "space": "nasbench201"}))
    generator = torch.Generator().manual_seed(3)
    ours.decoder.forget()
    for batch in range(3):
        features = torch.randint(0, 5, (40, 31, 4, 4), generator=generator).float()
        accuracy = torch.rand(40, generator=generator)
        milliseconds = torch.rand(40, generator=generator)
        label = train_utils.get_target(accuracy, 5, 40)
        tier = label.argmax(dim=1)

        logits, encoded, score, *rest = theirs(features, train_utils.get_tier_emb(tiers, "cpu"))
        loss = losses.CrossEntropyLossSoft()(logits, label) + 1.0 * losses.RankLoss()(score.squeeze(1), accuracy)
        prediction = ours(features)
        found = total_loss(prediction, accuracy, tier, milliseconds, lambda_rank=1.0, lambda_latency=0.0)

        torch.testing.assert_close(prediction.tier_logits, logits, rtol=0, atol=1e-5)
        torch.testing.assert_close(prediction.score, score.squeeze(1), rtol=0, atol=1e-5)
        if latency:
            torch.testing.assert_close(prediction.latency, rest[0].squeeze(1), rtol=0, atol=1e-5)
        torch.testing.assert_close(found.total, loss, rtol=0, atol=1e-5)

        theirs.zero_grad()
        ours.zero_grad()
        loss.backward()
        found.total.backward()
        own = {name: p.grad for name, p in ours.named_parameters()}
        for name, expected in weights.translated(ours.config, own).items():
            if not name.startswith("latency"):
                torch.testing.assert_close(expected, theirs.get_parameter(name).grad, rtol=1e-4, atol=1e-5, msg=name)

        train_utils.classify_enc_emb_by_target(encoded.clone().detach(), tiers, label)
        ours.decoder.meet(tier)
        torch.testing.assert_close(
            ours.decoder.embeddings(), train_utils.get_tier_emb(tiers, "cpu"), rtol=0, atol=1e-5, msg=f"batch {batch}"
        )
