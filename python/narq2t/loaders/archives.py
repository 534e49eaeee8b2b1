"""The official archives: bz2 of a pickle, a pickle, and what torch.save writes, none of them trusted."""

from __future__ import annotations

import bz2
import pickle
import struct
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from .errors import FETCH_AGAIN, LoaderError, described
from .sources import intact
from .unpickling import Limited, RestrictedUnpickler

_REMEDY = f"Do not trust this file. {FETCH_AGAIN}"

_RATIO = 100
_SMALL = 64 << 20
"""An archive may unpack to 64 MiB, or to a hundred times its size: official ones have 1.4 MB and 4 to 40 times."""

_TORCH_MAGIC = 0x1950A86A20F9469CFC6C
_ZIP = b"PK\x03\x04"
_TENSORS = ("_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_parameter")

_DAMAGED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
)


def load_pickle(path: Path | str) -> Any:
    """The content of a bz2-compressed pickle; LoaderError if it is cut, damaged or asks for a foreign name."""
    with _trusted(Path(path)), bz2.open(path, "rb") as file:
        return RestrictedUnpickler(_limited(file, Path(path))).load()


def load_plain_pickle(path: Path | str) -> Any:
    """The content of a pickle that is not compressed, on the same terms."""
    with _trusted(Path(path)), Path(path).open("rb") as file:
        return RestrictedUnpickler(_limited(file, Path(path))).load()


def load_torch(path: Path | str) -> Any:
    """The content of a `torch.save` file, a zip archive or the stream of before torch 1.6, on the same terms.

    Results are numbers; where a file has tensors, placeholders without values are put.
    """
    path = Path(path)
    with _trusted(path, "a torch archive"), path.open("rb") as file:
        zipped = file.read(len(_ZIP)) == _ZIP
        file.seek(0)
        if zipped:
            return _zipped(file, path)
        return _streamed(file, path)


class _Torch(RestrictedUnpickler):
    """Knows tensors, as things of which nothing is known."""

    def find_class(self, module: str, name: str) -> Any:
        storage = module == "torch" and name.endswith("Storage")
        return (
            _TENSOR if storage or (module == "torch._utils" and name in _TENSORS) else super().find_class(module, name)
        )

    def persistent_load(self, pid: Any) -> Any:
        return _TENSOR


class _Tensor:
    """Stands for a tensor, its storage, and what makes one of the other."""

    __slots__ = ()

    def __call__(self, *_: Any) -> _Tensor:
        return self


_TENSOR = _Tensor()


def _zipped(file: IO[bytes], path: Path) -> Any:
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.rpartition("/")[2] == "data.pkl"]
        if len(names) != 1:
            raise LoaderError("not a torch archive: there is no data.pkl", str(path), FETCH_AGAIN)
        with archive.open(names[0]) as content:
            return _Torch(_limited(content, path)).load()


def _streamed(file: IO[bytes], path: Path) -> Any:
    limited = _limited(file, path)
    if _Torch(limited).load() != _TORCH_MAGIC:
        raise LoaderError("not a torch archive", str(path), FETCH_AGAIN)
    _Torch(limited).load()  # the version of the protocol
    _Torch(limited).load()  # the machine that wrote it
    return _Torch(limited).load()


def _limited(file: IO[bytes], path: Path) -> Any:
    return Limited(file, max(_SMALL, _RATIO * path.stat().st_size))


@contextmanager
def _trusted(path: Path, kind: str = "a pickle") -> Iterator[None]:
    try:
        with intact(path):
            yield
    except pickle.UnpicklingError as error:
        raise LoaderError(f"refused to unpickle: {error}", str(path), _REMEDY) from error
    except LoaderError:
        raise
    except MemoryError as error:
        raise LoaderError("there is not enough memory for what it asks for", str(path), _REMEDY) from error
    except _DAMAGED as error:
        raise LoaderError(f"not {kind} of plain values: {described(error)}", str(path), _REMEDY) from error


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
