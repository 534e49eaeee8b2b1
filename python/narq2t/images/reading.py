"""Decoding the images of a listing, and noting those that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from narq2t.network.predict import square

from .sources import Item, Listing

Progress = Callable[[int, int], None]


@dataclass
class Readable:
    """What could be read, in the order of the listing."""

    items: list[Item] = field(default_factory=list)
    sizes: list[tuple[int, int]] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)


def measure(listing: Listing, progress: Progress) -> Readable:
    """Which files are images at all, and how large they are."""
    read = Readable()
    for done, item in enumerate(listing.items, start=1):
        try:
            with item.open() as image:
                read.sizes.append(image.size)
        except Exception as error:  # a decoder may raise anything on a damaged file
            read.unreadable.append((item.name, str(error) or repr(error)))
            continue
        finally:
            progress(done, 2 * len(listing.items))
        read.items.append(item)
    return read


def read_pixels(
    found: Readable, channels: int | None, resolution: int, progress: Progress
) -> tuple[npt.NDArray[np.uint8], Readable]:
    """(n, c, r, r) of the images that can be decoded, and these images."""
    read = Readable(unreadable=found.unreadable)
    pixels = np.empty((len(found.items), resolution, resolution, channels or 3), np.uint8)
    for done, (item, size) in enumerate(zip(found.items, found.sizes, strict=True), start=1):
        try:
            with item.open() as image:
                pixels[len(read.items)] = square(image, channels or 3, resolution)
        except Exception as error:  # as above
            read.unreadable.append((item.name, str(error) or repr(error)))
            continue
        finally:
            progress(len(found.items) + done, 2 * len(found.items))
        read.items.append(item)
        read.sizes.append(size)
    pixels = pixels[: len(read.items)]
    if channels is None and (pixels == pixels[..., :1]).all():
        pixels = pixels[..., :1]
    return np.ascontiguousarray(pixels.transpose(0, 3, 1, 2)), read
