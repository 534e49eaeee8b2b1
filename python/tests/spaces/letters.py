"""A space of 27 words, in one file, as a stranger would add it: each word of three letters a, b, c."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from torch import nn

from narq2t.errors import Refused
from narq2t.loaders.sources import Progress, Reading, number, rows, the_file
from narq2t.loaders.table import Column, Space
from narq2t.spaces import NetworkConfig, SearchSpace
from narq2t.spaces.encoding import Features


class Letters(SearchSpace):
    """A word is its own cell; its feature tensor has one patch with the letters on the diagonal."""

    table = Space("letters", 27, ("cifar10_validation",), ())
    benchmark = NetworkConfig(channels=4)

    def notes(self, columns: Mapping[str, Column], metadata: Mapping[str, str]) -> list[str]:
        return [f"Words from {metadata['source']}."]

    def build(self, cell: str, config: NetworkConfig) -> nn.Module:
        return nn.Linear(len(cell), config.classes)

    def encode(self, architecture: Any, dataset: str) -> Features:
        return np.diag([1 + "abc".index(letter) for letter in self._word(architecture)]).astype(np.float32)[None]

    def index(self, architecture: Any) -> int:
        first, second, third = ("abc".index(letter) for letter in self._word(architecture))
        return 9 * first + 3 * second + third

    def _word(self, architecture: Any) -> str:
        if len(architecture) != 3 or set(architecture) > set("abc"):
            raise Refused(f"{architecture!r} is no word")
        return str(architecture)


SPACE = Letters()


class LettersCsv:
    """Reads `word, accuracy`."""

    name = "letters-csv"
    reads = "a CSV with word and accuracy"
    space = "letters"

    def files(self, sources: Sequence[Path]) -> Sequence[Path]:
        return [the_file(sources, self.reads)]

    def read(self, sources: Sequence[Path], *, partial: bool, progress: Progress) -> Reading:
        columns = {"cifar10_validation": np.full(27, np.nan)}
        for where, row in rows(sources[0], ["word", "accuracy"]):
            columns["cifar10_validation"][SPACE.index(row["word"])] = number(row["accuracy"], "accuracy", where)
        return Reading(files=self.files(sources), origin="a book", seeds={}, columns=columns)
