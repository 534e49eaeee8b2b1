"""What the runs of published code share: the table, and running code of a checkout as it was released."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from narq2t.loaders import architectures, table


@dataclass(frozen=True)
class Table:
    """NAS-Bench-201 in the official order: `codes` and `names` of the cells; accuracies (15625,) on CIFAR-10 in %."""

    codes: tuple[architectures.Codes, ...]
    names: tuple[str, ...]
    validation: npt.NDArray[np.float64]
    test: npt.NDArray[np.float64]

    @staticmethod
    def read(data: Path) -> Table:
        columns, _ = table.read(data / "nasbench201.safetensors")
        codes = tuple(architectures.all_codes())
        names = tuple(architectures.to_string(cell) for cell in codes)
        return Table(codes, names, columns["cifar10_validation"], columns["cifar10_test"])


@dataclass(frozen=True)
class Plan:
    """`rows` (n,) to learn, rows `asked` (m,) to score, `epochs` of training, the seed of all random numbers but the
    draw of the rows."""

    rows: npt.NDArray[np.int64]
    asked: npt.NDArray[np.int64]
    epochs: int
    seed: int


def commit(checkout: Path) -> str:
    """The commit of a checkout."""
    asked = ["git", "-C", str(checkout), "rev-parse", "--short=7", "HEAD"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


def substitute(name: str, **members: Any) -> None:
    """A module that is imported instead of one that is not installed, and whose rest the run never reaches."""
    made = ModuleType(name)
    for member, value in members.items():
        setattr(made, member, value)
    sys.modules[name] = made


@contextmanager
def arguments(*given: str) -> Iterator[None]:
    """The command line that a script of a checkout reads when it is imported."""
    before, sys.argv = sys.argv, ["script", *given]
    try:
        yield
    finally:
        sys.argv = before


class Loader(torch.utils.data.DataLoader):  # type: ignore[type-arg]
    """A loader in this process: without worker processes and without memory for a GPU."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        here = {"num_workers": 0, "pin_memory": False, "persistent_workers": False}
        super().__init__(*args, **{**settings, **here})
