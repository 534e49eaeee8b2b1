"""Measures narq2t on this machine, and with --authors also the authors' code, side by side.

Searches of a hundred queries by each predictor stand beside our own run of the paper's method, as ratios in one run.

Theirs and ours run on the CPU with the same number of threads, one after the other, at the same model and settings:
CIFAR-10, 1,000 architectures, 7 batches of 128 per epoch, 128 samples per search iteration. Every measured part runs in
a process of its own. A whole run is not waited for but estimated from its epochs and iterations. Takes some minutes
in all. For figures that mean something, leave the machine alone meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench_table import Row, show

HOME = Path(__file__).resolve().parents[2]
BENCH = HOME / "python" / "bench"
CONFIGURATION = HOME / "configs" / "nasbench201" / "cifar10.yaml"
SPACE = 15_625
EPOCHS, ITERATIONS = 55, 50  # of a whole run
MIB = 1 << 20

# Searches of a hundred queries: the name of the row, and what is set over configs/search.yaml.
ROUNDS = ["strategy.batch=5", "strategy.initial=20"]
SEARCHES: dict[str, list[str]] = {
    "gp, one a round": ["predictor.type=gp"],
    "gp, five a round": ["predictor.type=gp", *ROUNDS],
    "boosted, five a round": ["predictor.type=boosted", *ROUNDS],
    "tokens, five a round": ["predictor.type=tokens", "strategy.acquisition=tier-guided", *ROUNDS],
}

Json = dict[str, Any]


@dataclass(frozen=True)
class Finished:
    """A process that ended well."""

    seconds: float
    peak_mib: float


def note(text: str) -> None:
    print(f"  {text} ...", file=sys.stderr, flush=True)


def execute(command: list[str | Path], **environment: str | Path) -> Finished:
    """Runs a command, with its output put aside. Ends the program with that output if it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603  the commands are written below
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | {name: str(value) for name, value in environment.items()},
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            print(output.read().decode(errors="replace")[-4000:], file=sys.stderr)
            sys.exit(f"bench: exit status {process.returncode} from {' '.join(map(str, command))}")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes on macOS, KiB on Linux
    return Finished(seconds, usage.ru_maxrss * unit / MIB)


def read(file: Path) -> Json:
    value: Json = json.loads(file.read_text(encoding="utf-8"))
    return value


def made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def narq2t(*arguments: str | Path, **environment: str | Path) -> Finished:
    return execute([HOME / "narq2t", *arguments], NARQ2T_HOME=HOME, **environment)


def measure_trainer(folder: Path, epochs: int, threads: int) -> Json:
    """Our trainer in plain Python."""
    out = folder / "ours.json"
    command = [sys.executable, BENCH / "ours.py", "--out", out, "--epochs", str(epochs), "--threads", str(threads)]
    execute(command, PYTHONPATH=HOME / "python")
    return read(out)


def measure_authors(folder: Path, checkout: Path, epochs: int, iterations: int, threads: int) -> tuple[Json, Finished]:
    """The authors' code, on the same table as ours in their own format."""
    data, out = folder / "cells.json", folder / "authors.json"
    narq2t("data", "export", "--format", "nar-json", "--out", data)
    command: list[str | Path] = [sys.executable, BENCH / "authors.py", "--checkout", checkout, "--data", data]
    command += ["--out", out, "--epochs", str(epochs), "--iterations", str(iterations), "--threads", str(threads)]
    finished = execute(command, PYTHONPATH=f"{checkout}{os.pathsep}{HOME / 'python'}")
    return read(out), finished


def measure_run(folder: Path, epochs: int, iterations: int, threads: int) -> tuple[Json, Finished]:
    """A short run of the application: the record it wrote, and its process."""
    settings = {"device": "cpu", "training.epochs": epochs, "search.iterations": iterations}
    options = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
    finished = narq2t(
        "run", CONFIGURATION, *options, NARQ2T_RUNS=made(folder / "runs"), NARQ2T_PYTHON_THREADS=str(threads)
    )
    (result,) = (folder / "runs").glob("*/result.json")
    return read(result), finished


def measure_search(folder: Path, overrides: list[str], threads: int) -> Json:
    """A search of a hundred queries: the record that it wrote."""
    options = [part for setting in ["device=cpu", *overrides] for part in ("--set", setting)]
    narq2t(
        "run", HOME / "configs" / "search.yaml", *options, NARQ2T_RUNS=made(folder), NARQ2T_PYTHON_THREADS=str(threads)
    )
    (result,) = folder.glob("*/result.json")
    return read(result)


