"""A repository of the authors, as the user checked it out: which one is it, and how its modules are imported."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
import types
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch

from compare.release import NAR, RELEASES, Release
from narq2t.errors import Refused

MODULES = ("architecture", "dataset", "process", "ranker", "sampler", "utils")


class WrongCheckout(Refused):
    """The folder is not a checkout of the authors' repository on the right branch."""


@dataclass(frozen=True)
class Checkout:
    """A folder that was looked at, and the commit it stands at; "" where git does not say."""

    folder: Path
    commit: str
    release: Release

    def configuration(self, dataset: str, seed: int) -> SimpleNamespace:
        """Their config201.yml for a data set and a seed."""
        config = read_config(self.folder / "config" / "config201.yml")
        config.network_type, config.seed = dataset, seed
        return config


def look_at(folder: Path) -> Checkout:
    """Raises WrongCheckout with what to do."""
    get = " or ".join(f"{release.clone} ({release.method})" for release in RELEASES)
    if not folder.is_dir():
        raise WrongCheckout(f"there is no folder {folder}. To get the authors' code: {get}")
    absent = [name for name in MODULES if not (folder / name).is_dir()]
    if absent:
        raise WrongCheckout(
            f"{folder} is not a checkout of the authors' code: it has no folder {', '.join(absent)}. To get it: {get}"
        )
    found = next((release for release in RELEASES if release.is_in(folder)), None)
    if found is None:
        raise WrongCheckout(
            f"{folder} is another branch of the authors' code: it has neither "
            f"{' nor '.join(release.script for release in RELEASES)}. "
            f"The query-to-tier code is on the branch q2l_version: git -C {folder} switch q2l_version"
        )
    return Checkout(folder.resolve(), _commit(folder), found)


def _commit(folder: Path) -> str:
    if not (folder / ".git").exists():  # a folder without git inside another repository would say that one's commit
        return ""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), "rev-parse", "HEAD"],  # noqa: S607  the git that the user has
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def read_config(file: Path) -> SimpleNamespace:
    """Their configuration: names and plain values, at most two levels. (PyYAML is no dependency of this project.)"""
    top = section = SimpleNamespace()
    for line in file.read_text(encoding="utf-8").splitlines():
        name, colon, value = line.split(" #")[0].rstrip().partition(":")
        if not colon or name.lstrip().startswith("#"):
            continue
        owner = section if name.startswith(" ") else top
        if value.strip():
            setattr(owner, name.strip(), ast.literal_eval(value.strip()))
        else:
            section = SimpleNamespace()
            setattr(top, name.strip(), section)
    return top


class Modules:
    """Their modules, by the names they have there. One checkout per process: the names are top-level ones."""

    def __init__(self, checkout: Checkout) -> None:
        for name in MODULES:
            loaded = sys.modules.get(name)
            if loaded is not None and Path(next(iter(loaded.__path__))).parent != checkout.folder:
                raise RuntimeError(f"a module '{name}' of something else is loaded already")
        if str(checkout.folder) not in sys.path:
            sys.path.insert(0, str(checkout.folder))
        if not torch.cuda.is_available():
            _let_cuda_be()
        self.release = checkout.release

    def __getattr__(self, name: str) -> Any:
        return importlib.import_module(name)

    def module(self, name: str) -> Any:
        """One of their modules, for example ``sampler.prob_calculate``."""
        return importlib.import_module(name)


def _let_cuda_be() -> None:
    """Their code is written for a GPU. Without one, moving something there leaves it where it is."""

    def stay(value: Any, *_: Any, **__: Any) -> Any:
        return value

    torch.Tensor.cuda = stay  # type: ignore[method-assign,assignment]
    torch.nn.Module.cuda = stay  # type: ignore[method-assign,assignment]


def records(checkout: Checkout) -> list[dict[str, Any]]:
    """Their example architectures: literals at the end of architecture/arch_encode_201.py, or a file of NAR's data."""
    example = checkout.folder / "data" / "nasbench201_vertice_example.json"
    if checkout.release is NAR and example.is_file():
        return list(json.loads(example.read_text(encoding="utf-8")).values())
    tree = ast.parse((checkout.folder / "architecture" / "arch_encode_201.py").read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                continue
            if isinstance(value, dict) and "arch_str" in value:
                found.append(value)
    return found


class NoWriter:
    """Stands for TensorBoard's SummaryWriter."""

    def add_scalar(self, *_: Any) -> None: ...

    def add_scalars(self, *_: Any) -> None: ...


def quiet() -> Any:
    """Stands for their logger."""
    return types.SimpleNamespace(info=lambda *_: None)
