"""Files of a network: each gives the same logits as the network it was written from, without this project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor, nn

from narq2t import network
from narq2t.network import Preprocessing, WrongExport, onnx_file
from narq2t.network.__main__ import main
from narq2t.spaces import NetworkConfig
from tests.network.isolated import run

CELL = "|nor_conv_3x3~0|+|skip_connect~0|avg_pool_3x3~1|+|none~0|nor_conv_1x1~1|skip_connect~2|"
CONFIG = NetworkConfig(classes=3, image_channels=3, resolution=10, channels=4, cells=1)
LABELS = Preprocessing(classes=("bee", "fly", "moth"), mean=(120.0, 110, 100), std=(60.0, 61, 62), resolution=10)


@pytest.fixture(scope="module")
def built() -> network.Built:
    built = network.build("nb201", CELL, CONFIG, preprocessing=LABELS, seed=7)
    with torch.no_grad():  # statistics and weights as after a training: not 0 and 1
        for name, tensor in built.network.state_dict().items():
            if name.endswith(("running_mean", "running_var")):
                tensor.copy_(torch.rand_like(tensor) + 0.5)
    return built


@pytest.fixture(scope="module")
def folder(built: network.Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("network")
    for name in ("network.py", "weights.safetensors", "weights.pt", "network.onnx"):
        network.write(built, folder / name)
    assert built.network.training  # an export leaves the network in the mode it was in
    return folder


def logits(module: nn.Module, images: Tensor) -> Tensor:
    with torch.inference_mode():
        result: Tensor = module.eval()(images)
    return result


def test_source_and_weights_give_the_same_logits_where_this_project_is_not(built: network.Built, folder: Path) -> None:
    images = torch.rand(4, 3, 10, 10)
    np.save(folder / "images.npy", images.numpy())
    script = """
