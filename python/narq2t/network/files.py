"""The files that a network can be written to, each by its suffix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn

from narq2t import spaces
from narq2t.errors import Refused
from narq2t.spaces import NetworkConfig, SearchSpace

from .onnx_file import write_onnx
from .preprocessing import Preprocessing


@dataclass(frozen=True)
class Built:
    """A network with weights, and all that a file of it says. Raises Refused if the parts do not fit together."""

    space: SearchSpace
    cell: str
    config: NetworkConfig
    network: nn.Module
    preprocessing: Preprocessing

    def __post_init__(self) -> None:
        self.preprocessing.check(self.config)

    def metadata(self) -> dict[str, str]:
        """What is written into the files."""
        return {"space": self.space.name, "architecture": self.cell, **self.preprocessing.metadata()}


def build(
    space: str,
    cell: str,
    config: NetworkConfig,
    *,
    weights: Path | None = None,
    preprocessing: Preprocessing | None = None,
    seed: int = 0,
) -> Built:
    """The network of a cell with the weights of a safetensors file, or with those that a seed draws.

    Raises Refused for what is no cell, and for weights of another network; torch's generator stays where it is.
    """
    chosen = spaces.named(space)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = chosen.build(cell, config)
    if weights is not None:
        try:
            network.load_state_dict(load_file(weights))
        except (SafetensorError, OSError) as error:
            raise Refused(f"{weights} cannot be read: {error}") from error
        except RuntimeError as error:
            raise Refused(f"{weights} has no weights of this network: {error}") from error
    return Built(chosen, cell, config, network, preprocessing or Preprocessing.plain(config))


def check_target(out: Path) -> None:
    """Refused unless a network can be written to a file of this name: for its suffix, or a folder that is not there."""
    if out.suffix not in _WRITERS:
        raise Refused(f"{out}: a network is written to a file that ends in {', '.join(_WRITERS)}")
    if not out.parent.is_dir():
        raise Refused(f"{out} cannot be written: there is no folder {out.parent}")
    if out.is_dir():
        raise Refused(f"{out} cannot be written: it is a folder")


def write(built: Built, out: Path) -> None:
    """Writes one file, its kind by its suffix, over one that is there. Refused if it cannot be written."""
    check_target(out)
    temporary = out.with_name(out.name + ".tmp")
    try:
        _WRITERS[out.suffix](built, temporary)
        temporary.replace(out)
    except OSError as error:
        raise Refused(f"{out} was not written: {error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def _source(built: Built, path: Path) -> None:
    path.write_text(built.space.source(built.cell, built.config), encoding="utf-8")


def _weights(built: Built, path: Path) -> None:
    save_file({name: tensor.contiguous() for name, tensor in _state(built).items()}, path, metadata=built.metadata())
    path.chmod(0o644)  # save_file makes it private; whoever reads the source may read the weights


def _torch_archive(built: Built, path: Path) -> None:
    torch.save(_state(built), path)  # tensors only: torch.load reads it with weights_only=True


def _onnx(built: Built, path: Path) -> None:
    write_onnx(path, built.network, built.config, built.metadata())


def _state(built: Built) -> dict[str, torch.Tensor]:
    return {name: tensor.detach().cpu() for name, tensor in built.network.state_dict().items()}


_WRITERS: dict[str, Callable[[Built, Path], None]] = {
    ".py": _source,
    ".safetensors": _weights,
    ".pt": _torch_archive,
    ".onnx": _onnx,
}
