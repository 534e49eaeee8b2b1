"""The file of a training's state: one safetensors file, its JSON in the header, written whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from narq2t.errors import Refused

Json = dict[str, Any]
METADATA = "narq2t"  # the key under which the JSON stands in the header
FORMAT = 1
_REMEDY = "Restore it from a copy, or do the run again."


class UnusableState(Refused):
    """A saved state that is damaged, or belongs to another configuration; the trainer is as it was before."""


def write_state(path: Path, tensors: dict[str, Tensor], described: Json) -> None:
    """Writes a state: all of it is there, or the file that was there before.

    Raises OSError naming the file, for example if the disk is full.
    """
    temporary = path.with_name(path.name + ".tmp")
    try:
        save_file(tensors, temporary, metadata={METADATA: json.dumps({"format": FORMAT} | described)})
        sync(temporary)
        temporary.replace(path)
        sync(path.parent)  # the rename itself
    except (SafetensorError, OSError) as error:
        raise OSError(f"{path} was not written: {error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def read_state(path: Path) -> tuple[dict[str, Tensor], Json]:
    """The tensors and the JSON of a file that `write_state` wrote. Raises UnusableState naming the file."""
    try:
        with safe_open(path, framework="pt") as file:
            described = json.loads((file.metadata() or {})[METADATA])
            if described["format"] != FORMAT:
                raise UnusableState(f"{path}: format {described['format']} is not one this version reads ({FORMAT})")
            # Copies: a tensor of `file` is the file itself, and would change or end the process with it.
            return {name: file.get_tensor(name).clone() for name in file.keys()}, described  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise UnusableState(f"{path} is missing, cut or damaged: {error}. {_REMEDY}") from error
    except UnusableState:
        raise
    except (LookupError, RecursionError, TypeError, ValueError) as error:
        raise UnusableState(f"{path}: not a state of this program. {_REMEDY}") from error


def sync(path: Path) -> None:
    """Waits until the file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
