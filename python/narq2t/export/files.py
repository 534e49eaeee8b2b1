"""What an export says when it cannot write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from narq2t.errors import Refused


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Writes `target` inside: if that fails, for example because the disk is full, nothing is left of it.

    Raises Refused naming the file.
    """
    try:
        yield
    except OSError as error:
        target.unlink(missing_ok=True)
        reason = error.strerror or error
        raise Refused(f"{target} cannot be written: {reason}. Make room there, or choose another folder.") from error
