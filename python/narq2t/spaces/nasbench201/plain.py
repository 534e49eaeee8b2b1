"""The network around a cell of NAS-Bench-201. What follows the imports is written into every exported network."""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor, nn


def relu_conv_bn(inputs: int, outputs: int, size: int, stride: int = 1) -> nn.Sequential:
    """ReLU, a convolution of `size` x `size` without bias, batch normalisation."""
    return nn.Sequential(
        nn.ReLU(),
        nn.Conv2d(inputs, outputs, size, stride, padding=size // 2, bias=False),
        nn.BatchNorm2d(outputs),
    )


class Reduction(nn.Module):
    """The residual block between two stages: half the resolution, more channels."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.first = relu_conv_bn(inputs, outputs, 3, stride=2)
        self.second = relu_conv_bn(outputs, outputs, 3)
        self.shortcut = nn.Sequential(
            nn.AvgPool2d(2, stride=2, ceil_mode=True),  # an odd edge is kept, as the convolution beside keeps it
            nn.Conv2d(inputs, outputs, 1, bias=False),
        )

    def forward(self, x: Tensor) -> Tensor:
        """(n, inputs, h, w) to (n, outputs, h / 2, w / 2), rounded up."""
        halved: Tensor = self.shortcut(x) + self.second(self.first(x))
        return halved


class Network(nn.Module):
    """Stem, stages of equal cells with a reduction between them, global average, linear classifier."""

    def __init__(
        self,
        cell: Callable[[int], nn.Module],  # makes a cell of so many channels
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
            nn.Conv2d(image_channels, channels, 3, stride=2 if stem_halvings else 1, padding=1, bias=False),
            nn.BatchNorm2d(channels),
            *(relu_conv_bn(channels, channels, 3, stride=2) for _ in range(stem_halvings - 1)),
        )
        body: list[nn.Module] = []
        for stage in range(stages):
            if stage > 0:
                body.append(Reduction(channels, 2 * channels))
                channels *= 2
            body += [cell(channels) for _ in range(cells)]
        self.body = nn.Sequential(*body)
        self.last = nn.Sequential(nn.BatchNorm2d(channels), nn.ReLU())
        self.classifier = nn.Linear(channels, classes)

    def forward(self, images: Tensor) -> Tensor:
        """Normalised images (n, image_channels, h, w) to logits (n, classes)."""
        features: Tensor = self.last(self.body(self.stem(images)))
        logits: Tensor = self.classifier(features.mean(dim=(2, 3)))
        return logits
