"""The network around a cell of NAS-Bench-101. What follows the imports is written into every exported network."""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor, nn


def conv_bn_relu(inputs: int, outputs: int, size: int, stride: int = 1) -> nn.Sequential:
    """A convolution of `size` x `size` without bias, batch normalisation, ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, padding=size // 2, bias=False),
        nn.BatchNorm2d(outputs, momentum=0.003),  # TensorFlow writes 0.997
        nn.ReLU(),
    )


class Network(nn.Module):
    """Stem, stages of equal cells with a maximum between them, global average, linear classifier."""

    def __init__(
        self,
        cell: Callable[[int, int], nn.Module],  # makes a cell of so many channels in and out
        *,
        classes: int,
        image_channels: int,
        channels: int,
        cells: int,
        stages: int,
        stem_halvings: int,
    ) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            conv_bn_relu(image_channels, channels, 3, stride=2 if stem_halvings else 1),
            *(conv_bn_relu(channels, channels, 3, stride=2) for _ in range(stem_halvings - 1)),
        )
        body: list[nn.Module] = []
        for stage in range(stages):
            inputs = channels
            if stage > 0:
                body.append(nn.MaxPool2d(2, stride=2, ceil_mode=True))
                channels *= 2
            body += [cell(inputs if place == 0 else channels, channels) for place in range(cells)]
        self.body = nn.Sequential(*body)
        self.classifier = nn.Linear(channels, classes)

    def forward(self, images: Tensor) -> Tensor:
        """Normalised images (n, image_channels, h, w) to logits (n, classes)."""
        features: Tensor = self.body(self.stem(images))
        logits: Tensor = self.classifier(features.mean(dim=(2, 3)))
        return logits
