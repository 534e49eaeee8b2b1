"""Format `nas-bench-201`: the original archive NAS-Bench-201-v1_1-096897.pth (or v1_0), through the official API.

`torch.save` of {"meta_archs", "arch2infos": {index: {"less": 12 epochs, "full": 200 epochs}}, "evaluated_indexes"}. The
API calls torch.load; here it is given one that stays `weights_only` and knows numpy's numbers besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nas_201_api import NASBench201API, api_201

from .architectures import SIZE
from .archives import load_torch, replaced
from .errors import FETCH_AGAIN, LoaderError, sound
from .official import Seeds, check_order, take
from .sources import Progress, Reading, Seen, tell, the_file
from .table import NASBENCH201


class NasBench201:
    """Reads the whole file at once: the 4.7 GB of v1_1 take about 28 GB of memory."""

    name = "nas-bench-201"
    space = NASBENCH201.name
    reads = "the file NAS-Bench-201-v1_1-096897.pth or NAS-Bench-201-v1_0-e61699.pth"

    def files(self, sources: Sequence[Path]) -> Sequence[Path]:
        """The one file."""
        return [the_file(sources, self.reads)]

    def read(self, sources: Sequence[Path], *, partial: bool, progress: Progress) -> Reading:
        """Nine columns; NaN for architectures without a record."""
        path = the_file(sources, self.reads)
        progress(0, SIZE, path.name)
        api = _create(path)
        check_order(api.meta_archs, str(path))
        if sorted(api.arch2infos_dict) != api.evaluated_indexes:
            what = f"{len(api.arch2infos_dict)} records, but {len(api.evaluated_indexes)} evaluated_indexes"
            raise LoaderError(what, str(path), FETCH_AGAIN)
        seeds = Seeds()
        reading = Reading(files=[path], origin=f"nas-bench-201 {version('nas-bench-201')} API: {path.name}", seeds={})
        seen = Seen(path)
        for index in api.evaluated_indexes:
            where = f"{path}, record {index}"
            take(api, seen.add(index, where), where, reading.columns, seeds)
            tell(progress, len(seen), len(api.evaluated_indexes), path.name)
        seen.complete(partial=True)
        return Reading(files=[path], origin=reading.origin, seeds=seeds.summary(), columns=reading.columns)


def _create(path: Path) -> Any:
    def load(file: str, map_location: str) -> Any:
        return load_torch(file)

    with (
        sound(str(path), what="not a NAS-Bench-201 archive"),
        replaced((api_201, "torch"), by=SimpleNamespace(load=load)),
    ):
        return NASBench201API(path, verbose=False)
