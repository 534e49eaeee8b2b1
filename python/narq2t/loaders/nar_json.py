"""Format `nar-json`: the "cell information dataset" of the NAR authors.

{"0": {...}, ..., "15624": {...}}; of each record are read: `arch_str`, `cell_adjacency` (4 x 4 operation codes, row =
source node), `{dataset}_val_acc`, `{dataset}_test_acc` (%) and `{dataset}_latency` (s). Their accuracies come from the
older NAS-Bench-201 API and differ from NATS-Bench's by up to 2e-7. The FLOPs and parameters are not read: they follow
from the architecture.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .architectures import EDGES, all_codes, all_strings
from .errors import FETCH_AGAIN, LoaderError, shown, sound
from .sources import Progress, Reading, Seen, intact, tell, the_file, whole
from .table import DATASETS, NASBENCH201

_FIELDS = {
    **{f"{d}_validation": f"{d}_val_acc" for d in DATASETS},
    **{f"{d}_test": f"{d}_test_acc" for d in DATASETS},
    **{f"{d}_latency": f"{d}_latency" for d in DATASETS},
}

_LONGEST_KEY = 20


class NarJson:
    """Reads the JSON file of one or all architectures."""

    name = "nar-json"
    space = NASBENCH201.name
    reads = "the NAR authors' cell information JSON of NAS-Bench-201 (keys 0 to 15624)"

    def files(self, sources: Sequence[Path]) -> Sequence[Path]:
        """The one file."""
        return [the_file(sources, self.reads)]

    def read(self, sources: Sequence[Path], *, partial: bool, progress: Progress) -> Reading:
        """Nine columns; NaN for architectures without a record and for latencies that are absent or null."""
        path = the_file(sources, self.reads)
        seeds = {"accuracy": "mean over the available 200-epoch seeds", "latency": "as in the official records"}
        reading = Reading(files=[path], origin=f"NAR cell information dataset: {path.name}", seeds=seeds)
        records = _parse(path)
        seen = Seen(path)
        for key, record in records.items():
            where = f"{path}, record {key[:_LONGEST_KEY]}"
            if not isinstance(record, dict):
                raise LoaderError("not an architecture index with its record", where, FETCH_AGAIN)
            with sound(where):
                index = seen.add(whole(key, "the index", where), where)
                _check_architecture(index, record, where)
                for column, name in _FIELDS.items():
                    reading.columns[column][index] = _number(record, name, where)
            tell(progress, len(seen), len(records), path.name)
        seen.complete(partial=True)
        return reading


def _parse(path: Path) -> dict[str, Any]:
    with sound(str(path), what="not JSON"), intact(path):
        content = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_unique)
    if not isinstance(content, dict):
        raise LoaderError("not a JSON object of records", str(path), FETCH_AGAIN)
    return content


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        keys = [key for key, _ in pairs]
        raise KeyError(f"the key {next(key for key in keys if keys.count(key) > 1)} occurs twice")
    return content


def _check_architecture(index: int, record: dict[str, Any], where: str) -> None:
    if record.get("arch_str") != all_strings()[index]:
        raise LoaderError(f"architecture {index} is not {shown(record.get('arch_str'))}", where, FETCH_AGAIN)
    matrix = [[0] * 4 for _ in range(4)]
    for (source, destination), code in zip(EDGES, all_codes()[index], strict=True):
        matrix[source][destination] = code
    if record.get("cell_adjacency", matrix) != matrix:
        raise LoaderError("cell_adjacency does not fit arch_str", where, FETCH_AGAIN)


def _number(record: dict[str, Any], name: str, where: str) -> float:
    latency = name.endswith("_latency")
    value = record.get(name) if latency else record.get(name, "nothing")
    if latency and (value is None or value == -1):
        return math.nan
    if isinstance(value, bool) or not isinstance(value, int | float) or (not latency and math.isnan(value)):
        raise LoaderError(f"{name} is {shown(value)}, not a number", where, FETCH_AGAIN)
    return float(value)
