"""Format `nasbench-tfrecord`: the official files of NAS-Bench-101, without TensorFlow.

Each record is JSON: [module hash, epochs, row-major adjacency "0100...", operations with commas between them, metrics
in base64]. nasbench_only108.tfrecord (499 MB) has the trainings of 108 epochs, nasbench_full.tfrecord (1.95 GB) also
those of 4, 12 and 36, which are skipped after their checksums. Each cell was trained three times. Published SHA-256:

    4c39c3936e36a85269881d659e44e61a245babcb72cb374eacacf75d0e5f4fd1  nasbench_only108.tfrecord
    3d64db8180fb1b0207212f9032205064312b6907a3bbc81eabea10db2f5c7e9c  nasbench_full.tfrecord

Of every record of 108 epochs the cell is hashed and compared (once per distinct graph: the runs of a cell share it),
and its parameters are compared with the space's. A file cut between two records can only be told by its SHA-256 or by
the number of cells and runs, which the report gives.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from google.protobuf.message import DecodeError

from ..errors import FETCH_AGAIN, LoaderError, sound
from ..sources import Progress, Reading
from . import cells
from .framing import payloads
from .importer import ALL_EPOCHS, EPOCHS, CellImporter, a_cell, official_seeds, reading_of
from .metrics import EVALUATIONS, ModelMetrics
from .results import Results
from .space import CellSpace


@dataclass(frozen=True)
class Row:
    """The JSON of a record; `metrics` is base64."""

    module_hash: str
    epochs: int
    adjacency: str
    operations: str
    metrics: str


@dataclass(frozen=True)
class Run:
    """The end of one training: trainable parameters, accuracies 0..1, seconds."""

    parameters: int
    validation: float
    test: float
    seconds: float


class NasBenchTfRecord(CellImporter):
    """Reads record by record; some minutes for the whole file, in little memory."""

    name = "nasbench-tfrecord"
    reads = "the official nasbench_only108.tfrecord (499 MB, sha256 4c39c393...) or nasbench_full.tfrecord (1.95 GB)"

    def __init__(self, enumerated: CellSpace) -> None:
        super().__init__(enumerated)
        self._indices: dict[tuple[str, str], tuple[str, int]] = {}

    def take(self, path: Path, results: Results, progress: Progress) -> Reading:
        """Means over the runs of 108 epochs."""
        for where, payload in payloads(path, progress):
            with sound(where):
                self._take(payload, results, where)
        return reading_of(path, results, f"official NAS-Bench-101 records: {path.name}", official_seeds(results))

    def _take(self, payload: bytes, results: Results, where: str) -> None:
        row = parse_row(payload, where)
        if row.epochs == EPOCHS:
            run = parse_metrics(row.metrics, where)
            index = self._index(row, where)
            self.enumerated.check_parameters(index, run.parameters, where)
            results.add(index, where, run.validation, run.test, run.seconds)

    def _index(self, row: Row, where: str) -> int:
        graph = row.adjacency, row.operations
        if graph not in self._indices:
            with a_cell(where):
                cell = cells.parse_text(*graph)
            self._indices[graph] = row.module_hash, self.enumerated.index_of(cell, row.module_hash, where)
        module_hash, index = self._indices[graph]
        if module_hash != row.module_hash:
            what = f"the cell has the hash {module_hash}, not {row.module_hash!r}"
            raise LoaderError(what, where, FETCH_AGAIN)
        return index


def parse_row(payload: bytes, where: str) -> Row:
    """The five parts of a record; LoaderError if they are not that or the epochs are none of 4, 12, 36, 108."""
    try:
        content = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise LoaderError(f"the record is not JSON: {error}", where, FETCH_AGAIN) from error
    match content:
        case [str(module_hash), int(epochs), str(adjacency), str(operations), str(metrics)]:
            row = Row(module_hash, epochs, adjacency, operations, metrics)
        case _:
            what = "the record is not [hash, epochs, adjacency, operations, metrics]"
            raise LoaderError(what, where, FETCH_AGAIN)
    if row.epochs not in ALL_EPOCHS:
        what = f"a training of {row.epochs} epochs; the benchmark has {', '.join(map(str, ALL_EPOCHS))}"
        raise LoaderError(what, where, FETCH_AGAIN)
    return row


def parse_metrics(text: str, where: str) -> Run:
    """What base64 of a ModelMetrics says of the end of a training; LoaderError if anything is absent."""
    try:
        metrics = ModelMetrics.FromString(base64.b64decode(text, validate=True))
    except (DecodeError, ValueError) as error:
        raise LoaderError(f"the metrics are not base64 of a protocol buffer: {error}", where, FETCH_AGAIN) from error
    evaluations = metrics.evaluation_data
    if len(evaluations) != EVALUATIONS:
        what = f"{len(evaluations)} evaluations instead of {EVALUATIONS}: begin, half way, end"
        raise LoaderError(what, where, FETCH_AGAIN)
    end = evaluations[-1]
    absent = [name for name in ("validation_accuracy", "test_accuracy", "training_time") if not end.HasField(name)] + [
        "trainable_parameters"
    ] * (not metrics.HasField("trainable_parameters"))
    if absent:
        raise LoaderError(f"the metrics lack {', '.join(absent)}", where, FETCH_AGAIN)
    return Run(metrics.trainable_parameters, end.validation_accuracy, end.test_accuracy, end.training_time)
