"""This project's Java, asked for values: the built application's classes, called by ComparedValues of its tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from narq2t.errors import Refused

HOME = Path(__file__).resolve().parents[2]
SOURCES = ("ComparedValues.java", "ReplayedDraws.java")
MAIN = "org.narq2t.strategy.tiers.ComparedValues"


class NoAnswer(RuntimeError):  # noqa: N818
    """A program of this project failed; the message holds what it printed."""


class NoTable(Refused):
    """There is no real table of NAS-Bench-201 to compare on."""


@dataclass
class Request:
    """What Java is asked for; ComparedValues.Request says what the fields mean."""

    dataset: str
    seed: int
    tiers: int
    accuracies: list[list[float]] = field(default_factory=list)
    batches: list[dict[str, Any]] = field(default_factory=list)
    searches: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """What it said, and the feature tensors (n, N, P, P) of the whole space."""

    values: dict[str, Any]
    features: Tensor


def ask(request: Request, folder: Path, home: Path = HOME) -> Answer:
    """Compiles the two classes against the built application and runs them. Raises NoAnswer."""
    application = home / "target" / "quarkus-app"
    path = os.pathsep.join([str(folder), *(str(application / part / "*") for part in ("app", "lib/main", "lib/boot"))])
    sources = home / "src" / "test" / "java" / "org" / "narq2t" / "strategy" / "tiers"
    tensors, question, answer = folder / "tensors", folder / "request.json", folder / "answer.json"
    asked = vars(request) | {"configs": str(home / "configs"), "tensors": str(tensors)}
    question.write_text(json.dumps(asked), encoding="utf-8")
    files = [str(sources / name) for name in SOURCES]
    execute([tool("javac"), "-proc:none", "-nowarn", "-d", str(folder), "-cp", path, *files])
    execute([tool("java"), "-cp", path, MAIN, str(question), str(answer)])
    values = json.loads(answer.read_text(encoding="utf-8"))
    flat = torch.frombuffer(bytearray(tensors.read_bytes()), dtype=torch.float32)
    return Answer(values, flat.view(len(values["order"]), -1, 4, 4))


def export(target: Path, data: Path, home: Path = HOME) -> None:
    """Writes our table in the authors' format. Raises NoTable, NoAnswer."""
    check_table(data)
    execute([str(home / "narq2t"), "data", "export", "--format", "nar-json", "--out", str(target)], NARQ2T_DATA=data)


def check_table(data: Path) -> None:
    """Raises NoTable unless the folder holds the table."""
    if not (data / "nasbench201.safetensors").is_file():
        raise NoTable(
            f"there is no table {data / 'nasbench201.safetensors'}: `make data` fetches it, and NARQ2T_DATA names "
            "another folder"
        )


def tool(name: str) -> str:
    """A tool of the JDK: that of JAVA_HOME, else the one on the path."""
    java_home = os.environ.get("JAVA_HOME")
    found = str(Path(java_home) / "bin" / name) if java_home else shutil.which(name)
    if not found:
        raise Refused(f"{name} was not found: install a JDK, 17 or newer, or set JAVA_HOME")
    return found


def execute(command: list[str], **environment: str | Path) -> None:
    """Runs a command. Raises NoAnswer with what it printed, if it fails."""
    done = subprocess.run(  # noqa: S603  the commands are written in this package
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {name: str(value) for name, value in environment.items()},
        text=True,
        check=False,
    )
    if done.returncode:
        raise NoAnswer(f"exit status {done.returncode} from {' '.join(command[:4])} ...\n{done.stdout[-4000:]}")


def peak_of(command: list[str], folder: Path, **environment: str | Path) -> float:
    """Runs a command and returns the peak memory of its largest process in MiB. Raises NoAnswer."""
    file = folder / "peak"
    execute([sys.executable, "-S", str(Path(__file__).with_name("peak.py")), str(file), *command], **environment)
    return float(file.read_text(encoding="utf-8"))
