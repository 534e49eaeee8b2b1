"""NAS-Bench-101. Cells are written as their adjacency and operations, see `writing`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from torch import nn

from narq2t.errors import Refused
from narq2t.loaders.nasbench101 import cells
from narq2t.loaders.nasbench101.notes import notes
from narq2t.loaders.table import NASBENCH101, Column

from ..config import NetworkConfig
from ..encoding import Features
from ..space import SearchSpace
from . import networks
from .encoding import encode
from .writing import cell_of_hash


class NasBench101(SearchSpace):
    """An architecture is a pair of adjacency and operations."""

    table = NASBENCH101
    benchmark = NetworkConfig(channels=128, cells=3)

    def notes(self, columns: Mapping[str, Column], metadata: Mapping[str, str]) -> list[str]:
        """What the table does not know, and of how many trainings its values are."""
        return notes(columns, metadata)

    def build(self, cell: str, config: NetworkConfig) -> nn.Module:
        """See `networks.build`."""
        return networks.build(cell, config)

    def source(self, cell: str, config: NetworkConfig) -> str:
        """See `networks.source`."""
        return networks.source(cell, config)

    def cell_of(self, text: str, space_file: Path) -> str:
        """The cell of a module hash."""
        return cell_of_hash(text, space_file)

    def encode(self, architecture: Any, dataset: str) -> Features:
        """(19, 7, 7), whatever the data set: the benchmark has one."""
        try:
            adjacency, operations = architecture
            return encode(cells.parse(adjacency, operations))
        except (TypeError, ValueError) as error:
            raise Refused(f"a cell is a pair of adjacency and operations: {error}") from error


SPACE = NasBench101()
