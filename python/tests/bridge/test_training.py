"""The operations on images and trainings, called as Java calls them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.numpy import load_file

from narq2t import bridge
from tests.training.images import CELL, NETWORK, write_digits

TRIAL: dict[str, Any] = {
    "space": "nb201",
    "cell": CELL,
    "network": vars(NETWORK),
    "recipe": {"epochs": 2, "batch": 64, "flip": False, "fraction": 0.5},
    "seed": 1,
}


class Events(list[dict[str, Any]]):
    """What stands for Java's queue."""

    def put(self, text: str) -> None:
        self.append(json.loads(text))


class Flag:
    """What stands for Java's AtomicBoolean."""

    def __init__(self) -> None:
        self.value = False

    def get(self) -> bool:
        return self.value


@pytest.fixture
def java() -> Any:
    events, flag = Events(), Flag()
    bridge.attach(events, flag)
    yield events, flag
    bridge.attach(Events(), Flag())


def call(operation: str, **arguments: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(bridge.call(operation, json.dumps(arguments)))
    return answer


def value(operation: str, **arguments: Any) -> Any:
    answer = call(operation, **arguments)
    assert answer["ok"], answer
    return answer["value"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bridge")
    write_digits(folder / "digits")
    return folder


def test_images_are_read_forecast_trained_judged_and_exported(folder: Path, java: Any) -> None:
    events, _ = java
    root, cache, checkpoint = (str(folder / name) for name in ("digits", "cache", "trial.safetensors"))
    read = value("read_images", root=root, cache=cache, config={"seed": 1})
    assert (read["image_channels"], read["resolution"], len(read["classes"])) == (1, 8, 10)
    assert read["report"]["images"] == 1797
    assert events[-1] == {"kind": "images", "done": 3594, "total": 3594}
    assert len(events) <= 101

    given = {"trial": TRIAL, "cache": cache, "device": "cpu"}
    assert value("forecast_training", **given)["seconds"] > 0

    events.clear()
    observation = value("train_network", **given, checkpoint=checkpoint)
    assert (observation["status"], observation["epochs"]) == ("complete", 2)
    assert [event["epoch"] for event in events] == [1, 2]
    assert {event["kind"] for event in events} == {"trial-epoch"}
    assert [event["validation_accuracy"] for event in events] == [
        epoch["validation_accuracy"] for epoch in observation["curve"]
    ]

    judged = value("evaluate_network", **given, checkpoint=checkpoint, part="val")
    assert judged["accuracy"] == observation["validation_accuracy"]
    assert (
        sum(map(sum, judged["confusion"]))
        == judged["images"]
        == read["report"]["classes"]["0"]["val"]
        + sum(read["report"]["classes"][str(digit)]["val"] for digit in range(1, 10))
    )
    assert len(judged["misclassified"]) == round((1 - judged["accuracy"]) * judged["images"])

    card = {
        "recipe": TRIAL["recipe"],
        "found": "The only one.",
        "trainings": [{"seed": 1, "validation": judged["accuracy"], "test": None, "seconds": 1.0}],
        "latencies": [{"device": "this", "median": 1.0, "quartiles": [0.9, 1.1], "batch": 1}],
        "alternatives": [],
    }
    names = value("export_network", **given, checkpoint=checkpoint, folder=str(folder / "best"), card=card)
    assert {path.name for path in (folder / "best").iterdir()} == set(names)
    assert "The only one." in (folder / "best" / "card.md").read_text()


def test_a_cancelled_training_goes_on_from_its_last_epoch(folder: Path, java: Any) -> None:
    events, flag = java
    root, cache, checkpoint = (str(folder / name) for name in ("digits", "cache", "cancelled.safetensors"))
    value("read_images", root=root, cache=cache, config={"seed": 1})
    put = events.put
    events.put = lambda text: (put(text), setattr(flag, "value", True))  # as somebody who saw the first epoch
    given = {"trial": TRIAL, "cache": cache, "device": "cpu", "checkpoint": checkpoint}
    assert call("train_network", **given)["type"] == "Cancelled"
    flag.value = False
    events.clear()
    assert value("train_network", **given)["epochs"] == 2
    assert [event["epoch"] for event in events] == [2]


def test_images_that_cannot_be_used_are_told_by_their_type(tmp_path: Path) -> None:
    answer = call("read_images", root=str(tmp_path / "absent"), cache=str(tmp_path), config={})
    assert (answer["ok"], answer["type"]) == (False, "UnusableImages")
    assert "is not a folder" in answer["message"]


def test_a_network_is_written_and_measured(tmp_path: Path, java: Any) -> None:
    network = {"classes": 4, "channels": 4, "cells": 1, "resolution": 8}
    out = [str(tmp_path / "net.py"), str(tmp_path / "net.safetensors")]
    given = {"space": "nb201", "network": network}
    written = value("write_network", **given, cell=CELL, out=out, weights=None, seed=0, space_file=None)
    assert written["parameters"] == sum(
        tensor.size
        for name, tensor in load_file(out[1]).items()
        if not name.endswith(("running_mean", "running_var", "num_batches_tracked"))
    )
    refused = call("write_network", **given, cell=CELL, out=[out[0], "net.h5"], weights=None, seed=0, space_file=None)
    assert refused["refused"]
    assert "ends in" in refused["message"]
    assert all(Path(name).stat().st_size > 0 for name in out)
    config = {"runtime": "torch", "runs": 2, "warm_up": 0}
    csv = str(tmp_path / "latencies.csv")
    assert value("measure_latencies", **given, cells=[CELL], out=csv, config=config)["added"] == 1
    assert value("measure_latencies", **given, cells=[CELL], out=csv, config=config)["added"] == 0
    assert java[0][-1] == {"kind": "latency", "done": 1, "total": 1}
    here = value("measure_latencies", **given, cells=[CELL], out=csv, config=config | {"device": "this"})
    assert here["device"] == ("cuda" if torch.cuda.is_available() else "cpu")
