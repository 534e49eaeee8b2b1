"""A network for others: plain PyTorch source, weights, ONNX, a script that predicts, a card.

    built = network.build("nb201", "|nor_conv_3x3~0|+|...", NetworkConfig(classes=5), weights=Path("w.safetensors"))
    network.write(built, Path("net.onnx"))        # or net.py, net.safetensors, net.pt

    network.write_folder(built, Card(data=..., recipe=..., trainings=...), Path("best"))

    python -m narq2t.network --arch '|nor_conv_3x3~0|+|...' --out net.onnx

Nothing that is written needs narq2t.
"""

from .card import Alternative, Card, Latency, Training
from .files import Built, build, check_target, write
from .folder import write_folder
from .onnx_file import WrongExport, to_onnx, write_onnx
from .preprocessing import Preprocessing

__all__ = [
    "Alternative",
    "Built",
    "Card",
    "Latency",
    "Preprocessing",
    "Training",
    "WrongExport",
    "build",
    "check_target",
    "to_onnx",
    "write",
    "write_folder",
    "write_onnx",
]
