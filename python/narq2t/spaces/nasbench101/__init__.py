"""NAS-Bench-101: networks of its cells as Ying et al. built them (ICML 2019, Sec. 2).

A cell is written `010001000 input,conv3x3-bn-relu,output`: the rows of its adjacency matrix one after another, and its
operations. Weights start as the benchmark drew them: convolutions from a truncated normal distribution of variance
1 / fan-in (TensorFlow's `variance_scaling_initializer`), the classifier by Glorot's uniform distribution.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from torch import nn

from narq2t.errors import Refused
from narq2t.loaders.nasbench101 import cells
from narq2t.loaders.nasbench101.cells import OPERATIONS
from narq2t.loaders.nasbench101.cells import Cell as Graph

from ..config import NetworkConfig
from ..source import network_source
from . import plain
from .cell import Cell, cell_source

_TRUNCATED = 0.87962566103423978
"""Standard deviation of a standard normal distribution that is cut at two."""


class NasBench101:
    """Cells are written as their adjacency and operations."""

    name = "nasbench101"
    benchmark = NetworkConfig(channels=128, cells=3)

    def build(self, cell: str, config: NetworkConfig) -> nn.Module:
        """The network, its weights drawn from torch's generator. Refused if the text is no cell."""
        graph = parse(cell)
        network = plain.Network(lambda inputs, outputs: Cell(graph, inputs, outputs), **config.arguments())
        network.apply(_draw)
        return network

    def source(self, cell: str, config: NetworkConfig) -> str:
        """A Python file that needs torch only and builds the same network under the same names."""
        graph = parse(cell)
        text = cell_source(graph, set(cell_sizes(config)))
        source = network_source(plain, text, self.name, text_of(graph), config)
        return source.replace("from torch import Tensor", "import torch\nfrom torch import Tensor", 1)


def parse(text: str) -> Graph:
    """The cell of an adjacency and operations with a space between them; Refused if it is none."""
    adjacency, _, operations = text.strip().partition(" ")
    try:
        return cells.parse_text(adjacency, operations.strip())
    except ValueError as error:
        raise Refused(f"{text!r} is not a cell of NAS-Bench-101: {error}") from error


def text_of(graph: Graph) -> str:
    """How a cell is written; `parse` reads it."""
    vertices = range(len(graph.predecessors))
    adjacency = "".join("1" if x in graph.predecessors[y] else "0" for x in vertices for y in vertices)
    return f"{adjacency} {','.join(['input', *(OPERATIONS[code] for code in graph.codes), 'output'])}"


def cell_of_hash(module_hash: str, space_file: Path) -> str:
    """The cell that a space file has under a module hash. Refused if it has none, or is no space file."""
    wanted = np.frombuffer(_bytes(module_hash), np.uint8)
    try:
        with safe_open(space_file, framework="numpy") as file:
            hashes, packed = file.get_tensor("hash"), file.get_tensor("cell")
    except (OSError, SafetensorError) as error:
        raise Refused(f"{space_file} is not a space file: {error}. ./narq2t space enumerate writes one.") from error
    rows = np.flatnonzero((hashes == wanted).all(axis=1))
    if not len(rows):
        raise Refused(f"no cell of {space_file} has the module hash {module_hash}")
    return text_of(cells.unpack(int(packed[rows[0]])))


def cell_sizes(config: NetworkConfig) -> list[tuple[int, int]]:
    """Channels in and out of each cell of a network, first cell first."""
    sizes = []
    for stage in range(config.stages):
        channels = config.channels << stage
        before = config.channels << max(0, stage - 1)
        sizes += [(before, channels)] + [(channels, channels)] * (config.cells - 1)
    return sizes


def _bytes(module_hash: str) -> bytes:
    if len(module_hash) != 32 or not set(module_hash) <= set("0123456789abcdef"):
        raise Refused(f"{module_hash!r} is not a module hash: it must have 32 hexadecimal digits")
    return bytes.fromhex(module_hash)


def _draw(module: nn.Module) -> None:
    if isinstance(module, nn.Conv2d):
        deviation = math.sqrt(1 / (module.in_channels * math.prod(module.kernel_size))) / _TRUNCATED
        nn.init.trunc_normal_(module.weight, std=deviation, a=-2 * deviation, b=2 * deviation)
    elif isinstance(module, nn.Linear):
        nn.init.xavier_uniform_(module.weight)
        nn.init.zeros_(module.bias)
