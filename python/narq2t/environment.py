"""Says what this Python has, as one JSON object on standard output.

Java runs it with the chosen interpreter (``python -I environment.py``) before it loads any native library, so it
uses the standard library only and imports nothing that it reports on: ``import jep`` fails outside a JVM.
"""

import json
import platform
import sys
from importlib import metadata, util
from pathlib import Path

PACKAGES = ("numpy", "torch", "safetensors", "jep", "nats-bench", "nas-bench-201", "scikit-learn")


def installed_versions() -> dict[str, str]:
    """Versions of those packages that are installed."""
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return versions


def find_libjep() -> str | None:
    """Path of JEP's native library, or None."""
    spec = util.find_spec("jep")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    names = ("libjep.so", "libjep.jnilib", "jep.dll")
    return next((str(folder / name) for name in names if (folder / name).is_file()), None)


if __name__ == "__main__":
    print(
        json.dumps(
            {
                "executable": sys.executable,
                "prefix": sys.prefix,
                "version": platform.python_version(),
                "packages": installed_versions(),
                "libjep": find_libjep(),
            }
        )
    )
