"""The comparator of the paper's Table X: three convolutional layers on the feature tensor, with the ranking loss.

The paper prints neither widths nor training: both are those of ReNAS, with one convolution more.
"""

from __future__ import annotations

from dataclasses import dataclass

from .convolution import ConvolutionPredictor, ConvolutionSettings


@dataclass(frozen=True, kw_only=True)
class ConvNetSettings(ConvolutionSettings):
    """Three convolutions and a linear layer."""

    channels: tuple[int, ...] = (38, 128, 128)
    hidden: tuple[int, ...] = ()


def convnet(settings: ConvNetSettings, patches: int, side: int) -> ConvolutionPredictor:
    """A predictor that was not fitted yet."""
    return ConvolutionPredictor("convnet", settings, patches, side)
