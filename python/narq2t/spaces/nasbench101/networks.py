"""Networks of the cells of NAS-Bench-101 as Ying et al. built them (ICML 2019, Sec. 2).

Weights start as the benchmark drew them: convolutions from a truncated normal distribution of variance 1 / fan-in
(TensorFlow's `variance_scaling_initializer`), the classifier by Glorot's uniform distribution.
"""

from __future__ import annotations

import math

from torch import nn

from narq2t.loaders.table import NASBENCH101

from ..config import NetworkConfig
from ..source import network_source
from . import plain
from .cell import Cell, cell_source
from .writing import parse, text_of

_TRUNCATED = 0.87962566103423978
"""Standard deviation of a standard normal distribution that is cut at two."""


def build(cell: str, config: NetworkConfig) -> nn.Module:
    """The network, its weights drawn from torch's generator. Refused if the text is no cell."""
    graph = parse(cell)
    network = plain.Network(lambda inputs, outputs: Cell(graph, inputs, outputs), **config.arguments())
    network.apply(_draw)
    return network


def source(cell: str, config: NetworkConfig) -> str:
    """A Python file that needs torch only and builds the same network under the same names."""
    graph = parse(cell)
    text = cell_source(graph, set(cell_sizes(config)))
    written = network_source(plain, text, NASBENCH101.name, text_of(graph), config)
    return written.replace("from torch import Tensor", "import torch\nfrom torch import Tensor", 1)


def cell_sizes(config: NetworkConfig) -> list[tuple[int, int]]:
    """Channels in and out of each cell of a network, first cell first."""
    sizes = []
    for stage in range(config.stages):
        channels = config.channels << stage
        before = config.channels << max(0, stage - 1)
        sizes += [(before, channels)] + [(channels, channels)] * (config.cells - 1)
    return sizes


def _draw(module: nn.Module) -> None:
    if isinstance(module, nn.Conv2d):
        deviation = math.sqrt(1 / (module.in_channels * math.prod(module.kernel_size))) / _TRUNCATED
        nn.init.trunc_normal_(module.weight, std=deviation, a=-2 * deviation, b=2 * deviation)
    elif isinstance(module, nn.Linear):
        nn.init.xavier_uniform_(module.weight)
        nn.init.zeros_(module.bias)
