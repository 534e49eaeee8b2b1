"""The predictor on real cells: what it promises of fits, predictions and files."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narq2t.loaders.architectures import all_codes
from narq2t.predictors.base import Cancelled, Prediction
from narq2t.predictors.narq2t.checkpoint import UnusableState
from narq2t.predictors.q2t import tokens
from narq2t.predictors.q2t.predictor import TokensPredictor, TokensSettings
from narq2t.spaces.nasbench201 import building

CELLS = building.cells(all_codes()[:600])
ROWS = np.arange(30)
EVERY = np.arange(600)
CONV3 = 3
# Convolutions count, poolings are in their way: learnable from few labels.
VALUES = np.array([sum(row == CONV3) - 0.5 * sum(row == 4) for row in CELLS.labels.astype(float)])[ROWS]
SMALL = TokensSettings(steps=12, first_stage=10, members=3, width=8, hidden=8)


def going_on() -> bool:
    return False


def predictor() -> TokensPredictor:
    return TokensPredictor(SMALL)


def fitted(n: int = 30, seed: int = 1) -> TokensPredictor:
    made = predictor()
    made.fit(CELLS, ROWS[:n], VALUES[:n], seed=seed, cancelled=going_on)
    return made


def assert_equal(one: Prediction, other: Prediction) -> None:
    assert np.array_equal(one.score, other.score)
    assert one.deviation is not None and other.deviation is not None
    assert np.array_equal(one.deviation, other.deviation)
    assert one.tier_probabilities is not None and other.tier_probabilities is not None
    assert np.array_equal(one.tier_probabilities, other.tier_probabilities)


def test_a_prediction_has_a_score_a_deviation_and_five_tier_probabilities() -> None:
    found = fitted().predict(CELLS, EVERY)
    assert found.score.shape == (600,) and found.score.dtype == np.float64
    assert found.deviation is not None and (found.deviation > 0).all()
    assert found.tier_probabilities is not None and found.tier_probabilities.shape == (600, 5)
    assert found.tier_probabilities.sum(axis=1) == pytest.approx(1)


def test_it_learns_what_is_there_to_learn() -> None:
    made = TokensPredictor(replace(SMALL, steps=100))
    made.fit(CELLS, ROWS, VALUES, seed=1, cancelled=going_on)
    truth = np.array([sum(row == CONV3) - 0.5 * sum(row == 4) for row in CELLS.labels.astype(float)])
    unseen = EVERY[30:]
    assert np.corrcoef(made.predict(CELLS, unseen).score, truth[unseen])[0, 1] > 0.8


def test_isomorphic_cells_are_predicted_alike_to_the_bit() -> None:
    found = fitted().predict(CELLS, EVERY)
    keys = tokens.keys(CELLS)
    order = np.argsort(keys, kind="stable")
    same = keys[order][1:] == keys[order][:-1]
    assert same.sum() > 50
    assert (found.score[order][1:][same] == found.score[order][:-1][same]).all()
    assert len(np.unique(found.score)) == len(np.unique(keys))


def test_the_rows_asked_for_do_not_change_a_prediction() -> None:
    made = fitted()
    some = np.array([599, 3, 40])
    assert made.predict(CELLS, some).score == pytest.approx(made.predict(CELLS, EVERY).score[some], abs=1e-5)


def test_equal_observations_and_seed_give_equal_bits_whatever_was_fitted_before() -> None:
    rounds = predictor()
    for n in (8, 15, 22, 30):  # stages of 10 and 20 are taken from earlier rounds
        rounds.fit(CELLS, ROWS[:n], VALUES[:n], seed=1, cancelled=going_on)
    assert_equal(rounds.predict(CELLS, EVERY), fitted().predict(CELLS, EVERY))
    assert not np.array_equal(fitted(seed=2).predict(CELLS, EVERY).score, rounds.predict(CELLS, EVERY).score)


def test_a_fit_tells_what_it_started_from() -> None:
    figures = predictor().fit(CELLS, ROWS, VALUES, seed=1, cancelled=going_on)
    assert (figures["labels"], figures["labels_before"], figures["steps"]) == (30, 20, 5)
    figures = predictor().fit(CELLS, ROWS[:10], VALUES[:10], seed=1, cancelled=going_on)
    assert (figures["labels"], figures["labels_before"], figures["steps"]) == (10, 0, 12)


def test_a_cancelled_fit_leaves_the_predictor_as_it_was() -> None:
    made = fitted(20)
    before = made.predict(CELLS, EVERY)
    asked = iter([False] * 3 + [True])
    with pytest.raises(Cancelled):
        made.fit(CELLS, ROWS, VALUES, seed=1, cancelled=lambda: next(asked))
    assert_equal(made.predict(CELLS, EVERY), before)
    made.fit(CELLS, ROWS, VALUES, seed=1, cancelled=going_on)
    assert_equal(made.predict(CELLS, EVERY), fitted().predict(CELLS, EVERY))


def test_a_saved_predictor_predicts_the_same_and_goes_on_the_same(tmp_path: Path) -> None:
    made = fitted(20)
    made.save(tmp_path / "tokens.safetensors")
    opened = predictor()
    opened.load(tmp_path / "tokens.safetensors")
    assert_equal(opened.predict(CELLS, EVERY), made.predict(CELLS, EVERY))
    opened.fit(CELLS, ROWS, VALUES, seed=1, cancelled=going_on)
    assert_equal(opened.predict(CELLS, EVERY), fitted().predict(CELLS, EVERY))


def test_a_file_of_another_shape_or_none_is_refused(tmp_path: Path) -> None:
    fitted(20).save(tmp_path / "tokens.safetensors")
    other = TokensPredictor(replace(SMALL, members=2))
    with pytest.raises(UnusableState, match="these settings"):
        other.load(tmp_path / "tokens.safetensors")
    (tmp_path / "broken").write_bytes(b"no such thing")
    with pytest.raises(UnusableState, match="broken"):
        predictor().load(tmp_path / "broken")


def test_draws_have_the_mean_and_the_spread_of_the_prediction() -> None:
    made = fitted()
    found = made.predict(CELLS, EVERY)
    drawn = made.draw(CELLS, EVERY, 4000, 5)
    assert drawn.shape == (4000, 600)
    assert found.deviation is not None
    assert np.abs(drawn.mean(axis=0) - found.score).max() < 0.1 * found.deviation.max()
    assert drawn.std(axis=0) == pytest.approx(found.deviation, rel=0.1)
    assert np.array_equal(drawn, made.draw(CELLS, EVERY, 4000, 5))


@pytest.mark.parametrize(
    ("field", "value"),
    [("members", 0), ("rate", 0.0), ("first_stage", -1), ("warm_keep", 2.0), ("ranking", "pairs"), ("target", "ranks")],
)
def test_settings_that_cannot_be_name_their_field(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=field):
        TokensSettings(**{field: value})  # type: ignore[arg-type]
    assert TokensSettings(first_stage=0).stage_before(100) == 0
