"""`narq2t.load`: a run's ranker says in Python what it said in its run."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import narq2t
from narq2t import spaces
from narq2t.errors import Refused
from narq2t.loaders.architectures import all_codes, to_string
from narq2t.predictors import registry
from narq2t.predictors.narq2t import products
from narq2t.predictors.narq2t.config import ModelConfig, TrainingConfig
from narq2t.predictors.narq2t.training import Trainer
from narq2t.spaces.nasbench101.encoding import encode as encode101
from narq2t.spaces.nasbench201 import building
from narq2t.spaces.nasbench201.encoding import encode as encode201


def _folder(path: Path, space: str, n_tiers: int = 3, predictor: str = "narq2t", **shape: int) -> Trainer:
    config = ModelConfig(d_model=8, d_ffn=8, n_layers=1, n_heads=2, d_score=8, d_tier=8, n_tiers=n_tiers, **shape)
    trainer = Trainer(config, TrainingConfig(seed=5), "cpu")
    trainer.save(path / "model.safetensors")
    configuration = {"space": space, "dataset": "cifar100", "predictor": {"type": predictor}}
    (path / "result.json").write_text(json.dumps({"configuration": configuration}))
    return trainer


def test_strings_and_indices_are_scored_as_the_trained_model_does(tmp_path: Path) -> None:
    trainer = _folder(tmp_path, "nasbench201")
    features = torch.from_numpy(np.stack([encode201(all_codes()[i], "cifar100") for i in (3, 15_624)]))
    expected, probabilities = torch.zeros(2), torch.zeros(2, 3)
    trainer.score(features, expected, probabilities)

    run = narq2t.load(tmp_path)
    assert run.score([3, to_string(all_codes()[15_624])]).tolist() == expected.tolist()
    assert run.tiers([3, 15_624]).tolist() == (probabilities.argmax(1) + 1).tolist()
    assert run.tier_probabilities([3]).sum() == pytest.approx(1, abs=1e-5)
    assert len(run.score(range(3_000))) == 3_000


def test_cells_of_nasbench101_are_adjacency_and_operations(tmp_path: Path) -> None:
    from narq2t.loaders.nasbench101.cells import parse

    trainer = _folder(tmp_path, "nasbench101", n_patches=19, patch_size=7)
    cell = ([[0, 1, 0], [0, 0, 1], [0, 0, 0]], ["input", "conv3x3-bn-relu", "output"])
    expected = torch.zeros(1)
    trainer.score(torch.from_numpy(encode101(parse(*cell)))[None], expected)

    assert narq2t.load(tmp_path).score([cell]).tolist() == expected.tolist()
    with pytest.raises(Refused, match="a pair of adjacency and operations"):
        narq2t.load(tmp_path).score(["00005c142e6f48ac74fdcf73e3439874"])


@pytest.mark.parametrize("examples", [[0, 1], range(16)], ids=["two", "as many as are convolved"])
def test_the_ranker_as_onnx_says_the_same_of_any_number_of_architectures(
    examples: Sequence[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import onnxruntime

    monkeypatch.setattr(products, "prefers_convolution", lambda: True)
    _folder(tmp_path, "nasbench201")
    run = narq2t.load(tmp_path)
    assert run.write_onnx(tmp_path / "ranker.onnx", examples) <= 1e-4

    asked = [3, 7, 15_624]
    features = np.stack([encode201(all_codes()[i], "cifar100") for i in asked])
    scores, tiers = onnxruntime.InferenceSession(tmp_path / "ranker.onnx").run(None, {"features": features})
    assert scores == pytest.approx(run.score(asked), abs=1e-4)
    assert tiers == pytest.approx(run.tier_probabilities(asked), abs=1e-4)


@pytest.mark.parametrize(
    ("name", "settings"),
    [("gp", {"likelihoodRows": 900}), ("boosted", {"members": 2, "trees": 8, "learningRate": 0.1})],
)
def test_predictors_of_cells_say_what_they_said_in_their_run(
    name: str, settings: dict[str, Any], tmp_path: Path
) -> None:
    cells = building.cells(all_codes())
    snake = {"likelihoodRows": "likelihood_rows", "learningRate": "learning_rate"}
    fitted = registry.create(name, {snake.get(key, key): value for key, value in settings.items()})
    rows = np.arange(0, 15_625, 700, dtype=np.int32)
    fitted.fit(cells, rows, cells.costs[rows, 1], seed=1, cancelled=lambda: False)
    fitted.save(tmp_path / "model.safetensors")
    configuration = {"space": "nasbench201", "dataset": "cifar100", "predictor": {"type": name, **settings}}
    (tmp_path / "result.json").write_text(json.dumps({"configuration": configuration}))

    run = narq2t.load(tmp_path)
    expected = fitted.predict(cells, np.asarray([3, 15_624], np.int32))
    assert run.predictor == name
    assert run.score([3, to_string(all_codes()[15_624])]).tolist() == np.float32(expected.score).tolist()
    assert run.deviation([3, 15_624]).tolist() == np.float32(expected.deviation).tolist()
    with pytest.raises(Refused, match=f"{name}, was fitted without tiers"):
        run.tiers([3])
    with pytest.raises(Refused, match="only narq2t is a network"):
        run.write_onnx(tmp_path / "ranker.onnx")
    configuration["predictor"]["warm"] = "nasbench201/cifar10"  # type: ignore[index]
    (tmp_path / "result.json").write_text(json.dumps({"configuration": configuration}))
    with pytest.raises(Refused, match="started from the table nasbench201/cifar10"):
        narq2t.load(tmp_path).score([3])


def test_costs_are_those_of_whole_networks_as_java_counts_them() -> None:
    # `./narq2t arch show --index 0` says 16,315,008 FLOPs and 129,306 parameters on CIFAR-10
    assert spaces.named("nb201").cells("cifar10").costs[0].tolist() == [16_315_008, 129_306]


def test_a_model_with_a_changed_bit_is_not_used(tmp_path: Path) -> None:
    _folder(tmp_path, "nasbench201")
    model = tmp_path / "model.safetensors"
    content = bytearray(model.read_bytes())
    (tmp_path / "checksums.txt").write_text(f"{hashlib.sha256(content).hexdigest()}  model.safetensors\n")
    assert len(narq2t.load(tmp_path).score([0])) == 1
    content[-2] ^= 1
    model.write_bytes(content)
    with pytest.raises(Refused, match=r"model.safetensors is not what its run wrote"):
        narq2t.load(tmp_path).score([0])


def test_what_cannot_be_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"not the folder of a finished run"):
        narq2t.load(tmp_path)
    _folder(tmp_path, "nasbench201", n_tiers=0)
    run = narq2t.load(tmp_path)
    with pytest.raises(Refused, match="without tiers"):
        run.tiers([0])
    with pytest.raises(Refused, match="allowed: 0 to 15624"):
        run.score([15_625])
    with pytest.raises(Refused, match="official string or an index, not 'conv'"):
        run.score(["conv"])
    _folder(tmp_path, "nasbench101", predictor="gp", n_patches=19, patch_size=7)
    with pytest.raises(Refused, match=r"a table that is not here: ask ./narq2t predict"):
        narq2t.load(tmp_path)
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(Refused, match="its strategy learnt nothing"):
        narq2t.load(tmp_path)
    (tmp_path / "result.json").write_text("[1]")
    with pytest.raises(Refused, match=r"result.json cannot be read"):
        narq2t.load(tmp_path)
    shutil.rmtree(tmp_path)
