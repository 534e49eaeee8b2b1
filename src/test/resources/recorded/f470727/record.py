"""Makes the recorded runs of this folder again, with a checkout of narq2t that is built.

    python record.py CHECKOUT TABLES OUT [real|surrogate]

CHECKOUT is the checkout whose program writes, TABLES a folder with the real tables (NAS-Bench-201 with its latencies,
20,001 cells of NAS-Bench-101, both made by ``narq2t data fetch --mirror``). OUT gets ``real/`` and ``surrogate/``, each
a folder of runs with its database, and ``real.zip`` and ``surrogate.zip`` of them; every command is printed. Runs get
the numbers 1, 2, ... in the order of the commands, until one is killed.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
LONG = "training.epochs=16"
LONG_SEARCH = "seed=3", "search.iterations=30", "search.top=1"


class Record:
    """One folder of runs."""

    def __init__(self, checkout: Path, tables: Path, runs: Path) -> None:
        self.checkout = checkout
        self.runs = runs
        self.environment = os.environ | {
            "NARQ2T_DATA": str(tables),
            "NARQ2T_RUNS": str(runs),
            "NARQ2T_REPORTS": str(runs.parent / "reports"),
            "NARQ2T_PYTHON_THREADS": "1",
            "NARQ2T_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1",  # starts sooner; no result depends on it
        }
        for configuration in ("tiny.yaml", "tiny101.yaml"):
            shutil.copy(HERE / configuration, checkout / "target" / configuration)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command, begun."""
        print("./narq2t", *arguments, flush=True)
        command = [str(self.checkout / "narq2t"), *arguments]
        return subprocess.Popen(command, cwd=self.checkout, env=self.environment, stdout=subprocess.DEVNULL)

    def do(self, *arguments: str, status: int = 0) -> None:
        """A command, to its end, which must have this exit status."""
        ended = self.start(*arguments).wait()
        if ended != status:
            sys.exit(f"it ended with {ended}, not {status}")

    def run(self, *settings: str, file: str = "tiny.yaml", more: list[str] | None = None, status: int = 0) -> None:
        """One run."""
        self.do(*self.arguments(settings, file), *(more or []), status=status)

    def arguments(self, settings: tuple[str, ...], file: str = "tiny.yaml") -> list[str]:
        """The words of the command of a run."""
        return ["run", f"target/{file}", *(word for setting in settings for word in ("--set", setting))]

    def interrupt(self, *settings: str, once: Callable[[Path], bool], end: Callable[[int], None]) -> None:
        """Begins a run, and ends it once its folder is as asked for."""
        before = set(self.runs.glob("*/"))
        process = self.start(*self.arguments(settings))
        while not any(once(folder / "checkpoint") for folder in set(self.runs.glob("*/")) - before):
            if process.poll() is not None:
                sys.exit("it ended before it was interrupted")
            time.sleep(0.001)
        end(process.pid)
        process.wait()


def trained(epochs: int) -> Callable[[Path], bool]:
    """Whether this many epochs are in the checkpoint."""
    return lambda checkpoint: any(int(f.stem[6:]) >= epochs for f in checkpoint.glob("epoch-*.safetensors"))


def searched(iterations: int) -> Callable[[Path], bool]:
    """Whether this many iterations are in the checkpoint."""

    def enough(checkpoint: Path) -> bool:
        file = checkpoint / "search.json"
        return file.exists() and len(json.loads(file.read_text())["iterations"]) >= iterations

    return enough


def kill(process: int) -> None:
    """Ends it at once, as a power cut would."""
    os.kill(process, signal.SIGKILL)


