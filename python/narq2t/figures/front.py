"""Accuracy against latency."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from .drawing import COLOURS, INK, MUTED, legend, svg
from .search import Trained

_FAR = 3  # times the slowest


def on_front(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Of (latency, accuracy) those that no other beats in both, the fastest first."""
    best, kept = float("-inf"), []
    for latency, accuracy in sorted(points, key=lambda point: (point[0], -point[1])):
        if accuracy > best:
            kept.append((latency, accuracy))
            best = accuracy
    return kept


def front(trainings: Sequence[Trained], *, name: str, title: str, limit: float | None = None) -> str:
    """Trainings of the search by their latency, the front among them, final ones, and the limit in ms."""
    known = [(t, (t.latency, t.accuracy)) for t in trainings if t.latency is not None and t.accuracy is not None]
    search = [point for t, point in known if not t.final]

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        entries = 0
        if search:
            entries += 2
            x, y = zip(*search, strict=True)
            axes.plot(
                x, y, "o", markeredgecolor=COLOURS[0], markerfacecolor="white", markersize=5, label="training",
                gid="points-training",
            )  # fmt: skip
            x, y = zip(*on_front(search), strict=True)
            axes.step(
                x, y, where="post", color=COLOURS[0], linewidth=1.1, label="front of the search", gid="line-front"
            )
        for label, marker, size, chosen in (
            ("final training", "D", 5, [point for t, point in known if t.final and not t.chosen]),
            ("the network that was chosen", "*", 12, [point for t, point in known if t.final and t.chosen]),
        ):
            if chosen:
                entries += 1
                axes.plot(
                    *zip(*chosen, strict=True), marker, color=COLOURS[1],
                    markersize=size, label=label, gid=f"points-{label}", linestyle="",
                )  # fmt: skip
        axes.margins(x=0.08, y=0.12)
        axes.set_xlim(left=max(0, axes.get_xlim()[0]))
        if limit is not None:
            entries += 1
            within = axes.get_xlim()[1]
            far = limit > _FAR * within  # to show it would press all points against the axis
            label = f"limit, {limit:g} ms" + (" (far to the right)" if far else "")
            axes.axvline(limit, color=INK, linestyle="--", linewidth=1.1, label=label, gid="line-limit")
            right = within if far else max(within, limit * 1.08)
            axes.axvspan(limit, max(right, limit * 1.08), color=MUTED, alpha=0.12, linewidth=0, gid="area-beyond")
            axes.set_xlim(right=right)
        axes.set(xlabel="latency on this machine, ms", ylabel="validation accuracy, %")
        legend(axes, entries)

    return svg(name, title, draw)
