"""Model, losses, gradients, learning rates: Python against Python, with our initial weights copied into their model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from compare import masks, theirs, weights
from compare.checkout import Modules
from compare.rows import Row, Sides, compare
from narq2t.predictors.narq2t.losses import ranking_loss, tier_loss, total_loss
from narq2t.predictors.narq2t.model import NARQ2T, ModelConfig
from narq2t.predictors.narq2t.training import Samples, Trainer, TrainingConfig, learning_rate

# float64 shows that the formulas are the same, float32 that it stays so in the precision that runs have.
TOLERANCE = {torch.float32: 2e-4, torch.float64: 1e-9}
LEARNT = {torch.float32: 2e-3, torch.float64: 1e-6}  # after some optimiser steps, which amplify rounding
NOISE = 4  # float32 may differ by so many times what float32 changes in their own values
NAMES = {torch.float32: "float32", torch.float64: "float64"}
LAMBDA_RANK = {"cifar10": 5.0, "cifar100": 23.0, "imagenet16": 18.0}  # Table VI of the paper, and our configurations


@dataclass(frozen=True)
class Task:
    """What both models are given: features of theirs and of ours, accuracies, tiers (indices); rows are batches."""

    dataset: str
    theirs: Tensor  # (n, N, P, P)
    ours: Tensor
    accuracy: Tensor  # (n,)
    tier: Tensor  # (n,)
    seed: int


def model_config(config: SimpleNamespace) -> ModelConfig:
    """Our model of the same size as theirs."""
    given = config.ranker
    return ModelConfig(
        n_patches=given.n_arch_patch,
        patch_size=given.d_patch,
        d_model=given.d_model,
        d_ffn=given.d_ffn_inner,
        n_layers=given.n_layers,
        n_heads=given.n_head,
        dropout=given.dropout,
        n_tiers=given.n_tier,
        d_score=given.d_val_acc_prj_inner,
    )


def both(modules: Modules, config: SimpleNamespace, task: Task, dtype: torch.dtype) -> tuple[Any, Trainer]:
    """Their model and our trainer with the same initial weights: ours."""
    trainer = Trainer(
        model_config(config), TrainingConfig(seed=task.seed, lambda_rank=LAMBDA_RANK[task.dataset]), "cpu"
    )
    ranker = theirs.model(modules, config)
    weights.copy_into(ranker, trainer.model)
    trainer.model.to(dtype)
    return ranker.to(dtype), trainer


def forward(ranker: Any, features: Tensor) -> tuple[Tensor, Tensor]:
    """Logits (n, T) and scores (n,) of their model; what else it is given, no output depends on."""
    nothing = features.new_zeros(ranker.n_tier, ranker.n_arch_patch, ranker.d_model)
    logits, _, score = ranker(features, nothing)
    return logits, score.squeeze(1)


def outputs(modules: Modules, config: SimpleNamespace, task: Task, dtype: torch.dtype) -> list[Row]:
    """Logits and scores without dropout, and the three losses on batches of their outputs."""
    name = NAMES[dtype]
    ranker, trainer = both(modules, config, task, dtype)
    ranker.eval()
    trainer.model.eval()
    with torch.inference_mode():
        a = [forward(ranker, part.to(dtype)) for part in torch.split(task.theirs, 128)]
        b = [trainer.model(part.to(dtype)) for part in torch.split(task.ours, 128)]
    logits, scores = torch.cat([x for x, _ in a]), torch.cat([x for _, x in a])
    sides = Sides("TransformerQ2L.forward", "NARQ2T.forward")
    tier, rank = theirs.losses(modules)
    ours_tier = [(x.tier_logits, x.score) for x in b]
    wanted = torch.split(one_hot(task.tier, config.ranker.n_tier).to(dtype), 128)
    accuracy = torch.split(task.accuracy.to(dtype), 128)
    index = torch.split(task.tier, 128)
    return [
        compare(
            "Model",
            f"tier logits, {name}",
            sides,
            logits,
            torch.cat([x.tier_logits for x in b]),
            tolerance=TOLERANCE[dtype],
        ),
        compare("Model", f"scores, {name}", sides, scores, torch.cat([x.score for x in b]), tolerance=TOLERANCE[dtype]),
        compare(
            "Losses",
            f"tier loss by batch, {name}",
            Sides("CrossEntropyLossSoft", "tier_loss"),
            [float(tier(x, y)) for (x, _), y in zip(a, wanted, strict=True)],
            [float(tier_loss(x, y)) for (x, _), y in zip(ours_tier, index, strict=True)],
            tolerance=TOLERANCE[dtype],
        ),
        compare(
            "Losses",
            f"ranking loss by batch, {name}",
            Sides("RankLoss", "ranking_loss"),
            [float(rank(x, y)) for (_, x), y in zip(a, accuracy, strict=True)],
            [float(ranking_loss(x, y)) for (_, x), y in zip(ours_tier, accuracy, strict=True)],
            tolerance=TOLERANCE[dtype],
        ),
    ]


def one_hot(tier: Tensor, tiers: int) -> Tensor:
    return torch.nn.functional.one_hot(tier.long(), tiers).float()


class Noise:
    """Their values in float64, and how far theirs in float32 are from them: a measure for what rounding does."""

    def __init__(self) -> None:
        self.exact: dict[str, Tensor] = {}

    def tolerance(self, name: str, values: Tensor, dtype: torch.dtype, least: float, *, relative: bool) -> float:
        """`least` in float64; in float32 NOISE times the rounding of theirs, if that is more."""
        if dtype == torch.float64:
            self.exact[name] = values.detach().clone()
            return least
        if name not in self.exact:
            return least
        exact = self.exact[name]
        error = float((values.detach() - exact).abs().max())
        return max(least, NOISE * error / (float(exact.abs().max()) if relative else 1.0))


ROUNDING = f"tolerance: {NOISE} times the difference between theirs in float32 and theirs in float64"


def gradients(modules: Modules, config: SimpleNamespace, task: Task, dtype: torch.dtype, noise: Noise) -> list[Row]:
    """Total loss and gradients of one step on the first batch, in training, with the same dropout on both sides."""
    ranker, trainer = both(modules, config, task, dtype)
    rows = slice(0, config.train_batch_size)
    accuracy = task.accuracy[rows].to(dtype)
    tier, rank = theirs.losses(modules)
    factor = LAMBDA_RANK[task.dataset]
    with same_dropout(ranker, config.ranker.dropout, task.seed):
        ranker.train()
        logits, score = forward(ranker, task.theirs[rows].to(dtype))
        loss = tier(logits, one_hot(task.tier[rows], config.ranker.n_tier).to(dtype)) + factor * rank(score, accuracy)
        loss.backward()
        trainer.model.train()
        own = total_loss(
            trainer.model(task.ours[rows].to(dtype)),
            accuracy,
            task.tier[rows].long(),
            None,
            lambda_rank=factor,
            lambda_latency=0,
        )
        own.total.backward()  # type: ignore[no-untyped-call]
    ours = {name: p.grad for name, p in trainer.model.named_parameters() if p.grad is not None}
    translated = weights.translated(trainer.model.config, ours)
    given = {name: p.grad for name, p in ranker.named_parameters() if p.grad is not None}
    note = "with dropout, the same masks on both sides"
    flat = torch.cat([given[name].flatten() for name in translated])
    tolerance = noise.tolerance("gradients", flat, dtype, TOLERANCE[dtype], relative=True)
    return [
        compare(
            "Losses",
            f"total loss of a training step, {NAMES[dtype]}",
            Sides("their train_epoch_201's sum", "total_loss"),
            [float(loss.detach())],
            [float(own.total.detach())],
            tolerance=TOLERANCE[dtype],
            note=note,
        ),
        compare(
            "Gradients",
            f"of all weights after one step, {NAMES[dtype]}",
            Sides("loss.backward()", "Losses.total.backward()"),
            flat,
            torch.cat([gradient.flatten() for gradient in translated.values()]),
            tolerance=tolerance,
            kind="relative",
            note=note if dtype == torch.float64 else f"{note}; {ROUNDING}",
        ),
        compare(
            "Gradients",
            f"weights that get one, {NAMES[dtype]}",
            Sides("parameters with .grad", "parameters with .grad"),
            [sum(g.numel() for g in given.values())],
            [sum(g.numel() for g in ours.values())],
            kind="unequal",
        ),
    ]


@contextmanager
def same_dropout(ranker: Any, p: float, seed: int) -> Iterator[None]:
    """Their decoder drops out its target too, which is zeros: that one must not take a mask."""
    with (
        masks.shared(masks.THEIRS, masks.Masks(p, seed), skipped=ranker.Q2ldecoder.dropout),
        masks.shared(masks.OURS, masks.Masks(p, seed)),
    ):
        yield


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
    settings = SimpleNamespace(**(vars(config) | {"loss_factor": LAMBDA_RANK[task.dataset]}))
    hook = trainer.model.register_forward_pre_hook(lambda _, given: (given[0].to(dtype),))
    samples = Samples(task.ours, task.accuracy.float(), task.tier)
    with same_dropout(ranker, config.ranker.dropout, task.seed):
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


def space(modules: Modules, config: SimpleNamespace, model: NARQ2T, features: Tensor) -> tuple[Any, Tensor, Tensor]:
    """Their model with our weights, and its logits and scores of these features."""
    ranker = theirs.model(modules, config)
    weights.copy_into(ranker, model)
    ranker.eval()
    with torch.inference_mode():
        parts = [forward(ranker, part) for part in torch.split(features, 256)]
    return ranker, torch.cat([x for x, _ in parts]), torch.cat([x for _, x in parts])
