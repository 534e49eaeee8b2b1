"""Images read once: one file of bytes that training maps into memory, and a manifest that says what is in it.

    CACHE/images.safetensors   images (n, c, r, r) uint8, labels (n,) int64, part (n,) uint8: 0 train, 1 val, 2 test
    CACHE/manifest.json        classes, names of the files, normalisation, report, checksums

The checksum of the first file stands for the data of a training: images, labels and split. The manifest is written
last; a cache whose sources or settings have changed since is made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from narq2t.errors import Refused

from .errors import UnusableImages
from .reading import Progress, Readable, measure, read_pixels
from .report import find_duplicates, make_report, sizes_of
from .sources import PARTS, Listing, list_images
from .split import draw_split

FORMAT = 1
METADATA = "narq2t-images"  # one key only: safetensors writes several in any order, and the checksum would vary
LARGEST_AUTOMATIC = 64
"""Pixels: the most that is chosen without being asked for."""

_MOST_BYTES = 8 << 30
_MEAN_ROWS = 4096


@dataclass(frozen=True, kw_only=True)
class DataConfig:
    """How images are read. Raises Refused naming the first field that cannot be.

    `resolution`: pixels of the square, by default the median of the shorter sides but at most 64. `image_channels`: 1
    or 3, by default 1 if every image is grey. `validation`, `test`: shares 0..1, for data that come without such a
    part. `seed`: of the split.
    """

    resolution: int | None = None
    image_channels: int | None = None
    validation: float = 0.15
    test: float = 0.15
    seed: int = 0

    def __post_init__(self) -> None:
        if self.resolution is not None and (type(self.resolution) is not int or not 2 <= self.resolution <= 1024):
            raise Refused(f"resolution must be a whole number from 2 to 1024, not {self.resolution!r}")
        if self.image_channels not in (None, 1, 3):
            raise Refused(f"image_channels must be 1 or 3, not {self.image_channels!r}")
        if not 0 < self.validation < 1 or not 0 <= self.test < 1 or self.validation + self.test >= 1:
            raise Refused(f"validation and test must leave something to train, not {self.validation}, {self.test}")


def make_cache(root: Path, cache: Path, config: DataConfig, progress: Progress = lambda done, total: None) -> None:
    """Reads every image below `root` into `cache`, unless that was done before. Raises UnusableImages."""
    listing = list_images(root)
    request = {"config": asdict(config), "sources": _fingerprint(listing), "root": str(root.resolve())}
    if _is_current(cache, request):
        return
    read = measure(listing, progress)
    _check_classes(root, listing, [item.label for item in read.items], "readable image")
    resolution = config.resolution or min(LARGEST_AUTOMATIC, _median([min(size) for size in read.sizes]))
    if len(read.items) * resolution**2 * 3 > _MOST_BYTES:
        raise UnusableImages(f"{len(read.items)} images of {resolution} pixels are over 8 GiB. Lower the resolution.")
    pixels, read = read_pixels(read, config.image_channels, resolution, progress)
    _check_classes(root, listing, [item.label for item in read.items], "readable image")
    try:
        _write(cache, listing, config, request, read, pixels)
    except OSError as error:
        raise UnusableImages(f"{cache} was not written: {error}. Make room, or name another folder.") from error


def _write(
    cache: Path,
    listing: Listing,
    config: DataConfig,
    request: dict[str, Any],
    read: Readable,
    pixels: npt.NDArray[np.uint8],
) -> None:
    labels = [listing.classes.index(item.label) for item in read.items]
    contents = [hashlib.blake2b(image.tobytes(), digest_size=16).digest() for image in pixels]
    parts, split = _split(listing, config, [item.part for item in read.items], labels, contents)
    names = [item.name for item in read.items]
    duplicates = find_duplicates(contents, parts, labels, names)
    trained = {label for label, part in zip(labels, parts, strict=True) if part == "train"}
    for label, name in enumerate(listing.classes):
        if label not in trained:
            raise UnusableImages(f"Class {name} has no training image that is not a copy of another. Add images to it.")
    if not parts.count("val"):
        raise UnusableImages("There is no validation image. Add some, or raise the share for validation.")
    if duplicates.validation_in_training == parts.count("val"):
        raise UnusableImages(
            "Every validation image is also a training image, so that nothing would be measured. Remove the copies, or "
            "remove the folder val: a part of train is then held out."
        )
    report = make_report(
        kind=listing.kind,
        split=split,
        classes=listing.classes,
        parts=parts,
        labels=labels,
        sizes=sizes_of(read.sizes),
        shape=(pixels.shape[1], pixels.shape[2]),
        unreadable=read.unreadable,
        other=listing.other,
        duplicates=duplicates,
    )
    codes = np.array([PARTS.index(part) for part in parts], np.uint8)
    mean, std = _normalisation(pixels[codes == 0])
    cache.mkdir(parents=True, exist_ok=True)
    tensors: dict[str, npt.NDArray[Any]] = {"images": pixels, "labels": np.array(labels, np.int64), "part": codes}
    data, temporary = cache / "images.safetensors", cache / "images.safetensors.tmp"
    save_file(tensors, temporary, metadata={METADATA: json.dumps({"classes": listing.classes})})
    temporary.replace(data)
    manifest = {
        "format": FORMAT,
        "sha256": digest_of(data),
        "classes": listing.classes,
        "mean": mean,
        "std": std,
        "report": report.as_json(),
        "request": request,
        "names": names,
    }
    temporary = cache / "manifest.json.tmp"
    temporary.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    temporary.replace(cache / "manifest.json")


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_classes(root: Path, listing: Listing, labels: Sequence[str], what: str) -> None:
    """Refuses what cannot be learnt: fewer than two classes, or a class of fewer than two images."""
    if len(listing.classes) < 2:
        raise UnusableImages(f"{root} has images of one class only, {listing.classes[0]}. Add a folder for another.")
    for name in listing.classes:
        count = labels.count(name)
        if count < 2:
            many = f"one {what}" if count else f"no {what}"
            raise UnusableImages(
                f"{root}: class {name} has {many}, but one to train with and one to validate with are needed. "
                "Add images, or remove the class."
            )


def _split(
    listing: Listing, config: DataConfig, given: list[str], labels: Sequence[int], contents: Sequence[bytes]
) -> tuple[list[str], str]:
    """The part of every image, and in words where the parts come from."""
    if "val" in given:
        return given, "as the data give them"
    rest = [place for place, part in enumerate(given) if part in ("train", "")]
    whole = "" in given
    drawn = draw_split(
        [labels[place] for place in rest],
        [contents[place] for place in rest],
        listing.classes,
        validation=config.validation,
        test=config.test if whole else 0,
        seed=config.seed,
    )
    parts = list(given)
    for place, part in zip(rest, drawn, strict=True):
        parts[place] = part
    what = "val and test" if whole and config.test else "val"
    return parts, f"{what} drawn class by class with seed {config.seed}"


def _normalisation(pixels: npt.NDArray[np.uint8]) -> tuple[list[float], list[float]]:
    """Mean and standard deviation of each channel; 1 where a channel is constant."""
    total = np.zeros(pixels.shape[1])
    squares = np.zeros(pixels.shape[1])
    for start in range(0, len(pixels), _MEAN_ROWS):
        rows = pixels[start : start + _MEAN_ROWS].astype(np.float64)
        total += rows.sum(axis=(0, 2, 3))
        squares += (rows**2).sum(axis=(0, 2, 3))
    count = len(pixels) * pixels.shape[2] * pixels.shape[3]
    mean = total / count
    std = np.sqrt(np.maximum(squares / count - mean**2, 0))
    return mean.tolist(), np.where(std > 0, std, 1).tolist()


def _median(values: list[int]) -> int:
    return max(2, sorted(values)[len(values) // 2])


def _fingerprint(listing: Listing) -> str:
    digest = hashlib.sha256()
    for item in listing.items:
        digest.update(f"{item.part}\0{item.label}\0{item.name}\0{item.stamp}\n".encode())
    return digest.hexdigest()


def _is_current(cache: Path, request: dict[str, Any]) -> bool:
    try:
        manifest = json.loads((cache / "manifest.json").read_text(encoding="utf-8"))
        asked: bool = manifest["format"] == FORMAT and manifest["request"] == request
        return asked and digest_of(cache / "images.safetensors") == manifest["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
