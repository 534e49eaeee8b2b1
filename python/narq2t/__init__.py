"""The Python side of narq2t: the NARQ2T model (Sec. III of the paper) and the official benchmark loaders.

run = narq2t.load("runs/...")     # a finished run's folder
run.score(architectures), run.tiers(architectures)
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narq2t.runs import Run

# torch's OpenMP threads spin while they wait; beside any other busy process that makes training ten times slower.
# It must be set before torch is first imported.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def load(folder: str | Path) -> Run:
    """The finished run in a folder, see narq2t.runs. Raises Refused if there is none, or it has no ranker."""
    from narq2t.runs import load as opened  # torch is loaded when it is needed

    return opened(folder)
