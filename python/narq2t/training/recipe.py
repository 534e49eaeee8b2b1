"""How a network is trained: the recipe of NAS-Bench-201 by default, every part of it a setting."""

from __future__ import annotations

import math
from dataclasses import dataclass

from narq2t.errors import Refused
from narq2t.spaces import NetworkConfig


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """The defaults are those of Dong and Yang (ICLR 2020, Table 1); they ran 12 and 200 epochs.

    SGD with Nesterov's momentum and weight decay on every weight; the learning rate falls from `learning_rate` to 0
    along a cosine over all steps of these epochs; cross-entropy. Each training image is flipped with probability one
    half, shifted by up to `padding` pixels over black (by default an eighth of the resolution: 4 of 32), and loses a
    square of `cutout` pixels. `fraction`: share of the training images that is used, class by class, the same ones for
    every cell. `norm_momentum`: how fast batch norms follow the batches, whatever the space's benchmark took, because
    0.003 as in NAS-Bench-101 needs a thousand steps before the first validation means anything; None leaves it as the
    network has it. `mixed_precision`: on CUDA, or a CPU with instructions for bfloat16; others refuse it.
    `hopeless_after`: a training not better than chance after so many epochs ends there; 0 never. Raises Refused naming
    the first field that cannot be.
    """

    epochs: int = 12
    batch: int = 256
    learning_rate: float = 0.1
    momentum: float = 0.9
    nesterov: bool = True
    weight_decay: float = 5e-4
    flip: bool = True
    padding: int | None = None
    cutout: int = 0
    fraction: float = 1.0
    norm_momentum: float | None = 0.1
    mixed_precision: bool = False
    hopeless_after: int = 0

    def __post_init__(self) -> None:
        for name, least in (("epochs", 1), ("batch", 2), ("cutout", 0), ("hopeless_after", 0)):
            value = getattr(self, name)
            if type(value) is not int or value < least:
                raise Refused(f"{name} must be a whole number, at least {least}, not {value!r}")
        if self.padding is not None and (type(self.padding) is not int or self.padding < 0):
            raise Refused(f"padding must be a whole number, at least 0, not {self.padding!r}")
        if not 0 < self.learning_rate < math.inf:
            raise Refused(f"learning_rate must be positive, not {self.learning_rate!r}")
        if not 0 <= self.momentum < 1:
            raise Refused(f"momentum must be at least 0 and below 1, not {self.momentum!r}")
        if self.nesterov and not self.momentum:
            raise Refused("nesterov needs a momentum above 0")
        if not 0 <= self.weight_decay < math.inf:
            raise Refused(f"weight_decay must be 0 or positive, not {self.weight_decay!r}")
        if self.norm_momentum is not None and not 0 < self.norm_momentum <= 1:
            raise Refused(f"norm_momentum must be above 0 and at most 1, not {self.norm_momentum!r}")
        if not 0 < self.fraction <= 1:
            raise Refused(f"fraction must be above 0 and at most 1, not {self.fraction!r}")

    def padding_at(self, resolution: int) -> int:
        """Pixels by which images of a resolution are shifted at most."""
        return resolution // 8 if self.padding is None else self.padding

    def learning_rate_at(self, step: int, steps: int) -> float:
        """For step 0 to steps - 1 of a training; it would reach 0 at `steps`."""
        return self.learning_rate * (1 + math.cos(math.pi * step / steps)) / 2


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One cell to be trained once. `seed` (0 to 2^63 - 1): of weights, order and augmentation."""

    space: str
    cell: str
    network: NetworkConfig
    recipe: Recipe
    seed: int = 0
