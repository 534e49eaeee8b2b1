"""Classifies images with a network that narq2t exported. Needs onnxruntime, numpy and Pillow, and nothing else.

    python predict.py photo.jpg                       one image
    python predict.py folder/ > predictions.csv       every image below a folder
    python predict.py --model network.onnx folder/

Prints CSV: file, class, probability. A file that cannot be read is named on the error output, and makes the exit
status 1.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from PIL import Image, ImageOps

SUFFIXES = {".bmp", ".gif", ".jpeg", ".jpg", ".png", ".ppm", ".pgm", ".tif", ".tiff", ".webp"}


def prepare(path: Path, classifier: dict[str, Any]) -> Any:
    """An image as the network takes it: (channels, resolution, resolution) float32, normalised."""
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image).convert("L" if len(classifier["mean"]) == 1 else "RGB")
        square = ImageOps.fit(upright, (classifier["resolution"],) * 2, Image.Resampling.BICUBIC)
    pixels = np.asarray(square, np.float32).reshape(classifier["resolution"], classifier["resolution"], -1)
    normalised = (pixels - np.float32(classifier["mean"])) / np.float32(classifier["std"])
    return normalised.transpose(2, 0, 1)


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The named files, and below named folders every file with the suffix of an image."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
        else:
            yield path


def main() -> int:
    """Reads the arguments, prints the predictions, returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("images", nargs="+", type=Path, help="images, or folders of images")
    parser.add_argument("--model", type=Path, default=Path(__file__).with_name("network.onnx"))
    arguments = parser.parse_args()
    session = onnxruntime.InferenceSession(str(arguments.model), providers=["CPUExecutionProvider"])
    metadata = session.get_modelmeta().custom_metadata_map
    classifier = {name: json.loads(metadata[name]) for name in ("classes", "mean", "std", "resolution")}
    out = csv.writer(sys.stdout)
    out.writerow(["file", "class", "probability"])
    failed = 0
    for path in files_below(arguments.images):
        try:
            image = prepare(path, classifier)
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            failed += 1
            continue
        logits = session.run(["logits"], {"images": image[np.newaxis]})[0][0]
        weights = np.exp(logits - logits.max())
        best = int(logits.argmax())
        out.writerow([path, classifier["classes"][best], f"{weights[best] / weights.sum():.4f}"])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
