"""What every predictor keeps, whatever it is made of."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import kendalltau

from narq2t.predictors import registry
from narq2t.predictors.base import Cancelled, NotFittedError, Predictor
from narq2t.predictors.cells import Cells
from narq2t.predictors.narq2t.checkpoint import UnusableState
from tests.predictors.made_up import nasbench101, nasbench201

SPACES = {"nasbench201": nasbench201, "nasbench101": nasbench101}
TRAIN, OTHERS = np.arange(60, dtype=np.int32), np.arange(60, 560, dtype=np.int32)

QUICK = {"tokens": {"members": 2, "steps": 60}, "ctnas": {"epochs": 200, "width": 32, "learning_rate": 0.005}}
"""Settings of predictors that would take long for what is tested here."""

each_predictor = pytest.mark.parametrize("name", registry.NAMES)
each_space = pytest.mark.parametrize("space", SPACES)


def never() -> bool:
    return False


def create(name: str, **settings: object) -> Predictor:
    return registry.create(name, {**QUICK.get(name, {}), **settings})


def other_settings(name: str) -> dict[str, object]:
    """One setting that is a number, with another value; nothing is fitted with it."""
    settings = next(entry["settings"] for entry in registry.described() if entry["type"] == name)
    number = next(key for key, value in settings.items() if type(value) in (int, float))
    return {number: settings[number] + 1}


def fitted(name: str, cells: Cells, values: npt.NDArray[np.float64], seed: int = 1) -> Predictor:
    predictor = create(name)
    predictor.fit(cells, TRAIN, values[TRAIN], seed=seed, cancelled=never)
    return predictor


@each_space
@each_predictor
def test_sixty_labels_order_what_was_never_seen(name: str, space: str) -> None:
    cells, values = SPACES[space]()
    prediction = fitted(name, cells, values).predict(cells, OTHERS)
    assert kendalltau(prediction.score, values[OTHERS]).statistic > 0.55


@each_space
@each_predictor
def test_predictions_are_finite_and_of_the_shape_that_was_asked_for(name: str, space: str) -> None:
    cells, values = SPACES[space]()
    predictor = fitted(name, cells, values)
    prediction = predictor.predict(cells, OTHERS)
    assert prediction.score.shape == OTHERS.shape
    assert np.isfinite(prediction.score).all()
    if prediction.deviation is not None:
        assert prediction.deviation.shape == OTHERS.shape
        assert (prediction.deviation >= 0).all()
        assert np.isfinite(prediction.deviation).all()
        drawn = predictor.draw(cells, OTHERS, 3, seed=5)
        assert drawn.shape == (3, len(OTHERS))
        assert np.isfinite(drawn).all()
        np.testing.assert_array_equal(drawn, predictor.draw(cells, OTHERS, 3, seed=5))
    if prediction.tier_probabilities is not None:
        np.testing.assert_allclose(prediction.tier_probabilities.sum(axis=1), 1, atol=1e-5)
    assert len(predictor.predict(cells, OTHERS[:0]).score) == 0


@each_predictor
def test_the_same_seed_gives_the_same_bits_whatever_was_fitted_before(name: str) -> None:
    cells, values = nasbench201()
    once, again = fitted(name, cells, values), create(name)
    again.fit(cells, OTHERS[:40], values[OTHERS[:40]], seed=9, cancelled=never)
    again.fit(cells, TRAIN, values[TRAIN], seed=1, cancelled=never)
    np.testing.assert_array_equal(once.predict(cells, OTHERS).score, again.predict(cells, OTHERS).score)


@each_predictor
def test_what_was_saved_predicts_the_same_when_loaded(name: str, tmp_path: Path) -> None:
    cells, values = nasbench201()
    predictor, loaded = fitted(name, cells, values), create(name)
    predictor.save(tmp_path / "state.safetensors")
    loaded.load(tmp_path / "state.safetensors")
    before, after = predictor.predict(cells, OTHERS), loaded.predict(cells, OTHERS)
    np.testing.assert_array_equal(before.score, after.score)
    np.testing.assert_array_equal(before.deviation, after.deviation)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["state.safetensors"]


@each_predictor
def test_a_state_of_other_settings_is_refused(name: str, tmp_path: Path) -> None:
    cells, values = nasbench201()
    fitted(name, cells, values).save(tmp_path / "state")
    with pytest.raises(UnusableState, match="these settings"):
        create(name, **other_settings(name)).load(tmp_path / "state")
    (tmp_path / "state").write_bytes(b"no state")
    with pytest.raises(UnusableState, match="state"):
        create(name).load(tmp_path / "state")


@each_predictor
def test_useless_observations_are_refused(name: str) -> None:
    cells, values = nasbench201()
    predictor = create(name)
    with pytest.raises(ValueError, match="at least 2 observations, not 1"):
        predictor.fit(cells, TRAIN[:1], values[:1], seed=1, cancelled=never)
    with pytest.raises(ValueError, match="1 of 60 values are not finite"):
        predictor.fit(cells, TRAIN, np.where(TRAIN == 7, np.nan, values[TRAIN]), seed=1, cancelled=never)
    with pytest.raises(ValueError, match="between 0 and 1499, not 0 to 1500"):
        predictor.fit(cells, np.array([0, 1500]), np.array([1.0, 2.0]), seed=1, cancelled=never)
    with pytest.raises(ValueError, match="one length"):
        predictor.fit(cells, TRAIN, values[:59], seed=1, cancelled=never)


@each_predictor
def test_two_observations_are_enough_and_equal_ones_do_no_harm(name: str) -> None:
    cells, values = nasbench201()
    predictor = create(name)
    predictor.fit(cells, TRAIN[:2], values[:2], seed=1, cancelled=never)
    assert np.isfinite(predictor.predict(cells, OTHERS).score).all()
    predictor.fit(cells, np.repeat(TRAIN[:10], 2), np.full(20, 90.0), seed=1, cancelled=never)
    np.testing.assert_allclose(predictor.predict(cells, OTHERS).score, 0, atol=1e-6)


@each_predictor
def test_a_cancelled_fit_leaves_what_was_learnt_before(name: str) -> None:
    cells, values = nasbench201()
    predictor = fitted(name, cells, values)
    before = predictor.predict(cells, OTHERS).score
    with pytest.raises(Cancelled):
        predictor.fit(cells, OTHERS[:40], values[OTHERS[:40]], seed=1, cancelled=lambda: True)
    np.testing.assert_array_equal(predictor.predict(cells, OTHERS).score, before)


@each_predictor
def test_asked_before_a_fit_it_says_so(name: str, tmp_path: Path) -> None:
    cells, _ = nasbench201()
    with pytest.raises(NotFittedError):
        create(name).predict(cells, OTHERS)
    with pytest.raises(NotFittedError):
        create(name).save(tmp_path / "state")


def test_wrong_names_are_told_with_what_is_allowed() -> None:
    with pytest.raises(ValueError, match="no predictor 'forest': allowed are gp, boosted, tokens"):
        registry.create("forest")
    with pytest.raises(ValueError, match="gp has no setting 'trees': allowed are blocks"):
        registry.create("gp", {"trees": 3})
    with pytest.raises(ValueError, match=r"boosted.trees is '3': it must be like \d+"):
        registry.create("boosted", {"trees": "3"})
    with pytest.raises(ValueError, match="allowed are places, paths"):
        registry.create("gp", {"blocks": ["colours"]}).fit(*_three(), seed=1, cancelled=never)
    with pytest.raises(ValueError, match="allowed are normal-scores, values"):
        registry.create("gp", {"target": "ranks"}).fit(*_three(), seed=1, cancelled=never)


def _three() -> tuple[Cells, npt.NDArray[np.int32], npt.NDArray[np.float64]]:
    cells, values = nasbench201()
    return cells, TRAIN[:3], values[:3]
