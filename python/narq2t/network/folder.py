"""What a search leaves behind: a folder with everything that is needed to use its network, and nothing of narq2t."""

from __future__ import annotations

import shutil
from pathlib import Path

from narq2t.errors import Refused

from .card import Card
from .files import Built, write

_PREDICT = Path(__file__).with_name("predict.py")


def write_folder(built: Built, card: Card, folder: Path) -> list[Path]:
    """Writes network.py, weights.safetensors, network.onnx, predict.py and card.md, and returns them.

    Raises WrongExport if onnxruntime does not compute what PyTorch does, Refused if a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("network.py", "weights.safetensors", "network.onnx"):
            write(built, folder / name)
        shutil.copyfile(_PREDICT, folder / "predict.py")
        (folder / "card.md").write_text(card.text(built), encoding="utf-8")
    except OSError as error:
        raise Refused(f"{folder} was not written: {error}") from error
    names = ("network.py", "weights.safetensors", "network.onnx", "predict.py", "card.md")
    return [folder / name for name in names]
