"""Kills a search on own images again and again, resumes it, and compares what it observed with one that was left alone.

    python python/bench/endure_images.py --kills 5

The images are scikit-learn's digits. Each process is ended by SIGKILL up to four seconds after it ended a training; the
last one is left to finish. Every observation must then be equal but for its seconds, no training may have been done
twice. Exits with 1 otherwise.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from endure import HOME, Installation

SEARCH = (
    *("--budget", "8", "--epochs", "3", "--final-epochs", "6", "--finals", "2"),
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
        return sum(len(file.read_text().splitlines()) for file in self.runs.parent.glob("data/trained/*.jsonl"))

    def observations(self) -> list[Any]:
        """All observations of the one run, without their seconds."""
        (folder,) = self.runs.glob("*/")
        rounds = json.loads((folder / "result.json").read_text())["rounds"]
        return [{**seen, "seconds": None} for one in rounds for seen in one["observations"]]


def main() -> int:
    """Does both searches; 1 if they differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--kills", type=int, default=5, help="how often (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: %(default)s)")
    options = parser.parse_args()
    moments = random.Random(options.seed)  # noqa: S311
    sys.path.insert(0, str(HOME / "python"))
    from tests.training.images import write_digits

    with tempfile.TemporaryDirectory(prefix="narq2t-endure-images-") as name:
        images = write_digits(Path(name) / "digits")
        alone = ImageSearch(Path(name) / "alone", images)
        output, _ = (process := alone.begin()).communicate(timeout=900)
        if process.returncode != 0:
            print(output)
            return 1
        killed = ImageSearch(Path(name) / "killed", images)
        for number in range(options.kills):
            process, start = killed.begin(), time.monotonic()
            before = killed.trained()
            while process.poll() is None and killed.trained() == before:
                time.sleep(0.05)  # until a training has ended: the kill hits one of the next, or what is between them
            time.sleep(moments.uniform(0, 4))
            process.send_signal(signal.SIGKILL)
            process.wait(60)
            print(
                f"{number + 1} SIGKILL {time.monotonic() - start:.0f} s after its start: "
                f"{killed.trained() - before} trainings ended since, {killed.trained()} in all",
                flush=True,
            )
        output, _ = (process := killed.begin()).communicate(timeout=900)
        same = process.returncode == 0 and killed.observations() == alone.observations()
        once = killed.trained() == alone.trained()
        print(
            f"{len(alone.observations())} observations: {'identical' if same else 'DIFFERENT'}; "
            f"{killed.trained()} trainings of the search, {'none' if once else 'SOME'} done twice"
        )
        if not same:
            print(output)
    return 0 if same and once else 1


if __name__ == "__main__":
    sys.exit(main())
