"""The embedded surrogate: a regression model that stands in for NAS-Bench-201 on a machine without a benchmark.

    python -m narq2t.surrogate fit --table TABLE --out ../src/main/resources/surrogate/nasbench201.safetensors

Accuracies: four small networks (two hidden layers) see what a cell computes (see `loaders.cells`), so architectures
that compute the same get the same prediction. All six accuracies are learned together as normal scores of their ranks,
in which the best 1,000 lie as far apart as the rest, and are mapped back through 129 quantiles of the real column.
Latencies: one network sees the six operations themselves, because an edge that leads nowhere still takes its time.

The model holds float16 weights and, in its metadata, its fidelity: Kendall's tau against the real table, over the whole
space and among the real best 1,000 (highest accuracies, lowest latencies), for the architectures it was fitted to and
for a fifth of all functions that a second, equal model had never seen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from narq2t.loaders import LoaderError, architectures, cells, check, provenance, sources, table

Matrix = npt.NDArray[np.float64]
Network = list[tuple[Matrix, Matrix]]
"""(weight, bias) per layer; SiLU between layers."""

ACCURACIES = tuple(f"{dataset}_{split}" for dataset in table.DATASETS for split in ("validation", "test"))
LATENCIES = tuple(f"{dataset}_latency" for dataset in table.DATASETS)

NAME = "embedded surrogate"
"""What the model is called in the provenance of its table."""

_FORMAT = "narq2t-surrogate 1"
_KNOTS = np.linspace(-4.0, 4.0, 129)  # normal scores; the best of 15,625 has 4.0
_MEMBERS = 4
_BEST = 1000
_HELD_OUT = 0.2
_TAIL = (1.3, 4.0)  # normal scores above 1.3, the best tenth, weigh 4 times as much


def forward(network: Network, x: Matrix) -> Matrix:
    """(S, F) -> (S, outputs)."""
    for weight, bias in network[:-1]:
        x = x @ weight.T + bias
        x = x / (1 + np.exp(-x))
    weight, bias = network[-1]
    return x @ weight.T + bias


def predict(model: Path | str) -> dict[str, table.Column]:
    """The nine columns of the whole space: % with four decimals, seconds. LoaderError if it is no surrogate."""
    tensors, _ = _read(Path(model))
    return _predict(tensors)


def fidelity(model: Path | str) -> dict[str, Any]:
    """What the model's metadata say of it: fidelity, and the table it was fitted to."""
    return _read(Path(model))[1]


def import_surrogate(model: Path | str, target: Path | str) -> dict[str, Any]:
    """Writes the table that the model predicts, kind "surrogate"; returns `loaders.check(target)` and the fidelity."""
    about = fidelity(model)
    reading = sources.Reading(
        files=[Path(model)],
        origin="narq2t surrogate: a regression model, not measured results",
        seeds={
            "accuracy": "predicted: regression to the mean over seeds",
            "latency": "predicted, not measured: regression to the official means",
        },
        columns=predict(model),
    )
    digests = {NAME: sources.sha256(Path(model))}  # wherever it lay: the same model is the same source
    metadata = provenance.metadata(reading, "surrogate", digests, "surrogate")
    table.write(Path(target), reading.columns, {**metadata, "fidelity": json.dumps(about["fidelity"])})
    return {**check(target), "format": "surrogate", "target": str(target), "fidelity": about["fidelity"]}


def _read(path: Path) -> tuple[dict[str, Matrix], dict[str, Any]]:
    try:
        with safe_open(path, framework="numpy") as file:
            about = json.loads((file.metadata() or {}).get("surrogate", "{}"))
            tensors = {name: file.get_tensor(name).astype(np.float64) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError, ValueError) as error:
        raise LoaderError(f"no readable surrogate: {error}", str(path), "Build the project again.") from error
    if about.get("format") != _FORMAT:
        raise LoaderError(f"{about.get('format')!r} is not {_FORMAT}", str(path), "Build the project again.")
    return tensors, about


def _predict(tensors: dict[str, Matrix]) -> dict[str, table.Column]:
    x = cells.function_features()
    scores = np.mean([forward(_network(tensors, f"accuracy.{m}"), x) for m in range(_MEMBERS)], axis=0)
    logarithms = forward(_network(tensors, "latency.0"), cells.operation_features())
    columns = {}
    for j, name in enumerate(ACCURACIES):
        columns[name] = np.round(np.interp(scores[:, j], _KNOTS, tensors["quantiles"][j]), 4)
    for j, name in enumerate(LATENCIES):
        center, spread = tensors["logarithms"][j]
        columns[name] = np.round(np.exp(center + spread * logarithms[:, j]), 7)
    return columns


def _network(tensors: dict[str, Matrix], name: str) -> Network:
    return [(tensors[f"{name}.{i}.weight"], tensors[f"{name}.{i}.bias"]) for i in range(3)]