import importlib.util, numpy, safetensors.torch, torch
folder = sys.argv[1]
spec = importlib.util.spec_from_file_location("network", folder + "/network.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
network = module.build()
network.load_state_dict(safetensors.torch.load_file(folder + "/weights.safetensors"))
with torch.inference_mode():
    numpy.save(folder + "/logits.npy", network.eval()(torch.from_numpy(numpy.load(folder + "/images.npy"))).numpy())
"""
    done = run(script, folder, forbidden={"narq2t", "onnx", "PIL"})
    assert done.returncode == 0, done.stderr
    torch.testing.assert_close(torch.from_numpy(np.load(folder / "logits.npy")), logits(built.network, images))


def test_both_files_of_weights_hold_the_network_s(built: network.Built, folder: Path) -> None:
    expected = built.network.state_dict()
    for read in (load_file(folder / "weights.safetensors"), torch.load(folder / "weights.pt", weights_only=True)):
        assert read.keys() == expected.keys()
        assert all(torch.equal(read[name], expected[name]) for name in expected)


def test_weights_may_be_read_by_whoever_reads_the_source(folder: Path) -> None:
    assert (folder / "weights.safetensors").stat().st_mode & 0o077 == 0o044


@pytest.mark.parametrize("n", [1, 5])
def test_onnx_gives_the_same_logits_for_any_number_of_images(built: network.Built, folder: Path, n: int) -> None:
    session = onnxruntime.InferenceSession(folder / "network.onnx", providers=["CPUExecutionProvider"])
    images = torch.rand(n, 3, 10, 10)
    found = session.run(["logits"], {"images": images.numpy()})[0]
    torch.testing.assert_close(torch.from_numpy(found), logits(built.network, images), rtol=1e-4, atol=1e-5)


def test_onnx_knows_its_classes_and_its_normalisation(folder: Path) -> None:
    found = {entry.key: entry.value for entry in onnx.load(folder / "network.onnx").metadata_props}
    assert json.loads(found["classes"]) == ["bee", "fly", "moth"]
    assert (json.loads(found["mean"]), json.loads(found["std"])) == ([120, 110, 100], [60, 61, 62])
    assert (found["architecture"], found["space"], found["resolution"]) == (CELL, "nasbench201", "10")


def test_an_export_that_computes_something_else_is_not_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_another = onnx.load(folder / "network.onnx")
    del of_another.metadata_props[:]
    monkeypatch.setattr(onnx_file, "to_onnx", lambda *_: of_another)
    with pytest.raises(WrongExport, match="onnxruntime and PyTorch differ"):
        network.write(network.build("nb201", CELL, CONFIG, seed=8), tmp_path / "net.onnx")
    assert not list(tmp_path.iterdir())


def test_predict_classifies_a_folder_where_only_onnxruntime_numpy_and_pillow_are(
    built: network.Built, folder: Path, tmp_path: Path
) -> None:
    generator = np.random.default_rng(0)
    for name in ("a.png", "b/c.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        Image.fromarray(generator.integers(0, 256, (10, 10, 3), np.uint8)).save(tmp_path / name)
    (tmp_path / "broken.jpg").write_bytes(b"no image")
    (tmp_path / "notes.txt").write_text("not looked at")
    script = "import runpy; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    predict = Path(network.__file__).with_name("predict.py")
    forbidden = {"narq2t", "onnx", "safetensors", "torch"}
    done = run(script, predict, "--model", folder / "network.onnx", tmp_path, forbidden=forbidden)
    assert done.returncode == 1  # broken.jpg
    assert "broken.jpg" in done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "file,class,probability"
    for line, name in zip(lines[1:], ("a.png", "b/c.png"), strict=True):
        pixels = torch.from_numpy(np.asarray(Image.open(tmp_path / name), np.float32)).permute(2, 0, 1)
        mean, std = (torch.tensor(values).view(3, 1, 1) for values in (LABELS.mean, LABELS.std))
        probabilities = logits(built.network, ((pixels - mean) / std)[None]).softmax(dim=1)[0]
        path, label, probability = line.split(",")
        assert path == str(tmp_path / name)
        assert label == LABELS.classes[int(probabilities.argmax())]
        assert float(probability) == pytest.approx(float(probabilities.max()), abs=2e-4)


def test_the_command_writes_what_its_file_names_ask_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = ["--classes", "3", "--channels", "4", "--cells", "1", "--resolution", "8"]
    out = [str(tmp_path / "net.py"), str(tmp_path / "net.safetensors")]
    assert main(["--arch", CELL, "--out", *out, *settings]) == 0
    assert capsys.readouterr().out.split() == out
    again = str(tmp_path / "again.safetensors")
    assert main(["--arch", CELL, "--out", again, "--weights", out[1], "--seed", "5", *settings]) == 0
    first, second = load_file(out[1]), load_file(again)
    assert all(torch.equal(first[name], second[name]) for name in first)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--arch", "nonsense", "--out", "net.py"], "not a NAS-Bench-201 architecture"),
        (["--arch", CELL, "--out", "net.h5"], "ends in .py, .safetensors, .pt, .onnx"),
        (["--arch", CELL, "--out", "net.py", "--weights", "absent.safetensors"], "absent.safetensors"),
        (["--arch", CELL, "--out", "net.py", "--channels", "0"], "channels must be a whole number"),
    ],
)
def test_the_command_says_what_cannot_be(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert message in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_weights_of_another_network_are_refused(folder: Path) -> None:
    other = NetworkConfig(**vars(CONFIG) | {"channels": 8})
    with pytest.raises(ValueError, match="has no weights of this network"):
        network.build("nb201", CELL, other, weights=folder / "weights.safetensors")


def test_labels_that_do_not_fit_the_network_are_refused() -> None:
    with pytest.raises(ValueError, match="but the network's are"):
        network.build("nb201", CELL, NetworkConfig(classes=4, resolution=10), preprocessing=LABELS)
    with pytest.raises(ValueError, match="two different names"):
        Preprocessing(classes=("a", "a"), mean=(0.0,), std=(1.0,), resolution=8)
    with pytest.raises(ValueError, match="std must be positive"):
        Preprocessing(classes=("a", "b"), mean=(0.0,), std=(0.0,), resolution=8)
