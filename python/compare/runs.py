"""A whole run of each side at the same seed: same split, table, settings, epochs; each with its own random numbers."""

from __future__ import annotations

import json
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from compare import java
from compare.checkout import Checkout
from compare.figures import found, ranked
from compare.release import NAR
from compare.rows import Curve, Figure, WholeRuns


@dataclass(frozen=True)
class Plan:
    """What both sides are asked for."""

    dataset: str
    seed: int
    epochs: int
    iterations: int
    threads: int
    tiers: int


@dataclass(frozen=True)
class Side:
    """What one run gave."""

    figures: dict[str, float | None]
    curves: dict[str, list[float]]


KEPT = (
    "NAR knows a tier by the mean features of its architectures. In theirs these start from nothing in the search and "
    "follow its predictions, and the whole space is scored with them as they are after it; ours keeps those of the "
    "best epoch's validation (docs/adr/0030)."
)
UNITS = {"test": "%", "seconds": "s", "peak": "MiB"}
LOSS, VALIDATION_LOSS = "training loss", "validation loss"
ACCURACY, VALIDATION_ACCURACY = "tier accuracy in training", "tier accuracy in validation"


def both(checkout: Checkout, plan: Plan, cells: Path, accuracy: dict[str, Tensor], folder: Path) -> WholeRuns:
    """Theirs, then ours. Raises NoAnswer."""
    theirs, workers = _theirs(checkout, plan, cells, accuracy, folder)
    ours, device = _ours(plan, checkout.release.preset, folder)
    names = [name for name in theirs.figures if name in ours.figures]
    return WholeRuns(
        plan.epochs,
        plan.iterations,
        tuple(Figure(name, _unit(name), theirs.figures[name], ours.figures[name]) for name in names),
        tuple(Curve(name, tuple(theirs.curves[name]), tuple(ours.curves[name])) for name in theirs.curves),
        (
            f"Seed {plan.seed}, {plan.epochs} epochs (a whole run has 55), {plan.iterations} search iterations (50), "
            f"one after the other on {device}, threads of torch: {plan.threads or 'its own default'}.",
            "The split is the same; initial weights, order of batches, dropout and sampling are each side's own: "
            "these figures are not expected to be equal and are not judged.",
            *([KEPT] if checkout.release is NAR else []),
            f"Theirs with {workers} data loading processes, which are not in its peak memory. Ours is the application: "
            "Java, JEP and Python in one process. TensorBoard is left out of theirs.",
        ),
    )


def _unit(name: str) -> str:
    return next((unit for part, unit in UNITS.items() if name.startswith(part)), "")


def _theirs(checkout: Checkout, plan: Plan, cells: Path, accuracy: dict[str, Tensor], folder: Path) -> tuple[Side, int]:
    out = folder / "authors.json"
    options = {
        "checkout": checkout.folder,
        "data": cells,
        "features": folder / "tensors",
        "out": out,
        "dataset": plan.dataset,
        "seed": plan.seed,
        "epochs": plan.epochs,
        "iterations": plan.iterations,
        "threads": plan.threads,
    }
    command = [sys.executable, "-m", "compare.whole_run"]
    command += [part for name, value in options.items() for part in (f"--{name}", str(value))]
    peak = java.peak_of(command, folder, PYTHONPATH=java.HOME / "python", PYTHONWARNINGS="ignore")
    run = json.loads(out.read_text(encoding="utf-8"))
    candidates = [i for iteration in run["candidates"] for i in iteration]
    tiers = torch.tensor(run["tiers"])
    figures: dict[str, float | None] = {}
    figures |= ranked(torch.tensor(run["scores"]), tiers, accuracy, plan.tiers)
    figures |= found(candidates, run["before"], accuracy)
    epochs, seconds = run["epochs"], run["seconds"]
    figures |= {
        "seconds of an epoch, median": statistics.median(e["seconds"] for e in epochs),
        "seconds of a validation, median": statistics.median(e["validation_seconds"] for e in epochs),
        "seconds of training": seconds["train"],
        "seconds of searching": seconds["search"],
        "peak memory": peak,
    }
    curves = {
        LOSS: [e["loss"] for e in epochs],
        VALIDATION_LOSS: [e["validation_loss"] for e in epochs],
        ACCURACY: [e["tier_accuracy"] for e in epochs],
        VALIDATION_ACCURACY: [e["validation_tier_accuracy"] for e in epochs],
    }
    return Side(figures, curves), run["workers"]


def _ours(plan: Plan, preset: str, folder: Path) -> tuple[Side, str]:
    settings = {
        "seed": plan.seed,
        "device": "auto",
        "preset": preset,
        "predictor.training.epochs": plan.epochs,
        "strategy.iterations": plan.iterations,
    }
    configuration = java.HOME / "configs" / "nasbench201" / f"{plan.dataset}.yaml"
    command = [str(java.HOME / "narq2t"), "run", str(configuration)]
    command += [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
    runs = folder / "runs"
    environment: dict[str, str | Path] = {"NARQ2T_RUNS": str(runs), "NARQ2T_REPORTS": str(runs / "reports")}
    if plan.threads:
        environment["NARQ2T_PYTHON_THREADS"] = str(plan.threads)
    peak = java.peak_of(command, folder, **environment)
    (file,) = runs.glob("*/result.json")
    return ours(json.loads(file.read_text(encoding="utf-8")), peak)


def ours(run: dict[str, Any], peak: float) -> tuple[Side, str]:
    """A run's record, format 2, as figures and curves; and the device."""
    epochs = run["fits"][-1]["epochs"]
    stages = {stage["stage"]: stage["seconds"] for stage in run["stages"]}
    reports = {report["protocol"]: report["outcome"]["test"] for report in run["reports"]}
    counts = torch.tensor(run["ranking"]["tiers"]["counts"])
    train, validation = [e["train"] for e in epochs], [e["validation"] for e in epochs]
    figures: dict[str, float | None] = {
        "Kendall's tau against validation accuracy": run["ranking"]["tauValidation"],
        "Kendall's tau against test accuracy": run["ranking"]["tauTest"],
        "tier accuracy": float(counts.diagonal().sum() / counts.sum()),
        "test accuracy found, rule oracle-test": reports.get("ORACLE_TEST"),
        "test accuracy found, rule validation": reports.get("VALIDATION"),
        "look-ups": float(run["queries"]["total"]),
        "seconds of an epoch, median": statistics.median(e["seconds"] for e in train),
        "seconds of a validation, median": statistics.median(e["seconds"] for e in validation),
        "seconds of training": stages["TRAIN"],
        "seconds of searching": stages["SEARCH"],
        "peak memory": peak,
    }
    curves = {
        LOSS: [e["loss"] for e in train],
        VALIDATION_LOSS: [e["loss"] for e in validation],
        ACCURACY: [e["tierAccuracy"] for e in train],
        VALIDATION_ACCURACY: [e["tierAccuracy"] for e in validation],
    }
    return Side(figures, curves), run["model"]["device"]
