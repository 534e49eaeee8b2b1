"""Times narq2t's own trainer in plain Python, without Java; bench.py starts it with PYTHONPATH set to python/."""

import argparse
import json
import platform
import time
from pathlib import Path

import torch

from narq2t.predictors.narq2t.config import ModelConfig, TrainingConfig
from narq2t.predictors.narq2t.samples import Samples
from narq2t.predictors.narq2t.training import Trainer

TRAIN, VALIDATION, BATCH = 1000, 256, 128


def random_samples(n: int, generator: torch.Generator) -> Samples:
    """Architectures made up: how long a step takes does not depend on what is learned."""
    features = torch.zeros(n, 31, 4, 4)
    features[:, 0] = torch.randint(0, 5, (n, 4, 4), generator=generator).float()
    features[:, 1::2] = torch.randint(0, 2_400_000, (n, 15, 4, 4), generator=generator).float()  # FLOPs
    features[:, 2::2] = torch.randint(0, 37_000, (n, 15, 4, 4), generator=generator).float()  # parameters
    accuracy = torch.rand(n, generator=generator) * 90
    return Samples(features.triu(1), accuracy, torch.arange(n) % 5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True, help="0 leaves torch's default")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)

    generator = torch.Generator().manual_seed(1)
    train, validation = random_samples(TRAIN, generator), random_samples(VALIDATION, generator)
    trainer = Trainer(ModelConfig(), TrainingConfig(), "cpu")
    spent: dict[str, list[float]] = {"train": [], "validate": []}
    for epoch in range(options.epochs):
        start = time.perf_counter()
        batches = torch.randperm(TRAIN, generator=generator)[: TRAIN // BATCH * BATCH].view(-1, BATCH)
        trainer.train_epoch(train, batches, seed=epoch)
        spent["train"].append(time.perf_counter() - start)
        start = time.perf_counter()
        trainer.validate(validation, torch.arange(VALIDATION).view(-1, BATCH))
        spent["validate"].append(time.perf_counter() - start)
    described = {
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "python": platform.python_version(),
        "capability": torch.backends.cpu.get_cpu_capability(),
        "parameters": sum(p.numel() for p in trainer.model.parameters()),
    }
    options.out.write_text(json.dumps(spent | described), encoding="utf-8")


if __name__ == "__main__":
    main()
