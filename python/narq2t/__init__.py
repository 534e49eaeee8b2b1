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

# How torch's OpenMP threads wait for each other, thousands of times a second. By default they spin for long, which
# makes training many times slower beside any other busy process; asleep at once, they need a fifth more time on an idle
# machine. So they spin for some microseconds, then sleep (docs/adr/0034-waiting-and-multiplying.md). GOMP_SPINCOUNT is
# GNU's and stands above the policy, which other OpenMPs read. Both must be set before torch is first imported.
if "OMP_WAIT_POLICY" not in os.environ:
    os.environ.setdefault("GOMP_SPINCOUNT", "3000")
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"


def load(folder: str | Path) -> Run:
    """The finished run in a folder, see narq2t.runs. Raises Refused if there is none, or it has no ranker."""
    from narq2t.runs import load as opened  # torch is loaded when it is needed

    return opened(folder)
