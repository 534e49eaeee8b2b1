"""Networks of the cells of NAS-Bench-201 as Dong and Yang built them (ICLR 2020, Sec. 2.1).

Weights start as torch's layers draw them, which is what the benchmark did.
"""

from __future__ import annotations

from torch import nn

from narq2t.errors import Refused
from narq2t.loaders.architectures import Codes, to_codes
from narq2t.loaders.table import NASBENCH201

from ..config import NetworkConfig
from ..source import network_source
from . import plain
from .cell import Cell, cell_source


def build(cell: str, config: NetworkConfig) -> nn.Module:
    """The network, its weights drawn from torch's generator. Refused if the string is no cell."""
    codes = parse(cell)
    return plain.Network(lambda channels: Cell(codes, channels), **config.arguments())


def source(cell: str, config: NetworkConfig) -> str:
    """A Python file that needs torch only and builds the same network under the same names."""
    return network_source(plain, cell_source(parse(cell)), NASBENCH201.name, cell, config)


def parse(text: str) -> Codes:
    """The operators of an official string; Refused if it is none."""
    try:
        return to_codes(text)
    except ValueError as error:
        raise Refused(str(error)) from error
