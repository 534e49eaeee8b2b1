"""The report as one HTML file that needs no other."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from compare.rows import Curve, Report

WIDTH, HEIGHT, LEFT, TOP = 420, 240, 52, 12


def page(report: Report) -> str:
    """The whole page."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["figure"] = figure
    environment.filters["chart"] = chart
    return environment.get_template("page.html.jinja").render(
        report=report,
        subjects=[(name, list(rows)) for name, rows in groupby(sorted_rows(report), key=lambda row: row.subject)],
    )


def sorted_rows(report: Report) -> list[Any]:
    """The rows, subject by subject, in the order in which subjects first occur."""
    order = list(dict.fromkeys(row.subject for row in report.rows))
    return sorted(report.rows, key=lambda row: order.index(row.subject))


def figure(value: float | None) -> str:
    """A number as a reader wants it: whole ones whole, others with the digits that count."""
    if value is None or value != value:
        return "–"  # noqa: RUF001
    if value == float("inf"):
        return "∞"
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 0.01 else f"{value:.4g}"


def chart(curve: Curve) -> Markup:
    """Both sides by epoch, as SVG."""
    values = [*curve.theirs, *curve.ours]
    low, high = min(values), max(values)
    if high == low:
        low, high = low - 0.5, high + 0.5
    ticks = [low + (high - low) * i / 4 for i in range(5)]
    last = max(len(curve.theirs), len(curve.ours))

    def x(epoch: int) -> float:
        return LEFT + (WIDTH - LEFT - 10) * (epoch - 1) / max(1, last - 1)

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - 34) * (high - value) / (high - low)

    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{curve.quantity} by epoch">']
    for tick in ticks:
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - 10}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>')
        parts.append(f'<text class="tick" x="{LEFT - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:.3g}</text>')
    parts += [
        f'<text class="tick" x="{x(epoch):.1f}" y="{HEIGHT - 20}" text-anchor="middle">{epoch}</text>'
        for epoch in sorted({1, (last + 1) // 2, last})
    ]
    parts.append(f'<text class="tick" x="{(LEFT + WIDTH) / 2}" y="{HEIGHT - 4}" text-anchor="middle">epoch</text>')
    for side, line in (("theirs", curve.theirs), ("ours", curve.ours)):
        points = [(x(epoch), y(value)) for epoch, value in enumerate(line, start=1)]
        joined = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline class="{side}" points="{joined}"/>')
        parts += [f'<circle class="{side}" cx="{a:.1f}" cy="{b:.1f}" r="2.5"/>' for a, b in points]
    parts.append("</svg>")
    return Markup("\n".join(parts))  # noqa: S704  numbers and this package's own names only
