"""Where labelled images come from: folders of a class each, idx files, CIFAR's python batches.

ROOT/{train,val,test}/CLASS/*    parts as they are (also valid, validation, training; val and test may be absent)
ROOT/CLASS/*                     one part, to be split
ROOT/*-images-idx3-ubyte[.gz]    MNIST and its successors: train and t10k, with labels beside them
ROOT/{data_batch_1,...,test_batch,batches.meta} or ROOT/{train,test,meta}    CIFAR-10 and CIFAR-100
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from .cifar import read_cifar
from .errors import UnusableImages
from .idx import read_idx

SUFFIXES = frozenset((".bmp", ".gif", ".jpeg", ".jpg", ".pgm", ".png", ".ppm", ".tif", ".tiff", ".webp"))
"""What the name of an image ends in."""

PARTS = ("train", "val", "test")
_NAMES = {"train": "train", "training": "train", "val": "val", "valid": "val", "validation": "val", "test": "test"}


@dataclass(frozen=True)
class Item:
    """One image that may turn out to be unreadable. `part`: train, val or test; empty if it is still to be split."""

    part: str
    label: str
    name: str
    stamp: str  # changes when the image does: size and time of the file it is in
    open: Callable[[], Image.Image]


@dataclass(frozen=True)
class Listing:
    """All images of a root, in the order of their names. `other`: how many files are there that are no images."""

    kind: str  # folders, idx or cifar
    classes: tuple[str, ...]
    items: Sequence[Item]
    other: int = 0


def list_images(root: Path) -> Listing:
    """Finds out what `root` holds. UnusableImages if that is nothing to train on."""
    if not root.is_dir():
        raise UnusableImages(f"{root} is not a folder. Give the folder that holds a folder of images for each class.")
    if sorted(root.glob("*-images-idx3-ubyte*")):
        return _listing_of_arrays("idx", *read_idx(root))
    if (root / "data_batch_1").is_file() or ((root / "meta").is_file() and (root / "train").is_file()):
        return _listing_of_arrays("cifar", *read_cifar(root))
    return _folders(root)


def _listing_of_arrays(
    kind: str, classes: tuple[str, ...], parts: Sequence[tuple[str, Path, object, object]]
) -> Listing:
    items = []
    for part, path, images, labels in parts:
        stamp = _stamp(path)
        for number, (pixels, label) in enumerate(zip(images, labels, strict=True)):  # type: ignore[call-overload]
            name = f"{path.name}#{number}"
            items.append(Item(part, classes[int(label)], name, stamp, lambda pixels=pixels: Image.fromarray(pixels)))  # type: ignore[misc]
    return Listing(kind, classes, items)


def _folders(root: Path) -> Listing:
    folders = _subfolders(root)
    parts = [(folder, _NAMES[folder.name.lower()]) for folder in folders if folder.name.lower() in _NAMES]
    if not parts:
        parts = [(root, "")]
    elif "train" not in [part for _, part in parts]:
        raise UnusableImages(f"{root} has {', '.join(f.name for f, _ in parts)} but no train folder. Add one.")
    elif len({part for _, part in parts}) < len(parts):
        raise UnusableImages(f"{root} has two folders for the same part: {', '.join(f.name for f, _ in parts)}.")
    elif strange := [folder.name for folder in folders if folder.name.lower() not in _NAMES]:
        raise UnusableImages(f"{root} has {strange[0]} beside {parts[0][0].name}. Move it: is it a class or a part?")
    items: list[Item] = []
    labels: dict[str, set[str]] = {}
    other = 0
    for folder, part in parts:
        for class_folder in _subfolders(folder):
            labels.setdefault(part, set()).add(class_folder.name)
            for path in sorted(class_folder.rglob("*")):
                if path.name.startswith(".") or not path.is_file():
                    continue
                if path.suffix.lower() not in SUFFIXES:
                    other += 1
                    continue
                name = path.relative_to(root).as_posix()
                items.append(Item(part, class_folder.name, name, _stamp(path), lambda path=path: Image.open(path)))  # type: ignore[misc]
    if not items:
        raise UnusableImages(
            f"{root} has no images in folders of classes. It must look like {root.name}/CLASS/image.jpg, or "
            f"{root.name}/train/CLASS/image.jpg; images end in {', '.join(sorted(SUFFIXES))}."
        )
    known = labels.get("train", labels.get("", set()))
    for part, found in labels.items():
        if unknown := sorted(found - known):
            raise UnusableImages(f"{root}: class {unknown[0]} is in {part} but not in train. Add images, or remove it.")
    return Listing("folders", tuple(sorted(known)), items, other)


def _subfolders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _stamp(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size}/{found.st_mtime_ns}"
