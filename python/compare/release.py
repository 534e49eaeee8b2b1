"""The two releases of the authors that can be compared with: NARQ2T, and NAR, their method before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Release:
    """A repository of theirs, and what of ours it is compared with."""

    method: str
    clone: str  # how to get it
    script: str  # their training on NAS-Bench-201
    file: str  # where their model is
    model: str  # its class in their package ranker
    decoder: Literal["group-wise", "tier-means"]  # of our model
    preset: str  # of our runs
    ranking: Mapping[str, float]  # weight of the ranking loss, by data set
    step: int  # architectures of a compared optimiser step

    def is_in(self, folder: Path) -> bool:
        return (folder / self.script).is_file() and (folder / self.file).is_file()


NARQ2T = Release(
    "NARQ2T",
    "git clone --branch q2l_version https://github.com/initxu/naranker",
    "train_201_q2l.py",
    "ranker/models_q2l.py",
    "TransformerQ2L",
    "group-wise",
    "as-released",
    {"cifar10": 5.0, "cifar100": 23.0, "imagenet16": 18.0},  # Table VI of the paper, and our configurations
    128,
)
NAR = Release(
    "NAR",
    "git clone https://github.com/AlbertiPot/nar",
    "train_201.py",
    "ranker/models.py",
    "Transformer",
    "tier-means",
    "nar",
    dict.fromkeys(("cifar10", "cifar100", "imagenet16"), 1.0),  # loss_factor of their config201.yml
    32,  # its decoder goes through five tiers one after the other: 128 in float64 would need some 5 GB
)
RELEASES = (NARQ2T, NAR)  # a checkout of naranker holds NAR's files too: NARQ2T is looked for first
