"""A Python in which this project is not installed, and packages are absent that are."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

# Forbids a package, whether it is installed or not: an environment that has only what is named can be tested anywhere.
WITHOUT = """\
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {forbidden}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
"""


def run(script: str, *arguments: Any, forbidden: set[str]) -> subprocess.CompletedProcess[str]:
    """A Python that finds neither this project nor the forbidden packages."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(  # noqa: S603  this interpreter, and scripts of this file
        [sys.executable, "-I", "-c", WITHOUT.format(forbidden=sorted(forbidden)) + script, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
