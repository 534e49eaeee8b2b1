"""Kendall's tau of the predictor `tokens` on held-out cells, its ablations, and trees and a Gaussian process beside it.

Needs the tables of `./narq2t data fetch` in $NARQ2T_DATA (default data/). Prints one JSON line per variant, number of
labels and seed: tau against validation accuracy, which the labels are, and against test accuracy where it is known.
All labels count, none chooses an epoch. Labels are the first of a permutation of the known cells by numpy's generator
of the seed, the held-out cells those after them. Trees and the process read the same features of the whole cell
(`Tokens.whole`, standardised over all cells) and learn the same targets (normal scores of the ranks).

    python bench/tokens_tau.py --labels 78 156 --seeds 0-4
    python bench/tokens_tau.py --space nb101 --labels 100 172 --held-out 1024 --variants tokens trees gp
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import safe_open
from scipy.stats import kendalltau
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

sys.path.insert(0, str(Path(__file__).parents[1]))

from narq2t.loaders import architectures, table
from narq2t.loaders.nasbench101 import cells as cells101
from narq2t.predictors.cells import Cells
from narq2t.predictors.q2t import tokens
from narq2t.predictors.q2t.predictor import TokensPredictor, TokensSettings
from narq2t.predictors.q2t.tokens import Reader, Rows, Tokens
from narq2t.predictors.targets import transformed
from narq2t.spaces.nasbench101 import building as building101
from narq2t.spaces.nasbench201 import building as building201


class NoPaths(Reader):
    """Nothing about input-output paths in the token of the whole cell."""

    def read(self, rows: Rows) -> Tokens:
        read, K = super().read(rows), len(self.codes)
        whole = read.whole.copy()
        whole[:, K + 2 : 2 * K + 2] = 0  # shares of the paths
        whole[:, 4 * K + 2 + K * K :] = 0  # extremes and counts
        return replace(read, whole=whole)


class NoWhole(Reader):
    """Tokens of operators only."""

    def read(self, rows: Rows) -> Tokens:
        read = super().read(rows)
        return replace(read, whole=np.zeros_like(read.whole))


class NoVertices(Reader):
    """The token of the whole cell only."""

    def read(self, rows: Rows) -> Tokens:
        read = super().read(rows)
        first = np.arange(read.present.shape[1]) == 0
        return replace(read, present=read.present & first, vertices=np.zeros_like(read.vertices))


class NoGraph(Reader):
    """Attention that does not see how the tokens relate."""

    def read(self, rows: Rows) -> Tokens:
        read = super().read(rows)
        return replace(read, relations=np.zeros_like(read.relations))


@dataclass(frozen=True)
class Variant:
    """What is left out or changed."""

    what: str
    reader: type[Reader] = Reader
    settings: dict[str, Any] = field(default_factory=dict)
    cells: str = "canonical"  # "drawn": all six edges are vertices, dead, none or skip; "raw-costs"; "no-costs"
    ordinal: bool = False  # an operator is a number, as in the released model


VARIANTS = {
    "tokens": Variant("everything"),
    "one-member": Variant("no ensemble", settings={"members": 1}),
    "ten-members": Variant("twice the ensemble", settings={"members": 10}),
    "two-layers": Variant("two encoder layers", settings={"layers": 2}),
    "no-tiers": Variant("no tier classification", settings={"lambda_tier": 0.0}),
    "no-ranking": Variant("no ranking loss", settings={"lambda_rank": 0.0}),
    "ranking-only": Variant("no squared error: Eq. 14 without latency", settings={"lambda_value": 0.0}),
    "hinge": Variant("hinge ranking loss", settings={"ranking": "hinge"}),
    "ordinal": Variant("operators as numbers, not one-hot", ordinal=True),
    "as-drawn": Variant("cells as drawn: dead edges, none and skip are vertices", cells="drawn"),
    "raw-costs": Variant("costs as counted, no logarithm", cells="raw-costs"),
    "no-costs": Variant("no costs", cells="no-costs"),
    "no-paths": Variant("no input-output paths in the whole cell's token", reader=NoPaths),
    "no-whole": Variant("operators' tokens only", reader=NoWhole),
    "no-vertices": Variant("the whole cell's token only", reader=NoVertices),
    "no-graph": Variant("attention without the graph", reader=NoGraph),
    "no-stages": Variant("trained from drawn weights on all labels", settings={"first_stage": 0}),
}
OTHERS = {
    "trees": "ExtraTrees, 500, on the whole cell's features",
    "gp": "Gaussian process, RBF + noise by marginal likelihood, on the whole cell's features",
}


def known_cells(space: str, data: Path) -> tuple[list[Any], Cells, dict[str, np.ndarray]]:
    """Descriptions, cells and columns of the architectures whose results are known."""
    if space == "nb201":
        columns, _ = table.read(data / "nasbench201.safetensors")
        codes = list(architectures.all_codes())
        return codes, building201.cells(codes), columns
    with safe_open(data / "nasbench101-space.safetensors", framework="numpy") as file:
        packed = file.get_tensor("cell")
    columns, _ = table.read(data / "nasbench101.safetensors")
    known = np.flatnonzero(np.isfinite(columns["cifar10_validation"]))
    found = [cells101.unpack(int(packed[row])) for row in known]
    return found, building101.cells(found), {name: column[known] for name, column in columns.items()}


def changed_cells(cells: Cells, described: list[Any], how: str) -> Cells:
    """The cells as a variant wants them."""
    if how == "no-costs":
        return replace(cells, costs=np.zeros_like(cells.costs))
    if how == "raw-costs":  # what log1p makes of them is in proportion to the counts
        return replace(cells, costs=np.expm1(cells.costs / cells.costs.max(axis=0)))
    if how == "drawn":
        edges = architectures.EDGES
        line = np.array([[source == destination for source, _ in edges] for _, destination in edges])
        n, V = len(described), len(edges) + 2
        labels, adjacency = np.full((n, V), 5, np.int32), np.zeros((n, V, V), np.int32)
        labels[:, 1:-1], labels[:, -1] = described, 6
        adjacency[:, 1:-1, 1:-1] = line
        adjacency[:, 0, 1:-1] = [source == 0 for source, _ in edges]
        adjacency[:, 1:-1, -1] = [destination == 3 for _, destination in edges]
        return replace(cells, labels=labels, adjacency=adjacency)
    return cells


def ordinal(inner: np.ndarray, codes: Any) -> np.ndarray:
    """(n, V, 1): the place of the operator among the codes, from 1; 0 for none."""
    return np.stack([(inner == code) * (place + 1.0) for place, code in enumerate(codes)], -1).sum(-1, keepdims=True)


def scores(
    name: str, cells: Cells, readers: dict[str, Reader], labelled: Rows, values: Any, asked: Rows, seed: int
) -> Any:
    """(n,) scores of the rows asked for."""
    if name in VARIANTS:
        variant = VARIANTS[name]
        predictor = TokensPredictor(TokensSettings(**variant.settings))
        predictor.reader_type = variant.reader
        predictor._reader = readers.get(name)
        predictor.fit(cells, labelled, values, seed=seed, cancelled=lambda: False)
        assert predictor._reader is not None
        readers[name] = predictor._reader
        return predictor.predict(cells, asked).score
    reader = readers.setdefault(name, Reader(cells))
    features = (reader.read(np.arange(len(cells))).whole - reader.mean) / reader.spread
    if name == "trees":
        model: Any = ExtraTreesRegressor(500, max_features=0.5, min_samples_leaf=2, random_state=seed)
    else:
        kernel = ConstantKernel(1.0) * RBF(8.0, (1.0, 200.0)) + WhiteKernel(0.05)
        model = GaussianProcessRegressor(kernel, normalize_y=True, random_state=seed)
    return model.fit(features[labelled], transformed(values, "normal-scores")).predict(features[asked])


def seeds(text: str) -> list[int]:
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def main() -> None:
    several = {"nargs": "+", "metavar": "N"}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--space", choices=("nb201", "nb101"), default="nb201")
    parser.add_argument("--dataset", choices=table.DATASETS, default="cifar10")
    parser.add_argument("--labels", type=int, default=[78, 156, 469, 781, 1563], **several)
    parser.add_argument("--seeds", type=seeds, default=seeds("0-4"), help="one, or first-last (default 0-4)")
    parser.add_argument("--held-out", type=int, help="the largest number of held-out cells (default all)")
    every = [*VARIANTS, *OTHERS]
    told = "; ".join([f"{name}: {v.what}" for name, v in VARIANTS.items()] + [f"{n}: {w}" for n, w in OTHERS.items()])
    parser.add_argument("--variants", nargs="+", choices=every, default=["tokens"], metavar="NAME", help=told)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    described, cells, columns = known_cells(arguments.space, Path(os.environ.get("NARQ2T_DATA", "data")))
    validation = columns[f"{arguments.dataset}_validation"]
    test = columns.get(f"{arguments.dataset}_test")
    readers: dict[str, Reader] = {}
    plain = tokens.one_hot
    for labels in arguments.labels:
        for name in arguments.variants:
            variant = VARIANTS.get(name, Variant(""))
            read = readers[name].cells if name in readers else changed_cells(cells, described, variant.cells)
            tokens.one_hot = ordinal if variant.ordinal else plain
            for seed in arguments.seeds:
                order = np.random.default_rng(seed).permutation(len(cells))
                labelled, asked = order[:labels], order[labels:][: arguments.held_out]
                start = time.process_time()
                found = scores(name, read, readers, labelled, validation[labelled], asked, seed)
                line = {"space": arguments.space, "dataset": arguments.dataset, "variant": name, "labels": labels}
                line |= {"seed": seed, "held_out": len(asked), "cpu_seconds": round(time.process_time() - start, 2)}
                line |= {"tau_validation": round(float(kendalltau(found, validation[asked])[0]), 4)}
                if test is not None:
                    line |= {"tau_test": round(float(kendalltau(found, test[asked])[0]), 4)}
                print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
