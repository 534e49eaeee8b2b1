"""Times the authors' NARQ2T code on the CPU; bench.py starts it with PYTHONPATH set to their checkout and python/.

Everything timed is their own code, called as their train_201_q2l.py calls it. It is written for a GPU, so `.cuda()` is
made to return what it was called on. TensorBoard's writer is left out, which is to their advantage.
"""

import argparse
import json
import logging
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from architecture import Bucket
from dataset import NASBench201DataBase, NASBench201Dataset, SplitSubet201
from process import evaluate_sampled_batch_201, train_epoch_201, validate_201
from process.train_utils import init_tier_list
from ranker import TransformerQ2L
from sampler import ArchSampler201
from torch.utils.data import DataLoader
from utils.loss_ops import CrossEntropyLossSoft, RankLoss
from utils.optim import LRScheduler
from utils.setup import setup_seed

from compare.checkout import read_config


class NoWriter:
    """Stands for TensorBoard's SummaryWriter."""

    def add_scalar(self, *_: Any) -> None: ...

    def add_scalars(self, *_: Any) -> None: ...


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long it took, and what it returned."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def workers_that_start(samples: SplitSubet201, wanted: int) -> int:
    """Their number of data loading processes, or 0 where such processes cannot be started."""
    try:
        next(iter(DataLoader(samples, batch_size=8, num_workers=wanted)))
    except (RuntimeError, OSError):
        return 0
    return wanted


def measure(config: SimpleNamespace, data: Path, epochs: int, iterations: int) -> dict[str, Any]:
    """Seconds of each epoch, validation and search iteration, and of preparing the data."""
    device, writer = torch.device("cpu"), NoWriter()
    logger = logging.getLogger("authors")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    setup_seed(config.seed)

    def prepare() -> tuple[NASBench201Dataset, SplitSubet201, SplitSubet201]:
        space = NASBench201Dataset(NASBench201DataBase(str(data)), seed=config.seed)
        end = config.train_size + config.val_size
        train = SplitSubet201(space, list(range(config.train_size)), config.ranker.n_tier)
        return space, train, SplitSubet201(space, list(range(config.train_size, end)), config.ranker.n_tier)

    preparing, (space, train, validation) = seconds(prepare)
    config.data_loader_workers = workers_that_start(train, config.data_loader_workers)

    def loader(samples: SplitSubet201, size: int, shuffle: bool) -> DataLoader:
        return DataLoader(
            samples,
            batch_size=size,
            shuffle=shuffle,
            drop_last=True,
            num_workers=config.data_loader_workers,
            pin_memory=True,
        )

    train_loader = loader(train, config.train_batch_size, True)
    validation_loader = loader(validation, config.val_batch_size, False)
    losses = CrossEntropyLossSoft(), RankLoss()
    ranker = TransformerQ2L(**vars(config.ranker))
    given = config.optimizer
    optimizer = torch.optim.AdamW(
        ranker.parameters(), betas=(given.beta1, given.beta2), eps=given.eps, weight_decay=given.weight_decay
    )
    schedule = LRScheduler(
        optimizer, config.lr_scheduler.lr_mul, config.ranker.d_model, config.lr_scheduler.n_warmup_steps
    )
    result: dict[str, Any] = {
        "prepare": preparing,
        "workers": config.data_loader_workers,
        "batches": len(train_loader),
        "train": [],
        "validate": [],
        "search": [],
    }
    statistics: list[Any] = []
    for epoch in range(epochs):
        arguments = ranker, train_loader, *losses, optimizer, schedule, device, config, logger, writer, epoch, "train"
        spent, (_, _, statistics) = seconds(lambda given=arguments: train_epoch_201(*given))
        result["train"].append(spent)
        with torch.no_grad():
            arguments = ranker, validation_loader, *losses, device, config, logger, epoch, "validate"
            result["validate"].append(seconds(lambda given=arguments: validate_201(*given))[0])
    parameters = list(ranker.parameters())  # those of modules that forward() does not use never get a gradient
    result["parameters"] = sum(p.numel() for p in parameters)
    result["trained"] = sum(p.numel() for p in parameters if p.grad is not None)

    rules = config.sampler
    sampler = ArchSampler201(rules.top_tier, rules.last_tier, rules.batch_factor, rules.reuse_step)
    assert Bucket.get_n_tier() == 0, "their buckets count themselves: those of the last epoch are still there"
    tiers = init_tier_list(config)
    for iteration in range(iterations):
        drawn = statistics[iteration % len(statistics)]  # a whole run goes through all batches' statistics
        arguments = ranker, sampler, tiers, drawn, space, config.ranker_epochs + iteration, config, device, writer
        with torch.no_grad():
            spent, _ = seconds(lambda given=arguments: evaluate_sampled_batch_201(*given, logger, "search"))
        result["search"].append(spent)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkout", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="all cells, as `narq2t data export` writes nar-json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dataset", choices=("cifar10", "cifar100", "imagenet16"), default="cifar10")
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--iterations", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.Tensor.cuda = lambda tensor, *_, **__: tensor
    torch.nn.Module.cuda = lambda module, *_, **__: module
    config = read_config(options.checkout / "config" / "config201.yml")
    config.network_type = options.dataset
    result = measure(config, options.data, options.epochs, options.iterations)
    result |= {"epochs": config.ranker_epochs, "iterations": config.sampler_epochs - config.ranker_epochs}
    options.out.write_text(json.dumps(result | {"threads": torch.get_num_threads()}), encoding="utf-8")


if __name__ == "__main__":
    main()
