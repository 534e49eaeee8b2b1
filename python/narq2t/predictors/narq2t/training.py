"""Training NARQ2T (Algorithm 3): the optimiser and its schedule, epochs over given batches, a state to resume from.

The caller decides what is in a batch, how many epochs there are and which one was best; here is only the computing.
Nothing depends on what torch's global generators held before a call, and a call leaves them as they were. The same
seeds give the same bits on the same device with the same number of threads, also after an interruption between epochs.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Self

import torch
from torch import Tensor

from narq2t.errors import Refused
from narq2t.predictors.narq2t.checkpoint import Json, UnusableState, read_state, write_state
from narq2t.predictors.narq2t.config import ModelConfig, TrainingConfig
from narq2t.predictors.narq2t.device import Device, choose_device
from narq2t.predictors.narq2t.losses import Losses, total_loss
from narq2t.predictors.narq2t.model import NARQ2T
from narq2t.predictors.narq2t.nar import TierMeans
from narq2t.predictors.narq2t.results import BatchResult, EpochResult
from narq2t.predictors.narq2t.samples import Samples
from narq2t.predictors.narq2t.seeding import seeded

_MOST_STEPS = 1 << 24  # beyond, float32, in which the optimiser counts them, has no whole numbers of its own


class Cancelled(Exception):  # noqa: N818  what happened, not what went wrong
    """The caller's `cancelled` said yes between two batches; the batches before it have been applied."""


class Diverged(Refused):
    """A loss became infinite or NaN. The weights are of no further use: go back to a saved state."""


def learning_rate(step: int, d_model: int, lr_mul: float, warmup_steps: int) -> float:
    """lr_mul D^-0.5 min(step^-0.5, step warmup^-1.5) for step 1, 2, ...: a linear rise, then a decay as step^-0.5."""
    rate: float = lr_mul * d_model**-0.5 * min(step**-0.5, step * warmup_steps**-1.5)
    return rate


