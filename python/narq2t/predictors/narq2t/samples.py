"""What a ranker learns from: architectures and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Samples:
    """Architectures and what is known of them, n rows. Raises ValueError naming a field of another length."""

    features: Tensor  # (n, N, P, P) float32
    accuracy: Tensor  # (n,), any unit: only its order counts
    tier: Tensor | None = None  # (n,) class indices, 0 is the best tier; needed if the model has tiers
    latency: Tensor | None = None  # (n,) in ms, NaN for unknown and then left out; needed with a latency head

    def __post_init__(self) -> None:
        for name in ("accuracy", "tier", "latency"):
            values = getattr(self, name)
            if values is not None and values.shape != self.features.shape[:1]:
                raise ValueError(f"{name} must be ({len(self.features)},) as features are, not {tuple(values.shape)}")

    def batches(self, rows: Tensor, device: torch.device) -> Iterator[Samples]:
        """The samples of rows (t, k), batch by batch, moved to the device in one go."""
        if rows.dim() != 2 or rows.numel() == 0:
            raise ValueError(f"batches must be (t, k) rows of the samples, not {tuple(rows.shape)}")
        if not 0 <= rows.min() <= rows.max() < len(self.features):
            raise ValueError(f"batches must hold rows 0 to {len(self.features) - 1}, not {rows.min()} to {rows.max()}")

        def split(values: Tensor | None, dtype: torch.dtype) -> Iterator[Tensor | None]:
            if values is None:
                return iter([None] * len(rows))
            moved = values[rows.flatten().long()].to(device, dtype)
            return iter(moved.view(*rows.shape, *values.shape[1:]))  # (t, k, ...)

        return map(
            Samples,  # type: ignore[arg-type]
            split(self.features, torch.float32),
            split(self.accuracy, torch.float32),
            split(self.tier, torch.int64),
            split(self.latency, torch.float32),
        )
