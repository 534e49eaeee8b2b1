"""Training one trial to its end, whatever the end is."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import torch

from narq2t.errors import is_lack_of_memory
from narq2t.images import ImageData
from narq2t.predictors.narq2t.device import Device
from narq2t.predictors.narq2t.training import Cancelled, Diverged

from .recipe import Trial
from .trainer import Epoch, NetworkTrainer

Status = Literal["complete", "hopeless", "stopped", "cancelled", "diverged", "out-of-memory"]


@dataclass(frozen=True, kw_only=True)
class Observation:
    """What one training showed. `status`: complete, or why it ended before.

    `validation_accuracy`: 0..1 after the last epoch, as in the benchmark, not the best of the curve; None for a failed
    or cancelled training. `precision`: what its steps were computed in. `seconds`: of all epochs, also of those before
    an interruption and of a failed one; what was lost by an interruption is not in it. `better_than_chance`: by more
    than two standard errors.
    """

    status: Status
    validation_accuracy: float | None
    better_than_chance: bool
    epochs: int
    seed: int
    seconds: float
    curve: list[Epoch]
    precision: str = "float32"
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def train(
    trial: Trial,
    data: ImageData,
    *,
    device: Device = "auto",
    checkpoint: Path | None = None,
    rungs: Mapping[int, float] | None = None,
    on_epoch: Callable[[int, Epoch], None] = lambda number, epoch: None,
    on_batch: Callable[[int, float], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    unwanted: Callable[[], bool] = lambda: False,
) -> tuple[Observation, NetworkTrainer | None]:
    """Trains to the end, from `checkpoint` on if the file is there, which is written after every epoch.

    `rungs`: accuracies 0..1 that validation must exceed after so many epochs, or the training ends there. `on_epoch`
    gets each new epoch, 0 the first. `cancelled` stops this process's work, which a later one takes up; `unwanted`
    gives up the training for good; both are asked before each batch. Returns the observation and, unless it failed, the
    trained network. Diverging, lack of memory and being unwanted are observations. Raises Cancelled, UnusableState for
    a checkpoint of another trial, Refused for a cell or images that do not fit.
    """
    clock = _Clock()
    trainer: NetworkTrainer | None = None
    try:
        trainer = NetworkTrainer(trial, data, device)
        if checkpoint is not None and checkpoint.exists():
            trainer.load(checkpoint)
        while len(trainer.curve) < trial.recipe.epochs and not _hopeless(trainer) and not _below(trainer, rungs or {}):
            clock.start()
            epoch = trainer.train_epoch(on_batch=on_batch, cancelled=lambda: cancelled() or unwanted())
            clock.stop()
            if checkpoint is not None:
                trainer.save(checkpoint)
            on_epoch(len(trainer.curve) - 1, epoch)
    except Cancelled:
        if cancelled() or not unwanted():
            raise
        return _failed("cancelled", "cancelled by its user", trial, trainer, clock), None
    except Diverged as error:
        return _failed("diverged", str(error), trial, trainer, clock), None
    except (torch.OutOfMemoryError, MemoryError, RuntimeError) as error:
        if not is_lack_of_memory(error):
            raise
        reason = str(error).splitlines()[0] if str(error) else "no memory left"
        observation = _failed("out-of-memory", reason, trial, trainer, clock)
        del trainer
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        return observation, None
    return _finished(trainer, rungs or {}), trainer


def above_chance(accuracy: float, data: ImageData) -> bool:
    """Whether a validation accuracy is above that of the most frequent class by more than two standard errors."""
    chance, n = data.report.chance, data.report.part("val")
    return accuracy > chance + 2 * math.sqrt(chance * (1 - chance) / n)


def _hopeless(trainer: NetworkTrainer) -> bool:
    limit, curve = trainer.trial.recipe.hopeless_after, trainer.curve
    return 0 < limit <= len(curve) and not any(above_chance(e.validation_accuracy, trainer.data) for e in curve)


def _below(trainer: NetworkTrainer, rungs: Mapping[int, float]) -> bool:
    """Whether a rung was not passed; one that was passed in an earlier process was passed."""
    done = len(trainer.curve)
    return done in rungs and trainer.curve[-1].validation_accuracy <= rungs[done]


def _finished(trainer: NetworkTrainer, rungs: Mapping[int, float]) -> Observation:
    accuracy, epochs = trainer.curve[-1].validation_accuracy, len(trainer.curve)
    done = epochs == trainer.trial.recipe.epochs
    stopped = not done and _below(trainer, rungs)
    reason = "" if done else f"not better than chance after {epochs} epochs"
    if stopped:
        reason = f"{accuracy:.2%} after {epochs} epochs, and not above the required {rungs[epochs]:.2%}"
    return Observation(
        status="complete" if done else "stopped" if stopped else "hopeless",
        validation_accuracy=accuracy,
        better_than_chance=above_chance(accuracy, trainer.data),
        epochs=epochs,
        seed=trainer.trial.seed,
        seconds=sum(epoch.seconds for epoch in trainer.curve),
        curve=list(trainer.curve),
        precision=trainer.precision,
        reason=reason,
    )


def _failed(status: Status, reason: str, trial: Trial, trainer: NetworkTrainer | None, clock: _Clock) -> Observation:
    curve = trainer.curve if trainer is not None else []
    return Observation(
        status=status,
        validation_accuracy=None,
        better_than_chance=False,
        epochs=len(curve),
        seed=trial.seed,
        seconds=sum(epoch.seconds for epoch in curve) + clock.running(),
        curve=list(curve),
        precision="float32" if trainer is None else trainer.precision,
        reason=reason,
    )


class _Clock:
    """The seconds of an epoch that has not ended."""

    def __init__(self) -> None:
        self._start: float | None = None

    def start(self) -> None:
        self._start = time.perf_counter()

    def stop(self) -> None:
        self._start = None

    def running(self) -> float:
        return 0.0 if self._start is None else time.perf_counter() - self._start
