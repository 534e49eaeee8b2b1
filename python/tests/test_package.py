"""What `pip install ./python` installs."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
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


def test_what_pip_installs_is_whole_and_can_be_imported(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(PYTHON, source, ignore=shutil.ignore_patterns("tests", "bench", "compare", "__pycache__", ".*"))
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "-w", str(tmp_path), str(source)], check=True)  # noqa: S603
    (wheel,) = tmp_path.glob("narq2t-*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)

    assert {path.name for path in installed.glob("narq2t-*.dist-info/licenses/*")} == {"LICENSE"}
    assert (installed / "narq2t/py.typed").exists()
    program = "import narq2t; print(narq2t.__file__, callable(narq2t.load))"
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert told == [str(installed / "narq2t/__init__.py"), "True"]


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
