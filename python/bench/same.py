"""Runs the same commands with two checkouts on this machine and compares what they find, to the last bit.

    python python/bench/same.py                          # commit f470727 against this tree, the small runs
    python python/bench/same.py --large                  # and three at the paper's sizes: some ten minutes more
    python python/bench/same.py --a ../other --only 101  # a built checkout, one kind of run

Sums of floats depend on the processor and on the number of threads, so a recorded result proves nothing on another
machine; two versions side by side do. Without ``--a`` the commit is checked out and built beside this tree by
``git worktree``, and removed in the end. Both use this tree's Python environment, the same tables and threads.

Compared, for every run, as far as both versions write it:

- ``runs list --json``: state, and every figure of the run but its seconds: Kendall's tau, tier accuracy, look-ups, the
  accuracies of both selection rules, those of random search; float64, exactly;
- ``candidates.csv`` of the run's folder: iteration, description, score, validation, test; in the order of the look-ups;
- ``predictions.csv``: the score of every architecture that the ranking was judged on, whose decimals are those of its
  float32 bits, and its tier; the architectures themselves where the table knows the whole space;
- ``metrics.csv``: losses, accuracies, learning rate and best epoch;
- ``runs export N --format json``: wherever in the file they stand, losses by epoch and the scores and accuracies of
  candidates as full-precision numbers, and the tier statistics of every kept batch.

What only one version writes is named and is no difference, but tau, the scores, the candidates and the tier statistics
must be in both. Exits with 1 if anything differs.
"""

import argparse
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[2]
SMOKE = "configs/examples/smoke.yaml"
SMOKE_101 = "configs/examples/smoke101.yaml"
CIFAR10 = "configs/nasbench201/cifar10.yaml"
# A case is a list of runs on one record, so a later one can use the ranker of an earlier one.
SMALL: dict[str, list[list[str]]] = {
    "as-released": [[SMOKE, "search.mode=uniform"], [SMOKE, "seed=2", "search.require_top=false"]],
    "as-printed": [[SMOKE, "preset=as-printed"]],
    "whole-space": [[SMOKE, "evaluation.held_out=0", "search.require_top=false"]],
    "without-tiers": [[SMOKE, "tiers=0", "search.mode=random"]],
    "ranker-again": [[SMOKE], [SMOKE, "search.mode=random", "--ranker", "1"]],
    "latency": [[SMOKE, "training.lambda_latency=7", "search.require_top=false"]],
    "limits": [[SMOKE, "search.limits.max_latency_ms=12", "search.limits.max_flops=90000000"]],
    "nasbench101": [[SMOKE_101, "search.require_top=false"], [SMOKE_101, "search.mode=random", "--ranker", "1"]],
    "nasbench101-as-printed": [[SMOKE_101, "preset=as-printed"]],
}
LARGE: dict[str, list[list[str]]] = {
    "large-cifar10": [[CIFAR10, "training.epochs=6", "search.iterations=10"]],
    "large-latency": [[CIFAR10, "training.epochs=2", "search.iterations=5", "training.lambda_latency=7"]],
    "large-nasbench101": [["configs/nasbench101/cifar10.yaml", "training.epochs=1"]],
}
NUMBERS = ("score", "validation", "test", "loss", "tier_loss", "ranking_loss", "latency_loss", "tier_accuracy")
STATISTICS = "result.json, tier statistics"
REQUIRED = ("figure tau_validation", "candidates.csv, score", "predictions.csv, score", STATISTICS)


@dataclass(frozen=True)
class Version:
    """A built checkout, and the settings that both versions share."""

    home: Path
    shared: dict[str, str]

    def command(self, runs: Path, *arguments: str) -> str:
        """What a command prints. Raises RuntimeError with its output if it fails."""
        own = {"NARQ2T_HOME": str(self.home), "NARQ2T_RUNS": str(runs), "NARQ2T_REPORTS": str(runs / "reports")}
        command = [str(self.home / "narq2t"), *arguments]
        environment = os.environ | self.shared | own
        done = subprocess.run(command, cwd=self.home, env=environment, capture_output=True, text=True)  # noqa: S603
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def found(self, case: list[list[str]], runs: Path) -> list[dict[str, list[str]]]:
        """What each run of a case found, by what it is called; every value in words."""
        for file, *words in case:
            more = words[words.index("--ranker") :] if "--ranker" in words else []
            settings = ["device=cpu", *words[: len(words) - len(more)]]
            self.command(runs, "run", file, *(word for pair in settings for word in ("--set", pair)), *more)
        listed = json.loads(self.command(runs, "runs", "list", "--json"))
        return [self.found_by(run, runs) for run in sorted(listed, key=lambda run: int(run["run"]))]

    def found_by(self, run: dict[str, Any], runs: Path) -> dict[str, list[str]]:
        """What one run found."""
        figures = {name: value for name, value in run["figures"].items() if name != "seconds"}
        found = {f"figure {name}": [repr(value)] for name, value in figures.items()} | {"state": [run["state"]]}
        folder = runs / run["name"]
        restricted = run["space"] == "nasbench101"  # its indices may be of the whole space, or of what the table knows
        for table in ("candidates", "predictions", "metrics"):
            found |= columns(folder / f"{table}.csv", restricted or table == "candidates")
        exported = runs / f"{run['run']}.json"
        self.command(runs, "runs", "export", str(run["run"]), "--format", "json", "--out", str(exported))
        result = json.loads(exported.read_text())
        for part, wholes in (("training", list(anywhere(result, "epochs"))), ("search", searched(result))):
            for name in NUMBERS:
                values = [repr(v) for whole in wholes for v in anywhere(whole, name) if not isinstance(v, dict)]
                found |= {f"result.json, {part}, {name}": values} if values else {}
        statistics = [s for s in anywhere(result, "statistics") if isinstance(s, list)]
        return found | {STATISTICS: [json.dumps(batch) for kept in statistics for batch in kept]}


