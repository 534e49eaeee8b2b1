"""card.md: what a network is, what it was trained on and how well it does, for whoever gets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from .files import Built

_TEXT = """\
# An image classifier of {classes} classes

One cell of {space}, repeated: `{cell}`
{parameters:,} parameters; {macs:,} multiply-accumulates for an image of {resolution} x {resolution} pixels, {colour}.

## Use

    pip install onnxruntime numpy pillow
    python predict.py a-folder-of-images/

| file | what |
|---|---|
| `network.onnx` | images (n, {channels}, {resolution}, {resolution}) to logits; classes and normalisation inside |
| `predict.py` | classifies images with it |
| `network.py`, `weights.safetensors` | the same in PyTorch: `build()`, then `load_state_dict` |

Classes: {names}.
Pixel values are normalised as (value - mean) / std, mean {mean}, std {std}.

## Accuracy

{accuracy}

## Data

{data}

## Training

{recipe}
"""

_ALTERNATIVES = (
    "Other networks of the search, by their short trainings. On the front: no other of them is both faster and better."
)


@dataclass(frozen=True, kw_only=True)
class Training:
    """One full training of the cell. Accuracies 0..1; `test` is None where there is no test part or it was not used."""

    seed: int
    validation: float
    test: float | None
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Latency:
    """A measured latency in ms for a batch: median, and lower and upper quartile."""

    device: str
    median: float
    quartiles: tuple[float, float]
    batch: int


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """Another cell that was trained. Accuracy 0..1 on validation, latency in ms where known.

    `front`: no other is better in both.
    """

    cell: str
    validation: float
    latency: float | None
    front: bool = False


@dataclass(frozen=True, kw_only=True)
class Card:
    """What is told beside the network itself; the first training is the one whose weights are exported.

    `data`: text of the report; `recipe`: settings by name; `found`: how the cell was found, in sentences.
    """

    data: str
    recipe: Mapping[str, object]
    trainings: Sequence[Training]
    latencies: Sequence[Latency] = ()
    found: str = ""
    alternatives: Sequence[Alternative] = field(default_factory=tuple)

    def text(self, built: Built) -> str:
        """The card as Markdown."""
        preprocessing, config = built.preprocessing, built.config
        sections = [
            _TEXT.format(
                classes=config.classes,
                space=built.space.name,
                cell=built.cell,
                parameters=sum(parameter.numel() for parameter in built.network.parameters()),
                macs=multiply_accumulates(built.network, config.image_channels, config.resolution),
                resolution=config.resolution,
                channels=config.image_channels,
                colour="grey" if config.image_channels == 1 else "colour",
                names=", ".join(preprocessing.classes),
                mean=_numbers(preprocessing.mean),
                std=_numbers(preprocessing.std),
                accuracy=self._accuracy(),
                data="\n".join(f"    {line}" for line in self.data.splitlines()),
                recipe="\n".join(f"- {name}: {value}" for name, value in self.recipe.items()),
            )
        ]
        if self.latencies:
            rows = [
                f"| {one.device} | {one.batch} | {one.median:.3g} ms | {low:.3g} to {high:.3g} ms |"
                for one in self.latencies
                for low, high in [one.quartiles]
            ]
            table = "\n".join(["| device | images | median | quartiles |", "|---|---|---|---|", *rows])
            sections.append(f"## Latency\n\n{table}\n")
        if self.found:
            sections.append(f"## How it was found\n\n{self.found}\n")
        if self.alternatives:
            rows = [
                f"| {_in_table(one.cell)} | {one.validation:.2%} "
                f"| {'' if one.latency is None else f'{one.latency:.3g} ms'}{', on the front' if one.front else ''} |"
                for one in self.alternatives
            ]
            table = "\n".join(["| cell | validation | latency |", "|---|---|---|", *rows])
            sections.append(f"## Alternatives\n\n{_ALTERNATIVES}\n\n{table}\n")
        return "\n".join(sections)

    def _accuracy(self) -> str:
        if not self.trainings:
            return "Not trained: the weights were drawn by a seed."
        rows = [
            f"| {one.seed}{' (exported)' if place == 0 else ''} | {one.validation:.2%} "
            f"| {'not measured' if one.test is None else f'{one.test:.2%}'} | {one.seconds:.0f} s |"
            for place, one in enumerate(self.trainings)
        ]
        table = ["| seed | validation | test | training |", "|---|---|---|---|", *rows]
        if len(self.trainings) > 1:
            mean = fmean(one.validation for one in self.trainings)
            table += ["", f"Mean of {len(self.trainings)} seeds on validation: {mean:.2%}."]
        return "\n".join(table)


def multiply_accumulates(network: nn.Module, image_channels: int, resolution: int) -> int:
    """Of the convolutions and the classifier, for one image, by PyTorch's counter."""
    training, device = network.training, next(network.parameters()).device
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network.eval()(torch.zeros(1, image_channels, resolution, resolution, device=device))
    network.train(training)
    return int(counter.get_total_flops()) // 2


def _in_table(cell: str) -> str:
    """A cell as code; bars would end the column of a table."""
    escaped = cell.replace("|", r"\|")
    return f"`{escaped}`"


def _numbers(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)
