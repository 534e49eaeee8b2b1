"""Stands in for torch in the processes of workers_ray.py, of which there are more than there is memory for torch.

A training then sleeps, half to one and a half times as long as NARQ2T_SLEEP says, by its cell, and notes when.
"""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import Any

from narq2t.bridge.protocol import OPERATIONS


def set_num_threads(_count: int) -> None:
    """What a task calls before it trains."""
    OPERATIONS["train_network"] = sleep


def sleep(arguments: dict[str, Any]) -> dict[str, Any]:
    """The observation of a training that is none."""
    trial, begun = arguments["trial"], time.time()
    drawn = random.Random(f"{trial['cell']} {trial['seed']}")  # noqa: S311
    seconds = drawn.uniform(0.5, 1.5) * float(os.environ["NARQ2T_SLEEP"])
    time.sleep(seconds)
    line = json.dumps({"begun": begun, "ended": time.time(), "process": os.getpid()}) + "\n"
    with (Path(arguments["checkpoint"]).parents[1] / "trainings" / "slept.jsonl").open("a") as file:
        file.write(line)
    return {
        "status": "complete",
        "validation_accuracy": drawn.uniform(0.5, 0.9),
        "better_than_chance": True,
        "epochs": trial["recipe"]["epochs"],
        "seed": trial["seed"],
        "seconds": seconds,
        "curve": [],
        "precision": "float32",
        "reason": "",
    }