def searched(result: dict[str, Any]) -> list[Any]:
    """What a result has of its search: the ``iterations`` of format 1, the ``rounds`` with that purpose since."""
    rounds = [each for rounds in anywhere(result, "rounds") for each in rounds if each["purpose"].lower() == "search"]
    return rounds or [each for each in anywhere(result, "iterations") if isinstance(each, list)]


def columns(file: Path, unnumbered: bool) -> dict[str, list[str]]:
    """The columns of a table, without the indices of architectures if they are ``unnumbered``."""
    if not file.exists():
        return {}
    with file.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
        names = [name for name in (rows[0] if rows else {}) if not (unnumbered and name == "architecture")]
    return {f"{file.name}, {name}": [row[name] for row in rows] for name in names}


def anywhere(value: Any, name: str) -> Iterator[Any]:
    """All values of this name in a JSON document, in their order; names in camelCase count as snake_case."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if re.sub("(?<=[a-z])(?=[A-Z])", "_", str(key)).lower() == name:
            yield item
        yield from anywhere(item, name)


def differences(a: dict[str, list[str]], b: dict[str, list[str]]) -> Iterator[str]:
    """A sentence for everything that both have and that differs, and for what both should have."""
    yield from (f"{name}: only in one of them" for name in REQUIRED if bool(a.get(name)) != bool(b.get(name)))
    for name in (name for name in a if name in b and a[name] != b[name]):
        if len(a[name]) != len(b[name]):
            yield f"{name}: {len(a[name])} values in A, {len(b[name])} in B"
            continue
        unlike = [i for i in range(len(a[name])) if a[name][i] != b[name][i]]
        first = f"the first ({unlike[0]}) is {a[name][unlike[0]][:200]} in A, {b[name][unlike[0]][:200]} in B"
        yield f"{name}: {len(unlike)} of {len(a[name])} values differ, {first}"


def compare(case: list[list[str]], a: Version, b: Version, folder: Path) -> list[str]:
    """Does a case with both versions; returns what differs."""
    unlike = []
    both = zip(case, a.found(case, folder / "a"), b.found(case, folder / "b"), strict=True)
    for number, (words, of_a, of_b) in enumerate(both, start=1):
        unlike += [f"run {number} ({' '.join(words)}): {sentence}" for sentence in differences(of_a, of_b)]
        for side, names in (("A", of_a.keys() - of_b.keys()), ("B", of_b.keys() - of_a.keys())):
            if names:
                print(f"  only in {side}: {', '.join(sorted(names))}")
        shared = of_a.keys() & of_b.keys()
        print(f"  run {number}: {sum(len(of_a[name]) for name in shared)} values in {len(shared)} columns")
    return unlike


def build(commit: str, folder: Path) -> Path:
    """Checks a commit out beside this tree and builds it."""
    subprocess.run(["git", "-C", str(HOME), "worktree", "add", "--detach", str(folder), commit], check=True)  # noqa: S603, S607
    print(f"building {commit} in {folder}", flush=True)
    command = ["./mvnw", "-q", "--batch-mode", "package", "-Dmaven.test.skip=true"]
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603
    return folder


def main() -> int:
    """Compares all cases; 1 if one differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--a", type=Path, help="a built checkout (default: --commit, built for this)")
    parser.add_argument("--commit", default="f470727", help="what to build as A (default: %(default)s)")
    parser.add_argument("--b", type=Path, default=HOME, help="a built checkout (default: this tree)")
    parser.add_argument("--data", type=Path, default=HOME / "data", help="the folder of tables (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="torch's threads (default: %(default)s)")
    parser.add_argument("--large", action="store_true", help="also runs of the paper's sizes")
    parser.add_argument("--only", default="", help="only cases whose name contains this")
    options = parser.parse_args()
    cases = {name: case for name, case in (SMALL | (LARGE if options.large else {})).items() if options.only in name}
    if not (options.data / "nasbench101.safetensors").exists():
        print(f"no table of NAS-Bench-101 in {options.data}: its cases are left out")
        cases = {name: case for name, case in cases.items() if "nasbench101" not in name}
    shared = {
        "NARQ2T_DATA": str(options.data.resolve()),
        "NARQ2T_PYTHON": str(HOME / ".venv/bin/python"),
        "NARQ2T_PYTHON_THREADS": str(options.threads),
    }
    unlike = 0
    with tempfile.TemporaryDirectory(prefix="narq2t-same-") as name:
        folder, built = Path(name), Path(name) / "checkout"
        try:
            a = Version((options.a or build(options.commit, built)).resolve(), shared)
            b = Version(options.b.resolve(), shared)
            for case, runs in cases.items():
                print(case, flush=True)
                sentences = compare(runs, a, b, folder / case)
                print("".join(f"  DIFFERENT: {sentence}\n" for sentence in sentences), end="", flush=True)
                unlike += bool(sentences)
                shutil.rmtree(folder / case)
        finally:
            if built.exists():
                remove = ["git", "-C", str(HOME), "worktree", "remove", "--force", str(built)]
                subprocess.run(remove, check=True)  # noqa: S603
    print(f"{len(cases) - unlike} of {len(cases)} cases are equal to the last bit")
    return 1 if unlike else 0


if __name__ == "__main__":
    sys.exit(main())
