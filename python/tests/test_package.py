"""What `pip install ./python` installs."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

from setuptools import find_packages

PYTHON = Path(__file__).parents[1]
PROJECT = tomllib.loads((PYTHON / "pyproject.toml").read_text())
MODULES = {"PIL": "pillow", "google_crc32c": "google-crc32c", "google": "protobuf", "sklearn": "scikit-learn"} | {
    "nas_201_api": "nas-bench-201",
    "nats_bench": "nats-bench",
}
"""Modules that are not called as their distributions."""

OPTIONAL = {"_jep", "tensorflow", "nasbench", "ray"}
"""There inside Java, on the nodes of a cluster, or where a user has installed them."""


def test_every_module_is_in_a_package_that_is_installed() -> None:
    installed = find_packages(str(PYTHON), include=PROJECT["tool"]["setuptools"]["packages"]["find"]["include"])
    folders = {path.parent.relative_to(PYTHON).as_posix().replace("/", ".") for path in PYTHON.glob("narq2t/**/*.py")}
    assert folders == set(installed)
    assert (PYTHON / "narq2t/py.typed").exists()


def test_every_package_that_is_imported_is_declared() -> None:
    extras = PROJECT["project"]["optional-dependencies"].values()
    declared = {*PROJECT["project"]["dependencies"], *(name for extra in extras for name in extra)}
    locked = set(re.findall(r"^([a-z0-9-]+)==", (PYTHON / "requirements.lock").read_text(), flags=re.MULTILINE))
    imported = {name for path in PYTHON.glob("narq2t/**/*.py") for name in _imports(path)}
    assert {MODULES.get(name, name) for name in imported} <= declared
    assert declared <= locked


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    return names - sys.stdlib_module_names - OPTIONAL - {"narq2t"}
