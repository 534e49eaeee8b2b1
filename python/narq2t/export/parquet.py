"""The tables of a run's folder as Parquet: the same rows and names, with types, an unknown value as null.

Accuracies are in %, tier accuracies from 0 to 1, tiers from 1 (the best), epochs and iterations from 0. A column that
is not named here, of a later version, keeps the type that its values have.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from narq2t.errors import Refused

from .files import writing

TABLES = MappingProxyType(
    {
        "metrics": {
            "epoch": pa.int32(),
            "train_loss": pa.float64(),
            "train_tier_loss": pa.float64(),
            "train_ranking_loss": pa.float64(),
            "train_latency_loss": pa.float64(),
            "train_tier_accuracy": pa.float64(),
            "validation_loss": pa.float64(),
            "validation_tier_accuracy": pa.float64(),
            "learning_rate": pa.float64(),
            "best": pa.bool_(),
        },
        "candidates": {
            "iteration": pa.int32(),
            "architecture": pa.int32(),
            "description": pa.string(),
            "score": pa.float32(),
            "validation": pa.float64(),
            "test": pa.float64(),
        },
        "predictions": {"architecture": pa.int32(), "score": pa.float32(), "tier": pa.int32()},
    }
)
LOOK_UPS = MappingProxyType(
    {
        "round": pa.int32(),
        "purpose": pa.string(),
        "architecture": pa.int32(),
        "description": pa.string(),
        "validation": pa.float64(),
        "test": pa.float64(),
        "epochs": pa.int32(),
        "seed": pa.int64(),
        "seconds": pa.float64(),
        "status": pa.string(),
    }
)


def write_parquet(run: Path, look_ups: Path, target: Path, notes: dict[str, str]) -> list[Path]:
    """Writes the tables of a run and ``look_ups.parquet`` into an existing folder.

    Args:
        run: folder of a finished run; its tables are CSV files of the same names.
        look_ups: CSV file of all that the run looked up.
        target: folder to write to.
        notes: what every file says of its run, as metadata of its schema.

    Raises:
        Refused: a table is missing, or not what a run writes (names file and line or column); or a file cannot be
            written, for example because the disk is full.
    """
    sources = [(run / f"{name}.csv", types) for name, types in TABLES.items()] + [(look_ups, LOOK_UPS)]
    return [_convert(source, target / f"{source.stem}.parquet", types, notes) for source, types in sources]


def _convert(source: Path, target: Path, types: Mapping[str, pa.DataType], notes: dict[str, str]) -> Path:
    options = pa.csv.ConvertOptions(column_types=types, null_values=["", "NaN"])
    try:
        table = pa.csv.read_csv(source, convert_options=options)
    except (OSError, pa.ArrowInvalid) as error:
        raise Refused(f"{source} is not a table of a run: {error}") from error
    missing = [name for name in types if name not in table.column_names]
    if missing:
        raise Refused(f"{source} has no column {', '.join(missing)}: it is not a table of a run")
    with writing(target):
        pa.parquet.write_table(table.replace_schema_metadata(notes), target, compression="zstd")
    return target
