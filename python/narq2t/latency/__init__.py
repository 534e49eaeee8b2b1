"""Latency without the neural network: baselines, their honest errors, few samples, and the noise of a device.

    design = Design(Cells(codes, flops, operators=5), latency_ms)   # NaN: not measured, and left out everywhere
    errors = {b.name: cross_validate(b, design).figures for b in BASELINES}
    best = choose(errors)                                           # the name with the lowest RMSE

Every latency is in milliseconds. Nothing here knows of devices, data sets or files.
"""

from .baselines import BASELINES, Baseline, Predictor
from .design import Cells, Design
from .few_samples import Learned, learn_from_few, spread
from .figures import Figures
from .noise import NoiseFloor, noise_floor
from .process import Belief, CostProcess
from .selection import CrossValidation, choose, cross_validate

__all__ = [
    "BASELINES",
    "Baseline",
    "Belief",
    "Cells",
    "CostProcess",
    "CrossValidation",
    "Design",
    "Figures",
    "Learned",
    "NoiseFloor",
    "Predictor",
    "choose",
    "cross_validate",
    "learn_from_few",
    "noise_floor",
    "spread",
]
