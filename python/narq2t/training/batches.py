"""Batches of images from the cache: which rows in what order, and how they are varied."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional

from narq2t.images import ImageData

from .recipe import Recipe


def stream(seed: int, name: str, step: int = 0) -> torch.Generator:
    """The random numbers of one purpose at one step: whatever else was drawn, and also after an interruption."""
    digest = hashlib.sha256(f"{seed}/{name}/{step}".encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:7], "big"))


def training_rows(data: ImageData, fraction: float) -> Tensor:
    """The rows to train on, ascending: of each class its share, rounded, at least one; the same for every trial."""
    rows = data.rows("train")
    if fraction == 1:
        return rows
    chosen = []
    for label in range(len(data.preprocessing.classes)):
        of_class = rows[data.labels[rows] == label]
        order = torch.randperm(len(of_class), generator=stream(0, "fraction", label))
        chosen.append(of_class[order[: max(1, round(fraction * len(of_class)))]])
    return torch.cat(chosen).sort().values


def in_batches(rows: Tensor, size: int) -> list[Tensor]:
    """Rows `size` at a time; a last batch of one image, which batch normalisation cannot take, is left out."""
    batches = list(rows.split(size))  # type: ignore[no-untyped-call]
    return batches[:-1] if len(batches) > 1 and len(batches[-1]) == 1 else batches


class Batches:
    """The training batches of a trial."""

    def __init__(self, data: ImageData, recipe: Recipe, seed: int, device: torch.device) -> None:
        self.data, self.recipe, self.seed = data, recipe, seed
        self.rows = training_rows(data, recipe.fraction)
        self.normalise = Normaliser(data, device)
        self.count = len(in_batches(self.rows, recipe.batch))

    def epoch(self, number: int) -> Iterator[tuple[Tensor, Tensor]]:
        """Images (b, c, r, r) float32 and labels (b,) on the device, in the order and varied as of epoch 0, 1, ..."""
        order = torch.randperm(len(self.rows), generator=stream(self.seed, "order", number))
        generator = stream(self.seed, "augmentation", number)
        padding = self.recipe.padding_at(self.data.images.shape[-1])
        for rows in in_batches(self.rows[order], self.recipe.batch):
            images = varied(self.data.images[rows], self.recipe.flip, padding, generator)
            yield self.normalise(cut_out(images, self.recipe.cutout, generator), self.data.labels[rows])


class Normaliser:
    """Puts bytes onto the device as the normalised numbers that a network takes."""

    def __init__(self, data: ImageData, device: torch.device) -> None:
        self.device = device
        self.mean = torch.tensor(data.preprocessing.mean, device=device).view(-1, 1, 1)
        self.std = torch.tensor(data.preprocessing.std, device=device).view(-1, 1, 1)

    def __call__(self, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """(b, c, r, r) uint8 and (b,) int64 to the device, the former as float32."""
        values = images.to(self.device).float()
        return (values - self.mean) / self.std, labels.to(self.device)


def varied(images: Tensor, flip: bool, padding: int, generator: torch.Generator) -> Tensor:
    """(b, c, r, r) uint8, each image flipped or not, and cut out of itself with a black border of `padding` pixels."""
    b, _, _, r = images.shape
    columns = torch.arange(r).expand(b, r)
    if flip:
        turned = torch.rand(b, 1, generator=generator) < 0.5
        columns = torch.where(turned, columns.flip(1), columns)
    rows = torch.arange(r).expand(b, r)
    if padding:
        images = functional.pad(images, (padding,) * 4)
        shifts = torch.randint(0, 2 * padding + 1, (2, b, 1), generator=generator)
        rows, columns = rows + shifts[0], columns + shifts[1]
    elif not flip:
        return images
    chosen = images[torch.arange(b)[:, None, None], :, rows[:, :, None], columns[:, None, :]]  # (b, r, r, c)
    return chosen.permute(0, 3, 1, 2).contiguous()


def cut_out(images: Tensor, size: int, generator: torch.Generator) -> Tensor:
    """(b, c, r, r) uint8 with a black square of `size` pixels in each (DeVries and Taylor 2017)."""
    if not size:
        return images
    b, _, _, r = images.shape
    place = torch.arange(r)
    centres = torch.randint(0, r, (2, b, 1), generator=generator)
    within = [(place >= centre - size // 2) & (place < centre - size // 2 + size) for centre in centres]  # 2 of (b, r)
    hidden = within[0][:, None, :, None] & within[1][:, None, None, :]
    return images.masked_fill(hidden, 0)
