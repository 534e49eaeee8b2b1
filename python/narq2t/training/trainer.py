"""A network in training: epochs, one at a time, and a state from which a later process goes on to the same bits."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from narq2t import spaces
from narq2t.errors import Refused
from narq2t.images import ImageData
from narq2t.predictors.narq2t.checkpoint import Json, UnusableState, read_state, write_state
from narq2t.predictors.narq2t.device import Device, choose_device
from narq2t.predictors.narq2t.seeding import seeded
from narq2t.predictors.narq2t.training import Cancelled, Diverged

from .batches import Batches
from .evaluation import Evaluation, evaluate
from .recipe import Trial

_BFLOAT16 = ("avx512_bf16", "amx_bf16")  # names of torch.cpu.get_capabilities
_LOOK_AFTER = 32  # steps between two looks at the loss: each waits for the device


@dataclass(frozen=True, kw_only=True)
class Epoch:
    """One epoch of a training. Losses are mean cross-entropies, accuracies 0..1, `seconds` include the validation."""

    train_loss: float
    train_accuracy: float  # while it learns, of the varied images
    validation_loss: float
    validation_accuracy: float
    seconds: float


def half_precision(device: torch.device) -> torch.dtype:
    """The type of mixed precision on a device. Raises Refused for a CPU that is no faster with one."""
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    if not any(torch.cpu.get_capabilities().get(name, False) for name in _BFLOAT16):
        raise Refused(
            "mixed_precision needs a GPU, or a CPU with instructions for bfloat16 (AVX512-BF16, AMX), which this one "
            "does not have. Set evaluator.recipe.mixed_precision=false."
        )
    return torch.bfloat16


class NetworkTrainer:
    """Trains one trial on prepared images. For one thread at a time.

    Raises Refused if the network does not take such images, or the device not the recipe's precision.
    """

    def __init__(self, trial: Trial, data: ImageData, device: Device = "auto") -> None:
        data.preprocessing.check(trial.network)
        self.trial, self.data, self.device = trial, data, choose_device(device)
        self.curve: list[Epoch] = []
        with seeded(trial.seed, self.device):
            self.network = spaces.named(trial.space).build(trial.cell, trial.network)  # on the CPU: for every device
        # Channels last on the CPU: steps of NAS-Bench-201's networks took 1.3 to 2.3 times as long without it.
        layout = torch.channels_last if self.device.type == "cpu" else torch.preserve_format
        self.network.to(device=self.device, memory_format=layout)  # type: ignore[call-overload]
        recipe = trial.recipe
        for module in self.network.modules():
            if isinstance(module, nn.BatchNorm2d) and recipe.norm_momentum is not None:
                module.momentum = recipe.norm_momentum
        self.batches = Batches(data, recipe, trial.seed, self.device)
        self.optimizer = torch.optim.SGD(
            self.network.parameters(),
            lr=recipe.learning_rate,
            momentum=recipe.momentum,
            nesterov=recipe.nesterov,
            weight_decay=recipe.weight_decay,
        )
        self.mixed = recipe.mixed_precision
        self.half = half_precision(self.device) if self.mixed else torch.float16
        self.scaler = torch.amp.GradScaler(self.device.type, enabled=self.mixed and self.half is torch.float16)

    @property
    def precision(self) -> str:
        """What a step is computed in: float32, bfloat16 or float16."""
        return str(self.half if self.mixed else torch.float32).removeprefix("torch.")

    @property
    def steps(self) -> int:
        """Optimiser steps of the whole training."""
        return self.trial.recipe.epochs * self.batches.count

    def train_epoch(
        self,
        *,
        on_batch: Callable[[int, float], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Epoch:
        """The next epoch and its validation.

        `on_batch` gets a batch's number and loss, which makes every step wait for the device; `cancelled` is asked
        before each batch. Raises Cancelled or Diverged; what was learnt since the last whole epoch is then of no use.
        """
        start, number = time.perf_counter(), len(self.curve)

        def check() -> None:
            if cancelled():
                raise Cancelled(f"cancelled in epoch {number + 1} of {self.trial.recipe.epochs}")

        self.network.train()
        total, right, seen = torch.zeros((), device=self.device), torch.zeros((), device=self.device), 0
        with self._reproducible():
            for step, (images, labels) in enumerate(self.batches.epoch(number)):
                check()
                loss, correct = self.step(images, labels, number * self.batches.count + step)
                total, right, seen = total + loss * len(labels), right + correct, seen + len(labels)
                if on_batch is not None:
                    on_batch(step, float(loss))
                if step % _LOOK_AFTER == 0 and not math.isfinite(float(total)):
                    break
            if not math.isfinite(float(total)):
                raise Diverged(f"the loss became {float(total)} in epoch {number + 1}")
            validated = self.evaluate("val", check)
        if not math.isfinite(validated.loss):
            raise Diverged(f"the loss of the validation images became {validated.loss} in epoch {number + 1}")
        epoch = Epoch(
            train_loss=float(total) / seen,
            train_accuracy=float(right) / seen,
            validation_loss=validated.loss,
            validation_accuracy=validated.accuracy,
            seconds=time.perf_counter() - start,
        )
        self.curve.append(epoch)
        return epoch

    def evaluate(self, part: str, check: Callable[[], None] = lambda: None) -> Evaluation:
        """What the network makes of train, val or test as it is now."""
        return evaluate(self.network, self.data, part, device=self.device, batch=self.trial.recipe.batch, check=check)

    def step(self, images: Tensor, labels: Tensor, number: int) -> tuple[Tensor, Tensor]:
        """Step `number` of the optimiser, 0 the first of all; the loss, and how many were right."""
        self.optimizer.param_groups[0]["lr"] = self.trial.recipe.learning_rate_at(number, self.steps)
        with torch.autocast(self.device.type, dtype=self.half, enabled=self.mixed):
            logits = self.network(images)
            loss = functional.cross_entropy(logits.float(), labels)
        self.optimizer.zero_grad()
        self.scaler.scale(loss).backward()  # type: ignore[no-untyped-call]
        self.scaler.step(self.optimizer)
        self.scaler.update()
        return loss.detach(), (logits.detach().argmax(dim=1) == labels).sum()

    @contextmanager
    def _reproducible(self) -> Iterator[None]:
        """Inside, cuDNN takes algorithms that repeat themselves bit for bit."""
        if self.device.type != "cuda":
            yield
            return
        with torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True):
            yield

    def save(self, path: Path) -> None:
        """Writes everything that a later process needs: all of it is there, or the file before it."""
        tensors = {f"network.{name}": tensor for name, tensor in self.network.state_dict().items()}
        for name, parameter in self.network.named_parameters():
            momentum = self.optimizer.state[parameter].get("momentum_buffer")
            if momentum is not None:
                tensors[f"momentum.{name}"] = momentum
        described = {
            "trial": asdict(self.trial),
            "data": self.data.digest,
            "curve": [asdict(epoch) for epoch in self.curve],
            "scaler": self.scaler.state_dict(),
        }
        copies = {
            name: tensor.detach().to("cpu", copy=True, memory_format=torch.contiguous_format)
            for name, tensor in tensors.items()
        }
        write_state(path, copies, described)

    def load(self, path: Path) -> None:
        """Goes on from a file that `save` wrote. Raises UnusableState naming the file, and has then changed nothing."""
        tensors, described = read_state(path)
        check_same(path, described, self.trial, self.data)
        own = {name.removeprefix("network."): t for name, t in tensors.items() if name.startswith("network.")}
        expected = self.network.state_dict()
        if own.keys() != expected.keys() or any(own[name].shape != expected[name].shape for name in own):
            raise UnusableState(f"{path}: it holds the weights of another network")
        self.network.load_state_dict(own)
        self.optimizer.state.clear()
        for name, parameter in self.network.named_parameters():
            if f"momentum.{name}" in tensors:
                self.optimizer.state[parameter]["momentum_buffer"] = tensors[f"momentum.{name}"].to(self.device)
        self.scaler.load_state_dict(described["scaler"])
        self.curve = [Epoch(**epoch) for epoch in described["curve"]]


def check_same(path: Path, described: Json, trial: Trial, data: ImageData) -> None:
    """Raises UnusableState unless a state belongs to this trial on these images."""
    if described.get("data") != data.digest:
        raise UnusableState(f"{path}: it was saved with other images, or another split of them")
    if described.get("trial") != json.loads(json.dumps(asdict(trial))):
        raise UnusableState(f"{path}: it was saved for another trial: {json.dumps(described.get('trial'))}")
