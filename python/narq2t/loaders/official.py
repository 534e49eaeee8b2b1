"""The queries that the two official APIs share: what one column holds, in their words.

Both defaults of `get_more_info` are traps: 200-epoch results need hp="200", the mean over seeds is_random=False.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Protocol

from .architectures import SIZE, all_strings
from .errors import FETCH_AGAIN, LoaderError, shown, sound
from .table import Column

HP = "200"

_ACCURACIES = {
    "cifar10_validation": ("cifar10-valid", "valid-accuracy"),  # x-valid, trained on the training half only
    "cifar10_test": ("cifar10", "test-accuracy"),  # ori-test, trained on training and validation sets
    "cifar100_validation": ("cifar100", "valid-accuracy"),  # x-valid
    "cifar100_test": ("cifar100", "test-accuracy"),  # x-test
    "imagenet16_validation": ("ImageNet16-120", "valid-accuracy"),
    "imagenet16_test": ("ImageNet16-120", "test-accuracy"),
}
_LATENCIES = {"cifar10_latency": "cifar10", "cifar100_latency": "cifar100", "imagenet16_latency": "ImageNet16-120"}


class Api(Protocol):
    """The part of NATStopology and NASBench201API that is used here."""

    meta_archs: list[str]
    arch2infos_dict: dict[int, dict[str, Any]]

    def get_more_info(self, index: int, dataset: str, *, hp: str, is_random: bool) -> dict[str, float]: ...


class Seeds:
    """Counts which seeds the means stand for, dataset by dataset."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}

    def add(self, dataset_seed: Mapping[str, list[int]]) -> None:
        for dataset, seeds in dataset_seed.items():
            self._counts.setdefault(dataset, Counter())["+".join(str(seed) for seed in sorted(seeds))] += 1

    def summary(self) -> dict[str, object]:
        """{"accuracy": in words, "latency": in words, "runs": {dataset: {"777+888+999": architectures}}}."""
        return {
            "accuracy": "mean over the listed seeds, last of 200 epochs (hp=200, is_random=False)",
            "latency": "mean over the runs that have one",
            "runs": {dataset: dict(counts) for dataset, counts in self._counts.items()},
        }


def check_order(strings: object, where: str) -> None:
    """LoaderError unless the archive has the official 15,625 architectures in the official order."""
    if not isinstance(strings, list) or tuple(strings) != all_strings():
        found = len(strings) if isinstance(strings, list) else 0
        raise LoaderError(f"meta_archs ({found}) are not the {SIZE} official architectures", where, FETCH_AGAIN)


def take(api: Api, index: int, where: str, columns: Mapping[str, Column], seeds: Seeds) -> None:
    """Puts the 200-epoch results of one architecture into `columns`: %, and seconds (NaN if the record has none)."""
    with sound(where, what="no official 200-epoch record"):
        record = api.arch2infos_dict[index][HP]
        if record.arch_str != all_strings()[index]:
            raise LoaderError(f"the record of architecture {index} is of {shown(record.arch_str)}", where, FETCH_AGAIN)
        for column, (dataset, key) in _ACCURACIES.items():
            columns[column][index] = api.get_more_info(index, dataset, hp=HP, is_random=False)[key]
        for column, dataset in _LATENCIES.items():
            # get_cost_info says the same after a deep copy of the whole record: 15 ms instead of 1.
            latency = record.get_compute_costs(dataset)["latency"]
            columns[column][index] = float("nan") if latency is None else latency
        seeds.add(record.dataset_seed)
