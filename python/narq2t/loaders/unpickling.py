"""Reading pickles and torch archives without running anything that a file asks for.

A pickle is a program: `pickle.load` calls whatever the file names. The official records need three names only, and only
to hold numbers: OrderedDict, numpy's scalar and numpy's dtype. Everything else is refused before it is looked up.
"""

from __future__ import annotations

import bz2
import pickle
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import IO, Any

import numpy as np
import torch

from .errors import LoaderError
from .sources import FETCH_AGAIN, intact

_REMEDY = f"Do not trust this file. {FETCH_AGAIN}"
_NUMBERS = frozenset(("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"))
_CONTAINERS: dict[str, type] = {kind.__name__: kind for kind in (set, frozenset, list, dict, tuple)}


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


class RestrictedUnpickler(pickle.Unpickler):
    """An unpickler that knows containers, OrderedDict and numpy numbers; UnpicklingError for any other name."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("numpy", "dtype"):
            return _MakeDtype()
        if name == "scalar" and module in ("numpy.core.multiarray", "numpy._core.multiarray"):
            return _MakeScalar()
        if module == "builtins" and name in _CONTAINERS:
            return _CONTAINERS[name]
        raise pickle.UnpicklingError(f"the pickle asks for {module}.{name}, which no official record needs")


def load_pickle(path: Path | str) -> Any:
    """The content of a bz2-compressed pickle; LoaderError if it is cut, damaged or asks for a foreign name."""
    with intact(Path(path)), bz2.open(path, "rb") as file:
        return _unpickle(file, Path(path))


def load_plain_pickle(path: Path | str) -> Any:
    """The content of a pickle that is not compressed, on the same terms."""
    with intact(Path(path)), Path(path).open("rb") as file:
        return _unpickle(file, Path(path))


def _unpickle(file: IO[bytes], path: Path) -> Any:
    try:
        return RestrictedUnpickler(file).load()
    except pickle.UnpicklingError as error:
        raise LoaderError(f"refused to unpickle: {error}", str(path), _REMEDY) from error
    except (AttributeError, ImportError, IndexError, KeyError, TypeError, ValueError) as error:
        raise LoaderError(f"not a pickle of plain values: {error!r}", str(path), _REMEDY) from error


def load_torch(path: Path | str) -> Any:
    """The content of a `torch.save` file, `weights_only` plus numpy's scalar and numeric dtypes.

    LoaderError if it is cut, damaged or asks for any other name.
    """
    scalar = np.float64(0).__reduce__()[0]
    allowed: list[Any] = [(scalar, f"numpy.{core}.multiarray.scalar") for core in ("core", "_core")]
    allowed += [np.dtype, *(type(np.dtype(code)) for code in sorted(_NUMBERS))]
    try:
        with intact(Path(path)), torch.serialization.safe_globals(allowed):
            return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        # torch wraps the reason in advice on how to switch the safety off.
        found = re.search(r"WeightsUnpickler error: (.*?)(?:\. Please|\n|$)", str(error))
        reason = found[1] if found else str(error)
        raise LoaderError(f"refused to unpickle: {reason}", str(path), _REMEDY) from error
    except (AttributeError, IndexError, KeyError, RuntimeError, TypeError) as error:
        raise LoaderError(f"not a torch archive of plain values: {error}", str(path), _REMEDY) from error


_PATCHING = threading.Lock()


@contextmanager
def replaced(*places: tuple[ModuleType, str], by: object) -> Iterator[None]:
    """While inside, the named attributes of foreign modules are `by`: how the official APIs get our loaders."""
    with _PATCHING:
        before = [(module, name, getattr(module, name)) for module, name in places]
        try:
            for module, name in places:
                setattr(module, name, by)
            yield
        finally:
            for module, name, value in before:
                setattr(module, name, value)
