"""The real tables as tasks of a search: NAS-Bench-201's three data sets, and 20,001 cells of NAS-Bench-101."""

from __future__ import annotations

import csv
import gzip
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import safe_open

from narq2t.loaders import architectures, table
from narq2t.loaders.nasbench101 import cells as graphs
from narq2t.predictors.cells import Cells
from narq2t.predictors.paths import mix
from narq2t.spaces.nasbench101 import building as building101
from narq2t.spaces.nasbench201 import building as building201

NASBENCH201, NASBENCH101 = table.DATASETS, "nasbench101"
TASKS = (*NASBENCH201, NASBENCH101)
_PUBLISHED = Path(__file__).parents[4] / "shared/data/nasbench101/nasbench101_20001.csv.gz"
_IMAGE = {"imagenet16": 16}


@dataclass(frozen=True)
class Task:
    """S architectures: `validation` (S,) and `test` (S,) accuracies, the latter NaN where nobody published it;
    `representative` (S,): the smallest row with the same graph; `neighbours`: rows one operator away, by row."""

    name: str
    cells: Cells
    validation: npt.NDArray[np.float64]
    test: npt.NDArray[np.float64]
    representative: npt.NDArray[np.int64]
    neighbours: npt.NDArray[np.int64] | None

    @property
    def candidates(self) -> npt.NDArray[np.int64]:
        """One row of each isomorphism class, ascending."""
        return np.unique(self.representative)

    @property
    def best(self) -> int:
        """The representative of the row with the highest validation accuracy of all."""
        return int(self.representative[np.argmax(self.validation)])

    @property
    def places(self) -> npt.NDArray[np.int64]:
        """(S,): 1 for the highest validation accuracy; equal ones share the better place."""
        ascending = np.sort(self.validation)
        return len(ascending) - np.searchsorted(ascending, self.validation, side="right") + 1


@cache
def task(name: str) -> Task:
    """Reads a task; the folder of tables is $NARQ2T_DATA."""
    return _nasbench101() if name == NASBENCH101 else _nasbench201(name)


def _data() -> Path:
    return Path(os.environ.get("NARQ2T_DATA", "data"))


def _nasbench201(name: str) -> Task:
    with safe_open(_data() / "nasbench201.safetensors", framework="numpy") as file:
        validation, test = (file.get_tensor(f"{name}_{split}") for split in ("validation", "test"))
    codes = architectures.all_codes()
    row_of = {cell: row for row, cell in enumerate(codes)}
    near = [
        [row_of[(*cell[:e], code, *cell[e + 1 :])] for e in range(6) for code in range(5) if code != cell[e]]
        for cell in codes
    ]
    cells = building201.cells(codes, _IMAGE.get(name, 32))
    return Task(name, cells, validation, test, _isomorphic(cells), np.array(near))


def _isomorphic(cells: Cells) -> npt.NDArray[np.int64]:
    """(S,): the smallest row with the same graph, by Weisfeiler-Lehman labels as CellGraph.java has them."""
    labels, edges = cells.labels, cells.adjacency.astype(np.uint64)
    used = labels >= 0
    colours = mix(labels.astype(np.uint64))
    for _ in range(labels.shape[1]):
        before = np.einsum("nxy,nx->ny", edges, mix(colours))
        after = np.einsum("nxy,ny->nx", edges, mix(~colours))
        colours = mix(colours + np.uint64(3) * mix(before) + np.uint64(5) * mix(after))
    signatures = np.where(used, mix(colours), np.uint64(0)).sum(axis=1) + used.sum(axis=1).astype(np.uint64)
    _, first, same = np.unique(signatures, return_index=True, return_inverse=True)
    return np.asarray(first[same], np.int64)


def _nasbench101() -> Task:
    with safe_open(_data() / "nasbench101-space.safetensors", framework="numpy") as file:
        hashes, packed = file.get_tensor("hash"), file.get_tensor("cell")
    row_of = {digest.tobytes().hex(): row for row, digest in enumerate(hashes)}
    source = Path(os.environ.get("NASBENCH101_CSV", _PUBLISHED))
    with gzip.open(source, "rt", encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    found = [graphs.unpack(int(packed[row_of[row["module_hash"]]])) for row in rows]
    validation = np.array([100 * float(row["val_accuracy_108"]) for row in rows])
    unknown = np.full(len(rows), np.nan)
    return Task(NASBENCH101, building101.cells(found), validation, unknown, np.arange(len(rows)), None)
