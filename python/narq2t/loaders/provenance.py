"""Where a table comes from: its `__metadata__`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from .errors import LoaderError
from .sources import Reading, sha256

_LISTED_FILES = 16


def metadata(reading: Reading, kind: str, digests: Mapping[str, str], importer: str) -> dict[str, str]:
    """The strings that stand beside the columns; `kind` is "real" or "surrogate"."""
    missing = {name: int(np.isnan(column).sum()) for name, column in reading.columns.items()}
    return {
        "kind": kind,
        "source": reading.origin,
        "sha256": json.dumps(digests),
        "imported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seeds": json.dumps(reading.seeds),
        "missing": json.dumps(missing),
        "importer": f"narq2t {importer}",
    }


def digests(files: Sequence[Path], expected: Mapping[str, str]) -> dict[str, str]:
    """SHA-256 by file name; LoaderError where one differs from the expected or belongs to no file.

    Of a folder with many files only one digest is kept: that of the lines which `sha256sum *` prints for those files.
    """
    found = {path.name: sha256(path) for path in files}
    for name, digest in expected.items():
        if name not in found:
            raise LoaderError(
                f"a SHA-256 is given for {name}, which is not read",
                str(files[0].parent),
                f"Name the files as they are called on disk: {', '.join(list(found)[:_LISTED_FILES])}.",
            )
        if found[name] != digest.lower():
            raise LoaderError(
                f"SHA-256 is {found[name]}, expected {digest}",
                str(next(path for path in files if path.name == name)),
                "The file was altered or cut, or is another version: fetch it again.",
            )
    if len(found) <= _LISTED_FILES:
        return found
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(found.items()))
    return {f"{files[0].parent.name}/* (sha256sum of sha256sum *)": hashlib.sha256(lines.encode()).hexdigest()}
