"""A set of images as training reads it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError, safe_open
from torch import Tensor

from narq2t.network import Preprocessing

from .cache import FORMAT, DataConfig, digest_of, make_cache
from .errors import UnusableImages
from .reading import Progress
from .report import Report
from .sources import PARTS


@dataclass(frozen=True)
class ImageData:
    """n images, mapped into memory.

    `images` (n, c, r, r) uint8; `labels` (n,) int64; `part` (n,) uint8: 0 train, 1 val, 2 test; `names` of the files.
    `digest`: SHA-256 of images, labels and split, the same wherever they lie.
    """

    images: Tensor
    labels: Tensor
    part: Tensor
    names: tuple[str, ...]
    preprocessing: Preprocessing
    report: Report
    digest: str

    def rows(self, part: str) -> Tensor:
        """The rows of train, val or test, ascending."""
        return (self.part == PARTS.index(part)).nonzero().flatten()


def prepare(
    root: Path, cache: Path, config: DataConfig | None = None, progress: Progress = lambda done, total: None
) -> ImageData:
    """Reads the images below `root`, or takes them from `cache` where they have been read before.

    `progress` gets the steps done and the steps there are. Raises UnusableImages naming what is wrong.
    """
    make_cache(root, cache, config or DataConfig(), progress)
    return open_cache(cache)


def open_cache(cache: Path) -> ImageData:
    """What `prepare` wrote. UnusableImages if it is damaged or was changed."""
    try:
        manifest = json.loads((cache / "manifest.json").read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise UnusableImages(f"{cache} has format {manifest['format']}, this version reads {FORMAT}. Remove it.")
        data = cache / "images.safetensors"
        if digest_of(data) != manifest["sha256"]:
            raise UnusableImages(f"{data} is not what its manifest says. Remove {cache}: it is made again.")
        with safe_open(data, framework="pt") as file:
            images, labels, part = (file.get_tensor(name) for name in ("images", "labels", "part"))
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        if isinstance(error, UnusableImages):
            raise
        raise UnusableImages(f"{cache} cannot be read: {error}. Remove it: it is made again.") from error
    preprocessing = Preprocessing(
        classes=tuple(manifest["classes"]),
        mean=tuple(manifest["mean"]),
        std=tuple(manifest["std"]),
        resolution=images.shape[-1],
    )
    report = Report.of_json(manifest["report"])
    return ImageData(images, labels, part, tuple(manifest["names"]), preprocessing, report, manifest["sha256"])
