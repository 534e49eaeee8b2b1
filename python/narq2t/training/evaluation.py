"""What a trained network makes of a part of the data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from narq2t.images import ImageData

from .batches import Normaliser


@dataclass(frozen=True)
class Evaluation:
    """`rows` (n,) of the data and the class predicted for each (n,); mean cross-entropy; accuracy 0..1."""

    rows: Tensor
    predicted: Tensor
    loss: float
    accuracy: float

    def confusion(self, data: ImageData) -> list[list[int]]:
        """[true class][predicted class] images."""
        k = len(data.preprocessing.classes)
        counts = torch.bincount(data.labels[self.rows] * k + self.predicted, minlength=k * k)
        result: list[list[int]] = counts.view(k, k).tolist()
        return result

    def misclassified(self, data: ImageData) -> list[tuple[str, str, str]]:
        """File, true class and predicted class of each image that was taken for another."""
        classes, truth = data.preprocessing.classes, data.labels[self.rows]
        wrong = (truth != self.predicted).nonzero().flatten().tolist()
        return [
            (data.names[int(self.rows[at])], classes[int(truth[at])], classes[int(self.predicted[at])]) for at in wrong
        ]


def evaluate(
    network: nn.Module,
    data: ImageData,
    part: str,
    *,
    device: torch.device,
    batch: int = 256,
    check: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Judges the images of a part, unchanged. `check` is called before each batch, and may raise."""
    rows, normalise = data.rows(part), Normaliser(data, device)
    network.eval()
    predicted, losses = [], torch.zeros((), device=device)
    with torch.inference_mode():
        for some in rows.split(batch):  # type: ignore[no-untyped-call]
            check()
            images, labels = normalise(data.images[some], data.labels[some])
            logits = network(images).float()
            losses += functional.cross_entropy(logits, labels, reduction="sum")
            predicted.append(logits.argmax(dim=1).cpu())
    answers = torch.cat(predicted)
    right = int((answers == data.labels[rows]).sum())
    return Evaluation(rows, answers, float(losses) / len(rows), right / len(rows))
