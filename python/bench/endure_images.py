"""Kills a search on own images at each stage of it, resumes it, and compares what it observed with one left alone.

    python python/bench/endure_images.py

The images are scikit-learn's digits. A process is ended by SIGKILL while it measures latencies, in two trainings of the
search, in a final training, and when it is about to test; after each it goes on, and the last one is left to finish.
Every observation must then be equal but for its seconds, no training may have been done twice, and each kill must hit
its stage. Exits with 1 otherwise.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from endure import HOME, Installation
from safetensors import SafetensorError, safe_open

FINAL_EPOCHS = 6
SEARCH = (
    *("--budget", "8", "--epochs", "3", "--final-epochs", str(FINAL_EPOCHS), "--finals", "2"),
    *("--channels", "8", "--cells", "1", "--max-latency", "1ms", "--set", "strategy.initial=4"),
)


class ImageSearch(Installation):
    """The search, with data and runs of its own."""

    def __init__(self, folder: Path, images: Path) -> None:
        super().__init__(folder, [])
        self.environment["NARQ2T_DATA"] = str(folder / "data")
        (folder / "data").mkdir(parents=True)
        self.images = images

    def begin(self) -> subprocess.Popen[str]:
        """The search for the first time, or what is left of it."""
        if list(self.runs.glob("*/configuration.yaml")):
            return self.start("runs", "resume", "1")
        return self.start("search", "--data", str(self.images), *SEARCH)

    def trained(self) -> int:
        """How many trainings are in the store."""
        return self._lines("trained/*.jsonl")

    def measured(self) -> int:
        """How many latencies are known."""
        return self._lines("trained/latency-*.csv")

    def _lines(self, files: str) -> int:
        return sum(len(file.read_text().splitlines()) for file in (self.runs.parent / "data").glob(files))

    def epochs(self) -> int:
        """How many epochs are in checkpoints of the search and in networks of final trainings."""
        files = [*self.runs.glob("*/checkpoint/training-*.safetensors"), *self.runs.glob("*/networks/*.safetensors")]
        return sum(curve_length(file) for file in files)

    def has(self, purpose: str) -> bool:
        """Whether a round of a purpose has begun."""
        return any(f'"{purpose}"' in file.read_text() for file in self.runs.glob("*/checkpoint/log.jsonl"))

    def observations(self) -> list[Any]:
        """All observations of the one run, without their seconds."""
        (folder,) = self.runs.glob("*/")
        rounds = json.loads((folder / "result.json").read_text())["rounds"]
        return [{**seen, "seconds": None} for one in rounds for seen in one["observations"]]


def curve_length(file: Path) -> int:
    """The epochs of a state; 0 if it is being replaced."""
    try:
        with safe_open(file, framework="numpy") as state:
            return len(json.loads(next(iter(state.metadata().values())))["curve"])
    except (OSError, SafetensorError):
        return 0


STAGES: dict[str, Callable[[ImageSearch], bool]] = {
    "while it measures latencies": lambda search: search.measured() >= 12,
    "in the third training": lambda search: search.trained() == 2 and search.epochs() > 0,
    "in a later training": lambda search: search.trained() >= 5 and search.epochs() > 0,
    "in a final training": lambda search: search.has("FINAL") and search.epochs() % FINAL_EPOCHS >= 2,
    "when it tests": lambda search: search.has("REPORT"),
}


def main() -> int:
    """Does both searches; 1 if they differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--seed", type=int, default=1, help="of the moments within a stage (default: %(default)s)")
    options = parser.parse_args()
    moments = random.Random(options.seed)  # noqa: S311
    sys.path.insert(0, str(HOME / "python"))
    from tests.training.images import write_digits

    missed = 0
    with tempfile.TemporaryDirectory(prefix="narq2t-endure-images-") as name:
        images = write_digits(Path(name) / "digits")
        alone = ImageSearch(Path(name) / "alone", images)
        output, _ = (process := alone.begin()).communicate(timeout=1800)
        if process.returncode != 0:
            print(output)
            return 1
        killed = ImageSearch(Path(name) / "killed", images)
        for stage, reached in STAGES.items():
            process, start = killed.begin(), time.monotonic()
            while process.poll() is None and not reached(killed):
                time.sleep(0.02)
            time.sleep(moments.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            ended = process.wait(60) == -signal.SIGKILL
            print(
                f"{'SIGKILL' if ended else 'TOO LATE'} {stage}, {time.monotonic() - start:.0f} s after its start: "
                f"{killed.measured()} latencies, {killed.trained()} trainings and {killed.epochs()} epochs kept",
                flush=True,
            )
            missed += not ended
        output, _ = (process := killed.begin()).communicate(timeout=1800)
        same = process.returncode == 0 and killed.observations() == alone.observations()
        once = killed.trained() == alone.trained()
        print(
            f"{len(alone.observations())} observations: {'identical' if same else 'DIFFERENT'}; "
            f"{killed.trained()} trainings of the search, {'none' if once else 'SOME'} done twice"
        )
        if not same:
            print(output)
    return 0 if same and once and not missed else 1


if __name__ == "__main__":
    sys.exit(main())
