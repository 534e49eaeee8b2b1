"""Runs a command and writes its peak memory in MiB, and its children's, into a file.

    python -S peak.py FILE COMMAND ...

A process starts with the peak of the one that started it, so a small one has to stand between.
"""

import resource
import subprocess
import sys
from pathlib import Path

status = subprocess.call(sys.argv[2:], stdin=subprocess.DEVNULL)  # noqa: S603  what it was asked for
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # bytes there, KiB here
Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit), encoding="utf-8")
sys.exit(status if status >= 0 else 128 - status)
