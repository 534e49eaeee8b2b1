"""From folders of images to predictions where this project is not: read, train, export, predict."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, replace
from pathlib import Path

from narq2t import network
from narq2t.network import Card, Training
from narq2t.spaces import named
from narq2t.training import Recipe, Trial, train
from tests.network.isolated import run
from tests.training.images import CELL, NETWORK, prepared_digits


def test_a_trained_network_predicts_the_same_where_only_onnxruntime_numpy_and_pillow_are(tmp_path: Path) -> None:
    data = prepared_digits(tmp_path)
    recipe = Recipe(epochs=4, batch=64, flip=False)
    observation, trainer = train(Trial(space="nb201", cell=CELL, network=NETWORK, recipe=recipe, seed=1), data)
    assert trainer is not None
    assert observation.validation_accuracy is not None
    tested = trainer.evaluate("test")
    built = network.Built(named("nb201"), CELL, NETWORK, trainer.network, data.preprocessing)
    training = Training(
        seed=1, validation=observation.validation_accuracy, test=tested.accuracy, seconds=observation.seconds
    )
    card = Card(data=data.report.text(), recipe=asdict(recipe), trainings=[training])
    written = network.write_folder(built, card, tmp_path / "best")
    assert {path.name for path in written} == {path.name for path in (tmp_path / "best").iterdir()}
    assert f"{tested.accuracy:.2%}" in (tmp_path / "best" / "card.md").read_text()

    script = "import runpy; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    forbidden = {"narq2t", "onnx", "safetensors", "torch", "sklearn", "scipy"}
    done = run(script, tmp_path / "best" / "predict.py", tmp_path / "digits", forbidden=forbidden)
    assert done.returncode == 0, done.stderr
    predicted = {
        Path(row["file"]).relative_to(tmp_path / "digits").as_posix(): row["class"] for row in csv_rows(done.stdout)
    }
    assert len(predicted) == 1797
    expected = {data.names[int(row)]: str(int(label)) for row, label in zip(tested.rows, tested.predicted, strict=True)}
    assert {name: predicted[name] for name in expected} == expected
    assert tested.accuracy > 0.9


def test_a_network_of_nasbench101_trains_too(tmp_path: Path) -> None:
    data = prepared_digits(tmp_path)
    cell = "0110000011000110000100000 input,conv1x1-bn-relu,maxpool3x3,conv3x3-bn-relu,output"
    trial = Trial(space="nb101", cell=cell, network=replace(NETWORK), recipe=Recipe(epochs=3, batch=64, flip=False))
    observation, _ = train(trial, data)
    assert observation.better_than_chance


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))
