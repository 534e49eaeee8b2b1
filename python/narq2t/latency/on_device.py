"""Measures exported networks on any machine that has onnxruntime and numpy: a phone, a board, a server.

    python on_device.py networks/ --out latencies.csv
    ./narq2t data import --format latency-csv --device my-phone --dataset cifar10 latencies.csv

Every .onnx file below the folder is run with random images: some runs to warm up, then the measured ones. The CSV has
the median in ms beside the lower and upper quartile, one row per network; a row is written as soon as it is known, and
a network that has a row already is not measured again. This file needs nothing else of narq2t: copy it.
"""

import argparse
import csv
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

COLUMNS = ("arch", "milliseconds", "lower_quartile", "upper_quartile", "runs", "batch", "threads", "runtime")


def timings(run: Callable[[], object], *, warm_up: int, runs: int) -> list[float]:
    """Milliseconds of each of `runs` calls, after `warm_up` calls that are not counted."""
    for _ in range(warm_up):
        run()
    found = []
    for _ in range(runs):
        start = time.perf_counter_ns()
        run()
        found.append((time.perf_counter_ns() - start) / 1e6)
    return found


def session_of(model: Any, threads: int) -> Any:
    """An onnxruntime session on the CPU with a fixed number of threads, of a file's name or of its bytes."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def runner(session: Any, batch: int) -> Callable[[], object]:
    """A call that classifies `batch` random images, always the same ones."""
    given = session.get_inputs()[0]
    shape = [size if isinstance(size, int) else batch for size in given.shape]
    if shape[0] != batch:
        raise ValueError(f"the network takes {shape[0]} images at a time, not {batch}")
    images = np.random.default_rng(0).standard_normal(shape, dtype=np.float32)
    return lambda: session.run(None, {given.name: images})


def row(arch: str, milliseconds: list[float], settings: Mapping[str, object]) -> dict[str, object]:
    """A row of the CSV. `settings`: batch, threads and runtime."""
    lower, median, upper = np.percentile(milliseconds, [25, 50, 75])
    values = (arch, f"{median:.6g}", f"{lower:.6g}", f"{upper:.6g}", len(milliseconds))
    return dict(zip(COLUMNS, values, strict=False)) | dict(settings)


def measured(path: Path, settings: Mapping[str, object]) -> set[str]:
    """The architectures that a CSV has already; ValueError if it has other columns, or rows of other settings."""
    if not path.exists():
        return set()
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path} is not a CSV of this script: its columns are {reader.fieldnames}")
        rows = list(reader)
    for name, wanted in settings.items():
        if other := next((found[name] for found in rows if found[name] != str(wanted)), None):
            raise ValueError(f"{path} was measured with {name} {other}, not {wanted}: name another file")
    return {found["arch"] for found in rows}


def append(path: Path, new: dict[str, object]) -> None:
    """Adds a row, after the names of the columns where the file is new."""
    is_new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        if is_new:
            writer.writeheader()
        writer.writerow(new)


def main() -> int:
    """Reads the arguments, measures, returns the exit status: 1 if a network could not be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", type=Path, help="a folder of .onnx files that narq2t exported, or one such file")
    parser.add_argument("--out", type=Path, default=Path("latencies.csv"))
    parser.add_argument("--batch", type=int, default=1, help="images at a time (1)")
    parser.add_argument("--threads", type=int, default=1, help="of onnxruntime (1)")
    parser.add_argument("--warm-up", type=int, default=10, help="runs before the measured ones (10)")
    parser.add_argument("--runs", type=int, default=50, help="measured runs of each network (50)")
    given = parser.parse_args()
    files = sorted(given.networks.rglob("*.onnx")) if given.networks.is_dir() else [given.networks]
    settings = {"batch": given.batch, "threads": given.threads, "runtime": "onnxruntime"}
    known, failed = measured(given.out, settings), 0
    for place, path in enumerate(files, start=1):
        try:
            session = session_of(str(path), given.threads)
            arch = session.get_modelmeta().custom_metadata_map.get("architecture")
            if not arch:
                raise ValueError("it does not name its architecture: was it exported by narq2t?")
            if arch in known:
                continue
            found = timings(runner(session, given.batch), warm_up=given.warm_up, runs=given.runs)
        except Exception as error:  # of whatever kind: the next network is measured all the same
            print(f"{path}: {error}", file=sys.stderr)
            failed += 1
            continue
        new = row(arch, found, settings)
        append(given.out, new)
        known.add(arch)
        print(f"{place}/{len(files)} {path.name}: {new['milliseconds']} ms", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
