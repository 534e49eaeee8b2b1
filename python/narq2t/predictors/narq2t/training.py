"""Training NARQ2T (Algorithm 3): the optimiser and its schedule, epochs over given batches, a state to resume from.

The caller decides what is in a batch, how many epochs there are and which one was best; here is only the computing.
Nothing depends on what torch's global generators held before a call, and a call leaves them as they were. The same
seeds give the same bits on the same device with the same number of threads, also after an interruption between epochs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Self

import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel

from narq2t.predictors.narq2t.checkpoint import Json, UnusableState, read_state, write_state
from narq2t.predictors.narq2t.losses import Losses, Reduction, total_loss
from narq2t.predictors.narq2t.model import NARQ2T, ModelConfig
from narq2t.predictors.narq2t.nar import TierMeans

_MOST_STEPS = 1 << 24  # beyond, float32, in which the optimiser counts them, has no whole numbers of its own

Device = Literal["auto", "cpu", "cuda"]
Precision = Literal["float32", "bfloat16"]


class Cancelled(Exception):  # noqa: N818  what happened, not what went wrong
    """The caller's `cancelled` said yes between two batches; the batches before it have been applied."""


class Diverged(ArithmeticError):  # noqa: N818
    """A loss became infinite or NaN. The weights are of no further use: go back to a saved state."""


