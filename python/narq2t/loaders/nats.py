"""Format `nats-bench`: the official NATS-Bench topology archive, through the official API.

Either the folder NATS-tss-v1_0-3ffb9-simple (a meta file and one file per architecture, as many as there are) or the
single file NATS-tss-v1_0-3ffb9.pickle.pbz2. All are bz2 of pickle. The API would `pickle.load` them; here it is given
the restricted unpickler instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nats_bench
from nats_bench import api_topology, api_utils

from .architectures import SIZE
from .archives import load_pickle, replaced
from .errors import FETCH_AGAIN, LoaderError, sound
from .official import Seeds, check_order, take
from .sources import Progress, Reading, Seen, tell, the_file
from .table import NASBENCH201

_META = "meta.pickle.pbz2"
_RECORD = re.compile(r"(\d{6})\.pickle\.pbz2")


class NatsBench:
    """Reads the folder record by record, or the single file at once (about 20 GB of memory)."""

    name = "nats-bench"
    space = NASBENCH201.name
    reads = "the folder NATS-tss-v1_0-3ffb9-simple, or the file NATS-tss-v1_0-3ffb9.pickle.pbz2"

    def files(self, sources: Sequence[Path]) -> Sequence[Path]:
        """The meta file and the records, or the single file."""
        if len(sources) == 1 and sources[0].is_dir():
            folder = sources[0]
            if not (folder / _META).is_file():
                raise LoaderError(f"there is no {_META}", str(folder), "Give the unpacked NATS-Bench folder.")
            return [folder / _META, *_records(folder).values()]
        return [the_file(sources, self.reads)]

    def read(self, sources: Sequence[Path], *, partial: bool, progress: Progress) -> Reading:
        """Nine columns; NaN for architectures without a record."""
        files = self.files(sources)
        seeds = Seeds()
        reading = Reading(files=files, origin=f"nats-bench {version('nats-bench')} API: {sources[0].name}", seeds={})
        with replaced((api_topology, "pickle_load"), (api_utils, "pickle_load"), by=load_pickle):
            if sources[0].is_dir():
                _read_folder(sources[0], reading, seeds, progress)
            else:
                _read_file(sources[0], reading, seeds, progress)
        return Reading(files=files, origin=reading.origin, seeds=seeds.summary(), columns=reading.columns)


def _records(folder: Path) -> dict[int, Path]:
    names = ((path, _RECORD.fullmatch(path.name)) for path in sorted(folder.iterdir()))
    return {int(match[1]): path for path, match in names if match}


def _create(path: Path, *, folder: bool) -> Any:
    with sound(str(path), what="not a NATS-Bench topology archive"):
        api = nats_bench.create(str(path), "tss", fast_mode=folder, verbose=False)
    check_order(api.meta_archs, str(path))
    return api


def _read_folder(folder: Path, reading: Reading, seeds: Seeds, progress: Progress) -> None:
    api = _create(folder, folder=True)
    seen = Seen(folder)
    records = _records(folder)
    for index, path in records.items():
        seen.add(index, str(path))
        with sound(str(path), what="not a NATS-Bench record"):
            api.reload(str(folder), index)
        take(api, index, str(path), reading.columns, seeds)
        api.arch2infos_dict.clear()  # a record takes 2 MB of memory once it is unpickled
        tell(progress, len(seen), len(records), path.name)
    seen.complete(partial=True)


def _read_file(path: Path, reading: Reading, seeds: Seeds, progress: Progress) -> None:
    progress(0, SIZE, path.name)
    api = _create(path, folder=False)
    if set(api.arch2infos_dict) != api.evaluated_indexes:
        what = f"{len(api.arch2infos_dict)} records, but {len(api.evaluated_indexes)} evaluated_indexes"
        raise LoaderError(what, str(path), FETCH_AGAIN)
    seen = Seen(path)
    for index in sorted(api.arch2infos_dict):
        where = f"{path}, record {index}"
        take(api, seen.add(index, where), where, reading.columns, seeds)
        tell(progress, len(seen), len(api.arch2infos_dict), path.name)
    seen.complete(partial=True)
