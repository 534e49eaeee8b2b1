"""TensorBoard's event files: the curves of a run, its settings and what it found."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .files import writing


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

    Raises:
        Refused: it cannot be written, for example because the disk is full.
    """
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.summary.writer.record_writer import RecordWriter
    from torch.utils.tensorboard.summary import hparams, scalar

    file = target / f"events.out.tfevents.{int(time.time()):010d}.{socket.gethostname()}.{os.getpid()}.0"
    end = 0.0
    # The records are written here and not by SummaryWriter, whose thread loses what goes wrong at the end.
    with writing(file):
        target.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            records = RecordWriter(stream)
            records.write(Event(wall_time=time.time(), file_version="brain.Event:2").SerializeToString())
            for name, step, value, end in scalars:
                records.write(_event(Event, scalar(name, value), step, end))  # type: ignore[no-untyped-call]
            for name, value in figures.items():
                records.write(_event(Event, scalar(name, value), 0, end))  # type: ignore[no-untyped-call]
            # as add_hparams does, but into this file: one in a folder of its own would look like a second run
            typed = {name: _number(text) for name, text in settings.items()}
            for summary in hparams(typed, dict(figures)):  # type: ignore[no-untyped-call]
                records.write(_event(Event, summary, 0, end))


def _event(kind: Any, summary: Any, step: int, seconds: float) -> bytes:
    record: bytes = kind(summary=summary, step=step, wall_time=seconds).SerializeToString()
    return record


def _number(text: str) -> float | str:
    """What a setting's text says, if it is a number; TensorBoard then offers an interval of it."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else text
