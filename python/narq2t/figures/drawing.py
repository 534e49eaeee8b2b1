"""How every figure looks, and how it becomes text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#5B5B5B")
"""Of series, in their order: Okabe and Ito without yellow, which is not seen on white."""
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (3, 1)), (0, (1, 1)))
INK, MUTED, FAILED = "#1a1a1a", "#6b6b6b", "#B0182B"

LINEAR_BELOW = 0.1
"""Regret in points below which its axis is linear, so that it shows 0."""

_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # the widest of what readers have: what fits with it, fits
    "font.size": 9,
    "axes.labelsize": 9,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e3e3e3",
    "grid.linewidth": 0.6,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "lines.linewidth": 1.6,
    "figure.facecolor": "white",
}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def svg(name: str, title: str, draw: Callable[[Figure], None], *, width: float = 7.2, height: float = 3.6) -> str:
    """The figure that `draw` fills, as an svg element.

    `name`: what its identifiers start with, so that several stand in one page. `title`: what it shows, for who does not
    see it. Width and height in inches; a page may scale it.
    """
    with mpl.rc_context(_STYLE | {"svg.hashsalt": name}):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={**_NO_METADATA, "Title": title})
    text = written.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r'(\bid="|href="#|url\(#)', lambda start: f"{start[1]}{name}-", text)
    return text.replace("<svg ", '<svg role="img" ', 1)


def series(number: int) -> dict[str, Any]:
    """Colour and dashes of a series by its place."""
    return {"color": COLOURS[number % len(COLOURS)], "linestyle": DASHES[number % len(DASHES)]}


def legend(axes: Any, entries: int) -> None:
    """A legend above the axes, where it covers no point."""
    columns = min(entries, 3)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=columns, borderaxespad=0.2, handlelength=2.6)


def regret_scale(axes: Any) -> None:
    """An upright axis of regrets: by powers of ten, and evenly from `LINEAR_BELOW` to 0."""
    axes.set_yscale("symlog", linthresh=LINEAR_BELOW, linscale=0.5)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.set_yticks([0, 0.1, 1, 10])
    axes.set_yticks([0.05, 0.2, 0.5, 2, 5, 20, 50], minor=True)
    axes.yaxis.set_minor_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.tick_params(axis="y", which="minor", labelsize=7)
