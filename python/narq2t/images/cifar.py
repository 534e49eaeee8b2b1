"""CIFAR-10 and CIFAR-100 as their authors publish them: pickles of Python 2, read without running them."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from narq2t.loaders.unpickling import Limited, RestrictedUnpickler

from .errors import UnusableImages

_SIDE = 32


class _Bytes:
    """What stands for a numpy array or dtype: the state that the file gives it, and nothing else."""

    def __init__(self) -> None:
        self.state: tuple[Any, ...] = ()

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.state = state


class _MakeBytes:
    """Callable without attributes, so that a pickle cannot change it for the next one."""

    __slots__ = ()

    def __call__(self, *_: object) -> _Bytes:
        return _Bytes()


_ARRAYS = ("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"), ("numpy", "ndarray")


class _BatchUnpickler(RestrictedUnpickler):
    """Knows arrays of bytes beside plain values."""

    def find_class(self, module: str, name: str) -> Any:
        """What stands for a name of the file."""
        if (module, name) in _ARRAYS or (module, name) == ("numpy", "dtype"):
            return _MakeBytes()
        return super().find_class(module, name)


def read_cifar(root: Path) -> tuple[tuple[str, ...], list[tuple[str, Path, object, object]]]:
    """Classes, and for each part its name, file, images (n, 32, 32, 3) and labels (n,). UnusableImages if damaged."""
    ten = (root / "data_batch_1").is_file()
    meta, test = (root / "batches.meta", root / "test_batch") if ten else (root / "meta", root / "test")
    batches = sorted(root.glob("data_batch_*")) if ten else [root / "train"]
    names = _load(meta).get(b"label_names" if ten else b"fine_label_names")
    if not isinstance(names, list) or len(names) < 2:
        raise UnusableImages(f"{meta} has no names of classes.")
    classes = tuple(name.decode("ascii", "replace") for name in names)
    parts: list[tuple[str, Path, object, object]] = []
    for path, part in [*((batch, "train") for batch in batches), (test, "test")]:
        if not path.is_file():
            continue
        batch = _load(path)
        labels = batch.get(b"labels" if ten else b"fine_labels")
        images = _images(batch.get(b"data"), path)
        if not isinstance(labels, list) or len(labels) != len(images):
            raise UnusableImages(f"{path} has {len(images)} images but not as many labels.")
        if not all(isinstance(label, int) and 0 <= label < len(classes) for label in labels):
            raise UnusableImages(f"{path} has a label outside the {len(classes)} classes.")
        parts.append((part, path, images, labels))
    return classes, parts


def _load(path: Path) -> dict[bytes, Any]:
    try:
        with path.open("rb") as file:
            found = _BatchUnpickler(Limited(file, path.stat().st_size), encoding="bytes").load()
    except (OSError, EOFError, pickle.UnpicklingError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise UnusableImages(f"{path} is not a batch of CIFAR: {error!r}. Fetch the python version again.") from error
    if not isinstance(found, dict):
        raise UnusableImages(f"{path} is not a batch of CIFAR. Fetch the python version again.")
    return found


def _images(array: object, path: Path) -> npt.NDArray[np.uint8]:
    """Rows of 3,072 bytes, red before green before blue, as images."""
    state = array.state if isinstance(array, _Bytes) else ()
    if len(state) == 5 and isinstance(state[4], bytes) and len(state[4]) % (3 * _SIDE**2) == 0 and not state[3]:
        rows = np.frombuffer(state[4], np.uint8).reshape(-1, 3, _SIDE, _SIDE)
        if state[1] == (len(rows), 3 * _SIDE**2):
            return np.ascontiguousarray(rows.transpose(0, 2, 3, 1))
    raise UnusableImages(f"{path} has no images of 32 x 32 pixels. Fetch the python version again.")
