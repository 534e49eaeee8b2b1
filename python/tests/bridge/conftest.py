"""What tests of the bridge need."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def small_model() -> dict[str, Any]:
    """The arguments of ``open_model`` for a small NARQ2T with a latency head: one patch of 4 x 4, width 8."""
    network = {"d_model": 8, "d_ffn": 8, "layers": 1, "heads": 2, "dropout": 0.1, "score_width": 8, "tier_width": 8}
    training = {"beta1": 0.9, "beta2": 0.99, "epsilon": 1e-9, "weight_decay": 0.01}
    losses = {"losses": "tiers-and-ranking", "ranking_reduction": "mean", "lambda_rank": 5.0, "lambda_latency": 7.0}
    losses["precision"] = "float32"
    schedule = {"warmup_steps": 30, "learning_rate_factor": 0.07}
    settings = {
        "tiers": 5,
        "model": network | {"normalisation": "post", "decoder": "group-wise", "feature_scale": "none"},
        "training": training | losses | schedule,
    }
    return {"settings": settings, "patches": 1, "patch_size": 4, "divisors": [], "seed": 0, "device": "cpu"}
