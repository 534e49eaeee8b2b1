"""A third space is one folder and one line in `narq2t.spaces`, with an importer one line more in `narq2t.loaders`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

import narq2t
from narq2t import loaders, spaces
from narq2t.errors import Refused
from narq2t.predictors.narq2t.config import ModelConfig, TrainingConfig
from narq2t.predictors.narq2t.training import Trainer

from . import letters


@pytest.fixture(autouse=True)
def _a_folder_and_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "narq2t.spaces.letters", letters)
    monkeypatch.setitem(spaces._FOLDERS, "abc", "letters")
    monkeypatch.setattr(loaders, "_IMPORTERS", (*loaders._IMPORTERS, letters.LettersCsv()))


def test_its_results_are_imported_with_their_space(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("word,accuracy\nabc,91.5\ncab,90\n")
    assert {"name": "letters-csv", "reads": letters.LettersCsv.reads, "space": "letters"} in loaders.formats()

    told = loaders.import_table("letters-csv", tmp_path / "words.csv", tmp_path / "table")
    columns, metadata = loaders.table.read(tmp_path / "table")
    assert (told["space"], metadata["space"], told["known"], told["architectures"]) == ("letters", "letters", 2, 27)
    assert columns["cifar10_validation"][[5, 19]].tolist() == [91.5, 90]
    assert (told["notes"], told["optima"]) == (["Words from a book."], {})


def test_a_finished_run_of_it_is_asked_in_python(tmp_path: Path) -> None:
    config = ModelConfig(
        n_patches=1, patch_size=3, d_model=8, d_ffn=8, n_layers=1, n_heads=2, d_score=8, d_tier=8, n_tiers=3
    )
    trainer = Trainer(config, TrainingConfig(seed=5), "cpu")
    trainer.save(tmp_path / "model.safetensors")
    configuration = {"space": "letters", "dataset": "cifar10", "predictor": {"type": "narq2t"}}
    (tmp_path / "result.json").write_text(json.dumps({"configuration": configuration}))
    features = torch.from_numpy(np.stack([letters.SPACE.encode(word, "cifar10") for word in ("abc", "cab")]))
    expected = torch.zeros(2)
    trainer.score(features, expected)

    assert narq2t.load(tmp_path).score(["abc", "cab"]).tolist() == expected.tolist()


def test_what_it_cannot_do_is_refused_in_a_sentence() -> None:
    space = spaces.named("abc")
    assert spaces.named("letters") is space
    assert space.build("abc", space.benchmark)(torch.zeros(1, 3)).shape == (1, 10)
    with pytest.raises(Refused, match="Python has no networks of letters"):
        space.source("abc", space.benchmark)
    with pytest.raises(Refused, match="allowed: nb201, nb101, abc"):
        spaces.named("darts")


@pytest.mark.parametrize("first", ["narq2t.loaders", "narq2t.spaces", *(f"narq2t.spaces.{n}" for n in spaces.names())])
def test_spaces_and_loaders_use_each_other_whichever_is_imported_first(first: str) -> None:
    program = f"import {first}; from narq2t import spaces; print(*(spaces.named(n).table.name for n in spaces.names()))"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)  # noqa: S603
    assert told.stdout.split() == ["nasbench201", "nasbench101"]
