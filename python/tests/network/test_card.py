"""The card of a network says what it is in numbers that were measured."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from narq2t import network
from narq2t.network import Alternative, Card, Latency, Preprocessing, Training
from narq2t.network.card import multiply_accumulates
from narq2t.spaces import NetworkConfig

CELL = "|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|"
CONFIG = NetworkConfig(classes=3, image_channels=1, resolution=8, channels=4, cells=1)
LABELS = Preprocessing(classes=("bee", "fly", "moth"), mean=(120.0,), std=(60.5,), resolution=8)


def text(card: Card) -> str:
    return card.text(network.build("nb201", CELL, CONFIG, preprocessing=LABELS))


def test_it_tells_size_classes_accuracy_and_latency() -> None:
    card = Card(
        data="30 images\n3 classes",
        recipe={"epochs": 12, "batch": 256},
        trainings=[
            Training(seed=1, validation=0.91, test=0.9, seconds=61.4),
            Training(seed=2, validation=0.93, test=None, seconds=60),
        ],
        latencies=[Latency(device="this", median=1.2345, quartiles=(1.1, 1.4), batch=1)],
        found="The best of 20 trainings.",
        alternatives=[
            Alternative(cell="|none~0|", validation=0.9, latency=0.7, front=True),
            Alternative(cell="|none~1|", validation=0.8, latency=None),
        ],
    )
    lines = text(card).splitlines()
    assert lines[0] == "# An image classifier of 3 classes"
    assert "| 1 (exported) | 91.00% | 90.00% | 61 s |" in lines
    assert "| 2 | 93.00% | not measured | 60 s |" in lines
    assert "Mean of 2 seeds on validation: 92.00%." in lines
    assert "| this | 1 | 1.23 ms | 1.1 to 1.4 ms |" in lines
    assert r"| `\|none~0\|` | 90.00% | 0.7 ms, on the front |" in lines
    assert r"| `\|none~1\|` | 80.00% |  |" in lines
    assert "Classes: bee, fly, moth." in lines
    assert "Pixel values are normalised as (value - mean) / std, mean 120.00, std 60.50." in lines
    assert "    3 classes" in lines
    assert "- epochs: 12" in lines


def test_it_says_when_nothing_was_trained() -> None:
    card = text(Card(data="", recipe={}, trainings=[]))
    assert "Not trained" in card
    assert "## Latency" not in card


@pytest.mark.parametrize("training", [True, False])
def test_multiply_accumulates_are_counted_by_hand(training: bool) -> None:
    """A 3 x 3 convolution of 2 to 5 channels on 6 x 6, and a classifier of 5 to 4."""
    layers = nn.Sequential(nn.Conv2d(2, 5, 3, padding=1), nn.AvgPool2d(6), nn.Flatten(), nn.Linear(5, 4)).train(
        training
    )
    assert multiply_accumulates(layers, 2, 6) == 9 * 2 * 5 * 36 + 5 * 4
    assert layers.training == training
    assert torch.is_grad_enabled()