def real(record: Record) -> None:
    """Every kind, on the real tables."""
    record.run()  # 1
    record.run("seed=2")  # 2
    record.run("preset=as-printed")  # 3
    record.run("search.mode=random")  # 4
    record.run("search.mode=statistics")  # 5
    record.run("tiers=0", "search.mode=random")  # 6
    record.run("dataset=imagenet16", "search.require_top=true")  # 7
    record.run("search.mode=random", "search.iterations=4", more=["--ranker", "1"])  # 8
    record.run("training.lambda_latency=7", "model.feature_scale=maximum")  # 9
    record.run("search.limits.max_latency_ms=15", "search.limits.max_flops=100000000")  # 10
    record.run(file="tiny101.yaml")  # 11
    record.run("preset=as-printed", file="tiny101.yaml")  # 12
    record.run("search.mode=random", file="tiny101.yaml", more=["--ranker", "11"])  # 13
    record.run("search.limits.max_latency_ms=0.001", status=1)  # 14, failed
    sizes = [
        "device=cpu", "model.d_model=8", "model.d_ffn=16", "model.layers=1", "model.heads=2", "model.score_width=8",
        "model.tier_width=8", "training.epochs=4", "training.batch_size=50", "search.sample_size=50", "search.reuse=10",
        "search.require_top=false", "evaluation.held_out=64",
    ]  # fmt: skip
    words = [word for size in sizes for word in ("--set", size)]
    device = ["search", "--dataset", "cifar100", "--device", "pixel3", "--budget", "400"]
    record.do(*device, "--max-latency", "12ms", "--max-params", "1M", *words)  # 15
    record.do("search", "--dataset", "cifar10", "--device", "raspi4", "--budget", "600", "--pareto", *words)  # 16 to 21
    killed(record)  # 22; the kill costs H2 the numbers that it had set aside, so what follows begins at 54 or so
    learnt(record)
    unfinished(record)


def surrogate(record: Record) -> None:
    """What the tests of a machine without tables need."""
    record.run("evaluation.held_out=0")  # 1
    record.run("seed=2")  # 2
    record.run("preset=as-printed", "search.mode=statistics")  # 3
    record.run("training.lambda_latency=7", "search.limits.max_latency_ms=15")  # 4
    record.run(LONG, "seed=3")  # 5, what 7 would have been
    record.run(*LONG_SEARCH)  # 6, what 42 would have been
    killed(record)  # 7, 39
    unfinished(record)  # 40 to 42


def killed(record: Record) -> None:
    """Killed in training and found dead, and a long one."""
    record.interrupt(LONG, "seed=3", once=trained(5), end=kill)
    record.do("runs", "list")
    record.do("runs", "list")
    record.run("training.epochs=150")


def learnt(record: Record) -> None:
    """Runs that train long enough to find something."""
    record.run("training.epochs=12", file="tiny101.yaml")
    ranker = str(newest(record))
    record.run("training.epochs=12", "search.mode=random", file="tiny101.yaml", more=["--ranker", ranker])
    record.run("training.epochs=12", "preset=as-printed", file="tiny101.yaml")
    record.run("training.epochs=12", "training.lambda_latency=7")


def unfinished(record: Record) -> None:
    """Three more: cancelled in training, queued, and killed in search, which nobody noticed yet."""
    number = str(newest(record) + 1)
    record.interrupt("training.epochs=3000", once=trained(1), end=lambda _: record.do("runs", "cancel", number))
    record.run("seed=4", more=["--queue"])
    record.interrupt(*LONG_SEARCH, once=searched(6), end=kill)


def newest(record: Record) -> int:
    """The number of the newest run."""
    command = [str(record.checkout / "narq2t"), "runs", "list", "--json"]
    output = subprocess.run(command, cwd=record.checkout, env=record.environment, check=True, stdout=subprocess.PIPE)
    return max(run["run"] for run in json.loads(output.stdout))


def pack(runs: Path, archive: Path) -> None:
    """All files but the lock of the database, which means nothing on another machine."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(f for f in runs.rglob("*") if f.is_file() and f.name != "narq2t.lock.db"):
            packed.write(file, f"runs/{file.relative_to(runs)}")


def main() -> None:
    """Records both folders."""
    checkout, tables, out = (Path(argument).resolve() for argument in sys.argv[1:4])
    asked = sys.argv[4:]
    with tempfile.TemporaryDirectory() as no_tables:
        for name, folder, kinds in (("real", tables, real), ("surrogate", Path(no_tables), surrogate)):
            if asked and name not in asked:
                continue
            print(f"# {name}")
            runs = out / name / "runs"
            runs.mkdir(parents=True)
            kinds(Record(checkout, folder, runs))
            pack(runs, out / f"{name}.zip")


if __name__ == "__main__":
    main()
