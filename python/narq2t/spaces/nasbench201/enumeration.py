"""All of NAS-Bench-201 at once, as predictors of cells see it."""

from __future__ import annotations

import numpy as np

from narq2t.loaders.architectures import all_codes
from narq2t.predictors.cells import Cells

from ..encoding import IMAGE_SIDES
from . import building

_CLASSES = {"cifar10": 10, "cifar100": 100, "imagenet16": 120}
_FLOPS_PER_PIXEL, _PARAMETERS = 7_692, 72_656  # of stem and reduction blocks, as Java's CellCosts has them
_LAST_CHANNELS = 64


def cells(dataset: str) -> Cells:
    """All cells in the official order, with the costs of their whole networks, as Java hands them over."""
    side, classes = IMAGE_SIDES[dataset], _CLASSES[dataset]
    searched = building.cells(all_codes(), side)
    around = [_FLOPS_PER_PIXEL * side**2 + _LAST_CHANNELS * classes, _PARAMETERS + (_LAST_CHANNELS + 1) * classes]
    whole = searched.costs + np.asarray(around, float)
    return Cells(searched.operators, searched.labels, searched.adjacency, whole)
