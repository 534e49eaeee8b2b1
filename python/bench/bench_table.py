"""The table of `make bench`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One line of the table; `theirs`, `ours` and `paper`, our run of the paper's method, in `unit`."""

    quantity: str
    unit: str
    ours: float
    theirs: float | None = None
    estimated: bool = False
    goal: str = ""
    paper: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.theirs is None else self.theirs / self.ours

    @property
    def times_the_paper(self) -> float | None:
        return None if self.paper is None else self.paper / self.ours


def figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def show(report: Json) -> None:
    """Prints the table."""
    machine = report["machine"]
    print(
        f"narq2t on {machine['processor']} ({machine['capability']}), {machine['cores']} cores, {machine['threads']} "
        f"threads, {machine['system']}, Python {machine['python']}, torch {machine['torch']}, load "
        f"{machine['load']:.2f} at the start\n"
    )
    table = [("", "unit", "theirs", "ours", "theirs/ours", "paper/ours", "goal")]
    for row in report["rows"]:
        name = row["quantity"] + (" *" if row["estimated"] else "")
        ratios = ["-" if row[key] is None else f"{row[key]:.2f}x" for key in ("ratio", "times_the_paper")]
        table.append((name, row["unit"], figure(row["theirs"]), figure(row["ours"]), *ratios, row["goal"]))
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    for line in table:
        cells = [f"{line[0]:{widths[0]}}", f"{line[1]:{widths[1]}}"]
        cells += [f"{cell:>{width}}" for cell, width in zip(line[2:6], widths[2:6], strict=True)]
        print("  ".join([*cells, line[6]]).rstrip())
    print()
    for remark in report["remarks"]:
        print(remark)
