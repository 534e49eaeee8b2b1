"""Model, losses, gradients of a step: Python against Python, with our initial weights copied into their model."""

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
from narq2t.predictors.narq2t.config import ModelConfig, TrainingConfig
from narq2t.predictors.narq2t.losses import ranking_loss, tier_loss, total_loss
from narq2t.predictors.narq2t.model import NARQ2T
from narq2t.predictors.narq2t.nar import TierMeans
from narq2t.predictors.narq2t.training import Trainer

# float64 shows that the formulas are the same, float32 that it stays so in the precision that runs have.
TOLERANCE = {torch.float32: 2e-4, torch.float64: 1e-9}
LEARNT = {torch.float32: 2e-3, torch.float64: 1e-6}  # after some optimiser steps, which amplify rounding
NOISE = 4  # float32 may differ by so many times what float32 changes in their own values
NAMES = {torch.float32: "float32", torch.float64: "float64"}


@dataclass(frozen=True)
class Task:
    """What both models are given: features of theirs and of ours, accuracies, tiers (indices); rows are batches."""

    dataset: str
    theirs: Tensor  # (n, N, P, P)
    ours: Tensor
    accuracy: Tensor  # (n,)
    tier: Tensor  # (n,)
    seed: int


def model_config(modules: Modules, config: SimpleNamespace) -> ModelConfig:
    """Our model of the same kind and size as theirs."""
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
        d_tier=given.d_tier_prj_inner,
        decoder=modules.release.decoder,
    )


def both(modules: Modules, config: SimpleNamespace, task: Task, dtype: torch.dtype) -> tuple[Any, Trainer]:
    """Their model and our trainer with the same initial weights: ours."""
    weight = modules.release.ranking[task.dataset]
    trainer = Trainer(model_config(modules, config), TrainingConfig(seed=task.seed, lambda_rank=weight), "cpu")
    ranker = theirs.model(modules, config)
    weights.copy_into(ranker, trainer.model)
    trainer.model.to(dtype)
    return ranker.to(dtype), trainer


def meet(model: NARQ2T, tier: Tensor) -> None:
    """Ours: the batch of the last prediction is added to its tiers, where the model embeds tiers by what they met."""
    if isinstance(model.decoder, TierMeans):
        model.decoder.meet(tier.long())


def outputs(modules: Modules, config: SimpleNamespace, task: Task, dtype: torch.dtype) -> list[Row]:
    """Logits and scores without dropout, and the three losses on batches of their outputs."""
    name = NAMES[dtype]
    ranker, trainer = both(modules, config, task, dtype)
    ranker.eval()
    trainer.model.eval()
    wanted = torch.split(one_hot(task.tier, config.ranker.n_tier).to(dtype), 128)
    accuracy, index = torch.split(task.accuracy.to(dtype), 128), torch.split(task.tier, 128)
    a, b = [], []
    with torch.inference_mode(), theirs.tier_list(modules, config, dtype) as tiers:
        for given, own, label, of in zip(
            torch.split(task.theirs, 128), torch.split(task.ours, 128), wanted, index, strict=True
        ):
            *said, encoded = theirs.forward(modules, ranker, given.to(dtype), tiers)
            theirs.meet(modules, tiers, encoded, label)
            a.append(said)
            b.append(trainer.model(own.to(dtype)))
            meet(trainer.model, of)
        means = theirs.embeddings(modules, tiers)
    logits, scores = torch.cat([x for x, _ in a]), torch.cat([x for _, x in a])
    sides = Sides(f"{modules.release.model}.forward", "NARQ2T.forward")
    tier, rank = theirs.losses(modules)
    ours_tier = [(x.tier_logits, x.score) for x in b]
    return [
        *tier_means(trainer.model, means, dtype),
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


def tier_means(model: NARQ2T, means: Tensor, dtype: torch.dtype) -> list[Row]:
    """What stands for each tier, where that is no weight."""
    if not isinstance(model.decoder, TierMeans):
        return []
    return [
        compare(
            "Model",
            f"mean features of the tiers (Eq. 15), {NAMES[dtype]}",
            Sides("Bucket.updata_bucket_emb", "TierMeans.meet"),
            means,
            model.decoder.embeddings(),
            tolerance=TOLERANCE[dtype],
        )
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
    """Total loss and gradients of one step on the first batch, which the tiers have met, with the same dropout."""
    ranker, trainer = both(modules, config, task, dtype)
    rows = slice(0, modules.release.step)
    accuracy = task.accuracy[rows].to(dtype)
    tier, rank = theirs.losses(modules)
    factor = trainer.config.lambda_rank
    label = one_hot(task.tier, config.ranker.n_tier).to(dtype)
    with (
        same_dropout(ranker, trainer.model, config.ranker.dropout, task.seed),
        theirs.tier_list(modules, config, dtype) as tiers,
    ):
        ranker.eval()
        trainer.model.eval()
        with torch.no_grad():
            *_, encoded = theirs.forward(modules, ranker, task.theirs[rows].to(dtype), tiers)
            theirs.meet(modules, tiers, encoded, label[rows])
            trainer.model(task.ours[rows].to(dtype))
            meet(trainer.model, task.tier[rows])
        ranker.train()
        logits, score, _ = theirs.forward(modules, ranker, task.theirs[rows].to(dtype), tiers)
        loss = tier(logits, label[rows]) + factor * rank(score, accuracy)
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
def same_dropout(ranker: Any, model: NARQ2T, p: float, seed: int) -> Iterator[None]:
    """The same masks on both sides, also of what each decoder drops out of the tiers that it is given.

    In NARQ2T's these are zeros, which takes no mask of ours. NAR's goes tier by tier, ours through all tiers at once.
    """
    theirs_apart: dict[torch.nn.Module, masks.Dropping]
    ours_apart: dict[torch.nn.Module, masks.Dropping]
    if isinstance(model.decoder, TierMeans):
        given, own = masks.Masks(p, seed + 1), masks.Masks(p, seed + 1)
        theirs_apart, ours_apart = {ranker.decoder.dropout: given}, {model.decoder.dropout: own.row_by_row}
    else:
        theirs_apart, ours_apart = {ranker.Q2ldecoder.dropout: masks.kept}, {}
    with (
        masks.shared(masks.THEIRS, masks.Masks(p, seed), theirs_apart),
        masks.shared(masks.OURS, masks.Masks(p, seed), ours_apart),
    ):
        yield
