"""What figures show of one training."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trained:
    """A training as a point.

    `seconds`: how long it took. `accuracy`: on the validation images, %; None if it failed. `final`: whether it is one
    of the full trainings after the search. `latency`: ms; None if it is not known. `chosen`: the one that is reported.
    """

    seconds: float
    accuracy: float | None
    final: bool = False
    latency: float | None = None
    chosen: bool = False


def unit(seconds: float) -> tuple[str, float]:
    """The unit in which this time reads well, and its seconds."""
    if seconds < 180:
        return "seconds", 1
    return ("minutes", 60) if seconds < 7200 else ("hours", 3600)
