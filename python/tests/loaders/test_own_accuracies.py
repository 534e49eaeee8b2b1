"""A user's own trainings of some architectures, on a task of any name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from narq2t import bridge, loaders
from narq2t.loaders import LoaderError, architectures, table
from tests.loaders.test_sources import compact_csv, write_csv

STRINGS = architectures.all_strings()


def training(index: int, accuracy: str, **more: str) -> dict[str, str]:
    return {"architecture": STRINGS[index], "accuracy": accuracy, **more}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "table" / "nasbench201.safetensors"


def imported(folder: Path, target: Path, rows: list[dict[str, str]], task: str | None = "flowers") -> dict[str, Any]:
    source = write_csv(folder / "mine.csv", rows)
    return loaders.import_table("csv", source, target, dataset=task)


def test_two_columns_and_part_of_the_space_are_enough(tmp_path: Path, target: Path) -> None:
    report = imported(tmp_path, target, [training(7, "91.5"), training(3, "80")])

    columns, metadata = table.read(target)
    assert np.flatnonzero(~np.isnan(columns["flowers_validation"])).tolist() == [3, 7]
    assert columns["flowers_validation"][[3, 7]].tolist() == [80.0, 91.5]
    assert np.isnan(columns["flowers_test"]).all()
    assert (report["known"], report["format"], metadata["kind"]) == (2, "csv", "real")
    assert metadata["source"] == "accuracies of own trainings on flowers: mine.csv"


def test_a_value_is_the_mean_over_the_seeds(tmp_path: Path, target: Path) -> None:
    rows = [
        training(3, "0.80", seed="1", epochs="12", test_accuracy="0.75"),
        training(3, "0.84", seed="2", epochs="12", test_accuracy=""),
        training(5, "0.5", seed="1", epochs="12", test_accuracy="0.25"),
    ]

    imported(tmp_path, target, rows, "cifar10")

    columns, metadata = table.read(target)
    np.testing.assert_allclose(columns["cifar10_validation"][[3, 5]], [82, 50], rtol=1e-14)
    np.testing.assert_allclose(columns["cifar10_test"][[3, 5]], [75, 25], rtol=1e-14)
    (entry,) = json.loads(metadata["added"])
    assert entry["seeds"] == {"accuracy": "mean over own trainings of 12 epochs", "runs": {"1": 1, "2": 1}}


def test_a_second_task_is_added_and_a_task_imported_again_is_replaced(tmp_path: Path, target: Path) -> None:
    imported(tmp_path, target, [training(3, "80", test_accuracy="70")])
    first = table.read(target)[1]["sha256"]
    imported(tmp_path, target, [training(4, "60")], "birds")
    imported(tmp_path, target, [training(5, "81")])

    columns, metadata = table.read(target)
    assert columns["birds_validation"][4] == 60
    assert np.flatnonzero(~np.isnan(columns["flowers_validation"])).tolist() == [5]
    assert np.isnan(columns["flowers_test"]).all()
    assert metadata["sha256"] != first  # a run on the table as it was is not resumed on this one


def test_what_others_measured_is_not_replaced(tmp_path: Path, target: Path) -> None:
    loaders.import_table("csv", compact_csv(tmp_path / "official.csv"), target)
    before = target.read_bytes()

    with pytest.raises(LoaderError, match=r"the table has accuracies on cifar10 from elsewhere.*my-cifar10"):
        imported(tmp_path, target, [training(3, "80")], "cifar10")

    assert target.read_bytes() == before
    imported(tmp_path, target, [training(3, "80")], "my-cifar10")
    columns, metadata = table.read(target)
    assert (columns["my-cifar10_validation"][3], columns["cifar10_validation"][3]) == (80.0, 0.003)
    assert json.loads(metadata["sha256"]).keys() == {"official.csv"}


@pytest.mark.parametrize(
    ("rows", "task", "message"),
    [
        ([training(3, "80")], None, "does not say what the networks were trained for.*--dataset flowers"),
        ([training(3, "80")], "Flowers", "'Flowers' cannot be the name of a task"),
        ([training(3, "80")], "my_task", "'my_task' cannot be the name of a task"),
        ([training(3, "80"), training(3, "81")], "flowers", "architecture 3 occurs twice .*row 3.*its seed"),
        ([training(3, "80", seed="1"), training(3, "81", seed="1")], "flowers", "occurs twice with seed 1 "),
        (
            [training(3, "8", epochs="12"), training(4, "9", epochs="200")],
            "flowers",
            "200 epochs, but one of 12 in .*row 2",
        ),
        ([training(3, "80", seed="-1")], "flowers", "seed is '-1', not a whole number .*row 2"),
        ([training(3, "80", epochs="1_2")], "flowers", "epochs is '1_2', not a whole number"),
        ([training(3, "")], "flowers", "accuracy is empty .*row 2"),
        ([training(3, "high")], "flowers", "accuracy is 'high', not a number .*row 2"),
        ([training(3, "101")], "flowers", "accuracy is 101, outside 0..100 % .*row 2"),
        ([training(3, "-1e300")], "flowers", "accuracy is -1e\\+300, outside"),
        ([training(3, "0.8"), training(4, "80")], "flowers", "some accuracies are up to 1 .*row 2.* above it .*row 3"),
        ([{"architecture": "|none~0|", "accuracy": "80"}], "flowers", "unknown architecture '.none~0.' .*row 2"),
        ([{"network": STRINGS[3], "accuracy": "80"}], "flowers", "missing columns: architecture .*row 1"),
    ],
    ids=range(15),
)
def test_what_makes_no_sense_is_refused_with_its_row(
    tmp_path: Path, target: Path, rows: list[dict[str, str]], task: str | None, message: str
) -> None:
    with pytest.raises(LoaderError, match=f"(?s){message}"):
        imported(tmp_path, target, rows, task)
    assert not target.exists()


def test_only_own_trainings_and_latencies_take_a_name(tmp_path: Path, target: Path) -> None:
    with pytest.raises(LoaderError, match="the dataset 'flowers' is named"):
        loaders.import_table("csv", compact_csv(tmp_path / "official.csv"), target, dataset="flowers")


def test_java_imports_own_trainings(tmp_path: Path, target: Path) -> None:
    source = write_csv(tmp_path / "mine.csv", [{"arch": STRINGS[3], "accuracy": "80"}])
    arguments = {"format": "csv", "sources": [str(source)], "target": str(target), "dataset": "flowers"}

    answer = json.loads(bridge.call("import_table", json.dumps(arguments)))

    assert answer["value"]["columns"]["flowers_validation"]["known"] == 1


def test_a_file_that_is_not_there_is_what_is_missed(tmp_path: Path, target: Path) -> None:
    with pytest.raises(LoaderError, match=r"nothere\.csv"):
        loaders.import_table("csv", tmp_path / "nothere.csv", target, dataset="flowers")
