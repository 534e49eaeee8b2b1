"""The matrix products of linear layers, by the library that is fastest on this processor.

PyTorch multiplies float32 matrices on the CPU by Intel's MKL, which has no AVX512 kernels for processors of others.
oneDNN, which PyTorch computes convolutions by, has: as convolutions of size one, linear layers take half the time on an
AMD EPYC with AVX512. The results are the same but for the order of sums (docs/adr/0034-waiting-and-multiplying.md).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  the name under which PyTorch's own documentation imports it

_IMAGES = 16  # among which the rows are divided; PyTorch gives fewer to a convolution of its own


@cache
def prefers_convolution() -> bool:
    """Whether a convolution of size one is faster here than a product: on AMD's processors with AVX512."""
    one_dnn: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    if not one_dnn or torch.backends.cpu.get_cpu_capability() != "AVX512":
        return False
    processor = Path("/proc/cpuinfo")
    return processor.exists() and "AuthenticAMD" in processor.read_text(encoding="utf-8")


def linear(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """x (B, ..., I), weight (O, I), bias (O,) -> x weight' + bias, (B, ..., O)."""
    convolved = (
        not torch.compiler.is_compiling()  # an exported network has any number of rows
        and x.dtype == torch.float32
        and x.device.type == "cpu"
        and x.dim() > 2  # few rows, as those of a head, are not worth the new order of the weights
        and x.shape[:-1].numel() % _IMAGES == 0
        and prefers_convolution()
        and not torch.is_autocast_enabled("cpu")
    )
    if not convolved:
        return F.linear(x, weight, bias)
    images = x.reshape(_IMAGES, 1, -1, x.shape[-1]).permute(0, 3, 1, 2)  # (16, I, 1, ...), channels last as they lie
    product = F.conv2d(images, weight[:, :, None, None], bias)  # (16, O, 1, ...)
    return product.permute(0, 2, 3, 1).reshape(*x.shape[:-1], -1)


class Linear(nn.Linear):
    """torch's linear layer, its weights and their names, with the product of `linear`."""

    def forward(self, input: Tensor) -> Tensor:
        return linear(input, self.weight, self.bias)
