"""The idx files of MNIST, Fashion-MNIST and their like: bytes behind a header of big-endian numbers."""

from __future__ import annotations

import gzip
import math
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .errors import UnusableImages

Bytes = npt.NDArray[np.uint8]

_PARTS = {"train": "train", "t10k": "test", "test": "test"}
_UNSIGNED_BYTES = 8  # the code of the type in the header


def read_idx(root: Path) -> tuple[tuple[str, ...], list[tuple[str, Path, object, object]]]:
    """Classes, and for each part its name, its file, images (n, h, w) and labels (n,). UnusableImages if damaged."""
    parts: list[tuple[str, Path, object, object]] = []
    most = 0
    for path in sorted(root.glob("*-images-idx3-ubyte*")):
        stem = path.name.split("-images-")[0]
        if stem not in _PARTS:
            raise UnusableImages(f"{path} is not named train-, t10k- or test-images-idx3-ubyte. Rename it.")
        beside = sorted(root.glob(f"{stem}-labels-idx1-ubyte*"))
        if not beside:
            raise UnusableImages(f"{path} has no labels beside it. Add {stem}-labels-idx1-ubyte.")
        images, labels = _array(path, 3), _array(beside[0], 1)
        if len(images) != len(labels) or not len(images):
            raise UnusableImages(f"{path} has {len(images)} images, {beside[0].name} {len(labels)} labels.")
        most = max(most, int(labels.max()))
        parts.append((_PARTS[stem], path, images, labels))
    if "train" not in [part for part, *_ in parts]:
        raise UnusableImages(f"{root} has no train-images-idx3-ubyte.")
    return tuple(str(number) for number in range(most + 1)), parts


def _array(path: Path, dimensions: int) -> Bytes:
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (EOFError, OSError, zlib.error) as error:
        raise UnusableImages(f"{path} cannot be read: {error}.") from error
    start = 4 + 4 * dimensions
    if content[:4] != bytes((0, 0, _UNSIGNED_BYTES, dimensions)) or len(content) < start:
        raise UnusableImages(f"{path} is not an idx file of bytes in {dimensions} dimensions.")
    shape = tuple(int.from_bytes(content[at : at + 4], "big") for at in range(4, start, 4))
    if len(content) - start != math.prod(shape):
        raise UnusableImages(f"{path} has {len(content) - start} bytes where its header says {shape}.")
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)
