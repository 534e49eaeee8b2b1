"""Kills small runs at random moments, resumes them, and compares what they found with a run that was left alone.

    python python/bench/endure.py --kills 20 --terms 10

Each trial starts ``narq2t run`` in a folder of its own, ends its process (SIGKILL, or SIGTERM that must be obeyed
within 10 seconds), and goes on with ``narq2t runs resume`` until the run is finished. The model, the predictions, the
candidates, and everything in ``result.json`` but what the clock says must then be equal to the last bit. The moments
are drawn from a fixed seed, uniformly over the time that the undisturbed run takes from its first record to its end.
Exits with 1 if any trial differs.
"""

import argparse
import hashlib
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[2]
CONFIGURATION = "configs/examples/smoke.yaml"
CLOCKS = {"stages", "bridge", "seconds"}  # what may differ: how long something took
SIGTERM_SECONDS = 10


class Installation:
    """The narq2t command with a record of runs of its own."""

    def __init__(self, folder: Path, settings: list[str]) -> None:
        self.runs = folder / "runs"
        self.settings = settings
        self.environment = os.environ | {
            "NARQ2T_RUNS": str(self.runs),
            "NARQ2T_REPORTS": str(folder / "reports"),
            "NARQ2T_PYTHON_THREADS": "2",  # results depend on the number of threads, so all trials have the same
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A command, begun."""
        return subprocess.Popen(  # noqa: S603
            [str(HOME / "narq2t"), *arguments],
            cwd=HOME,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def start_run(self) -> subprocess.Popen[str]:
        """The small run, begun and recorded: its folder is there, or its process is over."""
        process = self.start("run", CONFIGURATION, *(part for pair in self.settings for part in ("--set", pair)))
        while process.poll() is None and not list(self.runs.glob("*/configuration.yaml")):
            time.sleep(0.01)
        return process

    def command(self, *arguments: str) -> str:
        """What a command prints. Raises RuntimeError with its output if it fails."""
        process = self.start(*arguments)
        output, _ = process.communicate(timeout=300)
        if process.returncode != 0:
            raise RuntimeError(f"narq2t {' '.join(arguments)} failed:\n{output}")
        return output

    def state(self) -> str:
        """The state of the one run."""
        listed = json.loads(self.command("runs", "list", "--json"))
        return str(listed[0]["state"])

    def found(self) -> dict[str, str]:
        """Digests of all that the one run found."""
        (folder,) = self.runs.glob("*/")
        if (folder / "checkpoint").exists():
            raise RuntimeError(f"{folder} still has a checkpoint")
        result = without_clocks(json.loads((folder / "result.json").read_text()))
        digests = {"result.json": digest(json.dumps(result, sort_keys=True).encode())}
        for name in ("model.safetensors", "predictions.csv", "candidates.csv"):
            digests[name] = digest((folder / name).read_bytes())
        return digests


def without_clocks(value: Any) -> Any:
    """The same JSON without what the clock says."""
    if isinstance(value, dict):
        return {key: without_clocks(item) for key, item in value.items() if key not in CLOCKS}
    return [without_clocks(item) for item in value] if isinstance(value, list) else value


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def trial(installation: Installation, moment: float, how: signal.Signals) -> tuple[str, float] | None:
    """Ends the run at a moment, in seconds after its first record, and resumes it.

    Returns its state in between, and how long the process took to end; None if the run was over before the moment.
    """
    process = installation.start_run()
    try:
        process.wait(moment)
        return None
    except subprocess.TimeoutExpired:
        process.send_signal(how)
    sent = time.monotonic()
    process.wait(60)
    took = time.monotonic() - sent
    state = installation.state()
    if state != "finished":
        installation.command("runs", "resume", "1")
    return state, took


def main() -> int:
    """Runs all trials; 1 if one differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--kills", type=int, default=20, help="trials with SIGKILL (default: %(default)s)")
    parser.add_argument("--terms", type=int, default=10, help="trials with SIGTERM (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: %(default)s)")
    parser.add_argument(
        "--set",
        action="append",
        dest="settings",
        metavar="KEY=VALUE",
        help="settings of the run over configs/examples/smoke.yaml",
    )
    options = parser.parse_args()
    settings = options.settings or ["training.epochs=10", "search.iterations=12", "evaluation.held_out=0"]
    moments = random.Random(options.seed)  # noqa: S311
    failures = 0
    with tempfile.TemporaryDirectory(prefix="narq2t-endure-") as name:
        alone = Installation(Path(name) / "alone", settings)
        process = alone.start_run()
        start = time.monotonic()
        output, _ = process.communicate(timeout=300)
        seconds = time.monotonic() - start
        if process.returncode != 0:
            print(output)
            return 1
        expected = alone.found()
        print(f"left alone: {seconds:.1f} s from the first record to the end")
        plan = [signal.SIGKILL] * options.kills + [signal.SIGTERM] * options.terms
        for number, how in enumerate(plan, start=1):
            for attempt in itertools.count():
                installation = Installation(Path(name) / f"{number}-{attempt}", settings)
                moment = moments.uniform(0, seconds)
                if ended := trial(installation, moment, how):
                    state, took = ended
                    break
                seconds = moment  # the machine is faster now than it was for the run that was left alone
            alike = installation.found() == expected
            in_time = how is signal.SIGKILL or took < SIGTERM_SECONDS
            failures += not (alike and in_time)
            print(
                f"{number:2} {how.name} after {moment:4.1f} s: {state}, gone in {took:.1f} s, resumed: "
                f"{'identical' if alike else 'DIFFERENT'}{'' if in_time else ', TOO SLOW'}",
                flush=True,
            )
        kinds = f"{options.kills} SIGKILL and {options.terms} SIGTERM"
        print(f"{len(plan) - failures} of {len(plan)} trials ({kinds}) ended identically")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
