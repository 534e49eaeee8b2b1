"""Compares this project with the authors' released code, value by value, and writes a page and JSON.

The exit status is 0 if everything agrees within its tolerance, 1 if something differs, 2 if nothing could be compared.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import torch

from compare import checkpoint, java, runs, theirs
from compare.checkout import look_at
from compare.page import page
from compare.rows import Report, worst
from compare.values import Size, Values, note
from narq2t.errors import Refused

DATASETS = tuple(theirs.NAMES)


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make compare", description=__doc__)
    parser.add_argument(
        "checkout", type=Path, help="a checkout of initxu/naranker, branch q2l_version, or of AlbertiPot/nar"
    )
    parser.add_argument("--quick", action="store_true", help="fewer architectures, and whole runs of 2 epochs")
    parser.add_argument("--dataset", choices=DATASETS, default="cifar10")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, help="of the whole runs (default 55, with --quick 2)")
    parser.add_argument("--iterations", type=int, help="of their searches (default 50, with --quick 5)")
    parser.add_argument("--no-runs", action="store_true", help="leave the whole runs out")
    parser.add_argument("--checkpoint", type=Path, metavar="FILE", help="a ckp_best.pth.tar of theirs to score with")
    parser.add_argument("--threads", type=int, default=0, help="of torch (default: its own)")
    parser.add_argument(
        "--out", type=Path, default=java.HOME / "reports" / "compare", help="folder for the page and JSON"
    )
    options = parser.parse_args(arguments)
    options.epochs = options.epochs or (2 if options.quick else 55)
    options.iterations = options.iterations or (5 if options.quick else 50)
    return options


def compare(options: argparse.Namespace, folder: Path) -> Report:
    """Does all of it. Raises Refused for what the user can mend."""
    checkout = look_at(options.checkout)
    data = Path(os.environ.get("NARQ2T_DATA") or java.HOME / "data")
    if options.checkpoint:
        checkpoint.read(options.checkpoint)  # before minutes of work
    cells = folder / "cells.json"
    note("our table in their format")
    java.export(cells, data)
    values = Values(checkout, cells, options.dataset, options.seed, Size.of(options.quick))
    rows, answer = values.rows(folder)
    report = Report(
        machine(),
        {"folder": str(checkout.folder), "commit": checkout.commit, "method": checkout.release.method},
        {"dataset": options.dataset, "seed": options.seed, "quick": options.quick},
        rows,
    )
    accuracy = {
        "validation": values.table.column(f"{options.dataset}_val_acc"),
        "test": values.table.column(f"{options.dataset}_test_acc"),
    }
    if options.checkpoint:
        note("the whole space, scored with their checkpoint")
        describe = [values.table.database.archs[str(i)]["arch_str"] for i in range(len(values.table.space))]
        given = values.modules, values.config, options.checkpoint, answer.features, accuracy, describe
        more, report.checkpoint = checkpoint.score(*given, values.validation)
        report.rows += more
    if not options.no_runs:
        write(report, options.out)  # what is known already, should a run fail
        note(f"a whole run of each, {options.epochs} epochs and {options.iterations} search iterations")
        plan = runs.Plan(
            options.dataset, options.seed, options.epochs, options.iterations, options.threads, values.tiers
        )
        report.runs = runs.both(checkout, plan, cells, accuracy, folder)
    return report


def write(report: Report, folder: Path) -> None:
    """The page and the JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compare.json").write_text(json.dumps(report.json(), indent=2) + "\n", encoding="utf-8")
    (folder / "compare.html").write_text(page(report), encoding="utf-8")


def machine() -> dict[str, Any]:
    """Where and with what this was measured."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    processor = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(java.HOME), "rev-parse", "--short", "HEAD"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
        commit = done.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        commit = ""
    return {
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": commit,
        "processor": processor or platform.processor(),
        "cores": os.cpu_count(),
        "device": "cuda" if torch.cuda.is_available() else "cpu",
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "python": platform.python_version(),
    }


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    warnings.filterwarnings("ignore", module="torch.utils.data")  # their settings on a machine without a GPU
    try:
        with tempfile.TemporaryDirectory(prefix="narq2t-compare-") as folder:
            report = compare(options, Path(folder))
    except (Refused, java.NoAnswer) as error:
        print(f"compare: {error}", file=sys.stderr)
        return 2
    write(report, options.out)
    agreeing = len(report.rows) - len(report.differing)
    print(f"{agreeing} of {len(report.rows)} quantities agree within their tolerance. {options.out / 'compare.html'}")
    if not report.agrees:
        print(f"These do not:\n{worst(report.differing)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
