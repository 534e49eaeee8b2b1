"""The latency operations as Java calls them: float32 and int32 arrays in, JSON out."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from narq2t import bridge
from narq2t.latency import BASELINES
from narq2t.loaders import architectures

NAMES = [baseline.name for baseline in BASELINES]
CODES = np.array(architectures.all_codes(), dtype=np.int32)[:300]
FLOPS = (1e6 * (1 + (CODES == 3).sum(axis=1))).astype(np.float32)
TIMES = np.random.default_rng(0).uniform(0.1, 3, (6, 5))
LATENCY = (2 + TIMES[np.arange(6), CODES].sum(axis=1)).astype(np.float32)


def call(name: str, arguments: dict[str, Any], *arrays: np.ndarray) -> Any:
    answer = json.loads(bridge.call(name, json.dumps(arguments), *arrays), parse_constant=pytest.fail)
    assert answer["ok"], answer
    return answer["value"]


def refusal(name: str, arguments: dict[str, Any], *arrays: np.ndarray) -> str:
    answer = json.loads(bridge.call(name, json.dumps(arguments), *arrays))
    assert not answer["ok"]
    message: str = answer["message"]
    return message


def test_the_baselines_are_named_checked_chosen_and_predict_the_space() -> None:
    predictions = np.full((4, 300), np.nan, dtype=np.float32)
    latency = LATENCY[:100].copy()
    latency[:7] = np.nan
    arrays = (CODES[:100], FLOPS[:100], latency, CODES, FLOPS, predictions)
    value = call("latency_baselines", {"operators": 5, "seed": 1, "folds": 5}, *arrays)
    assert call("latency_predictors", {}) == value["names"] == NAMES
    assert (value["known"], value["folds"], value["chosen"]) == (93, 5, "additive-ridge")
    ridge = value["cross_validation"][2]
    assert set(ridge) == {"known", "rmse_ms", "within_5_percent", "within_10_percent", "spearman", "kendall"}
    assert ridge["rmse_ms"] < 0.01
    np.testing.assert_allclose(predictions[2], LATENCY, rtol=1e-3)
    assert np.isfinite(predictions).all()


def test_ten_samples_are_enough_and_three_are_not() -> None:
    def arrays(n: int) -> tuple[np.ndarray, ...]:
        return CODES[:n], FLOPS[:n], LATENCY[:n], CODES, FLOPS, np.empty((4, 300), dtype=np.float32)

    assert call("latency_baselines", {"operators": 5, "seed": 1}, *arrays(10))["folds"] == 5
    assert call("latency_baselines", {"operators": 5, "seed": 1}, *arrays(7))["folds"] == 3
    assert "at least 4 known" in refusal("latency_baselines", {"operators": 5, "seed": 1}, *arrays(3))


def test_arrays_of_another_shape_are_named() -> None:
    arguments = {"operators": 5, "seed": 1}
    arrays = [CODES[:20], FLOPS[:20], LATENCY[:20], CODES, FLOPS, np.empty((3, 300), dtype=np.float32)]
    assert "predictions must have shape (4, 300)" in refusal("latency_baselines", arguments, *arrays)
    arrays[1] = FLOPS
    assert "flops of codes must have shape (20)" in refusal("latency_baselines", arguments, *arrays)


def test_few_samples_with_and_without_other_devices() -> None:
    arguments = {"operators": 5, "seed": 1, "sizes": [10, 50], "repeats": 2}
    others = np.stack([LATENCY * 2, np.where(np.arange(300) < 100, np.nan, LATENCY)]).astype(np.float32)
    value = call("latency_few_samples", arguments, CODES, LATENCY, others)
    assert (value["others"], value["known"]) == ([0], 300)
    keys = ["samples", "chosen", "transfer"]
    assert [[row[key] for key in keys] for row in value["learned"][:4]] == [
        [10, "random", False],
        [10, "random", True],
        [10, "spread", False],
        [10, "spread", True],
    ]
    assert {"rmse_ms", "within_10_percent", "spearman"} <= value["learned"][0].keys()
    alone = call("latency_few_samples", arguments, CODES, LATENCY, np.empty((0, 300), dtype=np.float32))
    assert alone["learned"] == [row for row in value["learned"] if not row["transfer"]]


def test_the_architectures_to_measure_first() -> None:
    rows = call("latency_spread", {"operators": 5, "count": 12, "seed": 3}, CODES)
    assert len(set(rows)) == 12
    assert set(rows) <= set(range(300))


def test_the_noise_floor() -> None:
    value = call("latency_noise_floor", {}, LATENCY, LATENCY * 2 + 1)
    assert value == {
        "floor_ms": pytest.approx(0, abs=1e-5),
        "slope": pytest.approx(2),
        "intercept_ms": pytest.approx(1, abs=1e-5),
        "pairs": 300,
    }


def test_a_latency_of_minus_one_is_no_training_sample(small_model: dict[str, Any]) -> None:
    session = call("open_model", small_model)["session"]
    arrays = [np.zeros((2, 1, 4, 4), np.float32), np.ones(2, np.float32), np.zeros(2, np.int32)]
    arguments = {"session": session, "name": "train"}
    latency = np.array([3.0, -1.0], np.float32)
    assert "latency must be NaN where it is unknown, not -1" in refusal("load_samples", arguments, *arrays, latency)
    latency[1] = np.nan
    call("load_samples", arguments, *arrays, latency)
    call("close_model", arguments)


def test_costs_of_a_space_are_handed_over_once_and_believed_in_rounds() -> None:
    number = call("open_costs", {"operators": 5}, CODES, CODES, FLOPS)["session"]
    means, deviations = np.empty(300, dtype=np.float32), np.empty(300, dtype=np.float32)
    rows = np.arange(0, 300, 3, dtype=np.int32)
    call("believe_costs", {"session": number, "limit": 10.0}, rows, LATENCY[rows], means, deviations)
    np.testing.assert_allclose(means[rows], np.log(LATENCY[rows] / 10), atol=0.05)
    assert (deviations > 0).all()
    short = np.empty(299, dtype=np.float32)
    assert "means" in refusal(
        "believe_costs", {"session": number, "limit": 10.0}, rows, LATENCY[rows], short, deviations
    )
    call("close_costs", {"session": number})
    assert "no model is open" in refusal(
        "believe_costs", {"session": number, "limit": 10.0}, rows, LATENCY[rows], means, deviations
    )
