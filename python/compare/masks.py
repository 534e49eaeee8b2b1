"""The same dropout on both sides: each draws its own random numbers, so for a comparison both are given one stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from narq2t.predictors.narq2t.layers import Dropout


class Masks:
    """Masks by number: the n-th dropout of a side gets the n-th mask, whatever torch's generators hold."""

    def __init__(self, p: float, seed: int) -> None:
        self.p, self.seed, self.drawn = p, seed, 0

    def __call__(self, x: Tensor) -> Tensor:
        generator = torch.Generator().manual_seed(self.seed * 1_000_003 + self.drawn)
        self.drawn += 1
        kept = (torch.rand(x.shape, generator=generator, dtype=torch.float32) >= self.p).to(x)
        return x * kept / (1 - self.p)

    def row_by_row(self, x: Tensor) -> Tensor:
        """A mask for each row: what the other side drops out one row after the other."""
        return torch.cat([self(row[None]) for row in x])


Dropping = Callable[[Tensor], Tensor]


@contextmanager
def shared(side: type[nn.Module], masks: Masks, apart: Mapping[nn.Module, Dropping] | None = None) -> Iterator[None]:
    """Inside, every dropout of the class `side` in training uses these masks, but for those that stand apart."""
    own: Callable[..., Any] = side.forward

    def forward(module: nn.Module, x: Tensor) -> Tensor:
        return (apart or {}).get(module, masks)(x) if module.training else x

    side.forward = forward
    try:
        yield
    finally:
        side.forward = own


def kept(x: Tensor) -> Tensor:
    """Drops nothing, and takes no mask."""
    return x


OURS: type[nn.Module] = Dropout
THEIRS: type[nn.Module] = nn.Dropout
