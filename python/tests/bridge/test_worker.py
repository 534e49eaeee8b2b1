"""A process that trains for another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import torch

from narq2t.training import Recipe, Trial, train
from tests.training.images import CELL, NETWORK, prepared_digits

SOURCES = Path(__file__).parents[2]
RECIPE = Recipe(epochs=2, batch=32, fraction=0.2, flip=False)


def arguments(folder: Path, seed: int) -> dict[str, Any]:
    """Those of a training of the digits that are prepared in a folder."""
    trial = Trial(space="nb201", cell=CELL, network=NETWORK, recipe=RECIPE, seed=seed)
    return {
        "trial": asdict(trial),
        "cache": str(folder / "cache"),
        "device": "cpu",
        "checkpoint": str(folder / f"{seed}.safetensors"),
        "rungs": [],
    }


def start() -> tuple[subprocess.Popen[str], IO[str], IO[str]]:
    """A worker with one thread, its input and its output."""
    process = subprocess.Popen(
        [sys.executable, "-m", "narq2t.bridge.worker", "1", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    return process, process.stdin, process.stdout


def test_it_trains_one_after_the_other_to_the_same_bits_as_another_process(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    data = prepared_digits(tmp_path)
    process, wanted, told = start()
    for seed in (1, 2):
        wanted.write(json.dumps(arguments(tmp_path, seed)) + "\n")
    wanted.flush()
    for seed in (1, 2):
        first, second, answer = (json.loads(told.readline()) for _ in range(3))
        trial = Trial(space="nb201", cell=CELL, network=NETWORK, recipe=RECIPE, seed=seed)
        expected, _ = train(trial, data, device="cpu")
        assert [first["epoch"], second["epoch"]] == [1, 2]
        assert answer["ok"]
        assert answer["value"]["validation_accuracy"] == expected.validation_accuracy
    wanted.close()
    assert process.wait(60) == 0
    told.close()


def test_what_cannot_be_trained_is_answered_and_the_next_is_trained(tmp_path: Path) -> None:
    prepared_digits(tmp_path)
    process, wanted, told = start()
    wrong = arguments(tmp_path, 1) | {"cache": str(tmp_path / "nowhere")}
    for line in (wrong, arguments(tmp_path, 1)):
        wanted.write(json.dumps(line) + "\n")
    wanted.flush()
    answer = json.loads(told.readline())
    assert not answer["ok"]
    assert "nowhere" in answer["message"]
    assert json.loads(told.readline())["kind"] == "trial-epoch"
    wanted.close()
    assert process.wait(60) == 0
    told.close()


def test_it_ends_in_the_middle_of_a_training_with_who_asked_for_it(tmp_path: Path) -> None:
    prepared_digits(tmp_path)
    process, wanted, told = start()
    endless = arguments(tmp_path, 1)
    endless["trial"]["recipe"]["epochs"] = 100_000
    wanted.write(json.dumps(endless) + "\n")
    wanted.flush()
    assert json.loads(told.readline())["epoch"] == 1
    wanted.close()
    assert process.wait(60) == 0
    told.close()
