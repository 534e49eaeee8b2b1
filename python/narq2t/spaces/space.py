"""The port that a search space implements in Python."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narq2t.errors import Refused

from .config import NetworkConfig

if TYPE_CHECKING:
    from torch import nn

    from narq2t.loaders.table import Column, Space
    from narq2t.predictors.cells import Cells

    from .encoding import Features


class SearchSpace:
    """What is known of a space. Only `table` must be given; whatever is asked and not known is Refused.

    `table`: the name of the space and the columns of its tables; `benchmark`: the network that its benchmark trained.
    An `architecture` is what a user names one by; a `cell` is text, as the space's benchmark writes it.
    """

    table: Space
    benchmark = NetworkConfig()

    @property
    def name(self) -> str:
        """The full name."""
        return self.table.name

    def optima(self, columns: Mapping[str, Column]) -> dict[str, object]:
        """The published maxima beside those of a table, by column; see `narq2t.loaders.check`."""
        return {}

    def notes(self, columns: Mapping[str, Column], metadata: Mapping[str, str]) -> list[str]:
        """What a user must know of a table, in sentences."""
        return []

    def build(self, cell: str, config: NetworkConfig) -> nn.Module:
        """The network of a cell, with the weights it starts from. Refused if the text is no cell."""
        raise self._unknown("networks")

    def source(self, cell: str, config: NetworkConfig) -> str:
        """A Python file that needs torch only; its `build()` has the weights under the same names."""
        raise self._unknown("networks")

    def cell_of(self, text: str, space_file: Path) -> str:
        """The cell that the file of an enumerated space has under a name of its own."""
        raise self._unknown("space files")

    def encode(self, architecture: Any, dataset: str) -> Features:
        """(N, P, P) feature tensor of an architecture, as Java encodes it. Refused if it is none."""
        raise self._unknown("feature tensors")

    def index(self, architecture: Any) -> int:
        """The number of an architecture, a row of `cells`. Refused if it is none."""
        raise self._unknown("list of architectures")

    def cells(self, dataset: str) -> Cells:
        """All architectures by number, with the costs of their whole networks, as Java hands them to predictors."""
        raise self._unknown("list of architectures")

    def _unknown(self, what: str) -> Refused:
        return Refused(f"Python has no {what} of {self.name}")
