"""What the importers of NAS-Bench-101 have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..errors import FETCH_AGAIN, LoaderError
from ..sources import Progress, Reading, the_file
from ..table import NASBENCH101
from .cells import InvalidCellError
from .results import Results
from .space import CellSpace

EPOCHS = 108
"""The length of a training that counts."""

ALL_EPOCHS = (4, 12, 36, EPOCHS)
"""The lengths that the official data have."""

RUNS = 3
"""The number of trainings of each cell in the official data."""


class CellImporter(ABC):
    """Reads one file of results within a space of cells; an `Importer` once it is given the space, `enumerated`."""

    name: str
    reads: str
    space = NASBENCH101.name

    def __init__(self, enumerated: CellSpace) -> None:
        self.enumerated = enumerated

    def files(self, sources: Sequence[Path]) -> Sequence[Path]:
        """The one file."""
        return [the_file(sources, self.reads)]

    def read(self, sources: Sequence[Path], *, partial: bool, progress: Progress) -> Reading:
        """One to three columns; NaN for cells that the file does not know, which may be most: `partial` or not."""
        path = the_file(sources, self.reads)
        results = Results(self.enumerated.size)
        reading = self.take(path, results, progress)
        if not results.runs():
            raise LoaderError(f"no cell with results of {EPOCHS} epochs", str(path), FETCH_AGAIN)
        return reading

    @abstractmethod
    def take(self, path: Path, results: Results, progress: Progress) -> Reading:
        """Fills `results` from the file and returns them as `reading_of` a file does."""


@contextmanager
def a_cell(where: str, remedy: str = FETCH_AGAIN) -> Iterator[None]:
    """Turns an InvalidCellError into a LoaderError that says where."""
    try:
        yield
    except InvalidCellError as error:
        raise LoaderError(f"not a cell: {error}", where, remedy) from error


def reading_of(path: Path, results: Results, origin: str, seeds: Mapping[str, object], whole: float = 1.0) -> Reading:
    """The columns and the provenance of what was read; `whole`: 1.0 or 100.0, the accuracy of a perfect network."""
    return Reading(files=[path], origin=origin, seeds=seeds, columns=results.columns(whole))


def official_seeds(results: Results) -> dict[str, object]:
    """What a value of the official records stands for; `runs`: {number of runs: cells}."""
    return {
        "accuracy": f"mean over the runs of {EPOCHS} epochs, at their end",
        "training_time": "seconds of one such run, mean over them",
        "runs": results.runs(),
    }
