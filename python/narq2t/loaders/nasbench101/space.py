"""The enumerated cells of NAS-Bench-101: the file that Java writes and that numbers the rows of a table.

safetensors, S rows in the order of the hashes: `hash` uint8 (S, 16), `cell` int32 (S) as `cells.unpack` takes it,
`parameters` int64 (S); `__metadata__`: format narq2t-space, version 1, space nasbench101. S is 423,624, or less for a
space of small cells only.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open

from ..errors import FETCH_AGAIN, LoaderError
from ..table import NASBENCH101
from . import cells
from .cells import Cell, InvalidCellError

SIZE = 423_624
"""Number of cells of the whole space."""

_FORMAT = {"format": "narq2t-space", "version": "1", "space": NASBENCH101.name}
_ENUMERATE = "Run ./narq2t space enumerate --space nb101, which writes it."
_ENUMERATE_AGAIN = "Delete it and run ./narq2t space enumerate --space nb101, which writes it again."
_PROBES = 16


class CellSpace:
    """The cells by their hashes. `size`: S; `parameters`: (S,) trainable parameters of the networks."""

    def __init__(self, hashes: npt.NDArray[np.uint8], parameters: npt.NDArray[np.int64]) -> None:
        self.size = len(hashes)
        self.parameters = parameters
        raw = hashes.tobytes()
        width = hashes.shape[1]
        self._indices = {raw[width * index : width * (index + 1)]: index for index in range(self.size)}

    @staticmethod
    def read(path: Path | str | None) -> CellSpace:
        """Reads a space file and hashes some of its cells again; LoaderError if it is none or wrong."""
        if path is None:
            raise LoaderError("no space file given, which says what row a cell has", "space", _ENUMERATE)
        if not Path(path).is_file():
            raise LoaderError("there is no space file", str(path), _ENUMERATE)
        try:
            with safe_open(path, framework="numpy") as file:
                metadata = file.metadata() or {}
                hashes, packed, parameters = (file.get_tensor(name) for name in ("hash", "cell", "parameters"))
        except (OSError, SafetensorError) as error:
            raise LoaderError(f"no readable space file: {error}", str(path), _ENUMERATE_AGAIN) from error
        found = {name: metadata.get(name) for name in _FORMAT}
        if found != _FORMAT:
            raise LoaderError(f"{found} instead of {_FORMAT}", str(path), _ENUMERATE_AGAIN)
        shapes = [(tensor.dtype.name, tensor.shape) for tensor in (hashes, packed, parameters)]
        size = len(hashes)
        if not size or shapes != [("uint8", (size, 16)), ("int32", (size,)), ("int64", (size,))]:
            raise LoaderError(f"hash, cell and parameters are {shapes}", str(path), _ENUMERATE_AGAIN)
        space = CellSpace(hashes, parameters)
        if len(space._indices) != size or list(space._indices) != sorted(space._indices):
            raise LoaderError("the hashes are not in ascending order", str(path), _ENUMERATE_AGAIN)
        for index in range(0, size, max(1, size // _PROBES)):
            if _hash(int(packed[index])) != hashes[index].tobytes().hex():
                raise LoaderError(f"cell {index} has another hash", str(path), _ENUMERATE_AGAIN)
        return space

    def index(self, module_hash: str, where: str) -> int:
        """The row of a hash; LoaderError if it is none of the space."""
        try:
            return self._indices[bytes.fromhex(module_hash)]
        except ValueError:
            what = f"{module_hash!r} is not a module hash: 32 hexadecimal digits"
        except KeyError:
            what = f"none of the {self.size:,} cells of the space has the hash {module_hash!r}"
        raise LoaderError(what, where, FETCH_AGAIN)

    def index_of(self, cell: Cell, module_hash: str, where: str) -> int:
        """The row of a cell; LoaderError unless the hash that its source gives is its own and in the space."""
        own = cell.module_hash()
        if own != module_hash:
            raise LoaderError(f"the cell has the hash {own}, not {module_hash!r}", where, FETCH_AGAIN)
        return self.index(own, where)

    def check_parameters(self, index: int, found: object, where: str) -> None:
        """LoaderError unless a source counts as many trainable parameters as the space file."""
        if found != self.parameters[index]:
            what = f"{found!r} trainable parameters, but the cell's network has {self.parameters[index]}"
            raise LoaderError(what, where, FETCH_AGAIN)


def _hash(packed: int) -> str | None:
    try:
        return cells.unpack(packed).module_hash()
    except InvalidCellError:
        return None
