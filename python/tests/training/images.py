"""scikit-learn's 1,797 digits of 8 x 8 pixels as a user's folders of images."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

from narq2t import images
from narq2t.images import DataConfig, ImageData
from narq2t.spaces import NetworkConfig

NETWORK = NetworkConfig(classes=10, image_channels=1, resolution=8, channels=8, cells=1)
CELL = "|nor_conv_3x3~0|+|nor_conv_3x3~0|skip_connect~1|+|skip_connect~0|none~1|nor_conv_3x3~2|"
SKIPS = "|skip_connect~0|+|none~0|none~1|+|none~0|none~1|none~2|"  # node 3 has no edge: logits do not see the image


def write_digits(root: Path) -> Path:
    """ROOT/DIGIT/NUMBER.png"""
    digits = load_digits()
    for number, (pixels, label) in enumerate(zip(digits.images, digits.target, strict=True)):
        folder = root / str(label)
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray((pixels * 15).astype(np.uint8)).save(folder / f"{number:04}.png")
    return root


def prepared_digits(folder: Path) -> ImageData:
    """The digits in a cache below the folder."""
    return images.prepare(write_digits(folder / "digits"), folder / "cache", DataConfig(validation=0.2, test=0.2))
