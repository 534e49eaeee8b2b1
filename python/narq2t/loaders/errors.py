"""The one exception of the importers, and how what Python raises at bad data becomes one."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from narq2t.errors import Refused

FETCH_AGAIN = "Fetch the file again and compare its SHA-256 with the one its publisher gives."

_LONGEST = 400
_SHOWN = 80
_BAD_DATA = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


class LoaderError(Refused):
    """A benchmark source that cannot be trusted or understood.

    The message has three parts, each also an attribute: `what` is wrong, `where` (file and row, record or column) and
    the `remedy` the user has. Raised before anything is written: an import that fails leaves the target as it was.
    """

    def __init__(self, what: str, where: str, remedy: str) -> None:
        what = what if len(what) <= _LONGEST else f"{what[:_LONGEST]} ... ({len(what):,} characters)"
        super().__init__(f"{what} [{where}]. {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


def shown(value: object) -> str:
    """A value of a source for a message: short, and quick to make, however large or deeply nested it is."""
    if isinstance(value, str | bytes):
        return repr(value) if len(value) <= _SHOWN else f"{value[:_SHOWN]!r}..."
    if isinstance(value, int) and value.bit_length() > _SHOWN:
        return f"a whole number of {value.bit_length():,} bits"
    if value is None or isinstance(value, int | float):
        return repr(value)
    return f"a {type(value).__name__}"


@contextmanager
def sound(where: str, remedy: str = FETCH_AGAIN, what: str = "not what the format has there") -> Iterator[None]:
    """Whatever Python itself raises inside, at data that no check foresaw, is a LoaderError with this place."""
    try:
        yield
    except Refused:
        raise
    except MemoryError as error:
        raise LoaderError("there is not enough memory to read this", where, remedy) from error
    except OSError as error:
        raise LoaderError(f"the file cannot be read: {error}", where, remedy) from error
    except _BAD_DATA as error:
        raise LoaderError(f"{what}: {described(error)}", where, remedy) from error


def described(error: BaseException) -> str:
    """The class and the message of an exception, in one line."""
    return f"{type(error).__name__}: {error}".replace("\n", " ")


def not_written(target: Path, error: OSError) -> LoaderError:
    """What to say of a file that could not be written, for example because the disk is full."""
    remedy = "Make room there, or choose another folder; what was there before is unchanged."
    return LoaderError(f"it cannot be written: {error.strerror or error}", str(target), remedy)
