"""NAR, the paper's method before Q2T: tiers are the means of what was seen of them, not learnt queries (Sec. III-B).

A decoder for the model of `model.py`, as in the authors' code AlbertiPot/nar. What it keeps of the tiers is no weight:
it starts from nothing in every epoch, and each batch is told its tiers after the step (Eq. 15).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from narq2t.predictors.narq2t.config import ModelConfig


class TierMeans(nn.Module):
    """Embeds each tier as the mean feature of its architectures and matches an architecture with all of them.

    The layers are those of the other decoders; here a tier is N patches long, and what the T tiers give is summed up
    (Sec. III-A, Eq. 12 and 13) and, as released, scaled by D^-0.5 before the softmax.
    """

    sums: Tensor
    counts: Tensor
    position: Tensor

    def __init__(self, config: ModelConfig, layers: Iterable[nn.Module], dropout: nn.Module, position: Tensor) -> None:
        super().__init__()
        n, d = config.n_patches, config.d_model
        self.project = nn.Linear(d, d)
        self.register_buffer("position", position, persistent=False)  # (N, D)
        self.register_buffer("sums", torch.zeros(config.n_tiers, n, d))  # of the features of the architectures met
        self.register_buffer("counts", torch.zeros(config.n_tiers))
        self.dropout = dropout
        self.norm = nn.LayerNorm(d, eps=1e-6)
        self.layers = nn.ModuleList(layers)
        self.read = nn.Sequential(
            nn.Linear(n * d, config.d_tier, bias=False), nn.ReLU(), nn.Linear(config.d_tier, config.n_tiers)
        )
        self.scale: float = d**-0.5
        self.met = torch.empty(0)

    def embeddings(self) -> Tensor:
        """(T, N, D): the mean of each tier, zeros for one of which nothing was met."""
        return self.sums / self.counts.clamp(min=1)[:, None, None]

    def forward(self, x_alpha: Tensor) -> Tensor:
        """x_alpha (B, N, D) -> logits (B, T)."""
        self.met = x_alpha.detach()
        z = self.norm(self.dropout(self.project(self.embeddings())) + self.position)  # (T, N, D)
        matched = torch.zeros_like(x_alpha)
        for tier in z:
            y = tier[None]  # (1, N, D)
            for layer in self.layers:
                y = layer(y, x_alpha, None)  # (B, N, D)
            matched = matched + y
        logits: Tensor = self.read(matched.flatten(1)) * self.scale
        return logits

    def forget(self) -> None:
        """Nothing was met of any tier."""
        self.sums.zero_()
        self.counts.zero_()

    def meet(self, tier: Tensor) -> None:
        """Adds the batch of the last `forward` to its tiers (B,), indices from 0 (Eq. 15)."""
        self.sums.index_add_(0, tier, self.met)
        self.counts.index_add_(0, tier, torch.ones_like(tier, dtype=self.counts.dtype))
