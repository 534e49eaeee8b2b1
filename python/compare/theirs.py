"""The authors' code, called as their training script calls it."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor
from torch.utils.data import DataLoader

from compare.checkout import Modules, NoWriter, quiet
from narq2t.predictors.narq2t.training import choose_device

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
    return modules.ranker.TransformerQ2L(**(vars(config.ranker) | changes))


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
    rates, writer = Recorded(schedule, adam), LossWriter()
    tier, rank = losses(modules)
    wide = next(ranker.parameters()).dtype
    loader = DataLoader(subset, batch_sampler=batches.tolist())
    hook = ranker.register_forward_pre_hook(lambda _, given: tuple(tensor.to(wide) for tensor in given))
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
def tier_list(modules: Modules, config: SimpleNamespace) -> Iterator[list[Any]]:
    """Their tiers; they count themselves, so there must be no others, and none of these afterwards."""
    tiers = modules.module("process.train_utils").init_tier_list(config)
    try:
        yield tiers
    finally:
        tiers.clear()


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


class Speaking:
    """A model that keeps what it said of each batch: scores (B,) and tier probabilities (B, T)."""

    def __init__(self) -> None:
        self.said: list[tuple[Tensor, Tensor]] = []


class Scorer(Speaking):
    """Stands for their model in a search iteration: scores and tiers made up from the features, all tiers in use.

    What is selected must not depend on where scores come from, and a model after one epoch puts all in one tier.
    """

    def __init__(self, patches: int, width: int, tiers: int, seed: int) -> None:
        super().__init__()
        generator = torch.Generator().manual_seed(seed)
        self.score = torch.randn(16, 1, generator=generator)
        self.tiers = torch.randn(16, tiers, generator=generator)
        self.encoded = torch.zeros(1, patches, width)

    def eval(self) -> None: ...

    def __call__(self, features: Tensor, _: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        codes = features[:, 0].flatten(1)  # (B, 16)
        logits, score = codes @ self.tiers, codes @ self.score
        self.said.append((score.squeeze(1), logits.softmax(dim=1)))
        return logits, self.encoded.expand(len(features), -1, -1), score


@dataclass
class Searched:
    """One of their search iterations."""

    draws: list[tuple[int, float]]
    sampled: list[int] = field(default_factory=list)  # official indices, in the order of the batch
    score: list[float] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)
    selected: list[int] = field(default_factory=list)
    distributions: list[bool] = field(default_factory=list)


class _Torch:
    """Stands for ``torch`` in their sampling module, and keeps what the choice of the top 5 chose."""

    def __init__(self, chosen: list[Tensor]) -> None:
        self.chosen = chosen

    def __getattr__(self, name: str) -> Any:
        return getattr(torch, name)

    def topk(self, values: Tensor, k: int, **given: Any) -> Any:
        found = torch.topk(values, k, **given)
        if k > 1:
            self.chosen.append(found.indices)
        return found


@contextmanager
def replaced(owner: Any, **names: Any) -> Iterator[None]:
    """Inside, a module of theirs finds these under their names."""
    kept = {name: getattr(owner, name) for name in names}
    for name, value in names.items():
        setattr(owner, name, value)
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(owner, name, value)


def search(
    modules: Modules,
    config: SimpleNamespace,
    table: Table,
    ranker: Any,
    statistics: Statistics,
    randoms: Any,
) -> Searched:
    """One iteration of their evaluate_sampled_batch_201, with what it drew, sampled and selected.

    `randoms` stands for their module random: RecordedRandom, or that module itself, of which no draws are known.
    """
    module, sampling = modules.module("process.sample_201"), modules.module("sampler.arch_sampler201")
    rules, places, chosen = config.sampler, [], []  # type: ignore[var-annotated]
    sampler = sampling.ArchSampler201(rules.top_tier, rules.last_tier, rules.batch_factor, rules.reuse_step)
    subset = module.SplitSubet201

    def keep(space: Any, indices: list[int], tiers: int) -> Any:
        places.extend(indices)
        return subset(space, indices, tiers)

    found = Searched(getattr(randoms, "draws", []))
    with (
        replaced(module, random=randoms, SplitSubet201=keep, torch=_Torch(chosen)),
        replaced(sampling, random=randoms),
        tier_list(modules, config) as tiers,
        torch.no_grad(),
    ):
        module.evaluate_sampled_batch_201(
            ranker, sampler, tiers, statistics, table.space, 0, config, choose_device("auto"), None, quiet(), "search"
        )
    found.sampled = [table.architecture(place) for place in places]
    if isinstance(ranker, Speaking):
        score, probabilities = ranker.said[-1]
        found.score, found.probabilities = score.tolist(), probabilities.flatten().tolist()
        top = torch.where(probabilities.topk(1, dim=1).indices.squeeze(1) == 0)[0]
        found.selected = [found.sampled[int(top[i])] for i in (chosen[0] if chosen else [])]
    found.distributions = [
        sampling.select_distri(
            statistics[name],
            rules.top_tier,
            rules.last_tier,
            threshold,
            sum(sum(tier.values()) for tier in statistics[name]),
            rules.batch_factor,
        )
        is not None
        and not rules.force_uniform
        for name, threshold in (
            ("flops", rules.flops_kl_thred),
            ("params", rules.params_kl_thred),
            ("edges", rules.edges_kl_thred),
        )
    ]
    return found
