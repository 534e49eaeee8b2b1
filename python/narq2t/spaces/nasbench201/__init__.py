"""NAS-Bench-201 (= NATS-Bench topology). Cells are written as official strings, `|nor_conv_3x3~0|+|...`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from torch import nn

from narq2t.errors import Refused
from narq2t.loaders.architectures import SIZE, all_codes, indices, to_codes, to_string
from narq2t.loaders.table import NASBENCH201, Column
from narq2t.predictors.cells import Cells

from ..config import NetworkConfig
from ..encoding import Features
from ..space import SearchSpace
from . import enumeration, networks, optima
from .encoding import encode


class NasBench201(SearchSpace):
    """An architecture is an official string or index."""

    table = NASBENCH201

    def optima(self, columns: Mapping[str, Column]) -> dict[str, object]:
        """The six published maxima."""
        return optima.compared(columns)

    def build(self, cell: str, config: NetworkConfig) -> nn.Module:
        """See `networks.build`."""
        return networks.build(cell, config)

    def source(self, cell: str, config: NetworkConfig) -> str:
        """See `networks.source`."""
        return networks.source(cell, config)

    def encode(self, architecture: Any, dataset: str) -> Features:
        """(31, 4, 4)."""
        return encode(all_codes()[self.index(architecture)], dataset)

    def index(self, architecture: Any) -> int:
        """The official index."""
        if isinstance(architecture, int | np.integer):
            if not 0 <= architecture < SIZE:
                raise Refused(f"there is no architecture {architecture}; allowed: 0 to {SIZE - 1}")
            return int(architecture)
        try:
            return indices()[to_string(to_codes(architecture))]
        except (TypeError, ValueError) as error:
            raise Refused(f"an architecture is an official string or an index, not {architecture!r}") from error

    def cells(self, dataset: str) -> Cells:
        """All 15,625 in the official order."""
        return enumeration.cells(dataset)


SPACE = NasBench201()
