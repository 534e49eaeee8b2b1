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
from PIL import Image, ImageOps

SUFFIXES = {".bmp", ".gif", ".jpeg", ".jpg", ".png", ".ppm", ".pgm", ".tif", ".tiff", ".webp"}


def square(image: Image.Image, channels: int, resolution: int) -> Any:
    """An image as the network was trained on it: (resolution, resolution, channels) uint8, cut at its centre.

    `channels`: 1 for grey, 3 for colour. Raises ValueError for pixels of 32 bits, whose range nobody knows.
    """
    if image.mode in ("I", "F"):
        raise ValueError(f"pixels of 32 bits (mode {image.mode}): save the image with 8 or 16")
    if image.mode.startswith("I;16"):
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    upright = ImageOps.exif_transpose(image).convert("L" if channels == 1 else "RGB")
    cut = ImageOps.fit(upright, (resolution, resolution), Image.Resampling.BICUBIC)
    return np.asarray(cut).reshape(resolution, resolution, channels)


def normalised(pixels: Any, mean: list[float], std: list[float]) -> Any:
    """(h, w, channels) uint8 to (channels, h, w) float32."""
    values = (pixels.astype(np.float32) - np.array(mean, np.float32)) / np.array(std, np.float32)
    return values.transpose(2, 0, 1)


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The named files, and below named folders every file with the suffix of an image."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
        else:
            yield path


def main() -> int:
    """Reads the arguments, prints the predictions, returns the exit status."""
    import onnxruntime  # here, for `square` above prepares images for training too

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
            with Image.open(path) as file:
                pixels = square(file, len(classifier["mean"]), classifier["resolution"])
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            failed += 1
            continue
        image = normalised(pixels, classifier["mean"], classifier["std"])
        logits = session.run(["logits"], {"images": image[np.newaxis]})[0][0]
        weights = np.exp(logits - logits.max())
        best = int(logits.argmax())
        out.writerow([path, classifier["classes"][best], f"{weights[best] / weights.sum():.4f}"])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