@dataclass(frozen=True, kw_only=True)
class TrainingConfig:
    """Optimiser, schedule and loss weights; the defaults are the released settings for NAS-Bench-201 and CIFAR-10.

    `seed` (0 to 2^63 - 1) draws the initial weights. Raises ValueError naming the first field that cannot be.
    """

    betas: tuple[float, float] = (0.9, 0.99)
    eps: float = 1e-9
    weight_decay: float = 1e-2
    lr_mul: float = 0.07
    warmup_steps: int = 30
    lambda_latency: float = 7.0  # lambda_1 of Eq. 14, for latency in ms
    lambda_rank: float = 5.0  # lambda_2 of Eq. 14
    ranking_reduction: Reduction = "mean"
    precision: Precision = "float32"  # of the products in encoder and decoder, in training steps alone
    seed: int = 0

    def __post_init__(self) -> None:
        if len(self.betas) != 2 or not all(0 <= beta < 1 for beta in self.betas):
            raise ValueError(f"betas must be two numbers at least 0 and below 1, not {self.betas!r}")
        for name in ("eps", "lr_mul"):
            if not 0 < getattr(self, name) < float("inf"):
                raise ValueError(f"{name} must be positive, not {getattr(self, name)!r}")
        for name in ("weight_decay", "lambda_latency", "lambda_rank"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise ValueError(f"{name} must be 0 or positive, not {getattr(self, name)!r}")
        if type(self.warmup_steps) is not int or self.warmup_steps < 1:
            raise ValueError(f"warmup_steps must be a positive integer, not {self.warmup_steps!r}")
        if self.ranking_reduction not in ("mean", "sum"):
            raise ValueError(f"ranking_reduction must be 'mean' or 'sum', not {self.ranking_reduction!r}")
        if self.precision not in ("float32", "bfloat16"):
            raise ValueError(f"precision must be 'float32' or 'bfloat16', not {self.precision!r}")
        check_seed(self.seed)


@dataclass(frozen=True)
class Samples:
    """Architectures and what is known of them, n rows. Raises ValueError naming a field of another length."""

    features: Tensor  # (n, N, P, P) float32
    accuracy: Tensor  # (n,), any unit: only its order counts
    tier: Tensor | None = None  # (n,) class indices, 0 is the best tier; needed if the model has tiers
    latency: Tensor | None = None  # (n,) in ms, NaN for unknown and then left out; needed with a latency head

    def __post_init__(self) -> None:
        for name in ("accuracy", "tier", "latency"):
            values = getattr(self, name)
            if values is not None and values.shape != self.features.shape[:1]:
                raise ValueError(f"{name} must be ({len(self.features)},) as features are, not {tuple(values.shape)}")

    def batches(self, rows: Tensor, device: torch.device) -> Iterator[Samples]:
        """The samples of rows (t, k), batch by batch, moved to the device in one go."""
        if rows.dim() != 2 or rows.numel() == 0:
            raise ValueError(f"batches must be (t, k) rows of the samples, not {tuple(rows.shape)}")
        if not 0 <= rows.min() <= rows.max() < len(self.features):
            raise ValueError(f"batches must hold rows 0 to {len(self.features) - 1}, not {rows.min()} to {rows.max()}")

        def split(values: Tensor | None, dtype: torch.dtype) -> Iterator[Tensor | None]:
            if values is None:
                return iter([None] * len(rows))
            moved = values[rows.flatten().long()].to(device, dtype)
            return iter(moved.view(*rows.shape, *values.shape[1:]))  # (t, k, ...)

        return map(
            Samples,  # type: ignore[arg-type]
            split(self.features, torch.float32),
            split(self.accuracy, torch.float32),
            split(self.tier, torch.int64),
            split(self.latency, torch.float32),
        )


class BatchResult(NamedTuple):
    """Losses of one batch, `total` as in Eq. 14 and the others unweighted, and the share of tiers that were right."""

    total: float
    tier: float
    rank: float
    latency: float  # ms^2, over the architectures with a known latency; 0 if there is none
    tier_accuracy: float | None = None  # 0..1; None without tiers


class EpochResult(NamedTuple):
    """One result per batch, in order, the learning rate of each step (none in validation), and what was measured."""

    batches: list[BatchResult]
    learning_rates: list[float]
    known_latencies: list[int]  # per batch: the architectures that its latency loss is a mean over

    @property
    def mean(self) -> BatchResult:
        """Each figure's mean over the batches, which count alike; `latency` is the mean over all known latencies.

        So `total` is what the steps minimised on average, and only equals the sum of the weighted means if every batch
        has as many known latencies.
        """
        columns = [column for column in zip(*self.batches, strict=True) if column[0] is not None]
        mean = BatchResult(*(sum(column) / len(column) for column in columns))
        most = max(self.known_latencies)
        if not most:
            return mean
        shares = [known / most for known in self.known_latencies]  # all 1.0, and no rounding, where none is missing
        weighted = sum(share * batch.latency for share, batch in zip(shares, self.batches, strict=True))
        return mean._replace(latency=weighted / sum(shares))


def check_seed(seed: int) -> None:
    """Raises ValueError unless `seed` is one that Java and torch both take."""
    if type(seed) is not int or not 0 <= seed < 2**63:
        raise ValueError(f"seed must be an integer from 0 to 2^63 - 1, not {seed!r}")


def choose_device(device: Device) -> torch.device:
    """The device of that name; "auto" is CUDA where there is one. Raises ValueError, or RuntimeError without CUDA."""
    if device not in ("auto", "cpu", "cuda"):
        raise ValueError(f"device must be 'auto', 'cpu' or 'cuda', not {device!r}")
    if device == "cuda" and not torch.cuda.is_available():
        raise RuntimeError("device is 'cuda', but PyTorch finds no CUDA device here; 'auto' would take the CPU")
    if device == "cpu" or not torch.cuda.is_available():
        return torch.device("cpu")
    return torch.device("cuda", torch.cuda.current_device())


def learning_rate(step: int, d_model: int, lr_mul: float, warmup_steps: int) -> float:
    """lr_mul D^-0.5 min(step^-0.5, step warmup^-1.5) for step 1, 2, ...: a linear rise, then a decay as step^-0.5."""
    rate: float = lr_mul * d_model**-0.5 * min(step**-0.5, step * warmup_steps**-1.5)
    return rate


@contextmanager
def seeded(seed: int, device: torch.device) -> Iterator[None]:
    """Inside, torch's generators start from `seed`; afterwards they are where they were."""
    check_seed(seed)
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        torch.manual_seed(seed ^ seed >> 32)  # torch's CPU generator reads the lower 32 bits only: fold the others in
        # CUDA's fused attention adds up gradients in no fixed order; the plain one repeats itself bit for bit.
        with sdpa_kernel(SDPBackend.MATH) if device.type == "cuda" else nullcontext():
            yield


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
                raise Diverged(f"the loss of batch {number + 1} of {len(results)} is {result.total}")
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
