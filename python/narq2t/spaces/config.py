"""How large the network around a cell is, and for which images."""

from __future__ import annotations

from dataclasses import dataclass

from narq2t.errors import Refused

LARGEST_UNREDUCED = 64
"""Pixels: what the cells of the first stage see at most. The stem halves larger images until they are no larger."""


@dataclass(frozen=True, kw_only=True)
class NetworkConfig:
    """The network around a cell. Raises Refused naming the first field that cannot be.

    `resolution`: height and width of the images in pixels; `channels`: of the first stage, each further stage has twice
    as many at half the resolution; `cells`: in each stage.
    """

    classes: int = 10
    image_channels: int = 3
    resolution: int = 32
    channels: int = 16
    cells: int = 5
    stages: int = 3

    def __post_init__(self) -> None:
        least = {"classes": 2, "image_channels": 1, "resolution": 1, "channels": 1, "cells": 1, "stages": 1}
        for name, minimum in least.items():
            value = getattr(self, name)
            if type(value) is not int or value < minimum:
                raise Refused(f"{name} must be a whole number, at least {minimum}, not {value!r}")
        if self.stage_resolution(self.stages - 1) < 2:
            raise Refused(f"resolution must leave 2 pixels after {self.stages} stages, {self.resolution} does not")

    @property
    def stem_halvings(self) -> int:
        """How many times the stem halves the images: 0 up to 64 pixels, 1 up to 128, 2 up to 256."""
        halvings = 0
        while halved(self.resolution, halvings) > LARGEST_UNREDUCED:
            halvings += 1
        return halvings

    def arguments(self) -> dict[str, int]:
        """What `plain.Network` of a space takes beside the cell, by name."""
        return {
            "classes": self.classes,
            "image_channels": self.image_channels,
            "channels": self.channels,
            "cells": self.cells,
            "stages": self.stages,
            "stem_halvings": self.stem_halvings,
        }

    def stage_resolution(self, stage: int) -> int:
        """Height and width in pixels within a stage, 0 the first."""
        return halved(self.resolution, self.stem_halvings + stage)


def halved(pixels: int, times: int) -> int:
    """`pixels` halved so often, rounded up each time."""
    for _ in range(times):
        pixels = (pixels + 1) // 2
    return pixels
