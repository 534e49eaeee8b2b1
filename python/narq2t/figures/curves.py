"""Curves: of methods over queries, of a search over time, of trainings over epochs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from narq2t.errors import Refused

from .drawing import COLOURS, FAILED, INK, MUTED, legend, regret_scale, series, svg
from .search import Trained, unit

LOW, HIGH = 10, 90
"""Percentiles between which a band lies."""


@dataclass(frozen=True)
class Band:
    """A method's values at 1, 2, ... queries: the median, and the percentiles around it; all as long."""

    median: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]

    @classmethod
    def of(cls, runs: Sequence[Sequence[float]]) -> Band:
        """The band of several runs, which must be equally long. Raises Refused if they are not."""
        if not runs or len({len(run) for run in runs}) != 1:
            raise Refused(f"runs of one band must be equally long, not {sorted({len(run) for run in runs})}")
        low, median, high = np.percentile(np.array(runs, float), (LOW, 50, HIGH), axis=0)
        return cls(median.tolist(), low.tolist(), high.tolist())


def bands(
    methods: Mapping[str, Band], *, name: str, title: str, y_label: str, x_label: str = "queries", log: bool = False
) -> str:
    """A line and a band for each method, over 1, 2, ... queries.

    `log`: by powers of ten down to 0.01 and evenly from there to 0, which regrets reach.
    """

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        for number, (method, band) in enumerate(methods.items()):
            x = np.arange(1, len(band.median) + 1)
            colour = series(number)["color"]
            axes.fill_between(x, band.low, band.high, color=colour, alpha=0.13, linewidth=0, gid=f"band-{method}")
            axes.plot(x, band.median, label=method, gid=f"line-{method}", **series(number))
        if log:
            regret_scale(axes)
            axes.set_ylim(0, max(max(band.high[min(2, len(band.high) - 1) :]) for band in methods.values()))
        axes.set(xlabel=x_label, ylabel=y_label)
        axes.set_xlim(1, max(len(band.median) for band in methods.values()))
        legend(axes, len(methods))

    return svg(name, title, draw, height=4.0)


def _best_so_far(trainings: Sequence[Trained]) -> list[tuple[float, float]]:
    """(seconds, accuracy) where the best of the search became better, and at its end."""
    steps: list[tuple[float, float]] = []
    seconds = end = 0.0
    for training in trainings:
        seconds += training.seconds
        if not training.final:
            end = seconds
            if training.accuracy is not None and (not steps or training.accuracy > steps[-1][1]):
                steps.append((seconds, training.accuracy))
    return [*steps, (end, steps[-1][1])] if steps else []


def training_progress(
    trainings: Sequence[Trained], others: Mapping[str, Sequence[Trained]] | None = None, *, name: str, title: str
) -> str:
    """The trainings of one search, each at the time when it ended, and the best so far. Failed ones are at the foot.

    `others`: other searches, of which the best so far is shown.
    """
    ended = list(accumulate(training.seconds for training in trainings))
    word, length = unit(ended[-1] if ended else 0)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        lines = [("best of the search so far", "best", _best_so_far(trainings), COLOURS[0], "-")]
        for number, (label, run) in enumerate((others or {}).items()):
            lines.append((f"best of {label}", label, _best_so_far(run), COLOURS[6 - number % 4], "--"))
        for label, gid, steps, colour, dash in lines:
            if steps:
                x, y = zip(*((at / length, accuracy) for at, accuracy in steps), strict=True)
                axes.step(x, y, where="post", color=colour, linestyle=dash, label=label, gid=f"line-{gid}")
        kinds = (
            ("training", "o", COLOURS[0], "white", [t.accuracy is not None and not t.final for t in trainings]),
            ("final training", "D", COLOURS[1], COLOURS[1], [t.accuracy is not None and t.final for t in trainings]),
        )
        entries = len(lines)
        for label, marker, edge, face, chosen in kinds:
            points = [(at / length, t.accuracy) for at, t, c in zip(ended, trainings, chosen, strict=True) if c]
            if points:
                entries += 1
                x, y = zip(*points, strict=True)
                axes.plot(
                    x, y, marker, markeredgecolor=edge, markerfacecolor=face, markersize=5, label=label,
                    gid=f"points-{label}",
                )  # fmt: skip
        failed = [at / length for at, t in zip(ended, trainings, strict=True) if t.accuracy is None]
        if failed:
            entries += 1
            axes.plot(
                failed, [0.03] * len(failed), "x", color=FAILED, markeredgewidth=1.8, label="failed, without result",
                transform=axes.get_xaxis_transform(), gid="points-failed", clip_on=False,
            )  # fmt: skip
        axes.set(xlabel=f"{word} of training", ylabel="validation accuracy, %")
        axes.set_xlim(left=0)
        axes.margins(y=0.12)
        legend(axes, entries)

    return svg(name, title, draw)


def epochs(
    curves: Mapping[str, Sequence[float]], others: Sequence[Sequence[float]] = (), *, name: str, title: str
) -> str:
    """Validation accuracy in % of trainings after each epoch; `others` are all alike, in grey behind these."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        for number, curve in enumerate(others):
            label = "search" if number == 0 else None
            x = range(1, len(curve) + 1)
            axes.plot(
                x, curve, color=MUTED, alpha=0.45, linewidth=0.9, label=label, gid=f"line-search-{number}",
                marker="o" if len(curve) == 1 else "", markersize=2.5,
            )  # fmt: skip
        for number, (label, curve) in enumerate(curves.items()):
            marker = "o" if len(curve) <= 12 else ""
            x = range(1, len(curve) + 1)
            axes.plot(x, curve, label=label, gid=f"line-{label}", marker=marker, markersize=3.5, **series(number))
        axes.set(xlabel="epochs", ylabel="validation accuracy, %")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.tick_params(labelcolor=INK)
        legend(axes, len(curves) + bool(others))

    return svg(name, title, draw)