def fit(columns: dict[str, table.Column], seed: int = 201, epochs: int = 150) -> tuple[bytes, dict[str, Any]]:
    """The model file fitted to the nine real columns, and its fidelity. One core, the same bytes each time."""
    functions = np.array(cells.functions())
    unseen = (np.random.default_rng(seed).random(functions.max() + 1) < _HELD_OUT)[functions]
    seen_only = _predict(_fit(columns, ~unseen, seed, epochs))
    tensors = _fit(columns, np.ones(architectures.SIZE, dtype=bool), seed, epochs)
    fitted = _predict(tensors)
    scores: dict[str, Any] = {}
    for name in (*ACCURACIES, *LATENCIES):
        real = columns[name] if name in ACCURACIES else -columns[name]
        known = ~np.isnan(real)
        best = np.zeros_like(known)
        best[np.argsort(-np.where(known, real, -np.inf), kind="stable")[:_BEST]] = True
        scores[name] = {
            "tau": _tau(columns[name], fitted[name], known),
            "tau_best_1000": _tau(columns[name], fitted[name], best),
            "tau_unseen": _tau(columns[name], seen_only[name], known & unseen),
            "tau_unseen_in_best_1000": _tau(columns[name], seen_only[name], best & unseen),
        }
    about = {"format": _FORMAT, "seed": seed, "epochs": epochs, "fidelity": scores}
    # One metadata key only: safetensors writes several in no fixed order, and the file should be reproducible.
    return save(_half(tensors), metadata={"surrogate": json.dumps(about, sort_keys=True)}), scores


def _tau(real: Matrix, predicted: Matrix, chosen: npt.NDArray[np.bool_]) -> float:
    from scipy.stats import kendalltau  # type: ignore[import-untyped]

    return round(float(kendalltau(real[chosen], predicted[chosen]).statistic), 4)


def _half(tensors: dict[str, Matrix]) -> dict[str, npt.NDArray[Any]]:
    """Weights as float16, scales as float32; contiguous, because safetensors writes memory as it lies."""
    weights = ("accuracy.", "latency.")
    kinds = {name: np.float16 if name.startswith(weights) else np.float32 for name in tensors}
    return {name: np.ascontiguousarray(value, dtype=kinds[name]) for name, value in tensors.items()}


def _fit(columns: dict[str, table.Column], rows: npt.NDArray[np.bool_], seed: int, epochs: int) -> dict[str, Matrix]:
    normal = NormalDist()
    real = np.stack([columns[name] for name in ACCURACIES], axis=1)
    count = int(rows.sum())
    scale = np.array([normal.inv_cdf((rank + 0.5) / count) for rank in range(count)])
    scores = np.full_like(real, np.nan)
    scores[rows] = scale[np.argsort(np.argsort(real[rows], axis=0, kind="stable"), axis=0, kind="stable")]
    quantiles = np.quantile(real[rows], [normal.cdf(knot) for knot in _KNOTS], axis=0).T
    measured = np.log(np.stack([columns[name] for name in LATENCIES], axis=1))
    both = rows & ~np.isnan(measured).any(axis=1)
    center, spread = measured[both].mean(axis=0), measured[both].std(axis=0)
    tensors = {"quantiles": quantiles, "logarithms": np.stack([center, spread], axis=1)}
    x = cells.function_features()
    weights = np.where(scores[rows] > _TAIL[0], _TAIL[1], 1)
    for member in range(_MEMBERS):
        tensors |= _train(f"accuracy.{member}", x[rows], scores[rows], weights, 128, seed + member, epochs)
    y = (measured[both] - center) / spread
    y = np.clip(y, *np.quantile(y, [0.001, 0.999], axis=0))  # a few single measurements are far off
    tensors |= _train("latency.0", cells.operation_features()[both], y, np.ones_like(y), 64, seed, epochs // 2)
    return {name: value.astype(np.float64) for name, value in _half(tensors).items()}


def _train(name: str, x: Matrix, y: Matrix, w: Matrix, width: int, seed: int, epochs: int) -> dict[str, Matrix]:
    """Least squares of (S, outputs) with weights w by AdamW over batches of 512."""
    import torch
    from torch import nn

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the order of additions, and so the result, must not depend on the machine's cores
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        layers = [nn.Linear(x.shape[1], width), nn.Linear(width, width), nn.Linear(width, y.shape[1])]
        network = nn.Sequential(layers[0], nn.SiLU(), layers[1], nn.SiLU(), layers[2])
        inputs, outputs, weight = (torch.tensor(array, dtype=torch.float32) for array in (x, y, w))
        optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=1e-2)
        steps = epochs * -(-len(x) // 512)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps, pct_start=0.1)
        for _ in range(epochs):
            order = torch.randperm(len(x))
            for batch in (order[i : i + 512] for i in range(0, len(x), 512)):
                optimiser.zero_grad()
                (weight[batch] * (network(inputs[batch]) - outputs[batch]) ** 2).mean().backward()
                optimiser.step()
                schedule.step()
    torch.set_num_threads(threads)
    weights = [(f"{name}.{i}", layer) for i, layer in enumerate(layers)]
    return {
        **{f"{key}.weight": layer.weight.detach().numpy().astype(np.float64) for key, layer in weights},
        **{f"{key}.bias": layer.bias.detach().numpy().astype(np.float64) for key, layer in weights},
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """`fit`: fits to a real table, writes the model and prints its fidelity as JSON."""
    parser = argparse.ArgumentParser(prog="python -m narq2t.surrogate", description="The embedded surrogate.")
    command = parser.add_subparsers(required=True).add_parser("fit", help="fit the model to a real table")
    command.add_argument("--table", type=Path, required=True, help="a table imported from a real source")
    command.add_argument("--out", type=Path, required=True, help="the model file to write")
    command.add_argument("--seed", type=int, default=201)
    command.add_argument("--epochs", type=int, default=150)
    options = parser.parse_args(arguments)
    columns, metadata = table.read(options.table)
    if metadata["kind"] != "real":
        parser.error(f"{options.table} is a surrogate's table: fit to a real one")
    content, scores = fit({name: columns[name] for name in table.REQUIRED}, options.seed, options.epochs)
    table.write_atomically(options.out, content)
    print(json.dumps(scores, indent=2))


if __name__ == "__main__":
    main()
