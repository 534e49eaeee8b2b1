"""The search of the authors' code, an iteration at a time, with what it drew, sampled and selected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from compare import theirs
from compare.checkout import Modules, quiet
from narq2t.predictors.narq2t.device import choose_device


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
    table: theirs.Table,
    ranker: Any,
    statistics: theirs.Statistics,
    randoms: Any,
    tiers: list[Any],
) -> Searched:
    """One iteration of their evaluate_sampled_batch_201, with what it drew, sampled and selected.

    `randoms` stands for their module random: RecordedRandom, or that module itself, of which no draws are known.
    `tiers` are those of all iterations of a search: each adds what it sampled, by its predictions.
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
