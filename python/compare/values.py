"""All rows: what is compared, in the order of a run, and which code of each side gives it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from compare import epoch_rows, java, model_rows, their_search, theirs
from compare.checkout import Checkout, Modules, records
from compare.model_rows import Task
from compare.rows import Row, Sides, compare, missing
from compare.stream import RecordedRandom

QUANTITIES = (("flops", "flops"), ("params", "parameters"), ("edges", "operators"))  # theirs, ours


@dataclass(frozen=True)
class Size:
    """How much is compared."""

    features: int  # architectures whose features are encoded by both
    model: int  # architectures that both models score
    batches: int  # random batches that are counted
    searches: int  # search iterations of each mode

    @staticmethod
    def of(quick: bool) -> Size:
        return Size(1500, 384, 40, 6) if quick else Size(15_625, 1280, 200, 20)


def note(text: str) -> None:
    print(f"  {text} ...", file=sys.stderr, flush=True)


class Values:
    """Both sides at one seed on one data set."""

    def __init__(self, checkout: Checkout, cells: Path, dataset: str, seed: int, size: Size) -> None:
        self.checkout, self.size = checkout, size
        self.config = checkout.configuration(dataset, seed)
        self.config.data_loader_workers = 0  # here; a whole run of theirs keeps their number
        self.modules = Modules(checkout)
        note("their loader reads our table")
        self.table = theirs.Table(self.modules, cells, seed)
        self.tiers: int = self.config.ranker.n_tier
        self.generator = torch.Generator().manual_seed(seed)
        self.request = java.Request(dataset, seed, self.tiers)
        self.validation = torch.empty(0), torch.empty(0)  # official indices and tiers of the validation set

    @property
    def dataset(self) -> str:
        return str(self.config.network_type)

    def rows(self, folder: Path) -> tuple[list[Row], java.Answer]:
        """Everything. Their side first, because Java is asked once, with what theirs drew."""
        note("their split, statistics and search iterations")
        split = self._split()
        counted = self._count()
        searched = self._search(counted)
        note("Java")
        answer = java.ask(self.request, folder)
        rows = self._split_rows(split, answer)
        note(f"features of {self.size.features} architectures")
        rows += self._feature_rows(answer)
        rows += self._record_rows(answer)
        note("models, losses, gradients")
        rows += self._model_rows(split, answer)
        rows += self._statistics_rows(counted, answer)
        rows += self._search_rows(searched, answer)
        return rows, answer

    # --- the split and its tiers

    def _split(self) -> dict[str, Any]:
        train, validation = self.config.train_size, self.config.val_size
        subsets = {
            "training": self.table.subset(range(train), self.tiers),
            "validation": self.table.subset(range(train, train + validation), self.tiers),
        }
        for subset in subsets.values():
            self.request.accuracies.append([float(x[self.dataset][1]) for x in subset.subset])
        chosen = [self.table.architecture(place) for place in range(train, train + validation)]
        self.validation = torch.tensor(chosen), torch.tensor(labels(subsets["validation"], self.dataset))
        return subsets

    def _split_rows(self, split: dict[str, Any], answer: java.Answer) -> list[Row]:
        n = self.config.train_size + self.config.val_size
        rows = [
            compare(
                "Split",
                f"the {n:,} architectures of training and validation",
                Sides("NASBench201Dataset (torch.randperm)", "Java: TorchPermutation"),
                [self.table.architecture(place) for place in range(n)],
                answer.values["order"][:n],
                kind="unequal",
            )
        ]
        for (name, subset), own in zip(split.items(), answer.values["tierOf"], strict=True):
            sides = Sides("SplitSubet201._sort", "Java: Tiers.divide")
            rows.append(
                compare("Split", f"tiers of the {name} set", sides, labels(subset, self.dataset), own, kind="unequal")
            )
        return rows

    # --- features

    def _feature_rows(self, answer: java.Answer) -> list[Row]:
        chosen = torch.randperm(len(self.table.space), generator=self.generator)[: self.size.features]
        given = torch.stack([self.table.features(int(i))[theirs.NAMES[self.dataset]] for i in chosen])
        return [
            compare(
                "Features",
                f"tensors (31, 4, 4) of {len(chosen):,} architectures",
                Sides("feature_tensor_encoding_201", "Java: NasBench201.encode"),
                given,
                answer.features[chosen],
            )
        ]

    def _record_rows(self, answer: java.Answer) -> list[Row]:
        """Their two example records carry counts of their own; all other counts come from our export."""
        sides = Sides("their example records", "./narq2t data export --format nar-json")
        ours = {arch["arch_str"]: arch for arch in self.table.database.archs.values()}
        found = [record for record in records(self.checkout) if record["arch_str"] in ours]
        if not found:
            return [missing("Features", "example records of theirs", sides, "their file has none any more")]
        counts: tuple[list[float], list[float]] = ([], [])
        accuracies: tuple[list[float], list[float]] = ([], [])
        for record in found:
            own = ours[record["arch_str"]]
            for key, value in record.items():
                if key.endswith(("_total_flops", "_total_params", "_opt_flops", "_opt_params", "cell_adjacency")):
                    counts[0].extend(numbers(value))
                    counts[1].extend(numbers(own[key]))
                elif key.endswith(("_val_acc", "_test_acc")) and key in own:  # theirs spell one data set wrongly
                    accuracies[0].append(value)
                    accuracies[1].append(own[key])
        return [
            compare("Features", "operators, FLOPs and parameters of their example records", sides, *counts),
            compare("Features", "accuracies of their example records, %", sides, *accuracies, tolerance=0.01),
        ]

    # --- models

    def _model_rows(self, split: dict[str, Any], answer: java.Answer) -> list[Row]:
        train = split["training"]
        indices = torch.tensor([self.table.architecture(place) for place in train.indices])
        task = Task(
            self.dataset,
            torch.stack([x[self.dataset][0] for x in train.subset]),
            answer.features[indices],
            torch.tensor([float(x[self.dataset][1]) for x in train.subset], dtype=torch.float64),
            torch.tensor(labels(train, self.dataset)),
            self.config.seed,
        )
        scored = self._scored(answer)
        n, batch = len(train) // self.config.train_batch_size, self.modules.release.step
        batches = torch.randperm(len(train), generator=self.generator)[: n * batch].view(n, batch)
        steps = self.config.ranker_epochs * len(batches)
        rows: list[Row] = []
        noise = model_rows.Noise()
        for dtype in (torch.float64, torch.float32):
            rows += model_rows.outputs(self.modules, self.config, scored, dtype)
            rows += model_rows.gradients(self.modules, self.config, task, dtype, noise)
            note(f"an epoch of each in {model_rows.NAMES[dtype]}")
            rows += epoch_rows.epoch(self.modules, self.config, task, train, batches, dtype, noise)
        rows.append(epoch_rows.schedule(self.modules, self.config, steps))
        return rows

    def _scored(self, answer: java.Answer) -> Task:
        """Random architectures of the whole space, with tiers by their place in the sample."""
        chosen = torch.randperm(len(self.table.space), generator=self.generator)[: self.size.model]
        name = theirs.NAMES[self.dataset]
        accuracy = self.table.column(f"{self.dataset}_val_acc")[chosen]
        return Task(
            self.dataset,
            torch.stack([self.table.features(int(i))[name] for i in chosen]),
            answer.features[chosen],
            accuracy,
            accuracy.argsort(descending=True).argsort() * self.tiers // len(chosen),
            self.config.seed,
        )

    # --- statistics of batches

    def _count(self) -> list[theirs.Statistics]:
        """Random batches, and the whole space as one; Java is asked for the same."""
        accuracy = self.table.column(f"{self.dataset}_val_acc")
        found = []
        for number in range(self.size.batches + 1):
            n = len(accuracy) if number == self.size.batches else self.config.train_batch_size
            batch = torch.randperm(len(accuracy), generator=self.generator)[:n]
            target = self.modules.module("process.train_utils").get_target(accuracy[batch], self.tiers, n)
            found.append(theirs.count(self.modules, self.config, batch, target, self.table))
            self.request.batches.append({"architectures": batch.tolist(), "tierOf": target.argmax(dim=1).tolist()})
        return found

    def _statistics_rows(self, counted: list[theirs.Statistics], answer: java.Answer) -> list[Row]:
        rows = []
        own = answer.values["batches"]
        divergence = self.modules.module("process.train_utils").compare_kl_div
        among = f"{len(counted) - 1} batches and the whole space"
        for name, ours in QUANTITIES:
            sides = Sides("classify_tier_counts_by_target_201", "Java: BatchStatistics.of")
            edges = [list(batch[name][0]) for batch in counted]
            counts = [[list(tier.values()) for tier in batch[name]] for batch in counted]
            statistics = [batch["statistics"][ours] for batch in own]
            rows.append(
                compare(
                    "Batch statistics",
                    f"bins of {ours}, {among}",
                    sides,
                    edges,
                    [s["values"] for s in statistics],
                    kind="unequal",
                )
            )
            rows.append(
                compare(
                    "Batch statistics",
                    f"counts of {ours}, {among}",
                    sides,
                    counts,
                    [s["counts"] for s in statistics],
                    kind="unequal",
                )
            )
        for quantity, (name, ours) in enumerate(QUANTITIES):
            values = [[float(v) for v in divergence(batch[name]).values()] for batch in counted]
            rows.append(
                compare(
                    "KL divergence",
                    f"of {ours}, tiers 2 to {self.tiers} from tier 1, {among}",
                    Sides("compute_kl_div, float32", "Java: Divergence.SOFTMAX_COUNTS_MEAN"),
                    values,
                    [batch["divergences"][quantity] for batch in own],
                    tolerance=1e-5,
                    kind="relative",
                )
            )
        return rows

    # --- search

    def _search(self, counted: list[theirs.Statistics]) -> list[their_search.Searched]:
        found = []
        for uniform in (True, False):
            rules = SimpleNamespace(**(vars(self.config.sampler) | {"force_uniform": uniform}))
            config = SimpleNamespace(**(vars(self.config) | {"sampler": rules}))
            for number in range(self.size.searches):
                seed = self.config.seed + number + 1_000 * uniform
                ranker = their_search.Scorer(config.ranker.n_arch_patch, config.ranker.d_patch_vec, self.tiers, seed)
                batch = number % (len(counted) - 1)
                drawn = RecordedRandom(seed, self.table.architecture)
                with theirs.tier_list(self.modules, config) as tiers:
                    given = ranker, counted[batch], drawn, tiers
                    iteration = their_search.search(self.modules, config, self.table, *given)
                found.append(iteration)
                self.request.searches.append(
                    {
                        "batch": batch,
                        "mode": "UNIFORM" if uniform else "STATISTICS",
                        "draws": iteration.draws,
                        "score": iteration.score,
                        "tierProbabilities": iteration.probabilities,
                    }
                )
        return found

    def _search_rows(self, searched: list[their_search.Searched], answer: java.Answer) -> list[Row]:
        rows = []
        for mode, part in (("uniform", slice(0, self.size.searches)), ("statistics", slice(self.size.searches, None))):
            given, own = searched[part], answer.values["searches"][part]
            among = f"mode {mode}, {len(given)} iterations"
            sampling = Sides("ArchSampler201 in evaluate_sampled_batch_201", "Java: ArchitectureSampler")
            rows += [
                compare(
                    "Sampling",
                    f"distribution or interval (Algorithm 5), {among}",
                    Sides("select_distri", "Java: DistributionSelection"),
                    [s.distributions for s in given],
                    [s["distributions"] for s in own],
                    kind="unequal",
                ),
                compare(
                    "Sampling",
                    f"sampled batches, {among}",
                    sampling,
                    [s.sampled for s in given],
                    [s["sampled"] for s in own],
                    kind="unequal",
                    note=f"from the same {sum(len(s.draws) for s in given):,} random draws, in the same order",
                ),
                compare(
                    "Sampling",
                    f"draws that ours did not ask for, {among}",
                    sampling,
                    [0] * len(given),
                    [s["left"] for s in own],
                    kind="unequal",
                ),
                compare(
                    "Selection",
                    f"candidates, best first, {among}",
                    Sides("evaluate_sampled_batch_201", "Java: CandidateSelection"),
                    padded([s.selected for s in given]),
                    padded([s["selected"] for s in own]),
                    kind="unequal",
                    note=f"{sum(bool(s.selected) for s in given)} iterations had five in the top tier; scores made up",
                ),
            ]
        return rows


def labels(subset: Any, dataset: str) -> list[int]:
    """The tier of each architecture of a subset of theirs."""
    return [int(x[dataset][7].argmax()) for x in subset.subset]


def numbers(value: Any) -> list[float]:
    """All numbers of nested lists and objects, in order."""
    if isinstance(value, dict):
        return [n for item in value.values() for n in numbers(item)]
    if isinstance(value, list):
        return [n for item in value for n in numbers(item)]
    return [float(value)]


def padded(lists: list[list[int]], width: int = 5) -> Tensor:
    """(n, width): -1 where an iteration selected fewer."""
    return torch.tensor([[*items, *[-1] * (width - len(items))] for items in lists])
