"""What is compared: one row per quantity, with the largest difference, the tolerance, and a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Kind = Literal["absolute", "relative", "unequal"]

_SHOWN = 3


@dataclass(frozen=True)
class Sample:
    """A value of both sides, for a reader to see."""

    place: str
    theirs: float
    ours: float


@dataclass(frozen=True)
class Row:
    """One quantity that both sides computed.

    `kind` says what `largest` is: the largest absolute difference; that difference divided by the largest value of
    theirs; or the number of values that are not equal. NaN, and anything that only one side has, differs infinitely.
    """

    subject: str
    quantity: str
    theirs: str  # the code of theirs that computed it
    ours: str  # the code of ours that did
    values: int
    kind: Kind
    largest: float
    tolerance: float
    samples: tuple[Sample, ...] = ()
    note: str = ""

    @property
    def agrees(self) -> bool:
        return self.values > 0 and self.largest <= self.tolerance


@dataclass(frozen=True)
class Sides:
    """Which code computes a quantity."""

    theirs: str
    ours: str


def compare(
    subject: str,
    quantity: str,
    sides: Sides,
    theirs: npt.ArrayLike,
    ours: npt.ArrayLike,
    *,
    tolerance: float = 0.0,
    kind: Kind = "absolute",
    note: str = "",
) -> Row:
    """A row about two arrays of one shape. With another shape the row disagrees, and its note says why."""
    a, b = np.asarray(theirs, dtype=np.float64), np.asarray(ours, dtype=np.float64)
    if a.shape != b.shape:
        said = f"theirs has shape {a.shape}, ours {b.shape}"
        return Row(
            subject, quantity, sides.theirs, sides.ours, a.size, kind, float("inf"), tolerance, note=join(note, said)
        )
    with np.errstate(invalid="ignore"):
        difference = np.where(a == b, 0.0, np.abs(a - b))  # inf against inf is no difference
    difference = np.where(np.isnan(difference), np.inf, difference)
    if kind == "unequal":
        largest = float((difference > 0).sum())
    else:
        scale = float(np.abs(a).max(initial=0.0)) if kind == "relative" else 1.0
        largest = float(difference.max(initial=0.0)) / (scale or 1.0)
    samples = tuple(
        Sample(", ".join(map(str, place)), float(a[place]), float(b[place])) for place in _places(difference)
    )
    return Row(subject, quantity, sides.theirs, sides.ours, a.size, kind, largest, tolerance, samples, note)


def _places(difference: npt.NDArray[np.float64]) -> list[tuple[int, ...]]:
    """Where the largest differences are, largest first; the first places where there is none."""
    order = np.argsort(-difference, axis=None, kind="stable")[:_SHOWN]
    return [tuple(int(i) for i in np.unravel_index(place, difference.shape)) for place in order]


def join(*sentences: str) -> str:
    return ". ".join(sentence for sentence in sentences if sentence)


def missing(subject: str, quantity: str, sides: Sides, why: str) -> Row:
    """A row that could not be computed: it disagrees."""
    return Row(subject, quantity, sides.theirs, sides.ours, 0, "unequal", float("inf"), 0.0, note=why)


@dataclass(frozen=True)
class Figure:
    """A figure of a whole run: shown side by side and not judged, because the two runs draw other random numbers."""

    quantity: str
    unit: str
    theirs: float | None
    ours: float | None


@dataclass(frozen=True)
class Curve:
    """A figure by epoch, counted from 1."""

    quantity: str
    theirs: tuple[float, ...]
    ours: tuple[float, ...]


@dataclass(frozen=True)
class WholeRuns:
    """A run of each side at the same seed, on the same split and settings."""

    epochs: int
    iterations: int
    figures: tuple[Figure, ...]
    curves: tuple[Curve, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Scored:
    """The space, scored by a checkpoint of theirs."""

    file: str
    figures: tuple[Figure, ...]
    best: tuple[dict[str, Any], ...]


@dataclass
class Report:
    """All that was found; `format` counts changes of the JSON that break its readers."""

    machine: dict[str, Any]
    checkout: dict[str, Any]
    settings: dict[str, Any]
    rows: list[Row] = field(default_factory=list)
    runs: WholeRuns | None = None
    checkpoint: Scored | None = None
    format: int = 1

    @property
    def differing(self) -> list[Row]:
        return [row for row in self.rows if not row.agrees]

    @property
    def agrees(self) -> bool:
        return bool(self.rows) and not self.differing

    def json(self) -> dict[str, Any]:
        """As schema.json describes it. An infinite difference is null: JSON has no such number."""
        written: dict[str, Any] = asdict(self)
        written["agrees"] = self.agrees
        for row, own in zip(written["rows"], self.rows, strict=True):
            row["agrees"] = own.agrees
        finite: dict[str, Any] = _finite(written)
        return finite


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value


def worst(rows: Sequence[Row]) -> str:
    """One line per row that disagrees."""
    return "\n".join(
        f"  {row.subject}, {row.quantity}: {row.largest:.3g} is more than {row.tolerance:.3g}"
        + (f" ({row.note})" if row.note else "")
        for row in rows
    )
