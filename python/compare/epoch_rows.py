"""A whole epoch of each side over the same batches with the same dropout, and the learning rates of all epochs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from compare import theirs, weights
from compare.checkout import Modules
from compare.model_rows import LEARNT, NAMES, ROUNDING, Noise, Task, both, same_dropout
from compare.rows import Row, Sides, compare
from narq2t.predictors.narq2t.config import TrainingConfig
from narq2t.predictors.narq2t.samples import Samples
from narq2t.predictors.narq2t.training import learning_rate


def schedule(modules: Modules, config: SimpleNamespace, steps: int) -> Row:
    """The learning rate of every step of a whole training."""
    ranker = torch.nn.Linear(1, 1)
    adam, rates = theirs.optimizer(modules, config, ranker)
    kept = theirs.Recorded(rates, adam)
    for _ in range(steps):
        kept.update_lr()
    own = TrainingConfig()
    return compare(
        "Learning rates",
        f"of steps 1 to {steps}",
        Sides("LRScheduler", "learning_rate"),
        kept.rates,
        [learning_rate(s, config.ranker.d_model, own.lr_mul, own.warmup_steps) for s in range(1, steps + 1)],
        tolerance=1e-12,
        kind="relative",
    )


def epoch(
    modules: Modules,
    config: SimpleNamespace,
    task: Task,
    subset: Any,
    batches: Tensor,
    dtype: torch.dtype,
    noise: Noise,
) -> list[Row]:
    """One epoch over the same batches with the same dropout: their train_epoch_201 against our Trainer."""
    ranker, trainer = both(modules, config, task, dtype)
    settings = SimpleNamespace(**(vars(config) | {"loss_factor": trainer.config.lambda_rank}))
    hook = trainer.model.register_forward_pre_hook(lambda _, given: (given[0].to(dtype),))
    samples = Samples(task.ours, task.accuracy.float(), task.tier)
    with same_dropout(ranker, trainer.model, config.ranker.dropout, task.seed):
        found = theirs.train_epoch(modules, settings, ranker, subset, batches)
        own = trainer.train_epoch(samples, batches, seed=task.seed)
    hook.remove()
    name = f"{len(batches)} optimiser steps, {NAMES[dtype]}"
    sides = Sides("train_epoch_201", "Trainer.train_epoch")
    ours = weights.translated(trainer.model.config, dict(trainer.model.named_parameters()))
    state = ranker.state_dict()
    rows = [
        compare(
            "Losses",
            f"by step, {name}",
            sides,
            found.losses,
            [b.total for b in own.batches],
            tolerance=noise.tolerance(
                "losses", torch.tensor(found.losses, dtype=torch.float64), dtype, LEARNT[dtype], relative=False
            ),
            note="" if dtype == torch.float64 else ROUNDING,
        ),
        compare(
            "Losses",
            f"tier accuracy, {name}",
            sides,
            [found.accuracy],
            [own.mean.tier_accuracy or 0.0],
            tolerance=1e-9 if dtype == torch.float64 else 2 / batches.numel(),
            note="" if dtype == torch.float64 else "rounding may move an architecture across the line between tiers",
        ),
        compare(
            "Learning rates",
            f"{name}",
            sides,
            found.rates,
            own.learning_rates,
            tolerance=1e-12,
            kind="relative",
        ),
    ]
    if dtype == torch.float64:
        names = list(ours)
        rows.append(
            compare(
                "Gradients",
                f"weights after {name}",
                sides,
                torch.cat([state[n].flatten() for n in names]),
                torch.cat([ours[n].detach().flatten() for n in names]),
                tolerance=LEARNT[dtype],
                note="AdamW steps of ours are fused, theirs are not",
            )
        )
    return rows
