"""What a search in a table did: how close it came with each look-up, and what it had expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .drawing import COLOURS, INK, LINEAR_BELOW, MUTED, legend, regret_scale, svg


@dataclass(frozen=True)
class Expected:
    """Random search after 1, 2, ... look-ups: expectation and standard deviation of its best, %."""

    mean: Sequence[float]
    deviation: Sequence[float]


@dataclass(frozen=True)
class Belief:
    """A look-up: its number from 1, the score that was expected, its deviation (None without) and the accuracy in %."""

    number: int
    score: float
    deviation: float | None
    accuracy: float


def regret(best: Sequence[float | None], random: Expected, optimum: float, *, found: int, name: str, title: str) -> str:
    """How far the best so far is below the best of the table, points, after each look-up, beside random search.

    `best`: validation accuracy in %, None while nothing keeps the limits. `found`: the look-up that found what is
    reported; 0 if none did.
    """
    count = np.arange(1, len(best) + 1)
    mean, deviation = np.array(random.mean, float), np.array(random.deviation, float)
    low, high = optimum - mean - deviation, optimum - mean + deviation

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        axes.fill_between(count, low.clip(0), high, color=COLOURS[6], alpha=0.18, linewidth=0, gid="band-random")
        axes.plot(count, optimum - mean, color=COLOURS[6], linestyle="--", label="random search", gid="line-random")
        known = [(n, optimum - b) for n, b in zip(count, best, strict=True) if b is not None]
        if known:
            x, y = zip(*known, strict=True)
            axes.step(x, y, where="post", color=COLOURS[0], label="this search", gid="line-search")
        if found:
            at = best[found - 1]
            if at is not None:
                axes.plot(
                    [found], [optimum - at], "*", color=COLOURS[1], markersize=12, label=f"found, look-up {found}",
                    gid="point-found", clip_on=False, zorder=5,
                )  # fmt: skip
        regret_scale(axes)
        third = min(2, len(best) - 1)
        axes.set_ylim(0, max([LINEAR_BELOW, high[third], *(y for n, y in known if n > third)]) * 1.05)
        axes.set_xlim(1, max(len(best), 2))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set(xlabel="look-ups", ylabel="points below the best of the table")
        legend(axes, 3)

    return svg(name, title, draw, height=3.8)


def beliefs(look_ups: Sequence[Belief], *, found: int, name: str, title: str) -> str:
    """What was expected of each look-up against what came out; later ones are darker. Only those with a score."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        scores = [one.score for one in look_ups]
        accuracies = [one.accuracy for one in look_ups]
        if any(one.deviation is not None for one in look_ups):
            deviations = [0.0 if one.deviation is None else one.deviation for one in look_ups]
            axes.errorbar(
                scores, accuracies, xerr=deviations, fmt="none", ecolor=MUTED, elinewidth=0.6, alpha=0.45, zorder=1
            )
        points = axes.scatter(
            scores, accuracies, c=[one.number for one in look_ups], cmap="viridis_r", s=24, edgecolors="white",
            linewidths=0.5, gid="points-look-ups", zorder=2,
        )  # fmt: skip
        for one in look_ups:
            if one.number == found:
                axes.plot(
                    [one.score], [one.accuracy], "*", color=COLOURS[1], markersize=13, label=f"found, look-up {found}",
                    gid="point-found", zorder=3,
                )  # fmt: skip
                legend(axes, 1)
        bar = figure.colorbar(points, ax=axes, label="look-up", pad=0.02)
        bar.ax.tick_params(labelcolor=INK)
        axes.set(xlabel="score that was expected, ± one deviation", ylabel="validation accuracy that came out, %")
        lowest = float(np.percentile(accuracies, 5)) if accuracies else 0.0
        if accuracies and max(accuracies) > lowest:
            margin = 0.15 * (max(accuracies) - lowest)
            axes.set_ylim(lowest - margin, max(accuracies) + margin)

    return svg(name, title, draw, height=3.8)
