"""What a network makes of classes: which it takes for which, and the images that it takes for others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from .drawing import FAILED, INK, svg

_NUMBERED = 24  # classes up to which counts are written into the cells
_NAMED = 48  # classes up to which each has its tick
_COLUMNS = 8
_LONGEST = 24  # letters of a class name beside the matrix
_BELOW = 14  # and under an image


def confusion(counts: Sequence[Sequence[int]], classes: Sequence[str], *, name: str, title: str) -> str:
    """Images by true class, a row each, and predicted class; a cell is as dark as its share of the row."""
    matrix = np.array(counts)
    k = len(classes)
    totals = matrix.sum(axis=1, keepdims=True)
    shares = np.divide(matrix, totals, out=np.zeros(matrix.shape), where=totals > 0)
    size = min(8.5, max(3.6, 1.6 + 0.34 * k))

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        axes.grid(visible=False)
        mesh = axes.pcolormesh(shares, cmap="Blues", vmin=0, vmax=1, edgecolors="white", linewidth=0.8, gid="cells")
        axes.set_aspect("equal")
        axes.invert_yaxis()
        if k <= _NUMBERED:
            for row, column in zip(*np.nonzero(matrix), strict=True):
                colour = "white" if shares[row, column] > 0.55 else (INK if row == column else FAILED)
                axes.text(
                    column + 0.5, row + 0.5, str(matrix[row, column]), ha="center", va="center", fontsize=7.5,
                    color=colour, gid=f"count-{row}-{column}",
                )  # fmt: skip
        step = 1 if k <= _NAMED else math.ceil(k / _NAMED)
        places = range(0, k, step)
        longest = max(len(_short(classes[place])) for place in places)
        labels = [_short(classes[place]) for place in places]
        axes.set_xticks([place + 0.5 for place in places], labels, rotation=0 if longest <= 2 else 90)
        axes.set_yticks([place + 0.5 for place in places], labels)
        axes.tick_params(length=0, labelsize=8 if k <= _NUMBERED else 6)
        axes.set(xlabel="predicted class", ylabel="true class")
        for spine in axes.spines.values():
            spine.set_visible(False)
        bar = figure.colorbar(mesh, ax=axes, shrink=0.7, label="share of the true class")
        bar.outline.set_visible(False)

    return svg(name, title, draw, width=size + 0.9, height=size)


@dataclass(frozen=True)
class Mistake:
    """An image (c, r, r) uint8, grey or colour, and its class, and what it was taken for."""

    pixels: npt.NDArray[np.uint8]
    truth: str
    predicted: str


def misclassified(mistakes: Sequence[Mistake], *, name: str, title: str) -> str:
    """A grid of images; under each its true class, and below that the predicted one."""
    columns = max(1, min(_COLUMNS, len(mistakes)))
    rows = max(1, math.ceil(len(mistakes) / columns))

    def draw(figure: Figure) -> None:
        grid = figure.subplots(rows, columns, squeeze=False)
        for axes in grid.flat:
            axes.axis("off")
        for number, (axes, mistake) in enumerate(zip(grid.flat, mistakes, strict=False)):
            pixels = np.broadcast_to(mistake.pixels.transpose(1, 2, 0), (*mistake.pixels.shape[1:], 3))
            axes.imshow(pixels, interpolation="none", gid=f"image-{number}")
            axes.text(
                0.5, -0.04, _short(mistake.truth, _BELOW), transform=axes.transAxes, ha="center", va="top",
                fontsize=7.5, color=INK, gid=f"true-{number}",
            )  # fmt: skip
            axes.text(
                0.5, -0.22, _short(mistake.predicted, _BELOW), transform=axes.transAxes, ha="center", va="top",
                fontsize=7.5, color=FAILED, gid=f"predicted-{number}",
            )  # fmt: skip

    return svg(name, title, draw, width=0.95 * columns, height=1.25 * rows)


def _short(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
