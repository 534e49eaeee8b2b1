"""The bill of materials names every locked package with its licence."""

from __future__ import annotations

import importlib.util
import re
from importlib.metadata import distributions
from pathlib import Path

PYTHON = Path(__file__).parents[1]
_SPEC = importlib.util.spec_from_file_location("sbom", PYTHON / "bench/sbom.py")
assert _SPEC is not None and _SPEC.loader is not None
sbom = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(sbom)

LOCK = """
numpy==2.4.1 \\
    --hash=sha256:{0} \\
    --hash=sha256:{1}
    # via torch
pure==1.0 \\
    --hash=sha256:{1}
""".format("a" * 64, "b" * 64)


def test_every_locked_package_is_a_component() -> None:
    numpy, pure = sbom.bill(LOCK)["components"]
    assert numpy["purl"] == "pkg:pypi/numpy@2.4.1"
    assert "BSD" in numpy["licenses"][0]["license"]["name"]
    assert "hashes" not in numpy  # which of its files is installed, the lock does not say
    assert pure["hashes"] == [{"alg": "SHA-256", "content": "b" * 64}]
    assert "licenses" not in pure


def test_the_licence_of_every_installed_package_is_known_and_lets_it_be_used_beside_this_one() -> None:
    lock = (PYTHON / "requirements.lock").read_text()
    there = {re.sub(r"[-_.]+", "-", one.name).lower() for one in distributions()}
    licences = {name: sbom.licence(name) for name, *_ in sbom.locked(lock) if name in there}
    assert len(licences) > 50
    assert {name for name, licence in licences.items() if not licence} <= {"cuda-toolkit"}  # NVIDIA's, empty
    copyleft = [name for name, licence in licences.items() if "GPL" in licence or "GNU" in licence]
    assert copyleft == []


def test_the_projects_own_lock_is_read_whole() -> None:
    lock = (PYTHON / "requirements.lock").read_text()
    assert len(sbom.bill(lock)["components"]) == sum("==" in line for line in lock.splitlines() if line[:1].strip("#"))
