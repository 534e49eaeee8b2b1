"""The embedded surrogate: a reproducible regression model whose table says that it is not measured."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import numpy as np
import pytest
from nats_bench.genotype_utils import topology_str2structure
from scipy.stats import kendalltau

from narq2t import loaders, surrogate
from narq2t.loaders import LoaderError, architectures, cells, table
from tests.loaders.test_sources import real

__all__ = ["real"]  # a fixture

MODEL = Path(__file__).parents[2] / "src/main/resources/surrogate/nasbench201.safetensors"


@pytest.fixture(scope="module")
def predicted() -> dict[str, table.Column]:
    """The columns of the embedded model."""
    return surrogate.predict(MODEL)


def test_cells_that_compute_the_same_are_one_function() -> None:
    def output(text: str) -> cells.Sum:
        return cells.output(tuple(int(code) for code in text))

    assert output("003000") == output("330000") == ()  # nothing reaches node 3
    assert output("300010") == output("030001") == output("000300") == ((3, ((),)),)  # one conv 3x3, whatever the way
    assert output("100010") == output("000100") == ((),)  # the input itself
    assert output("300020") != output("200030")  # the order of two convolutions counts
    assert len(cells.representatives()) == 4930


def test_a_function_holds_whole_classes_of_official_unique_strings() -> None:
    strings = architectures.all_strings()
    unique = [topology_str2structure(string).to_unique_str(consider_zero=True) for string in strings]
    assert len(set(unique)) == 6466
    assert len(set(zip(unique, cells.functions(), strict=True))) == 6466


def test_the_paths_of_a_cell_are_its_operations_in_order() -> None:
    assert sorted(cells.paths(cells.output((3, 0, 0, 1, 2, 0)))) == [(), (2, 3)]
    assert cells.paths(cells.output((0, 0, 0, 0, 0, 0))) == []


def test_the_model_is_small_and_fast(predicted: dict[str, table.Column]) -> None:
    assert MODEL.stat().st_size <= 300 * 1024
    started = time.process_time()
    again = surrogate.predict(MODEL)
    assert time.process_time() - started < 2
    assert all((again[name] == predicted[name]).all() for name in table.REQUIRED)


def test_predictions_are_percent_and_seconds(predicted: dict[str, table.Column]) -> None:
    table.validate(predicted, "the embedded surrogate")
    for name in surrogate.ACCURACIES:
        np.testing.assert_array_equal(predicted[name], np.round(predicted[name], 4))
    for name in surrogate.LATENCIES:
        assert 0.004 < predicted[name].min() < predicted[name].max() < 0.03


def test_accuracies_depend_on_the_function_alone_and_latencies_do_not(predicted: dict[str, table.Column]) -> None:
    functions = np.array(cells.functions())
    first = np.array([np.argmax(functions == number) for number in range(4930)])
    for name in surrogate.ACCURACIES:
        np.testing.assert_array_equal(predicted[name], predicted[name][first][functions])
        assert len(np.unique(predicted[name])) > 4000  # the functions are told apart
    assert len(np.unique(predicted["cifar10_latency"])) > 10000


def test_the_recorded_fidelity_is_what_the_real_table_says(
    predicted: dict[str, table.Column], real: dict[str, table.Column]
) -> None:
    recorded = surrogate.fidelity(MODEL)["fidelity"]
    for name in table.REQUIRED:
        known = ~np.isnan(real[name])
        tau = kendalltau(predicted[name][known], real[name][known]).statistic
        assert tau == pytest.approx(recorded[name]["tau"], abs=1e-3)


def test_the_model_generalises_to_functions_that_it_has_not_seen() -> None:
    recorded = surrogate.fidelity(MODEL)["fidelity"]
    for name in surrogate.ACCURACIES:
        assert recorded[name]["tau_unseen"] > 0.85
        assert recorded[name]["tau_unseen_in_best_1000"] > 0.45


def test_a_surrogate_table_says_that_it_is_one(tmp_path: Path, predicted: dict[str, table.Column]) -> None:
    report = surrogate.import_surrogate(MODEL, tmp_path / "t")
    elsewhere = tmp_path / "temporary-1234.safetensors"
    elsewhere.write_bytes(MODEL.read_bytes())
    moved = surrogate.import_surrogate(elsewhere, tmp_path / "moved")["metadata"]
    assert json.loads(moved["sha256"]) == {"embedded surrogate": hashlib.sha256(MODEL.read_bytes()).hexdigest()}
    assert moved["sha256"] == report["metadata"]["sha256"]
    assert report["columns"]["cifar10_latency"]["unit"] == "s"
    columns, metadata = table.read(tmp_path / "t")
    assert report["kind"] == metadata["kind"] == "surrogate"
    assert report["known"] == 15625
    assert "not measured" in metadata["source"]
    assert json.loads(metadata["fidelity"]) == report["fidelity"]
    assert set(json.loads(metadata["missing"]).values()) == {0}
    assert all((columns[name] == predicted[name]).all() for name in table.REQUIRED)


def _toy_columns() -> dict[str, table.Column]:
    codes = np.array(architectures.all_codes())
    convolutions = (codes == 3).sum(axis=1) + (codes == 2).sum(axis=1) / 2
    columns = dict.fromkeys(surrogate.ACCURACIES, 50 + 5 * convolutions + codes[:, 0] / 10)
    columns |= dict.fromkeys(surrogate.LATENCIES, 0.005 + 0.002 * convolutions)
    columns["cifar10_latency"][:9] = np.nan
    return columns


def test_fitting_is_reproducible_and_leaves_the_random_state_alone() -> None:
    import torch

    before = torch.get_rng_state()
    content, scores = surrogate.fit(_toy_columns(), epochs=2)
    again, _ = surrogate.fit(_toy_columns(), epochs=2)
    assert content == again
    assert torch.equal(before, torch.get_rng_state())
    assert scores["cifar10_test"]["tau"] > 0.7
    assert scores["cifar10_latency"]["tau_unseen"] > 0.7


def test_the_command_fits_to_a_real_table_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write(tmp_path / "real", _toy_columns(), {"kind": "real"})
    model = tmp_path / "model"
    surrogate.main(["fit", "--table", str(tmp_path / "real"), "--out", str(model), "--epochs", "2"])
    assert json.loads(capsys.readouterr().out) == surrogate.fidelity(model)["fidelity"]
    surrogate.import_surrogate(model, tmp_path / "copy")
    with pytest.raises(SystemExit):
        surrogate.main(["fit", "--table", str(tmp_path / "copy"), "--out", str(tmp_path / "other")])
    assert not (tmp_path / "other").exists()


def test_another_file_is_no_surrogate(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(b"something else")
    with pytest.raises(LoaderError, match="no readable surrogate"):
        surrogate.predict(tmp_path / "t")
    table.write(tmp_path / "t", _toy_columns(), {"kind": "real"})
    with pytest.raises(LoaderError, match="is not narq2t-surrogate 1"):
        surrogate.predict(tmp_path / "t")
    assert loaders.check(tmp_path / "t")["kind"] == "real"
