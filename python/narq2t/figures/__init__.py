"""Figures of reports: pure functions from plain numbers to one SVG each, to stand inside a page.

The same numbers give the same bytes. Text stays text; colours are told apart by the colour-blind (Okabe and Ito,
https://jfly.uni-koeln.de/color); each series carries its name as the `id` of its group. They need no display.
"""

from .classes import Mistake, confusion, misclassified
from .curves import Band, bands, epochs, training_progress
from .front import front
from .look_ups import Belief, Expected, beliefs, regret
from .search import Trained

__all__ = [
    "Band",
    "Belief",
    "Expected",
    "Mistake",
    "Trained",
    "bands",
    "beliefs",
    "confusion",
    "epochs",
    "front",
    "misclassified",
    "regret",
    "training_progress",
]
