"""Importers of NAS-Bench-201 and NAS-Bench-101 results: every source becomes the same kind of columnar table.

    import_table("nats-bench", Path("NATS-tss-v1_0-3ffb9-simple"), Path("benchmark.safetensors"))
    import_table("nasbench-tfrecord", Path("nasbench_only108.tfrecord"), Path("benchmark101.safetensors"),
                 space=Path("data/nasbench101-space.safetensors"))
    import_table("latency-csv", Path("jetson.csv"), Path("benchmark.safetensors"), device="my-jetson",
                 dataset="cifar10")  # adds a column to the table that is there

Nothing outside this package knows pickle, torch archives or the dialects of the sources. A table (see `table`) is
written atomically, and only when everything that was read made sense; otherwise `LoaderError` tells what is wrong,
where, and what to do. Its `__metadata__`, all strings: format, version, space, kind ("real" or "surrogate"), source,
sha256 (JSON: file name -> digest), imported_at (ISO 8601, UTC), seeds (JSON: what a value of each kind stands for),
missing (JSON: column -> number of missing values), importer (the format's name); and added, if columns were added
later (JSON, see `extension`).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from narq2t import spaces

from . import extension, provenance, table
from .compact_csv import CompactCsv
from .errors import LoaderError, sound
from .hw_nas_bench import HwNasBench
from .latency_csv import LatencyCsv
from .nar_json import NarJson
from .nas_bench_201 import NasBench201
from .nasbench101.importer import CellImporter
from .nasbench101.nar_json import NasBenchJson
from .nasbench101.official_api import NasBenchApi
from .nasbench101.own_table import OwnTable
from .nasbench101.space import CellSpace
from .nasbench101.tfrecord import NasBenchTfRecord
from .nats import NatsBench
from .own_accuracies import OwnAccuracies
from .public_tables import PublicTables
from .report import check
from .sources import Importer, Progress, no_progress, the_file

__all__ = ["LoaderError", "check", "formats", "import_table"]

_IMPORTERS: tuple[Importer | type[CellImporter], ...] = (
    CompactCsv(),
    NatsBench(),
    NasBench201(),
    NarJson(),
    PublicTables(),
    HwNasBench(),
    LatencyCsv(),
    NasBenchTfRecord,
    NasBenchApi,
    NasBenchJson,
    OwnTable,
)
"""In the order in which they are listed. Those of NAS-Bench-101 are made of the file of its cells."""


def formats() -> list[dict[str, str]]:
    """The formats that can be imported: `name` for import_table, in words what it `reads`, and the `space` it is of."""
    return [{"name": i.name, "reads": i.reads, "space": i.space} for i in _IMPORTERS]


def import_table(
    format: str,
    source: Path | str | Sequence[Path | str],
    target: Path | str,
    *,
    sha256: Mapping[str, str] | None = None,
    partial: bool = False,
    space: Path | str | None = None,
    device: str | None = None,
    dataset: str | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Reads `source` in one of `formats()` and writes the table `target`; returns `check(target)` and more.

    `sha256`: expected digests by file name; every name must be among the files that are read. `partial`: accept a CSV
    that knows only part of NAS-Bench-201 (the other formats announce their own end, a CSV does not; of NAS-Bench-101 a
    part is always accepted). `space`: the enumerated cells, which the formats of NAS-Bench-101 need. `device` and
    `dataset`: what a `latency-csv` was measured on, see `latency_csv`; `dataset` is also the task of a user's own
    trainings in a `csv`, see `own_accuracies`. The formats `hw-nas-bench` and `latency-csv` add
    to the table `target`, which must be there, and keep its other columns.
    `progress(done, total, label)` is called while reading; it may raise to stop the import. The report also has
    `format`, `target` and `seconds`.

    Raises LoaderError, and leaves `target` as it was, if the format is unknown, the space file is needed and not there,
    a digest differs or the source is incomplete, damaged or impossible.
    """
    paths = [Path(source)] if isinstance(source, Path | str) else [Path(path) for path in source]
    importer = _importer(format, space, paths, device, dataset)
    if not paths:
        raise LoaderError("no source given", format, f"Give {importer.reads}.")
    started = time.monotonic()
    with sound(", ".join(map(str, paths))):
        digests = provenance.digests(importer.files(paths), sha256 or {})
        reading = importer.read(paths, partial=partial, progress=progress or no_progress)
        about = provenance.metadata(reading, "real", digests, importer.name)
    if reading.adds:
        extension.extend(Path(target), reading.columns, about, begins=reading.begins)
    else:
        table.write(Path(target), reading.columns, about, spaces.named(importer.space).table)
    return {**check(target), "format": format, "target": str(target), "seconds": time.monotonic() - started}


def _importer(
    format: str, space: Path | str | None, sources: Sequence[Path], device: str | None, dataset: str | None
) -> Importer:
    if format == LatencyCsv.name:
        return LatencyCsv(device, dataset)
    with sound(", ".join(map(str, sources))):
        own = format == CompactCsv.name and OwnAccuracies.has_written(sources)
    if own:
        return OwnAccuracies(dataset)
    if dataset is not None and format == CompactCsv.name:
        the_file(sources, OwnAccuracies.reads)  # one that is not there is what is wrong, not the name
    if dataset is not None:
        remedy = (
            f"Leave it out: only the formats {CompactCsv.name} (of your own trainings) and {LatencyCsv.name} take one."
        )
        raise LoaderError(f"the dataset {dataset!r} is named", format, remedy)
    for importer in _IMPORTERS:
        if importer.name == format:
            return importer(CellSpace.read(space)) if isinstance(importer, type) else importer
    raise LoaderError("unknown format", format, f"Known are {', '.join(entry['name'] for entry in formats())}.")