class Trainer:
    """A model in training: its weights, its optimiser, the steps done so far, and the weights kept as the best.

    For one thread at a time. Tensors passed in may stay on the CPU whatever the device is.
    """

    def __init__(self, model: ModelConfig, training: TrainingConfig, device: Device = "auto") -> None:
        self.config = training
        self.device = choose_device(device)
        self.step = 0
        self.best: dict[str, Tensor] = {}  # empty until `keep_best`
        with seeded(training.seed, self.device):
            self.model = NARQ2T(model)  # on the CPU first: a seed means the same weights on every device
        self.model.to(self.device)
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(),
            betas=training.betas,
            eps=training.eps,
            weight_decay=training.weight_decay,
            fused=True,
        )

    def train_epoch(
        self,
        samples: Samples,
        batches: Tensor,
        *,
        seed: int,
        on_batch: Callable[[int, BatchResult], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> EpochResult:
        """One optimiser step per batch; batches (t, k) are rows of the samples.

        `seed` starts this epoch's dropout. `on_batch` gets each batch's number and result, `cancelled` is asked before
        each batch. Raises Cancelled, Diverged, or ValueError naming what does not fit.
        """
        rates: list[float] = []

        def learn(losses: Losses) -> None:
            self.optimizer.zero_grad()
            losses.total.backward()  # type: ignore[no-untyped-call]
            self.step += 1
            rate = learning_rate(self.step, self.model.config.d_model, self.config.lr_mul, self.config.warmup_steps)
            self.optimizer.param_groups[0]["lr"] = rate
            self.optimizer.step()
            rates.append(rate)

        self.model.train()
        with seeded(seed, self.device):
            results = self._run(samples, batches, learn, on_batch, cancelled)
        return EpochResult(results, rates, self._known_latencies(samples, batches))

    def validate(
        self, samples: Samples, batches: Tensor, *, cancelled: Callable[[], bool] = lambda: False
    ) -> EpochResult:
        """The same figures without dropout and without learning."""
        self.model.eval()
        with torch.inference_mode():
            results = self._run(samples, batches, None, None, cancelled)
        return EpochResult(results, [], self._known_latencies(samples, batches))

    def _known_latencies(self, samples: Samples, batches: Tensor) -> list[int]:
        if samples.latency is None or not self.model.config.latency:
            return [0] * len(batches)
        counts: list[int] = (~torch.isnan(samples.latency[batches.long()])).sum(dim=1).tolist()
        return counts

    def _run(
        self,
        samples: Samples,
        batches: Tensor,
        learn: Callable[[Losses], None] | None,
        on_batch: Callable[[int, BatchResult], None] | None,
        cancelled: Callable[[], bool],
    ) -> list[BatchResult]:
        n_tiers = self.model.config.n_tiers
        means = self.model.decoder if isinstance(self.model.decoder, TierMeans) else None
        if means is not None:
            means.forget()
        figures: list[Tensor] = []  # stay on the device until somebody wants to see them
        chosen = samples.batches(batches, self.device)
        if n_tiers and samples.tier is not None:
            tier = samples.tier[batches.long()]
            if not 0 <= tier.min() <= tier.max() < n_tiers:
                raise ValueError(f"tier must hold 0 to {n_tiers - 1} in the batches, not {tier.min()} to {tier.max()}")
        for number, batch in enumerate(chosen):
            if cancelled():
                raise Cancelled(f"cancelled before batch {number + 1} of {len(batches)}")
            prediction = self.model(batch.features, lower=learn is not None and self.config.precision == "bfloat16")
            losses = total_loss(
                prediction,
                batch.accuracy,
                batch.tier,
                batch.latency,
                lambda_rank=self.config.lambda_rank,
                lambda_latency=self.config.lambda_latency,
                reduction=self.config.ranking_reduction,
            )
            if learn is not None:
                learn(losses)
            if means is not None and batch.tier is not None:
                means.meet(batch.tier)
            row = [loss.detach() for loss in losses]
            if prediction.tier_logits is not None:
                row.append((prediction.tier_logits.argmax(dim=-1) == batch.tier).float().mean())
            figures.append(torch.stack(row))
            if on_batch is not None:
                on_batch(number, BatchResult(*figures[-1].tolist()))
        results = [BatchResult(*row) for row in torch.stack(figures).tolist()]
        for number, result in enumerate(results):
            if not abs(result.total) < float("inf"):
                raise Diverged(
                    f"the loss of batch {number + 1} of {len(results)} is {result.total}: lower"
                    " predictor.training.learning_rate_factor, or raise warmup_steps"
                )
        return results

    def score(
        self,
        features: Tensor,
        out_score: Tensor,
        out_tier_probabilities: Tensor | None = None,
        out_latency: Tensor | None = None,
        *,
        batch: int = 256,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Fills out_score (n,), out_tier_probabilities (n, T) and out_latency (n,) in ms for features (n, N, P, P).

        A tensor that is not given is not filled; one of a wrong shape, or for which the model has no head, is a
        ValueError. Where no ranking was learnt the score is the logarithm of the odds that the tier is the best one.
        """
        n, config = len(features), self.model.config
        for name, out, shape in (
            ("out_score", out_score, (n,)),
            ("out_tier_probabilities", out_tier_probabilities, (n, config.n_tiers) if config.n_tiers else None),
            ("out_latency", out_latency, (n,) if config.latency else None),
        ):
            if out is not None and out.shape != shape:
                raise ValueError(f"{name} must be {shape or 'left out: the model has none'}, not {tuple(out.shape)}")
        self.model.eval()
        with torch.inference_mode():
            for start in range(0, n, batch):
                if cancelled():
                    raise Cancelled(f"cancelled after {start} of {n} architectures")
                rows = slice(start, start + batch)
                logits, score, latency = self.model(features[rows].to(self.device, torch.float32))
                if logits is not None and not self.config.lambda_rank:
                    score = logits[:, 0] - logits[:, 1:].logsumexp(dim=-1)
                out_score[rows].copy_(score)
                if out_tier_probabilities is not None:
                    out_tier_probabilities[rows].copy_(logits.softmax(dim=-1))
                if out_latency is not None:
                    out_latency[rows].copy_(latency)

    def keep_best(self) -> None:
        """Keeps a copy of the present weights, in place of those kept before."""
        self.best = {name: tensor.detach().clone() for name, tensor in self.model.state_dict().items()}

    def restore_best(self) -> None:
        """Makes the kept weights the model's. Raises ValueError if none were kept."""
        if not self.best:
            raise ValueError("no weights were kept as the best")
        self.model.load_state_dict(self.best)

    def state(self) -> tuple[dict[str, Tensor], Json]:
        """Everything a later process needs to go on: CPU copies of all tensors by name, and the rest as JSON values."""
        tensors = {f"model.{name}": tensor for name, tensor in self.model.state_dict().items()}
        tensors |= {f"best.{name}": tensor for name, tensor in self.best.items()}
        for name, parameter in self.model.named_parameters():
            for moment in ("exp_avg", "exp_avg_sq") if self.step else ():
                tensors[f"{moment}.{name}"] = self.optimizer.state[parameter][moment]
        configs = {"model": asdict(self.model.config), "training": asdict(self.config)}
        described = {"step": self.step, "best": bool(self.best), **configs}
        return {n: t.detach().to("cpu", copy=True) for n, t in tensors.items()}, json.loads(json.dumps(described))

    def load_state(self, tensors: dict[str, Tensor], described: Json) -> None:
        """Takes over what `state` returned. Raises UnusableState, and has then changed nothing."""
        for part, config in (("model", self.model.config), ("training", self.config)):
            ours = json.loads(json.dumps(asdict(config)))
            theirs = {"precision": "float32"} | described[part] if part == "training" else described[part]
            for name in sorted({*ours, *theirs}):
                if ours.get(name) != theirs.get(name):
                    raise UnusableState(f"it was saved with {part}.{name} = {theirs.get(name)}, not {ours.get(name)}")
        step = described["step"]
        if not isinstance(step, int) or not 0 <= step < _MOST_STEPS:
            raise UnusableState(f"it says that {step!r} steps were done")
        expected = {f"model.{name}": tensor for name, tensor in self.model.state_dict().items()}
        moments = dict(self.model.named_parameters())
        for kind, present, own in (
            ("best", described["best"], self.model.state_dict()),
            ("exp_avg", step, moments),
            ("exp_avg_sq", step, moments),
        ):
            if present:
                expected |= {f"{kind}.{name}": tensor for name, tensor in own.items()}
        for name in sorted({*expected, *tensors}):
            if name not in tensors or name not in expected:
                raise UnusableState(f"tensor {name} is {'missing' if name in expected else 'unknown'}")
            if tensors[name].shape != expected[name].shape or tensors[name].dtype != expected[name].dtype:
                raise UnusableState(f"tensor {name} is {tensors[name].dtype} {tuple(tensors[name].shape)}")

        def part_of(kind: str) -> dict[str, Tensor]:
            own = {name.removeprefix(f"{kind}."): t for name, t in tensors.items() if name.startswith(f"{kind}.")}
            return {name: tensor.to(self.device, copy=True) for name, tensor in own.items()}

        self.step = step
        self.model.load_state_dict(part_of("model"))
        self.best = part_of("best")
        self.optimizer.state.clear()
        averages, squares = part_of("exp_avg"), part_of("exp_avg_sq")
        for name, parameter in self.model.named_parameters() if step else ():
            count = torch.tensor(float(step), device=self.device)
            self.optimizer.state[parameter] = {"step": count, "exp_avg": averages[name], "exp_avg_sq": squares[name]}

    def save(self, path: Path) -> None:
        """Writes `state` to one safetensors file, the JSON in its header: all of it is there, or the file before it."""
        write_state(path, *self.state())

    def load(self, path: Path) -> None:
        """Goes on from a file that `save` wrote. Raises UnusableState naming the file, and has then changed nothing."""
        tensors, described = read_state(path)
        try:
            self.load_state(tensors, described)
        except UnusableState as error:
            raise UnusableState(f"{path}: {error}") from error
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            raise UnusableState(f"{path}: what it says of itself cannot be used: {error!r}") from error

    @classmethod
    def open(cls, path: Path, device: Device = "auto") -> Self:
        """A trainer as it was when `save` wrote this file, its configuration included. Raises UnusableState."""
        _, described = read_state(path)
        try:
            model, training = described["model"], described["training"]
            if model["feature_scale"] != "none":
                model = model | {"feature_scale": tuple(model["feature_scale"])}
            trainer = cls(
                ModelConfig(**model), TrainingConfig(**training | {"betas": tuple(training["betas"])}), device
            )
        except (KeyError, TypeError, ValueError) as error:
            raise UnusableState(f"{path}: its configuration cannot be used: {error}") from error
        trainer.load(path)
        return trainer
