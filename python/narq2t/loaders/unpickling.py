"""Unpickling without running anything that a file asks for, and without taking more than a file is worth.

A pickle is a program: `pickle.load` calls whatever the file names. The official records need four names only, and only
to hold numbers: OrderedDict, numpy's scalar and dtype, and the codec that holds a scalar's bytes in older protocols.
Everything else is refused before it is looked up.

The unpickler is the one that Python has in Python, for a reason: the one in C allocates what a length field or the
number of a memo asks for, and hashes a tuple of tuples by recursion without a limit, which ends the process. Here bytes
are read in pieces, the memo is a dictionary, and tuples are measured when they are made. It takes eight times as long:
35 instead of 4 ms for an official record.
"""

from __future__ import annotations

import io
import pickle
from collections import OrderedDict
from collections.abc import Callable
from typing import IO, Any, ClassVar

import numpy as np

DEEPEST_TUPLE = 20
"""Levels of tuples in tuples; official records have two."""

LARGEST_TUPLE = 100_000
"""Values in a tuple, those of the tuples in it included."""

_PIECE = 1 << 20
_LONGEST_LINE = 1 << 16
_NUMBERS = frozenset(("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"))


class _NumericDtype:
    """What stands for numpy.dtype while unpickling: a number's kind, size and byte order, and nothing else."""

    def __init__(self, code: str) -> None:
        if code not in _NUMBERS:
            raise pickle.UnpicklingError(f"numpy dtype {code!r} is not a number")
        self._code = code
        self._order = "="

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        if state[1] not in ("<", ">", "|", "="):
            raise pickle.UnpicklingError(f"numpy byte order {state[1]!r}")
        self._order = state[1]

    def number(self, data: bytes) -> np.generic:
        value: np.generic = np.frombuffer(data, self._order + self._code, count=1)[0]
        return value


class _MakeDtype:
    """Callable without attributes, so that a pickle cannot change it for the next one."""

    __slots__ = ()

    def __call__(self, code: str, align: bool = False, copy: bool = False) -> _NumericDtype:
        return _NumericDtype(code)


class _MakeScalar:
    """Callable without attributes: numpy.*.multiarray.scalar for numbers given as bytes."""

    __slots__ = ()

    def __call__(self, dtype: _NumericDtype, data: bytes) -> np.generic:
        if not isinstance(dtype, _NumericDtype) or not isinstance(data, bytes):
            raise pickle.UnpicklingError("a numpy scalar that is not a plain number")
        return dtype.number(data)


class _MakeBytes:
    """Callable without attributes: _codecs.encode, as protocol 2 writes bytes."""

    __slots__ = ()

    def __call__(self, text: str, encoding: str = "latin1") -> bytes:
        if not isinstance(text, str) or encoding != "latin1":
            raise pickle.UnpicklingError("an encoding that is not of plain bytes")
        return text.encode("latin1")


class _MakeTuple:
    """Callable without attributes: a tuple that is measured like any other."""

    __slots__ = ()

    def __call__(self, values: Any = ()) -> tuple[Any, ...]:
        return measured(tuple(values))


_NAMES: dict[tuple[str, str], Any] = {
    ("collections", "OrderedDict"): OrderedDict,
    ("numpy", "dtype"): _MakeDtype(),
    ("numpy.core.multiarray", "scalar"): _MakeScalar(),
    ("numpy._core.multiarray", "scalar"): _MakeScalar(),
    ("_codecs", "encode"): _MakeBytes(),
    ("builtins", "tuple"): _MakeTuple(),
    **{("builtins", kind.__name__): kind for kind in (set, frozenset, list, dict)},
}
_NAMES |= {("__builtin__", name): known for (module, name), known in _NAMES.items() if module == "builtins"}  # before 3


def measured(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same tuple; UnpicklingError if its hash would take too deep a recursion or too long."""
    level, count = [value], 0
    for _ in range(DEEPEST_TUPLE):
        count += sum(map(len, level))
        if count > LARGEST_TUPLE:
            raise pickle.UnpicklingError(f"a tuple of more than {LARGEST_TUPLE:,} values")
        level = [item for owner in level for item in owner if isinstance(item, tuple)]
        if not level:
            return value
    raise pickle.UnpicklingError(f"tuples in tuples, more than {DEEPEST_TUPLE} levels deep")


class Limited:
    """A file that gives at most `limit` bytes, and never asks the memory for more than it has got."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file = file
        self._limit = limit
        self._left = limit

    def read(self, count: int) -> bytes:
        """Up to `count` bytes, fewer at the end of the file."""
        if count <= _PIECE:
            return self._counted(self._file.read(count))
        pieces = io.BytesIO()
        while count > pieces.tell() and (piece := self.read(min(_PIECE, count - pieces.tell()))):
            pieces.write(piece)
        return pieces.getvalue()

    def readline(self) -> bytes:
        """A line with its end."""
        line = self._counted(self._file.readline(_LONGEST_LINE))
        if len(line) >= _LONGEST_LINE:
            raise pickle.UnpicklingError(f"a line of {_LONGEST_LINE:,} characters or more")
        return line

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise pickle.UnpicklingError(
                f"it unpacks to more than {self._limit:,} bytes, far more than such a file has"
            )
        return data


class RestrictedUnpickler(pickle._Unpickler):
    """An unpickler that knows containers, OrderedDict and numpy numbers; UnpicklingError for anything else."""

    dispatch: ClassVar[dict[int, Callable[[Any], None]]] = dict(pickle._Unpickler.dispatch)

    def find_class(self, module: str, name: str) -> Any:
        """What stands for a name of the file."""
        if (module, name) not in _NAMES:
            raise pickle.UnpicklingError(f"the pickle asks for {module}.{name}, which no official record needs")
        return _NAMES[module, name]

    def _refused(self) -> None:
        raise pickle.UnpicklingError("the pickle has an instruction that no official record needs")


def _measuring(build: Callable[[Any], None]) -> Callable[[Any], None]:
    def load(unpickler: Any) -> None:
        build(unpickler)
        measured(unpickler.stack[-1])

    return load


for _code in (pickle.TUPLE, pickle.TUPLE1, pickle.TUPLE2, pickle.TUPLE3):
    RestrictedUnpickler.dispatch[_code[0]] = _measuring(RestrictedUnpickler.dispatch[_code[0]])
# A bytearray is allocated before it is read; the others reach outside of the file.
for _code in (pickle.BYTEARRAY8, pickle.NEXT_BUFFER, pickle.READONLY_BUFFER, pickle.EXT1, pickle.EXT2, pickle.EXT4):
    RestrictedUnpickler.dispatch[_code[0]] = RestrictedUnpickler._refused
