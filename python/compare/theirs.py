"""The authors' code, called as their training script calls it."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor
from torch.utils.data import DataLoader

from compare.checkout import Modules, NoWriter, quiet

Statistics = dict[str, list[dict[int, int]]]  # quantity -> tier -> value -> count


class Table:
    """Our table in their format, opened by their loader, in the order that their split of a seed gives."""

    def __init__(self, modules: Modules, data: Path, seed: int) -> None:
        with contextlib.redirect_stdout(io.StringIO()):  # it tells what it loads
            self.database = modules.dataset.NASBench201DataBase(str(data))
        self.space = modules.dataset.NASBench201Dataset(self.database, seed=seed)
        self.modules = modules

    def architecture(self, place: int) -> int:
        """The official index of the architecture at a place of their order."""
        return int(self.space.keys_list[self.space.index_list[place]])

    def subset(self, places: Sequence[int], tiers: int) -> Any:
        return self.modules.dataset.SplitSubet201(self.space, list(places), tiers)

    def column(self, name: str) -> Tensor:
        """A value of every architecture, by official index."""
        return torch.tensor([self.database.archs[str(i)][name] for i in range(len(self.space))], dtype=torch.float64)

    def features(self, architecture: int) -> dict[str, Tensor]:
        """Their encoding, by name of the data set as their files spell it."""
        encode = self.modules.architecture.feature_tensor_encoding_201
        tensors: dict[str, Tensor] = encode(self.database.archs[str(architecture)])[0]
        return tensors


def model(modules: Modules, config: SimpleNamespace, **changes: Any) -> Any:
    """Their model with the settings of their configuration."""
    return getattr(modules.ranker, modules.release.model)(**(vars(config.ranker) | changes))


def optimizer(modules: Modules, config: SimpleNamespace, ranker: Any) -> tuple[torch.optim.Optimizer, Any]:
    """Their optimiser and schedule."""
    given, rate = config.optimizer, config.lr_scheduler
    adam = torch.optim.AdamW(
        ranker.parameters(), betas=(given.beta1, given.beta2), eps=given.eps, weight_decay=given.weight_decay
    )
    schedule = modules.module("utils.optim").LRScheduler(adam, rate.lr_mul, config.ranker.d_model, rate.n_warmup_steps)
    return adam, schedule


def losses(modules: Modules) -> tuple[Any, Any]:
    """Their tier loss and their ranking loss."""
    operations = modules.module("utils.loss_ops")
    return operations.CrossEntropyLossSoft(), operations.RankLoss()


class Recorded:
    """Stands for a scheduler, a writer: passes on and keeps what went through."""

    def __init__(self, schedule: Any, adam: torch.optim.Optimizer) -> None:
        self.schedule, self.adam = schedule, adam
        self.rates: list[float] = []

    def update_lr(self) -> None:
        self.schedule.update_lr()
        self.rates.append(self.adam.param_groups[0]["lr"])


class LossWriter(NoWriter):
    """Keeps the loss of every step."""

    def __init__(self) -> None:
        self.losses: list[float] = []

    def add_scalar(self, *given: Any) -> None:
        if str(given[0]).endswith("/iter_loss"):
            self.losses.append(float(given[1].detach()))


@dataclass
class Epoch:
    """One epoch of their train_epoch_201."""

    losses: list[float]
    rates: list[float]
    accuracy: float
    statistics: list[Statistics]


def train_epoch(modules: Modules, config: SimpleNamespace, ranker: Any, subset: Any, batches: Tensor) -> Epoch:
    """Their epoch over these batches (t, k), rows of the subset, with their losses, optimiser and schedule."""
    adam, schedule = optimizer(modules, config, ranker)
    wide = next(ranker.parameters()).dtype
    rates, writer = Recorded(schedule, adam), LossWriter()
    tier, rank = losses(modules)
    loader = DataLoader(subset, batch_sampler=batches.tolist())
    hook = ranker.register_forward_pre_hook(lambda _, given: tuple(tensor.to(wide) for tensor in given))
    with precision(wide):
        accuracy, _, statistics = modules.process.train_epoch_201(
            ranker,
            loader,
            lambda output, label: tier(output, label.to(output.dtype)),
            rank,
            adam,
            rates,
            next(ranker.parameters()).device,
            config,
            quiet(),
            writer,
            0,
            "train",
        )
    hook.remove()
    return Epoch(writer.losses, rates.rates, accuracy, statistics)


@contextmanager
def precision(dtype: torch.dtype) -> Iterator[None]:
    """Inside, what their code makes without naming a type, such as the sums of tiers, has this one."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


@contextmanager
def tier_list(modules: Modules, config: SimpleNamespace, dtype: torch.dtype = torch.float32) -> Iterator[list[Any]]:
    """Their tiers; they count themselves, so there must be no others, and none of these afterwards."""
    with precision(dtype):
        tiers = modules.module("process.train_utils").init_tier_list(config)
    try:
        yield tiers
    finally:
        tiers.clear()


def embeddings(modules: Modules, tiers: list[Any], device: torch.device | str = "cpu") -> Tensor:
    """(T, N, D): the mean features of what each tier has met (Eq. 15). No output of NARQ2T depends on them."""
    means: Tensor = modules.module("process.train_utils").get_tier_emb(tiers, device)
    return means


def forward(modules: Modules, ranker: Any, features: Tensor, tiers: list[Any]) -> tuple[Tensor, Tensor, Tensor]:
    """Logits (n, T), scores (n,) and features x_alpha (n, N, D) of their model, told what the tiers have met."""
    with precision(features.dtype):
        logits, encoded, score = ranker(features, embeddings(modules, tiers, features.device).to(features))
    return logits, score.squeeze(1), encoded


def meet(modules: Modules, tiers: list[Any], encoded: Tensor, label: Tensor) -> None:
    """Adds what a batch was encoded to to its tiers, as after a step of theirs; `label` (n, T) is one-hot."""
    modules.module("process.train_utils").classify_enc_emb_by_target(encoded.detach().clone(), tiers, label)


def count(modules: Modules, config: SimpleNamespace, batch: Tensor, target: Tensor, table: Table) -> Statistics:
    """Their statistics of a batch: official indices (k,) and one-hot tiers (k, T)."""
    utilities, name = modules.module("process.train_utils"), NAMES[config.network_type]
    known = [table.database.archs[str(int(i))] for i in batch]
    operators = torch.stack([_operator_counts(modules, arch["arch_str"]) for arch in known])
    with tier_list(modules, config) as tiers:
        utilities.classify_tier_counts_by_target_201(
            torch.tensor([arch[f"{name}_total_params"] for arch in known]).float(),
            torch.tensor([arch[f"{name}_total_flops"] for arch in known]).float(),
            operators.float(),
            tiers,
            target,
            config.bins,
        )
        counted: Statistics = utilities.get_batch_statics(tiers)
    return counted


def _operator_counts(modules: Modules, text: str) -> Tensor:
    """(5,), counted as their encoding counts them, from their own parser of the official string."""
    codes = modules.module("architecture.arch_encode_201").NODE_TYPE_DICT
    counts = torch.zeros(len(codes))
    for node in modules.module("architecture.nasbench201").str2lists(text):
        for operator, *_ in node:
            counts[codes[operator]] += 1
    return counts


# Their names of the data sets, in their configuration and in their files.
NAMES = {"cifar10": "cifar10-valid", "cifar100": "cifar100", "imagenet16": "ImageNet16-120"}
