"""A whole run of the authors' code, in a process of its own: train, keep the best epoch, search, as their script does.

    python -m compare.whole_run --checkout DIR --data cells.json --out run.json --dataset cifar10 --seed 1 ...

Every step is theirs; here is only the loop of their script (release.py names it) around it. TensorBoard's writer is
left out, which is to their advantage, and the file of the checkpoint is written by their own function.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from torch.utils.data import DataLoader

from compare import their_search, theirs
from compare.checkout import Checkout, Modules, NoWriter, look_at, quiet
from narq2t.predictors.narq2t.device import choose_device


def workers_that_start(samples: Any, wanted: int) -> int:
    """Their number of data loading processes, or 0 where such processes cannot be started."""
    try:
        next(iter(DataLoader(samples, batch_size=8, num_workers=wanted)))
    except (RuntimeError, OSError):
        return 0
    return wanted


class Run:
    """Their settings at a seed, their data and their model."""

    def __init__(self, checkout: Checkout, data: Path, config: SimpleNamespace) -> None:
        self.config, self.modules, self.device = config, Modules(checkout), choose_device("auto")
        self.modules.module("utils.setup").setup_seed(config.seed)
        self.table = theirs.Table(self.modules, data, config.seed)
        end = config.train_size + config.val_size
        train = self.table.subset(range(config.train_size), config.ranker.n_tier)
        validation = self.table.subset(range(config.train_size, end), config.ranker.n_tier)
        config.data_loader_workers = workers_that_start(train, config.data_loader_workers)
        shared: dict[str, Any] = {
            "drop_last": True,
            "num_workers": config.data_loader_workers,
            "pin_memory": torch.cuda.is_available(),
        }
        self.train_loader = DataLoader(train, batch_size=config.train_batch_size, shuffle=True, **shared)
        self.validation_loader = DataLoader(validation, batch_size=config.val_batch_size, shuffle=False, **shared)
        self.ranker = theirs.model(self.modules, config).to(self.device)
        self.adam, self.schedule = theirs.optimizer(self.modules, config, self.ranker)
        self.losses = theirs.losses(self.modules)

    def train(self, checkpoint: Path | None) -> tuple[list[dict[str, float]], list[theirs.Statistics]]:
        """What every epoch gave, and the statistics of the best one, whose weights the model then has."""
        config, process = self.config, self.modules.process
        epochs: list[dict[str, float]] = []
        statistics: list[theirs.Statistics] = []
        best, best_accuracy = copy.deepcopy(self.ranker.state_dict()), 0.0
        for epoch in range(config.ranker_epochs):
            start = time.perf_counter()
            given: tuple[Any, ...] = (
                self.adam,
                self.schedule,
                self.device,
                config,
                quiet(),
                NoWriter(),
                epoch,
                "train",
            )
            accuracy, loss, counted = process.train_epoch_201(self.ranker, self.train_loader, *self.losses, *given)
            trained = time.perf_counter()
            with torch.no_grad():
                given = (self.device, config, quiet(), epoch, "validate")
                valid, valid_loss = process.validate_201(self.ranker, self.validation_loader, *self.losses, *given)
            epochs.append(
                {
                    "loss": float(loss.detach()),
                    "tier_accuracy": accuracy,
                    "validation_loss": float(valid_loss),
                    "validation_tier_accuracy": valid,
                    "seconds": trained - start,
                    "validation_seconds": time.perf_counter() - trained,
                }
            )
            if valid > best_accuracy or not statistics:
                best, best_accuracy, statistics = copy.deepcopy(self.ranker.state_dict()), valid, counted
                if checkpoint:
                    save = self.modules.module("utils.saver").save_checkpoint
                    save(str(checkpoint), self.ranker, self.adam, self.schedule, config, epoch, counted)
        self.ranker.load_state_dict(best)
        return epochs, statistics

    def search(self, statistics: list[theirs.Statistics], tiers: list[Any]) -> tuple[list[list[int]], float]:
        """The candidates of every iteration by official index, and the seconds of all."""
        config, candidates, spent = self.config, [], 0.0
        random.shuffle(statistics)
        reuse = math.ceil(config.iterations / len(statistics))
        for iteration in range(config.iterations):
            start = time.perf_counter()
            given = Watched(self.ranker), statistics[iteration // reuse], random, tiers
            found = their_search.search(self.modules, config, self.table, *given)
            spent += time.perf_counter() - start
            candidates.append(found.selected)
        return candidates, spent

    def scores(self, features: torch.Tensor, tiers: list[Any]) -> tuple[list[float], list[int]]:
        """Score and most probable tier of every feature tensor, with the tiers as they are after the search."""
        self.ranker.eval()
        scores, predicted = [], []
        with torch.inference_mode():
            for part in torch.split(features, 256):
                logits, score, _ = theirs.forward(self.modules, self.ranker, part.to(self.device), tiers)
                scores += score.tolist()
                predicted += logits.argmax(dim=1).tolist()
        return scores, predicted


class Watched(their_search.Speaking):
    """Their model, which keeps what it says of a batch."""

    def __init__(self, ranker: Any) -> None:
        super().__init__()
        self.ranker = ranker

    def eval(self) -> None:
        self.ranker.eval()

    def __call__(self, features: torch.Tensor, tiers: torch.Tensor) -> Any:
        logits, encoded, score = self.ranker(features, tiers)
        self.said.append((score.squeeze(1).cpu(), logits.softmax(dim=1).cpu()))
        return logits, encoded, score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("checkout", "data", "features", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, help="where their checkpoint of the best epoch is written")
    parser.add_argument("--dataset", required=True)
    for name in ("seed", "epochs", "iterations", "threads"):
        parser.add_argument(f"--{name}", type=int, required=True)
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    checkout = look_at(options.checkout)
    config = checkout.configuration(options.dataset, options.seed)
    config.ranker_epochs, config.iterations = options.epochs, options.iterations
    config.loss_factor = checkout.release.ranking[options.dataset]
    start = time.perf_counter()
    run = Run(checkout, options.data, config)
    prepared = time.perf_counter()
    epochs, statistics = run.train(options.checkpoint)
    trained = time.perf_counter()
    features = torch.frombuffer(bytearray(options.features.read_bytes()), dtype=torch.float32)
    shape = config.ranker.n_arch_patch, config.ranker.d_patch, config.ranker.d_patch
    with theirs.tier_list(run.modules, config) as known:
        candidates, searching = run.search(statistics, known)
        searched = time.perf_counter()
        scores, tiers = run.scores(features.view(-1, *shape), known)
    found = {
        "epochs": epochs,
        "before": [run.table.architecture(i) for i in range(config.train_size + config.val_size)],
        "candidates": candidates,
        "scores": scores,
        "tiers": tiers,
        "workers": config.data_loader_workers,
        "threads": torch.get_num_threads(),
        "device": str(run.device),
        "seconds": {
            "prepare": prepared - start,
            "train": trained - prepared,
            "search": searching,
            "score": time.perf_counter() - searched,
        },
    }
    options.out.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
