"""Reading source files: checksums, compressed text and CSV rows, with errors that name the file and the row."""

from __future__ import annotations

import csv
import gzip
import hashlib
import math
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TextIO

from . import architectures
from .errors import FETCH_AGAIN, LoaderError, shown
from .table import REQUIRED, Column, empty_column

Progress = Callable[[int, int, str], None]
"""progress(done, total, label): called now and then while a source is read; may raise to stop the import."""


LONGEST_LINE = 100_000
"""Characters in a line of a CSV file; a file without lines would take as much memory as it unpacks to."""

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_WHOLE = re.compile(r"[0-9]{1,18}")


def no_progress(done: int, total: int, label: str) -> None:
    """The default: report to nobody."""


def tell(progress: Progress, done: int, total: int, label: str) -> None:
    """Calls `progress` after every hundredth record and after the last one."""
    if done % 100 == 0 or done == total:
        progress(done, total, label)


@dataclass(frozen=True)
class Reading:
    """What an importer took from a source.

    `files`: every file that was read. `seeds`: for each kind of column, which training runs a value stands for.
    `origin`: the official API and version, or the files, in words.
    `adds`: the columns are added to a table that is there already, instead of making one. `begins`: where there is
    none, they begin one, and never replace what another importer brought.
    """

    files: Sequence[Path]
    origin: str
    seeds: Mapping[str, object]
    columns: dict[str, Column] = field(default_factory=lambda: {name: empty_column() for name in REQUIRED})
    adds: bool = False
    begins: bool = False


class Importer(Protocol):
    """Reads one official source. One module per source, one instance in the registry of `narq2t.loaders`.

    `reads`: the files, in words; `space`: the name of the one whose architectures the rows are.
    """

    name: str
    reads: str
    space: str

    def files(self, sources: Sequence[Path]) -> Sequence[Path]:
        """The files an import of `sources` would read; LoaderError if they are not there."""
        ...

    def read(self, sources: Sequence[Path], *, partial: bool, progress: Progress) -> Reading:
        """Columns in the official order; LoaderError for whatever is missing, damaged or impossible."""
        ...


def sha256(path: Path) -> str:
    """SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def the_file(sources: Sequence[Path], what: str) -> Path:
    """The only source, which must be a file; LoaderError otherwise."""
    if len(sources) != 1 or not sources[0].is_file():
        where = ", ".join(str(source) for source in sources)
        raise LoaderError(f"not one existing file: {what} is expected", where, f"Give the path of {what}.")
    return sources[0]


@contextmanager
def intact(path: Path) -> Iterator[None]:
    """Turns every way in which a cut or altered file shows itself into a LoaderError."""
    try:
        yield
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise LoaderError(f"the file ends early or is damaged: {error}", str(path), FETCH_AGAIN) from error
    except UnicodeDecodeError as error:
        raise LoaderError(f"the file is not UTF-8 text: {error}", str(path), FETCH_AGAIN) from error
    except csv.Error as error:
        raise LoaderError(f"the file is not CSV: {error}", str(path), FETCH_AGAIN) from error
    except OSError as error:
        raise LoaderError(f"the file cannot be read: {error}", str(path), FETCH_AGAIN) from error


def rows(path: Path, needed: Sequence[str], remedy: str = FETCH_AGAIN) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a CSV file (plain, or gzip by its first two bytes) as (where, {column: text}).

    Raises LoaderError for a missing column, a row with too few or too many cells, or a damaged file.
    """
    with intact(path), _text(path) as text:
        reader = csv.DictReader(_lines(text, path), strict=True)
        absent = [name for name in needed if name not in (reader.fieldnames or ())]
        if absent:
            raise LoaderError(f"missing columns: {', '.join(absent)}", f"{path}, row 1", remedy)
        for row in reader:
            where = f"{path}, row {reader.line_num}"
            if None in row or None in row.values():
                raise LoaderError("the row has not as many cells as the header", where, remedy)
            yield where, row


def header(path: Path) -> Sequence[str]:
    """The names of the columns of a CSV file; LoaderError if it has no rows."""
    for _, row in rows(path, []):
        return list(row)
    raise LoaderError("the file has no rows", str(path), FETCH_AGAIN)


def _lines(text: TextIO, path: Path) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            what = f"a line of {LONGEST_LINE:,} characters or more"
            raise LoaderError(what, f"{path}, row {number}", "Is it a CSV file? Give one with a row for each line.")
        yield line


def _text(path: Path) -> TextIO:
    with path.open("rb") as raw:
        compressed = raw.read(2) == b"\x1f\x8b"
    if compressed:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")  # spreadsheets put a byte order mark before the header


def number(text: str, name: str, where: str, remedy: str = FETCH_AGAIN) -> float:
    """A finite number, or NaN for an empty cell."""
    if not text:
        return math.nan
    value = decimal(text)
    if not math.isfinite(value):
        raise LoaderError(f"{name} is {shown(text)}, not a number", where, remedy)
    return value


def decimal(text: str) -> float:
    """A number in digits 0 to 9 with an optional exponent; NaN for any other text, infinity for too large a number."""
    return float(text) if _NUMBER.fullmatch(text) else math.nan


def whole(text: str, name: str, where: str, remedy: str = FETCH_AGAIN) -> int:
    """A whole number from 0 on, in digits 0 to 9."""
    if not _WHOLE.fullmatch(text):
        raise LoaderError(f"{name} is {shown(text)}, not a whole number", where, remedy)
    return int(text)


class Seen:
    """The architectures of one source so far: refuses a second row for one of them, and a short file."""

    def __init__(self, path: Path, remedy: str = FETCH_AGAIN) -> None:
        self._path = path
        self._remedy = remedy
        self._indices: set[int] = set()

    def __len__(self) -> int:
        return len(self._indices)

    def index(self, string: str, where: str) -> int:
        """Official index of an architecture string that this source has not had before."""
        known = architectures.indices().get(string)
        if known is None:
            raise LoaderError(f"unknown architecture {shown(string)}", where, self._remedy)
        return self.add(known, where)

    def add(self, index: int, where: str) -> int:
        """The same index, if it is one of 0..15624 and new to this source."""
        if not 0 <= index < architectures.SIZE:
            raise LoaderError(f"architecture index {index} is outside 0..15624", where, self._remedy)
        if index in self._indices:
            raise LoaderError(f"architecture {index} occurs twice", where, self._remedy)
        self._indices.add(index)
        return index

    def complete(self, *, partial: bool) -> None:
        """LoaderError unless all 15,625 were seen, or at least one where a partial source was asked for."""
        if not self._indices or (not partial and len(self) != architectures.SIZE):
            remedy = f"{FETCH_AGAIN} Accuracies of your own, of a part of the space: a CSV with architecture, accuracy."
            raise LoaderError(f"{len(self)} architectures instead of 15625", str(self._path), remedy)
