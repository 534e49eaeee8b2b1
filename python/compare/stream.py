"""Python's random numbers, recorded as the authors' code draws them, for Java to draw them again."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any


class RecordedRandom(random.Random):
    """Python's own generator; `draws` keeps pairs (bound, number), bound 0 for a double from 0 to 1.

    `position` translates what an unweighted ``choices`` draws: their code draws places of a shuffled list, and it is
    the architecture at that place that Java draws.
    """

    def __init__(self, seed: int, position: Callable[[int], int]) -> None:
        self.draws: list[tuple[int, float]] = []
        self.position = position
        super().__init__(seed)

    def random(self) -> float:
        drawn = super().random()
        self.draws.append((0, drawn))
        return drawn

    def _randbelow(self, n: int) -> int:
        drawn: int = self._randbelow_with_getrandbits(n)  # type: ignore[attr-defined]
        self.draws.append((n, drawn))
        return drawn

    def choices(self, population: Any, weights: Any = None, *, cum_weights: Any = None, k: int = 1) -> list[Any]:
        before = len(self.draws)
        chosen = super().choices(population, weights, cum_weights=cum_weights, k=k)
        if weights is None and cum_weights is None:
            self.draws[before:] = [(len(population), self.position(place)) for place in chosen]
        return chosen
