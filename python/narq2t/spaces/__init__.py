"""What Python knows of each search space: its tables, its networks, and what a predictor sees of an architecture.

    space = spaces.named("nb201")
    network = space.build("|nor_conv_3x3~0|+|...", space.benchmark)         # 10 classes of 32 x 32 colour images
    network = space.build("|nor_conv_3x3~0|+|...", NetworkConfig(classes=5, image_channels=1, resolution=28))

A further space is a folder here, named as the space, with a `SearchSpace` called `SPACE`; and a line in `_FOLDERS`.
"""

from __future__ import annotations

from importlib import import_module

from narq2t.errors import Refused

from .config import NetworkConfig
from .space import SearchSpace

_FOLDERS = {"nb201": "nasbench201", "nb101": "nasbench101"}
"""The folder, which is called as the space, by the space's short name."""


def names() -> tuple[str, ...]:
    """The full names of the spaces."""
    return tuple(_FOLDERS.values())


def named(name: str) -> SearchSpace:
    """The space of a name, short (nb201) or full (nasbench201). Refused naming the allowed ones."""
    for short, folder in _FOLDERS.items():
        if name in (short, folder):
            space: SearchSpace = import_module(f"{__name__}.{folder}").SPACE  # which imports the tables, and they this
            return space
    raise Refused(f"{name!r} is no space that is known here; allowed: {', '.join(_FOLDERS)}")


__all__ = ["NetworkConfig", "SearchSpace", "named", "names"]
