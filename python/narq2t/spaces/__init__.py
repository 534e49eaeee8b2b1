"""The networks of a space in PyTorch, built from a cell as the space's benchmark built them.

    space = spaces.named("nb201")
    network = space.build("|nor_conv_3x3~0|+|...", space.benchmark)         # 10 classes of 32 x 32 colour images
    network = space.build("|nor_conv_3x3~0|+|...", NetworkConfig(classes=5, image_channels=1, resolution=28))

A further space is a folder here and a line in `_SPACES`.
"""

from __future__ import annotations

from typing import Protocol

from torch import nn

from narq2t.errors import Refused

from .config import NetworkConfig
from .nasbench101 import NasBench101
from .nasbench201 import NasBench201


class NetworkSpace(Protocol):
    """What a space of cells knows to build. A cell is text, as the space's benchmark writes it."""

    name: str
    benchmark: NetworkConfig

    def build(self, cell: str, config: NetworkConfig) -> nn.Module:
        """The network of a cell, with the weights it starts from. Refused if the text is no cell."""

    def source(self, cell: str, config: NetworkConfig) -> str:
        """A Python file that needs torch only; its `build()` has the weights under the same names."""


_SPACES: dict[str, NetworkSpace] = {"nb201": NasBench201(), "nb101": NasBench101()}


def named(name: str) -> NetworkSpace:
    """The space of a name, short (nb201) or full (nasbench201). Refused naming the allowed ones."""
    for short, space in _SPACES.items():
        if name in (short, space.name):
            return space
    raise Refused(f"{name!r} is not a space with networks; allowed: {', '.join(_SPACES)}")


__all__ = ["NetworkConfig", "NetworkSpace", "named"]
