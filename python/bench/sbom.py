"""The bill of materials of Python's packages, CycloneDX 1.5 as JSON, from the lock and what is installed.

python sbom.py requirements.lock sbom.json
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any


def locked(lock: str) -> list[tuple[str, str, list[str]]]:
    """(name, version, SHA-256 of each file) of every package of a lock with hashes, in its order."""
    joined = lock.replace("\\\n", " ")
    packages = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)(.*)$", joined, flags=re.MULTILINE)
    return [(name, version, re.findall(r"sha256:([0-9a-f]{64})", rest)) for name, version, rest in packages]


def licence(name: str) -> str:
    """What an installed package says of its licence; empty if it is not installed, or says nothing."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    classifiers = [
        line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or [] if line.startswith("License")
    ]
    return said.get("License-Expression") or ", ".join(classifiers) or (said.get("License") or "").partition("\n")[0]


def component(name: str, version: str, hashes: list[str]) -> dict[str, Any]:
    """A package as CycloneDX has it. A lock pins all files of a version, of which one is installed."""
    described: dict[str, Any] = {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
    }
    if known := licence(name):
        described["licenses"] = [{"license": {"name": known}}]
    if len(hashes) == 1:
        described["hashes"] = [{"alg": "SHA-256", "content": hashes[0]}]
    return described


def bill(lock: str) -> dict[str, Any]:
    """All packages of a lock."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, lock)}",
        "version": 1,
        "components": [component(*package) for package in locked(lock)],
    }


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill(source.read_text()), indent=1) + "\n")
    print(f"{target}: {len(bill(source.read_text())['components'])} packages")
