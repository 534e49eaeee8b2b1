"""A network as one Python file that needs torch and nothing of this project."""

from __future__ import annotations

import ast
import inspect
from types import ModuleType

from .config import NetworkConfig

_HEADER = '''\
"""An image classifier built of one cell of {space}, repeated: plain PyTorch, no other package is needed.

Cell: {cell}
Images: (n, {c}, {r}, {r}) float32, normalised; logits: (n, {classes}).

    network = build()
    network.load_state_dict(safetensors.torch.load_file("weights.safetensors"))
    network.eval()
"""
'''

_BUILD = '''\
def build() -> Network:
    """The network, with new weights."""
    return Network(Cell, {arguments})
'''


def network_source(plain: ModuleType, cell_class: str, space: str, cell: str, config: NetworkConfig) -> str:
    """The file: what `plain` holds after its docstring, the cell spelt out, and a function `build`."""
    text = inspect.getsource(plain)
    docstring = ast.parse(text).body[0]
    rest = "\n".join(text.splitlines()[docstring.end_lineno :]).strip("\n")
    header = _HEADER.format(
        space=space, cell=cell, c=config.image_channels, r=config.resolution, classes=config.classes
    )
    build = _BUILD.format(arguments=", ".join(f"{name}={value}" for name, value in config.arguments().items()))
    return "\n\n\n".join([f"{header}\n{rest}", cell_class.strip("\n"), build])
