"""A user's own images, read once, split, and looked at before anything is trained.

    data = images.prepare(Path("flowers"), Path("cache/flowers"), DataConfig(resolution=32, seed=1))
    print(data.report.text())
    data.images[data.rows("train")], data.labels[data.rows("train")]

What a root may look like is told in `sources`.
"""

from .cache import DataConfig
from .data import ImageData, open_cache, prepare
from .errors import UnusableImages
from .report import Report

__all__ = ["DataConfig", "ImageData", "Report", "UnusableImages", "open_cache", "prepare"]
