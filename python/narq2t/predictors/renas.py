"""ReNAS (Xu et al., CVPR 2021): a LeNet on the feature tensor that learns which of two architectures is better.

Sizes and training are those of huawei-noah/Efficient-Computing, Efficient-NAS/ReNAS.
"""

from __future__ import annotations

from dataclasses import dataclass

from .convolution import ConvolutionPredictor, ConvolutionSettings


@dataclass(frozen=True, kw_only=True)
class RenasSettings(ConvolutionSettings):
    """Two convolutions and two hidden layers."""

    channels: tuple[int, ...] = (38, 128)
    hidden: tuple[int, ...] = (120, 84)


def renas(settings: RenasSettings, patches: int, side: int) -> ConvolutionPredictor:
    """A predictor that was not fitted yet."""
    return ConvolutionPredictor("renas", settings, patches, side)