def measure_import(folder: Path, source: str | None) -> Finished:
    """Imports the real table from a mirror, or predicts the surrogate's, into an empty data folder."""
    command = ["data", "fetch", "--mirror", source] if source else ["data", "show"]
    return narq2t(*command, NARQ2T_DATA=made(folder / "data"))


def stages(result: Json) -> dict[str, float]:
    return {stage["stage"]: stage["seconds"] for stage in result["stages"]}


def epochs_of(result: Json) -> list[Json]:
    """The epochs of the last fit of a run."""
    found: list[Json] = result["fits"][-1]["epochs"]
    return found


def train_and_search(result: Json) -> float:
    spent = stages(result)
    return spent["TRAIN"] + spent["SEARCH"]


def overhead(result: Json) -> float:
    """The bridge's share of a run, in percent."""
    share: float = 100 * result["bridge"]["overheadSeconds"] / sum(stages(result).values())
    return share


def recorded_run(threads: int, parameters: int) -> tuple[str, Json] | None:
    """The newest whole run in the record with the same model, device and number of threads."""
    for file in sorted((HOME / "runs").glob("*/result.json"), reverse=True):
        result = read(file)
        if "fits" not in result:  # by an earlier version
            continue
        settings, model = result["configuration"], result["model"]
        if (
            settings["preset"] == "as-released"
            and settings["strategy"]["type"] == "tiers"
            and settings["predictor"]["training"]["epochs"] == EPOCHS
            and settings["strategy"]["iterations"] == ITERATIONS
            and (model["device"], model["threads"], model["parameters"]) == ("cpu", threads, parameters)
        ):
            return file.parent.name, result
    return None


def processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def measure(options: argparse.Namespace, folder: Path) -> Json:
    """All rows, the machine they were measured on, and remarks."""
    load = os.getloadavg()[0]
    cores = os.cpu_count() or 1
    epochs, iterations = options.epochs, options.iterations
    note("start-up of --help")
    help_seconds = statistics.median(narq2t("--help").seconds for _ in range(5))
    note("import of the table")
    imported = measure_import(folder, options.table_source)
    note(f"our trainer, {epochs} epochs")
    trainer = measure_trainer(folder, epochs, options.threads)
    threads = trainer["threads"]
    note(f"our application, {epochs} epochs and {iterations} search iterations")
    run, process = measure_run(folder, epochs, iterations, threads)
    note(f"our trainer again, {epochs} epochs")  # what the machine did before the application, and after it
    trainer["train"] += measure_trainer(folder, epochs, options.threads)["train"]
    searches = {}
    for at, (name, overrides) in enumerate(SEARCHES.items()):
        note(f"a search of a hundred queries, {name}")
        searches[name] = measure_search(folder / f"search-{at}", overrides, threads)
    theirs: Json | None = None
    their_process: Finished | None = None
    if options.authors:
        note(f"the authors' code, {epochs} epochs and {iterations} search iterations")
        theirs, their_process = measure_authors(folder, options.authors, epochs, iterations, threads)

    ours = {
        "train": statistics.median(epoch["train"]["seconds"] for epoch in epochs_of(run)),
        "validate": statistics.median(epoch["validation"]["seconds"] for epoch in epochs_of(run)),
        "search": stages(run)["SEARCH"] / iterations,
    }
    part = {name: statistics.median(theirs[name]) for name in ("train", "validate")} if theirs else {}
    if theirs:
        part["search"] = statistics.mean(theirs["search"])
    whole, their_whole = whole_run(ours), whole_run(part) if part else None
    rows = [
        Row("epoch of training, in Python alone", "s", statistics.median(trainer["train"]), part.get("train")),
        Row("epoch of training, in the application", "s", ours["train"], part.get("train")),
        Row("validation", "s", ours["validate"], part.get("validate")),
        Row("search iteration", "s", ours["search"], part.get("search")),
        Row("whole run, train and search", "s", whole, their_whole, estimated=True, goal="ratio at least 4"),
    ]
    recorded = recorded_run(threads, run["model"]["parameters"])
    if recorded:
        rows.append(Row("whole run in the record, train and search", "s", train_and_search(recorded[1]), their_whole))
        rows.append(Row("bridge overhead, of the run in the record", "%", overhead(recorded[1]), goal="under 0.5"))
    rows += [
        Row(f"search of 100 queries, {name}", "s", train_and_search(result), paper=whole)
        for name, result in searches.items()
    ]
    score = stages(run)["EVALUATE"]
    rows += [
        Row("bridge overhead, of the short run", "%", overhead(run), goal="under 0.5"),
        Row("scoring the whole space, and evaluating it", "s", score),
        Row("the same per architecture", "ms", 1000 * score / SPACE),
        Row("preparing the data, not in a whole run", "s", stages(run)["LOAD"], theirs and theirs["prepare"]),
        Row(f"import of the {'real' if options.table_source else 'surrogate'} table", "s", imported.seconds),
        Row("start-up of ./narq2t --help", "s", help_seconds, goal="about 1"),
        Row("peak memory", "MiB", process.peak_mib, their_process and their_process.peak_mib, goal="under 2048"),
    ]
    machine = {
        "processor": processor(),
        "cores": cores,
        "threads": threads,
        "capability": trainer["capability"],
        "load": load,
        "system": f"{platform.system()} {platform.release()}",
        "python": trainer["python"],
        "torch": trainer["torch"],
    }
    return {
        "machine": machine,
        "rows": [asdict(row) | {"ratio": row.ratio, "times_the_paper": row.times_the_paper} for row in rows],
        "remarks": remarks(options, run, theirs, recorded and recorded[0], machine),
        "measured": {"ours": ours, "trainer": trainer, "theirs": theirs, "run": run["stages"], "bridge": run["bridge"]},
    }


