"""TensorBoard's event files: the curves of a run, its settings and what it found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple


class Scalar(NamedTuple):
    """One point of a curve; ``time`` in seconds since 1970."""

    name: str
    step: int
    value: float
    time: float


def write_event_file(
    target: Path, scalars: Iterable[Scalar], settings: Mapping[str, str], figures: Mapping[str, float]
) -> None:
    """Writes one event file into a folder.

    Args:
        target: folder to write to.
        scalars: points of curves; a slash in a name makes a group.
        settings: of the run; TensorBoard's HPARAMS page shows them, numbers as numbers.
        figures: of the whole run, beside the settings and as curves of one point.
    """
    from torch.utils.tensorboard import SummaryWriter
    from torch.utils.tensorboard.summary import hparams

    end = None
    with SummaryWriter(str(target)) as writer:
        for name, step, value, end in scalars:
            writer.add_scalar(name, value, step, walltime=end)
        for name, value in figures.items():
            writer.add_scalar(name, value, 0, walltime=end)
        # as add_hparams does, but into this file and not into a folder of its own, which would look like a second run
        typed = {name: _number(text) for name, text in settings.items()}
        for summary in hparams(typed, dict(figures)):  # type: ignore[no-untyped-call]
            writer.file_writer.add_summary(summary, walltime=end)


def _number(text: str) -> float | str:
    """What a setting's text says, if it is a number; TensorBoard then offers an interval of it."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else text
