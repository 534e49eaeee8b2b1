"""What NARQ2T is, and how it is trained: what a checkpoint says of itself."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from narq2t.predictors.narq2t.seeding import check_seed

Precision = Literal["float32", "bfloat16"]
Reduction = Literal["mean", "sum"]


@dataclass(frozen=True, kw_only=True)
class ModelConfig:
    """Shape and variant of the model; the defaults are the released NAS-Bench-201 settings.

    n_tiers=0 leaves the decoder out: encoder and heads only, the "no tiers" row of Table IV. feature_scale is "none" or
    one positive divisor per patch. Raises ValueError naming the first field that cannot be.
    """

    n_patches: int = 31  # N
    patch_size: int = 4  # P
    d_model: int = 128  # D
    d_ffn: int = 512
    n_layers: int = 6  # of the encoder, and of the decoder
    n_heads: int = 4  # H
    dropout: float = 0.1
    n_tiers: int = 5  # T
    d_score: int = 1024  # hidden width of the ranking head, and of the latency head
    d_tier: int = 256  # hidden width of the tier MLP, not of "group-wise"
    normalisation: Literal["post", "pre"] = "post"
    decoder: Literal["group-wise", "sum-mlp", "tier-means"] = "group-wise"
    latency: bool = False
    feature_scale: Literal["none"] | tuple[float, ...] = "none"

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.type == "int" and (type(value) is not int or value < (field.name != "n_tiers")):
                raise ValueError(f"{field.name} must be a positive integer, not {value!r}")
        if self.n_tiers == 1:
            raise ValueError("n_tiers must be 0 (no tiers) or at least 2, not 1")
        if self.d_model % self.n_heads:
            raise ValueError(f"n_heads must divide d_model={self.d_model}, {self.n_heads} does not")
        if not 0 <= self.dropout < 1:
            raise ValueError(f"dropout must be at least 0 and below 1, not {self.dropout!r}")
        if self.normalisation not in ("post", "pre"):
            raise ValueError(f"normalisation must be 'post' or 'pre', not {self.normalisation!r}")
        if self.decoder not in ("group-wise", "sum-mlp", "tier-means"):
            raise ValueError(f"decoder must be 'group-wise', 'sum-mlp' or 'tier-means', not {self.decoder!r}")
        if self.decoder == "tier-means" and self.normalisation != "post":
            raise ValueError("decoder 'tier-means' is that of the released NAR: normalisation must be 'post'")
        if self.feature_scale != "none" and (
            isinstance(self.feature_scale, str)
            or len(self.feature_scale) != self.n_patches
            or not all(0 < divisor < float("inf") for divisor in self.feature_scale)
        ):
            raise ValueError(f"feature_scale must be 'none' or {self.n_patches} positive numbers, one per patch")


@dataclass(frozen=True, kw_only=True)
class TrainingConfig:
    """Optimiser, schedule and loss weights; the defaults are the released settings for NAS-Bench-201 and CIFAR-10.

    `seed` (0 to 2^63 - 1) draws the initial weights. Raises ValueError naming the first field that cannot be.
    """

    betas: tuple[float, float] = (0.9, 0.99)
    eps: float = 1e-9
    weight_decay: float = 1e-2
    lr_mul: float = 0.07
    warmup_steps: int = 30
    lambda_latency: float = 7.0  # lambda_1 of Eq. 14, for latency in ms
    lambda_rank: float = 5.0  # lambda_2 of Eq. 14
    ranking_reduction: Reduction = "mean"
    precision: Precision = "float32"  # of the products in encoder and decoder, in training steps alone
    seed: int = 0

    def __post_init__(self) -> None:
        if len(self.betas) != 2 or not all(0 <= beta < 1 for beta in self.betas):
            raise ValueError(f"betas must be two numbers at least 0 and below 1, not {self.betas!r}")
        for name in ("eps", "lr_mul"):
            if not 0 < getattr(self, name) < float("inf"):
                raise ValueError(f"{name} must be positive, not {getattr(self, name)!r}")
        for name in ("weight_decay", "lambda_latency", "lambda_rank"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise ValueError(f"{name} must be 0 or positive, not {getattr(self, name)!r}")
        if type(self.warmup_steps) is not int or self.warmup_steps < 1:
            raise ValueError(f"warmup_steps must be a positive integer, not {self.warmup_steps!r}")
        if self.ranking_reduction not in ("mean", "sum"):
            raise ValueError(f"ranking_reduction must be 'mean' or 'sum', not {self.ranking_reduction!r}")
        if self.precision not in ("float32", "bfloat16"):
            raise ValueError(f"precision must be 'float32' or 'bfloat16', not {self.precision!r}")
        check_seed(self.seed)
