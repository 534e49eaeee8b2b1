"""What an image goes through before the network sees it, and what the network's answer means."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Self

from narq2t.errors import Refused
from narq2t.spaces import NetworkConfig


@dataclass(frozen=True, kw_only=True)
class Preprocessing:
    """`classes`: names in the order of the logits. `mean`, `std`: of pixel values 0 to 255, one per image channel.

    An image is turned upright as its EXIF says, made grey or colour, scaled and cut at its centre to a square of
    `resolution` pixels, and normalised: (value - mean) / std. Raises Refused naming what cannot be.
    """

    classes: tuple[str, ...]
    mean: tuple[float, ...]
    std: tuple[float, ...]
    resolution: int

    def __post_init__(self) -> None:
        if len(self.classes) < 2 or len(set(self.classes)) != len(self.classes):
            raise Refused(f"classes must be at least two different names, not {self.classes!r}")
        if len(self.mean) not in (1, 3) or len(self.std) != len(self.mean):
            raise Refused(f"mean and std must have one value per image channel, 1 or 3, not {self.mean}, {self.std}")
        if not all(value > 0 for value in self.std):
            raise Refused(f"std must be positive, not {self.std}")

    @property
    def image_channels(self) -> int:
        """1 for grey, 3 for colour."""
        return len(self.mean)

    @classmethod
    def plain(cls, config: NetworkConfig) -> Self:
        """For a network that was not trained: numbered classes, pixel values from 0 to 1."""
        channels = config.image_channels
        return cls(
            classes=tuple(str(number) for number in range(config.classes)),
            mean=(0.0,) * channels,
            std=(255.0,) * channels,
            resolution=config.resolution,
        )

    def check(self, config: NetworkConfig) -> None:
        """Raises Refused unless a network of this configuration takes such images and has these classes."""
        ours = (len(self.classes), self.image_channels, self.resolution)
        theirs = (config.classes, config.image_channels, config.resolution)
        if ours != theirs:
            raise Refused(f"classes, image channels and resolution are {ours}, but the network's are {theirs}")

    def metadata(self) -> dict[str, str]:
        """As texts of JSON, which is how an ONNX file keeps them."""
        values = {"classes": self.classes, "mean": self.mean, "std": self.std, "resolution": self.resolution}
        return {name: json.dumps(value) for name, value in values.items()}
