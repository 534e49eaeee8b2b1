"""Feature tensors of NAS-Bench-201, see `narq2t.spaces.encoding`."""

from __future__ import annotations

import numpy as np

from narq2t.loaders.architectures import EDGES, OPERATIONS, Codes

from ..encoding import IMAGE_SIDES, Features

_KERNELS = {"nor_conv_1x1": 1, "nor_conv_3x3": 3}
_CELLS = 15
_STEM = 16  # channels


def encode(codes: Codes, dataset: str) -> Features:
    """(31, 4, 4) of the six operation codes of a cell."""
    tensor = np.zeros((1 + 2 * _CELLS, 4, 4), np.float32)
    for (source, node), code in zip(EDGES, codes, strict=True):
        kernel = _KERNELS.get(OPERATIONS[code], 0)
        tensor[0, source, node] = code
        for place in range(_CELLS):
            stage = place // 5
            channels, side = _STEM << stage, IMAGE_SIDES[dataset] >> stage
            weights = kernel**2 * channels**2 + 2 * channels if kernel else 0
            tensor[1 + 2 * place, source, node] = weights * side**2
            tensor[2 + 2 * place, source, node] = weights
    return tensor
