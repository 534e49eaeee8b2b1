"""NARQ2T: one transformer that scores architectures, sorts them into quality tiers and predicts their latency.

The encoder reads an architecture's feature tensor, N patches of P x P; two small heads read a relative score (Eq. 8)
and a latency in ms (Eq. 10) off its output. The decoder holds one learnable query per tier, lets the queries attend to
the encoded architecture (Eq. 16-18) and yields one logit per tier.

The released code and the printed equations disagree in two places; each is a field of `ModelConfig`:

=============  ==================================================  ==================================================
field          as released                                         as printed
=============  ==================================================  ==================================================
normalisation  "post": LN after each block and after Epos          "pre": LN before each block and after the last one
decoder        "group-wise": queries are added in every layer,     "sum-mlp": queries are the decoder's input, their
               each reads its own logit                            sum goes through two linear layers (Eq. 13)
=============  ==================================================  ==================================================

A third decoder, "tier-means", makes it NAR, the authors' method before: see `nar.py`.

Symbols: B architectures, N patches, P patch side, D model width, H heads, T tiers.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from narq2t.predictors.narq2t.config import ModelConfig
from narq2t.predictors.narq2t.layers import DecoderLayer, Dropout, EncoderLayer, perceptron, positional_code
from narq2t.predictors.narq2t.nar import TierMeans


class Prediction(NamedTuple):
    """What the model says about B architectures."""

    tier_logits: Tensor | None  # (B, T), tier 1 (the best) first; None if n_tiers is 0
    score: Tensor  # (B,), only its order means something: higher is better
    latency: Tensor | None  # (B,) in ms; None unless the model has a latency head


class GroupWiseLinear(nn.Module):
    """One weight vector and one bias per tier, each reading the logit of its own query; scaled by D^-0.5."""

    def __init__(self, n_tiers: int, d_model: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(1, n_tiers, d_model))  # 3-d: its Xavier fans are (T * D, D)
        self.bias = nn.Parameter(torch.empty(n_tiers).uniform_(-(d_model**-0.5), d_model**-0.5))
        self.scale: float = d_model**-0.5

    def forward(self, z: Tensor) -> Tensor:
        """z (B, T, D) -> logits (B, T)."""
        logits: Tensor = ((z * self.weight).sum(dim=-1) + self.bias) * self.scale
        return logits


class SumPerceptron(nn.Module):
    """The printed reading of the tiers: z = sum of the normalised z_i, then two linear layers (Eq. 13)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(config.d_model, eps=1e-6) if config.normalisation == "pre" else nn.Identity()
        self.perceptron = perceptron(config.d_model, config.d_tier, config.n_tiers)

    def forward(self, z: Tensor) -> Tensor:
        """z (B, T, D) -> logits (B, T)."""
        logits: Tensor = self.perceptron(self.norm(z).sum(dim=1))
        return logits


class Encoder(nn.Module):
    """Feature tensor to x_alpha: linear projection, positional code, L layers (Eq. 4-7)."""

    scale: Tensor
    position: Tensor

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.pre = config.normalisation == "pre"
        scale = (1.0,) * config.n_patches if config.feature_scale == "none" else config.feature_scale
        self.register_buffer("scale", torch.tensor(scale).view(-1, 1), persistent=False)
        self.register_buffer("position", positional_code(config.n_patches, config.d_model), persistent=False)
        self.project = nn.Linear(config.patch_size**2, config.d_model)  # E
        self.dropout = Dropout(config.dropout)
        self.layers = nn.ModuleList(EncoderLayer(config) for _ in range(config.n_layers))
        self.norm = nn.LayerNorm(config.d_model, eps=1e-6)  # "pre": after the last layer; "post": before the first

    def forward(self, features: Tensor) -> Tensor:
        """features (B, N, P, P) -> x_alpha (B, N, D)."""
        x: Tensor = self.project(features.flatten(2) / self.scale)  # (B, N, P*P) -> (B, N, D)
        x = x + self.position if self.pre else self.norm(self.dropout(x) + self.position)  # Eq. 4
        for layer in self.layers:
            x = layer(x)
        return self.norm(x) if self.pre else x  # Eq. 7


class Decoder(nn.Module):
    """Tier queries Q and x_alpha to tier logits (Eq. 16-18, then Eq. 13 or a group-wise linear layer)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.group_wise = config.decoder == "group-wise"
        self.query = nn.Parameter(torch.empty(config.n_tiers, config.d_model))  # Q0
        self.layers = nn.ModuleList(DecoderLayer(config) for _ in range(config.n_layers))
        self.read = GroupWiseLinear(config.n_tiers, config.d_model) if self.group_wise else SumPerceptron(config)

    def forward(self, x_alpha: Tensor) -> Tensor:
        """x_alpha (B, N, D) -> logits (B, T)."""
        query = self.query[None]  # (1, T, D)
        # Up to the first cross-attention all architectures share one row; dropout alone tells them apart.
        rows = x_alpha.shape[0] if self.training else 1
        z = (torch.zeros_like(query) if self.group_wise else query).expand(rows, -1, -1)  # (B or 1, T, D)
        for layer in self.layers:
            z = layer(z, x_alpha, query if self.group_wise else None)
        logits: Tensor = self.read(z)
        return logits


def make_decoder(config: ModelConfig) -> Decoder | TierMeans:
    """The decoder of this configuration."""
    if config.decoder != "tier-means":
        return Decoder(config)
    layers = [DecoderLayer(config) for _ in range(config.n_layers)]
    return TierMeans(config, layers, Dropout(config.dropout), positional_code(config.n_patches, config.d_model))


class NARQ2T(nn.Module):
    """The whole model. Weights are drawn from torch's global generator: seed it before, as `Trainer` does."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        flat = config.n_patches * config.d_model
        self.encoder = Encoder(config)
        self.score_head = perceptron(flat, config.d_score, 1)
        self.latency_head = perceptron(flat, config.d_score, 1) if config.latency else None
        self.decoder = make_decoder(config) if config.n_tiers else None
        for name, parameter in self.named_parameters():
            for matrix in parameter if name.endswith("qkv") else [parameter]:
                if matrix.dim() > 1:
                    nn.init.xavier_uniform_(matrix)

    def forward(self, features: Tensor, *, lower: bool = False) -> Prediction:
        """features (B, N, P, P), raw: FLOPs and parameters as counted, divided by `feature_scale` in here.

        `lower` multiplies matrices of encoder and decoder in bfloat16; heads, and what is returned, stay float32: the
        8 bits of a bfloat16 would give many architectures the same score.
        """
        n, p = self.config.n_patches, self.config.patch_size
        if features.dim() != 4 or features.shape[1:] != (n, p, p):
            raise ValueError(f"features must have shape (B, {n}, {p}, {p}), not {tuple(features.shape)}")
        with torch.autocast(features.device.type, torch.bfloat16, enabled=lower):
            x_alpha = self.encoder(features)  # (B, N, D)
            logits = None if self.decoder is None else self.decoder(x_alpha).to(features.dtype)
        flat = x_alpha.to(features.dtype).flatten(1)  # (B, N * D)
        return Prediction(
            tier_logits=logits,  # (B, T)
            score=self.score_head(flat).squeeze(-1),  # (B,) Eq. 8
            latency=None if self.latency_head is None else self.latency_head(flat).squeeze(-1),  # (B,) Eq. 10
        )