def whole_run(part: dict[str, float]) -> float:
    """An estimate from the seconds of an epoch, a validation and a search iteration."""
    return EPOCHS * (part["train"] + part["validate"]) + ITERATIONS * part["search"]


def remarks(
    options: argparse.Namespace, run: Json, theirs: Json | None, recorded: str | None, machine: Json
) -> list[str]:
    """What a reader has to know to judge the figures."""
    said = [
        f"Epoch and validation: median of {options.epochs}, in Python alone of as many before and after the "
        f"application. Search iteration: mean of {options.iterations}. --help: "
        "median of 5. The others: once.",
        f"* estimated: {EPOCHS} x (epoch + validation) + {ITERATIONS} x search iteration, after {options.epochs} "
        "epochs and as many iterations as above, not a whole run.",
        f"Ours: the {run['table']['kind']} table, {run['model']['parameters']:,} parameters. The application's figures "
        "contain Java, JEP and the bridge.",
        "paper/ours: the whole run of the paper's method here, estimated above, with 1,506 queries, against a search "
        "of 100; training and searching of both, without the start of Java and Python. Once each.",
        "Scoring contains rank correlations and the comparison with random search. Import contains the start of Java "
        "and Python.",
    ]
    if theirs:
        said.append(
            f"Theirs: {options.authors}, {theirs['trained']:,} parameters that are trained (of "
            f"{theirs['parameters']:,}), {theirs['batches']} batches per epoch, "
            f"{theirs['workers']} data loading processes, not in its peak memory. .cuda() does nothing; TensorBoard "
            "and the checkpoint of every epoch are left out."
        )
    if recorded:
        said.append(f"The run in the record: {recorded}, on what the machine did then.")
    if machine["load"] > 0.5:
        said.append(f"The machine was busy at the start (load average {machine['load']:.2f}): measure again when idle.")
    return said


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--authors", type=Path, metavar="DIR", help="a checkout of the authors' code, branch q2l_version"
    )
    parser.add_argument(
        "--table-source",
        metavar="PLACE",
        help="a folder or address with benchmark tables, as for `narq2t data fetch --mirror`; without it the import "
        "that is measured is that of the embedded surrogate",
    )
    parser.add_argument("--epochs", type=int, default=10, metavar="N", help="epochs to time (default 10)")
    parser.add_argument("--iterations", type=int, default=7, metavar="N", help="search iterations to time (default 7)")
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="threads for torch (0: its own default)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args()
    if options.epochs < 1 or options.iterations < 1:
        parser.error("--epochs and --iterations must be at least 1")
    if options.authors:
        options.authors = options.authors.resolve()
        if not (options.authors / "train_201_q2l.py").is_file():
            parser.error(f"{options.authors} has no train_201_q2l.py: it must be a checkout of branch q2l_version")
    with tempfile.TemporaryDirectory(prefix="narq2t-bench-") as folder:
        report = measure(options, Path(folder))
    show(report)
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
