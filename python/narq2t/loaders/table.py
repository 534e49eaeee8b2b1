"""The columnar table of benchmark results: what the importers write and Java memory-maps.

One safetensors file per benchmark. Every tensor is a float64 vector with one value per architecture of the space, in
the order of the space, NaN where the source knows nothing. NAS-Bench-201, 15,625 rows in the official index order:

- `{dataset}_validation`, `{dataset}_test`: accuracy in percent;
- `{dataset}_latency`: seconds per batch of 256, as in the official records;
- optional `{dataset}_{device}_latency` (ms) and `{dataset}_{device}_energy` (mJ): one image on any device, those of
  HW-NAS-Bench or a user's own; a device is `DEVICE`, so never the word for another measure;

- optional `{task}_validation`, `{task}_test`: accuracies in percent of a user's own trainings on a task of any name;

with dataset in cifar10, cifar100, imagenet16. NAS-Bench-101, one row per cell in the order of the module hashes
(423,624 of them, fewer only with a small space file):

- `cifar10_validation`, optional `cifar10_test`: accuracy in percent after 108 epochs;
- optional `cifar10_training_time`: seconds of one such training.

`__metadata__` maps strings to strings, see `narq2t.loaders`.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from narq2t import spaces

from . import architectures
from .errors import LoaderError, not_written, sound

Column = npt.NDArray[np.float64]

DATASETS = ("cifar10", "cifar100", "imagenet16")
MEASURES = ("validation", "test", "latency")
REQUIRED = tuple(f"{dataset}_{measure}" for dataset in DATASETS for measure in MEASURES)
"""The nine columns of every NAS-Bench-201 table."""

HARDWARE = tuple(
    f"{dataset}_{device}"
    for dataset in DATASETS
    for device in (
        *(f"{name}_latency" for name in ("edgegpu", "raspi4", "edgetpu", "pixel3", "eyeriss", "fpga")),
        *(f"{name}_energy" for name in ("edgegpu", "eyeriss", "fpga")),
    )
)
"""The 27 optional HW-NAS-Bench columns."""

RESERVED = (*MEASURES, "energy")
"""What a device cannot be called: its column would read as another measure."""

DEVICE = re.compile(rf"(?!(?:{'|'.join(RESERVED)})$)[a-z][a-z0-9-]{{0,30}}")
"""The name of a device, as a full match."""

SMALLEST, LARGEST = 1e-9, 1e9
"""Of a latency, an energy or a time, in its unit: what lies beyond was not measured."""

TASK = re.compile(r"[a-z][a-z0-9-]{0,30}")
"""The name of a task, as a full match."""

_OF_A_TASK = re.compile(rf"{TASK.pattern}_(validation|test)")
_OF_A_DEVICE = re.compile(rf"({'|'.join(DATASETS)})_([^_]+)_(latency|energy)")


def of_a_device(name: str) -> bool:
    """Whether a column is `{dataset}_{device}_{latency|energy}`."""
    match = _OF_A_DEVICE.fullmatch(name)
    return match is not None and DEVICE.fullmatch(match[2]) is not None


def of_a_task(name: str) -> bool:
    """Whether a column is `{task}_validation` or `{task}_test`, of a task of any name."""
    return _OF_A_TASK.fullmatch(name) is not None


def unit(name: str) -> str:
    """The unit of a column: %, s, ms or mJ."""
    if name.endswith(("_validation", "_test")):
        return "%"
    if name.endswith("_energy"):
        return "mJ"
    return "ms" if of_a_device(name) else "s"


def _nothing_else(name: str) -> bool:
    return False


@dataclass(frozen=True)
class Space:
    """A search space, as far as its tables go.

    `size`: number of rows; None if the space file decides it. `accepts`: whether a column of that name may be there
    besides the required and the optional ones.
    """

    name: str
    size: int | None
    required: tuple[str, ...]
    optional: tuple[str, ...]
    accepts: Callable[[str], bool] = _nothing_else

    def knows(self, name: str) -> bool:
        """Whether a table of this space may have a column of that name."""
        return name in self.required or name in self.optional or self.accepts(name)


NASBENCH201 = Space(
    "nasbench201", architectures.SIZE, REQUIRED, HARDWARE, lambda name: of_a_device(name) or of_a_task(name)
)
NASBENCH101 = Space("nasbench101", None, ("cifar10_validation",), ("cifar10_test", "cifar10_training_time"))

FORMAT = "narq2t-table"
VERSION = "1"

_AGAIN = "Delete it and import the benchmark again."
_BUG = "This is an error of the importer, not of the source: please report it."


def empty_column() -> Column:
    """A NAS-Bench-201 column that knows nothing: 15,625 NaN."""
    return np.full(architectures.SIZE, np.nan)


def validate(columns: Mapping[str, Column], where: str, space: Space = NASBENCH201, remedy: str = _BUG) -> None:
    """Raises LoaderError unless all names, lengths and values are possible: 0..100 %, or a sensible s, ms or mJ."""
    absent = [name for name in space.required if name not in columns]
    unknown = [name for name in columns if not space.knows(name)]
    if absent or unknown:
        raise LoaderError(
            f"a table needs the columns {', '.join(space.required)}; missing: {absent}, unknown: {unknown}",
            where,
            remedy,
        )
    size = columns[space.required[0]].size if space.size is None else space.size
    for name, column in columns.items():
        if column.shape != (size,) or column.dtype != np.float64:
            raise LoaderError(f"{name} is {column.dtype} {column.shape}, not float64 ({size},)", where, remedy)
        accuracy = name.endswith(("_validation", "_test"))
        wrong = (column < 0) | (column > 100) if accuracy else (column < SMALLEST) | (column > LARGEST)
        if wrong.any():
            index = int(np.argmax(wrong))
            limits = "outside 0..100 %" if accuracy else f"not a positive number from {SMALLEST:g} to {LARGEST:g}"
            raise LoaderError(
                f"{name} of architecture {index} is {column[index]}, {limits} ({int(wrong.sum())} such values)",
                where,
                "The file is damaged or in other units: fetch it again and compare its SHA-256.",
            )


def write_atomically(target: Path, content: bytes) -> None:
    """Writes a file so that `target` holds either its old content or all of the new one, even after a power cut.

    Raises LoaderError if it cannot be written, for example because the disk is full.
    """
    try:
        _write(target, content)
    except OSError as error:
        raise not_written(target, error) from error


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # mkstemp makes it private; a table is no secret
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write(target: Path, columns: Mapping[str, Column], metadata: Mapping[str, str], space: Space = NASBENCH201) -> None:
    """Validates and writes a table atomically; LoaderError and an untouched target if a value is impossible."""
    validate(columns, str(target), space)
    own = {"format": FORMAT, "version": VERSION, "space": space.name}
    contiguous = {name: np.ascontiguousarray(column) for name, column in columns.items()}  # or save mixes them up
    write_atomically(target, save(contiguous, metadata={**metadata, **own}))


def read(path: Path) -> tuple[dict[str, Column], dict[str, str]]:
    """Columns and metadata of a table file; LoaderError if it is not a complete table of this version."""
    try:
        with sound(str(path), _AGAIN, "no readable table"), safe_open(path, framework="numpy") as file:
            metadata = dict(file.metadata() or {})
            columns = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a dict)
    except SafetensorError as error:
        raise LoaderError(f"no readable table: {error}", str(path), _AGAIN) from error
    if metadata.get("format") != FORMAT or metadata.get("version") != VERSION:
        found = f"{metadata.get('format')!r} version {metadata.get('version')!r}"
        raise LoaderError(f"{found} is not a {FORMAT} version {VERSION}", str(path), _AGAIN)
    if metadata.get("space") not in spaces.names():
        what = f"the table is of the space {metadata.get('space')!r}, known are {', '.join(spaces.names())}"
        raise LoaderError(what, str(path), _AGAIN)
    validate(columns, str(path), spaces.named(metadata["space"]).table, _AGAIN)
    return columns, metadata
