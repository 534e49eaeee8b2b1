"""Training on few labels: the losses of Eq. 9 and 14 for all members at once, over a fixed number of steps.

No label is kept back to choose an epoch: the learning rate falls to zero on a schedule, and the number of steps follows
from the number of labels. Everything random comes from the caller's generator.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  the name under which PyTorch's own documentation imports it

from ..base import Cancelled
from .model import Linear, Model, Output


@dataclass(frozen=True, kw_only=True)
class Learning:
    """Optimiser, schedule and loss weights, chosen on CIFAR-10 of NAS-Bench-201 with seeds 100 to 102.

    Raises ValueError naming the first field that cannot be.
    """

    rate: float = 0.016  # the highest learning rate
    weight_decay: float = 0.05  # of the matrices
    batch: int = 96  # cells
    steps: int = 150  # at least, from drawn weights
    epochs: float = 30.0  # at least, from drawn weights: decides where labels are many
    first_stage: int = 40  # labels of the first warm start; 0 for none
    warm_share: float = 0.4  # of these steps after a warm start
    warm_keep: float = 0.7  # of the old weights; the rest is drawn anew (shrink and perturb, Ash and Adams 2020)
    ranking: Literal["logistic", "hinge"] = "logistic"
    margin: float = 0.3  # of "hinge", in standard deviations of the targets
    lambda_rank: float = 1.0
    lambda_tier: float = 0.2
    lambda_value: float = 1.0  # squared error to the target: gives the scores of all members one scale

    def __post_init__(self) -> None:
        for name in ("rate", "batch", "steps", "warm_share"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be above 0, not {getattr(self, name)!r}")
        for name in ("weight_decay", "epochs", "first_stage", "margin", "lambda_rank", "lambda_tier", "lambda_value"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name} must not be negative, but is {getattr(self, name)!r}")
        if not 0 <= self.warm_keep <= 1:
            raise ValueError(f"warm_keep must lie between 0 and 1, not {self.warm_keep!r}")
        if self.ranking not in ("logistic", "hinge"):
            raise ValueError(f"ranking must be 'logistic' or 'hinge', not {self.ranking!r}")
        if not self.lambda_rank + self.lambda_value:
            raise ValueError("lambda_rank and lambda_value must not both be 0: nothing would teach the score")

    def steps_for(self, n: int, warm: bool) -> int:
        """How many steps n labels are worth."""
        steps = max(self.steps, round(self.epochs * n / self.batch))
        return max(1, round(steps * self.warm_share)) if warm else steps

    def stage_before(self, n: int) -> int:
        """How many of n labels were learned before: the first 40, 80, 160, ...; 0 for a start from drawn weights."""
        if not 0 < self.first_stage < n:
            return 0
        return self.first_stage << ((n - 1) // self.first_stage).bit_length() - 1


class Batch(NamedTuple):
    """B labelled cells."""

    inputs: tuple[Tensor, Tensor, Tensor, Tensor]  # of `Model.forward`
    target: Tensor  # (B,) normal scores of the ranks: higher is better
    tier: Tensor  # (B,) 0 for the best


def tiers(values: Tensor, n_tiers: int) -> Tensor:
    """(n,) 0 for the best n / n_tiers of all that is known, and so on; equal values share the better tier."""
    better = (values[None, :] > values[:, None]).sum(dim=1)
    return better * n_tiers // len(values)


def ranking_loss(score: Tensor, target: Tensor, kind: Literal["logistic", "hinge"], margin: float) -> Tensor:
    """(M,) mean over pairs of unequal targets: Eq. 9's psi((s_m - s_n) sign(y_m - y_n)), or max(0, margin - the same).

    score (M, B), target (B,); 0 without such a pair.
    """
    first, second = torch.triu_indices(len(target), len(target), offset=1)
    order = torch.sign(target[first] - target[second])  # (P,)
    agreement = (score[:, first] - score[:, second]) * order  # (M, P)
    loss = -F.logsigmoid(agreement) if kind == "logistic" else F.relu(margin - agreement)
    return (loss * order.abs()).sum(dim=1) / order.abs().sum().clamp(min=1)


def total_loss(output: Output, batch: Batch, learning: Learning) -> Tensor:
    """The sum over members of Eq. 14, with a squared error in the place of latency's."""
    M, _, Q = output.tier_logits.shape
    total = output.score.new_zeros(())
    if learning.lambda_rank:
        total = (
            total
            + learning.lambda_rank * ranking_loss(output.score, batch.target, learning.ranking, learning.margin).sum()
        )
    if learning.lambda_tier:
        logits = output.tier_logits.reshape(-1, Q)
        total = total + learning.lambda_tier * M * F.cross_entropy(logits, batch.tier.repeat(M))
    if learning.lambda_value:
        total = total + learning.lambda_value * (output.score - batch.target).square().mean(dim=1).sum()
    return total


def shrink_and_perturb(old: Model, fresh: Model, keep: float) -> Model:
    """The old model, each matrix moved towards that of a newly drawn one: what was learned without over-confidence."""
    with torch.no_grad():
        for ours, drawn in zip(old.modules(), fresh.modules(), strict=True):
            if isinstance(ours, Linear) and isinstance(drawn, Linear):
                ours.weight.mul_(keep).add_(drawn.weight, alpha=1 - keep)
    return old


def train(
    model: Model,
    known: Batch,
    steps: int,
    learning: Learning,
    generator: torch.Generator,
    cancelled: Callable[[], bool],
) -> None:
    """Takes `steps` steps over shuffled batches of what is known. Raises Cancelled."""
    matrices = [p for name, p in model.named_parameters() if name.endswith("weight")]
    others = [p for name, p in model.named_parameters() if not name.endswith("weight")]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": learning.weight_decay}, {"params": others, "weight_decay": 0.0}],
        betas=(0.9, 0.98),
        fused=True,
    )
    n, size = len(known.target), min(learning.batch, len(known.target))
    order = torch.empty(0, dtype=torch.int64)
    model.train_with(generator)
    for step in range(steps):
        if cancelled():
            raise Cancelled(f"cancelled before step {step + 1} of {steps}")
        if len(order) < size:
            order = torch.randperm(n, generator=generator)
        rows, order = order[:size], order[size:]
        batch = Batch(tuple(x[rows] for x in known.inputs), known.target[rows], known.tier[rows])  # type: ignore[arg-type]
        for group in optimizer.param_groups:
            rise = min(1.0, (step + 1) / min(20, 0.2 * steps))
            group["lr"] = learning.rate * rise * (1 + math.cos(math.pi * step / steps)) / 2
        optimizer.zero_grad()
        total_loss(model(*batch.inputs), batch, learning).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    model.eval()
