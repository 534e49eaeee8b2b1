"""A training whose process is killed goes on from its last epoch."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import torch

from narq2t import images
from narq2t.training import Recipe, Trial, train
from tests.training.images import CELL, NETWORK, prepared_digits

PYTHON = Path(__file__).parents[2]
RECIPE = Recipe(epochs=4, batch=32, fraction=0.5, flip=False)
TRIAL = Trial(space="nb201", cell=CELL, network=NETWORK, recipe=RECIPE, seed=5)
SCRIPT = "import sys; from tests.training.test_killed import train_aloud; train_aloud(*sys.argv[1:])"


def train_aloud(cache: str, checkpoint: str) -> None:
    """Prints the number of each batch as it is done."""
    torch.set_num_threads(1)
    data = images.open_cache(Path(cache))
    train(TRIAL, data, device="cpu", checkpoint=Path(checkpoint), on_batch=lambda number, _: print(number, flush=True))


def test_a_killed_training_loses_at_most_the_epoch_it_was_in(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    data, checkpoint = prepared_digits(tmp_path), tmp_path / "trial.safetensors"
    whole, through = train(TRIAL, data, device="cpu")
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "cache"), str(checkpoint)]
    environment = os.environ | {"PYTHONPATH": str(PYTHON)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=environment)  # noqa: S603
    assert process.stdout is not None
    begun = 0
    for line in process.stdout:
        begun += line.strip() == "0"
        if begun == 3:  # in the third epoch
            break
    process.kill()
    process.stdout.close()
    assert process.wait() == -9
    trained: list[int] = []
    resumed, after = train(
        TRIAL, data, device="cpu", checkpoint=checkpoint, on_epoch=lambda number, _: trained.append(number)
    )
    assert trained in ([2, 3], [3])  # the third epoch may have ended before the kill arrived
    assert through is not None
    assert after is not None
    first, second = through.network.state_dict(), after.network.state_dict()
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert [replace(e, seconds=0) for e in resumed.curve] == [replace(e, seconds=0) for e in whole.curve]
