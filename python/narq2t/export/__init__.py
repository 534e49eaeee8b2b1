"""Finished runs in the formats of other programs: Parquet tables and TensorBoard's event files."""

from .event_files import Scalar, write_event_file
from .parquet import TABLES, write_parquet

__all__ = ["TABLES", "Scalar", "write_event_file", "write_parquet"]
