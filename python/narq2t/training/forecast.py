"""How long a training will take here, from a few steps of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median

import torch

from narq2t.images import ImageData
from narq2t.predictors.narq2t.device import Device

from .recipe import Trial
from .trainer import NetworkTrainer

_WARM_UP = 2


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """`seconds` of the whole training; medians of a step and of a batch of validation; what it took to find out."""

    seconds: float
    step_seconds: float
    validation_seconds: float
    spent_seconds: float


def forecast(trial: Trial, data: ImageData, *, device: Device = "auto", steps: int = 5) -> Forecast:
    """Makes a few steps of training and of validation, two of each unmeasured before, and forgets them.

    Raises Refused for a cell or images that do not fit, and what torch raises for lack of memory.
    """
    start = time.perf_counter()
    trainer = NetworkTrainer(trial, data, device)
    network, validation = trainer.network, data.rows("val").split(trial.recipe.batch)  # type: ignore[no-untyped-call]
    network.train()
    marks = [_now(trainer.device)]
    for images, labels in islice(trainer.batches.epoch(0), _WARM_UP + steps):
        trainer.step(images, labels, 0)
        marks.append(_now(trainer.device))
    step = _settled(marks)
    network.eval()
    marks = [_now(trainer.device)]
    with torch.inference_mode():
        for rows in validation[: _WARM_UP + steps]:
            network(trainer.batches.normalise(data.images[rows], data.labels[rows])[0])
            marks.append(_now(trainer.device))
    judge = _settled(marks)
    return Forecast(
        seconds=trial.recipe.epochs * (trainer.batches.count * step + len(validation) * judge),
        step_seconds=step,
        validation_seconds=judge,
        spent_seconds=time.perf_counter() - start,
    )


def _now(device: torch.device) -> float:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()


def _settled(marks: list[float]) -> float:
    """The median time between two marks, without the first two where there are more."""
    times = [after - before for before, after in pairwise(marks)]
    return median(times[_WARM_UP:] or times)
