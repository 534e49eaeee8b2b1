"""Trains the paper's network with several seeds, one after the other and as one batched model, and compares them.

The batched model is `torch.func`'s: weights of all seeds stacked, one call of the network mapped over them, one fused
AdamW over the stacks, which is elementwise and so the same. Without dropout, whose masks a mapped call cannot draw as
single trainings do, both must have the same losses but for float32's rounding, which grows with the steps. Prints the
largest difference of a loss at each step and the seconds of processor that a step takes per seed. Needs nothing but
python/ on PYTHONPATH.
"""

import argparse
import time

import torch
from ours import BATCH, random_samples
from torch import Tensor
from torch.func import functional_call, grad_and_value, stack_module_state, vmap
from torch.nn.attention import SDPBackend, sdpa_kernel

from narq2t.predictors.narq2t.config import ModelConfig, TrainingConfig
from narq2t.predictors.narq2t.losses import total_loss
from narq2t.predictors.narq2t.model import NARQ2T
from narq2t.predictors.narq2t.samples import Samples
from narq2t.predictors.narq2t.training import Trainer, learning_rate

MODEL = ModelConfig(dropout=0.0)


def rows(steps: int) -> Tensor:
    return torch.randperm(1000, generator=torch.Generator().manual_seed(7))[: steps * BATCH].view(steps, BATCH)


def single(samples: Samples, seeds: int, steps: int) -> Tensor:
    """The loss of each step of each seed, (steps, seeds), one training after the other."""
    losses = []
    for seed in range(seeds):
        trained = Trainer(MODEL, TrainingConfig(seed=seed), "cpu").train_epoch(samples, rows(steps), seed=0)
        losses.append([batch.total for batch in trained.batches])
    return torch.tensor(losses).T


def batched(samples: Samples, seeds: int, steps: int) -> Tensor:
    """The same, all seeds at once."""
    config = TrainingConfig()
    models = [Trainer(MODEL, TrainingConfig(seed=seed), "cpu").model for seed in range(seeds)]
    parameters, buffers = stack_module_state(models)  # type: ignore[arg-type]
    leaves = {name: stack.detach().requires_grad_() for name, stack in parameters.items()}
    model = NARQ2T(MODEL).to("meta")
    optimizer = torch.optim.AdamW(
        leaves.values(), betas=config.betas, eps=config.eps, weight_decay=config.weight_decay, fused=True
    )

    def loss(parameters: dict[str, Tensor], buffers: dict[str, Tensor], batch: Samples) -> Tensor:
        prediction = functional_call(model, (parameters, buffers), (batch.features,))
        return total_loss(
            prediction,
            batch.accuracy,
            batch.tier,
            None,
            lambda_rank=config.lambda_rank,
            lambda_latency=0,
            reduction=config.ranking_reduction,
        ).total

    learn = vmap(grad_and_value(loss), in_dims=(0, 0, None))
    losses = []
    for step, batch in enumerate(samples.batches(rows(steps), torch.device("cpu")), start=1):
        with sdpa_kernel(SDPBackend.MATH):  # the fused one has no rule for a mapped call
            gradients, values = learn(leaves, buffers, batch)
        for name, leaf in leaves.items():
            leaf.grad = gradients[name].detach()
        optimizer.param_groups[0]["lr"] = learning_rate(step, MODEL.d_model, config.lr_mul, config.warmup_steps)
        optimizer.step()
        losses.append(values.detach())
    return torch.stack(losses)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=4, metavar="N", help="networks (default 4)")
    parser.add_argument("--steps", type=int, default=4, metavar="N", help="steps of each (default 4, at most 7)")
    parser.add_argument("--threads", type=int, default=1, metavar="N", help="threads for torch (default 1)")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    samples = random_samples(1000, torch.Generator().manual_seed(1))
    spent = {}
    results = {}
    for name, train in (("one after the other", single), ("batched", batched)):
        train(samples, 1, 1)
        start = time.process_time()
        results[name] = train(samples, options.seeds, options.steps)
        spent[name] = (time.process_time() - start) / options.seeds / options.steps
    for name, seconds in spent.items():
        print(f"{name:20} {seconds:.3f} s of processor per step and seed")
    apart = (results["batched"] / results["one after the other"] - 1).abs().amax(dim=1)
    print("largest relative difference of a loss, step by step: " + ", ".join(f"{value:.1e}" for value in apart))


if __name__ == "__main__":
    main()
