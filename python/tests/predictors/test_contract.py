"""What every predictor keeps, whatever it is made of and whatever it sees of an architecture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pytest
import torch
from scipy.stats import kendalltau

from narq2t.predictors import registry
from narq2t.predictors.base import Cancelled, NotFittedError, Prediction
from narq2t.predictors.cells import Cells
from narq2t.predictors.narq2t import training
from narq2t.predictors.narq2t.checkpoint import UnusableState
from narq2t.predictors.narq2t.config import ModelConfig, TrainingConfig
from narq2t.predictors.narq2t.samples import Samples
from narq2t.predictors.narq2t.training import Trainer
from tests.predictors.made_up import nasbench101, nasbench201, tensors101, tensors201

Rows = npt.NDArray[np.int32]
Values = npt.NDArray[np.float64]

TRAIN, OTHERS = np.arange(60, dtype=np.int32), np.arange(60, 560, dtype=np.int32)
SIZE = len(TRAIN) + len(OTHERS)

QUICK: dict[str, dict[str, Any]] = {
    "tokens": {"members": 2, "steps": 60},
    "ctnas": {"epochs": 200, "width": 32, "learning_rate": 0.005},
    "renas": {"channels": (16, 32), "hidden": (32,), "epochs": 60, "batch_size": 20},
    "convnet": {"channels": (16, 16, 32), "epochs": 60, "batch_size": 20},
    "narq2t": {"d_model": 16, "d_ffn": 32, "n_layers": 2, "d_score": 64, "d_tier": 32, "n_tiers": 3, "dropout": 0.0},
}
"""Settings of predictors that would take long for what is tested here."""


class Predicts(Protocol):
    """What a predictor does, whatever it sees of an architecture: rows of the made-up ones."""

    def fit(self, rows: Rows, values: Values, *, seed: int, cancelled: Callable[[], bool]) -> object: ...
    def predict(self, rows: Rows) -> Prediction: ...
    def save(self, path: Path) -> None: ...
    def load(self, path: Path) -> None: ...


class OfCells:
    """A predictor of cells."""

    def __init__(self, name: str, space: str, settings: dict[str, Any]) -> None:
        self.predictor = registry.create(name, settings)
        self.cells = CELLS[space]()[0]
        self.save, self.load = self.predictor.save, self.predictor.load

    def fit(self, rows: Rows, values: Values, *, seed: int, cancelled: Callable[[], bool]) -> object:
        return self.predictor.fit(self.cells, rows, values, seed=seed, cancelled=cancelled)

    def predict(self, rows: Rows) -> Prediction:
        return self.predictor.predict(self.cells, rows)


class OfTensors:
    """A predictor of feature tensors."""

    def __init__(self, name: str, space: str, settings: dict[str, Any]) -> None:
        self.features = TENSORS[space](SIZE)
        self.predictor = registry.create_of_tensors(name, settings, *self.features.shape[1:3])
        self.save, self.load = self.predictor.save, self.predictor.load

    def fit(self, rows: Rows, values: Values, *, seed: int, cancelled: Callable[[], bool]) -> object:
        return self.predictor.fit(self.features[rows], values, seed=seed, cancelled=cancelled)

    def predict(self, rows: Rows) -> Prediction:
        return Prediction(self.predictor.predict(self.features[rows]).double().numpy())


class OfRanker:
    """NARQ2T, trained for some epochs as Java does it: each batch holds all that is known."""

    def __init__(self, name: str, space: str, settings: dict[str, Any]) -> None:
        raw = TENSORS[space](SIZE)
        self.features = (raw / raw.amax(dim=(0, 2, 3), keepdim=True)).float()
        self.config = ModelConfig(n_patches=raw.shape[1], patch_size=raw.shape[2], **settings)
        self.trainer: Trainer | None = None

    def _new(self, seed: int) -> Trainer:
        return Trainer(self.config, TrainingConfig(seed=seed, lr_mul=0.3, lambda_latency=0), "cpu")

    def fit(self, rows: Rows, values: Values, *, seed: int, cancelled: Callable[[], bool]) -> object:
        tiers = torch.from_numpy(3 * np.argsort(np.argsort(-values)) // len(values))
        samples = Samples(self.features[rows], torch.from_numpy(values), tiers)
        trainer = self._new(seed)
        for epoch in range(30):
            trainer.train_epoch(samples, torch.arange(len(rows))[None], seed=epoch, cancelled=cancelled)
        self.trainer = trainer
        return {}

    def predict(self, rows: Rows) -> Prediction:
        if self.trainer is None:
            raise NotFittedError("Java asks a network that it trained")
        scores, tiers = torch.zeros(len(rows)), torch.zeros(len(rows), 3)
        self.trainer.score(self.features[rows], scores, tiers)
        return Prediction(scores.double().numpy(), None, tiers.numpy())

    def save(self, path: Path) -> None:
        if self.trainer is None:
            raise NotFittedError("Java saves a network that it trained")
        self.trainer.save(path)

    def load(self, path: Path) -> None:
        self.trainer = self._new(1)
        self.trainer.load(path)


CELLS = {"nasbench201": nasbench201, "nasbench101": nasbench101}
TENSORS = {"nasbench201": tensors201, "nasbench101": tensors101}
KINDS: dict[str, Callable[[str, str, dict[str, Any]], Predicts]] = {
    **dict.fromkeys(registry.NAMES, OfCells),
    **dict.fromkeys(registry.NAMES_OF_TENSORS, OfTensors),
    "narq2t": OfRanker,
}

each_predictor = pytest.mark.parametrize("name", KINDS)
each_registered = pytest.mark.parametrize("name", [*registry.NAMES, *registry.NAMES_OF_TENSORS])
each_of_cells = pytest.mark.parametrize("name", registry.NAMES)
each_space = pytest.mark.parametrize("space", CELLS)


def never() -> bool:
    return False


def create(name: str, space: str = "nasbench201", **settings: object) -> Predicts:
    return KINDS[name](name, space, {**QUICK.get(name, {}), **settings})


def known(space: str = "nasbench201") -> Values:
    return CELLS[space]()[1]


def other_settings(name: str) -> dict[str, object]:
    """One setting that is a number, with another value; nothing is fitted with it."""
    settings = QUICK[name] if name in QUICK else asdict(registry.create(name).settings)
    number = next(key for key, value in settings.items() if type(value) in (int, float) and key != "d_model")
    return {number: settings[number] + 1}


def fitted(name: str, space: str = "nasbench201", seed: int = 1) -> Predicts:
    predictor = create(name, space)
    predictor.fit(TRAIN, known(space)[TRAIN], seed=seed, cancelled=never)
    return predictor


@each_space
@each_predictor
def test_sixty_labels_order_what_was_never_seen(name: str, space: str) -> None:
    prediction = fitted(name, space).predict(OTHERS)
    least = 0.55 if name in registry.NAMES else 0.3
    assert kendalltau(prediction.score, known(space)[OTHERS]).statistic > least


@each_space
@each_predictor
def test_predictions_are_finite_and_in_the_order_and_shape_that_was_asked_for(name: str, space: str) -> None:
    predictor = fitted(name, space)
    prediction = predictor.predict(OTHERS)
    assert prediction.score.shape == OTHERS.shape
    assert np.isfinite(prediction.score).all()
    tolerance = 1e-5 * np.abs(prediction.score).max()
    backwards = predictor.predict(OTHERS[::-1].copy()).score[::-1]
    np.testing.assert_allclose(backwards, prediction.score, rtol=0, atol=tolerance)
    np.testing.assert_allclose(predictor.predict(OTHERS[7:8]).score, prediction.score[7:8], rtol=0, atol=tolerance)
    if prediction.deviation is not None:
        assert prediction.deviation.shape == OTHERS.shape
        assert (prediction.deviation >= 0).all()
        assert np.isfinite(prediction.deviation).all()
    if prediction.tier_probabilities is not None:
        np.testing.assert_allclose(prediction.tier_probabilities.sum(axis=1), 1, atol=1e-5)
    assert len(predictor.predict(OTHERS[:0]).score) == 0


@each_space
@each_of_cells
def test_functions_are_drawn_from_deviations(name: str, space: str) -> None:
    learnt = fitted(name, space)
    assert isinstance(learnt, OfCells)
    predictor, cells = learnt.predictor, learnt.cells
    if predictor.predict(cells, OTHERS).deviation is None:
        with pytest.raises(ValueError, match="no deviations to draw with"):
            predictor.draw(cells, OTHERS, 3, seed=5)
        return
    drawn = predictor.draw(cells, OTHERS, 3, seed=5)
    assert drawn.shape == (3, len(OTHERS))
    assert np.isfinite(drawn).all()
    np.testing.assert_array_equal(drawn, predictor.draw(cells, OTHERS, 3, seed=5))


@each_predictor
def test_the_same_seed_gives_the_same_bits_whatever_was_fitted_before(name: str) -> None:
    values = known()
    once, again = fitted(name), create(name)
    again.fit(OTHERS[:40], values[OTHERS[:40]], seed=9, cancelled=never)
    again.fit(TRAIN, values[TRAIN], seed=1, cancelled=never)
    np.testing.assert_array_equal(once.predict(OTHERS).score, again.predict(OTHERS).score)


@each_predictor
def test_what_was_saved_predicts_the_same_when_loaded(name: str, tmp_path: Path) -> None:
    predictor, loaded = fitted(name), create(name)
    predictor.save(tmp_path / "state.safetensors")
    loaded.load(tmp_path / "state.safetensors")
    before, after = predictor.predict(OTHERS), loaded.predict(OTHERS)
    np.testing.assert_array_equal(before.score, after.score)
    np.testing.assert_array_equal(before.deviation, after.deviation)
    np.testing.assert_array_equal(before.tier_probabilities, after.tier_probabilities)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["state.safetensors"]


@each_predictor
def test_a_state_of_other_settings_is_refused(name: str, tmp_path: Path) -> None:
    fitted(name).save(tmp_path / "state")
    with pytest.raises(UnusableState, match=r"these settings|it was saved with"):
        create(name, **other_settings(name)).load(tmp_path / "state")
    (tmp_path / "state").write_bytes(b"no state")
    with pytest.raises(UnusableState, match="state"):
        create(name).load(tmp_path / "state")


@each_registered
def test_useless_observations_are_refused(name: str) -> None:
    values = known()
    predictor = create(name)
    with pytest.raises(ValueError, match=r"2 or more needed|at least 2 observations, not 1"):
        predictor.fit(TRAIN[:1], values[:1], seed=1, cancelled=never)
    with pytest.raises(ValueError, match=r"1 of 60 values are not finite|60 architectures with 59 values"):
        predictor.fit(TRAIN, np.where(TRAIN == 7, np.nan, values[TRAIN]), seed=1, cancelled=never)
    with pytest.raises(ValueError, match=r"one length|60 architectures with 59 values"):
        predictor.fit(TRAIN, values[:59], seed=1, cancelled=never)


@each_of_cells
def test_rows_that_are_not_there_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="between 0 and 1499, not 0 to 1500"):
        create(name).fit(np.array([0, 1500], np.int32), np.array([1.0, 2.0]), seed=1, cancelled=never)


@each_registered
def test_two_observations_are_enough_and_equal_ones_do_no_harm(name: str) -> None:
    predictor = create(name)
    predictor.fit(TRAIN[:2], known()[:2], seed=1, cancelled=never)
    assert np.isfinite(predictor.predict(OTHERS).score).all()
    predictor.fit(np.repeat(TRAIN[:10], 2), np.full(20, 90.0), seed=1, cancelled=never)
    score = predictor.predict(OTHERS).score
    assert np.isfinite(score).all()
    if name in registry.NAMES:  # which say of nothing that it is better
        np.testing.assert_allclose(score, 0, atol=1e-6)


@each_predictor
def test_a_cancelled_fit_leaves_what_was_learnt_before(name: str) -> None:
    predictor = fitted(name)
    before = predictor.predict(OTHERS).score
    with pytest.raises((Cancelled, training.Cancelled)):
        predictor.fit(OTHERS[:40], known()[OTHERS[:40]], seed=1, cancelled=lambda: True)
    np.testing.assert_array_equal(predictor.predict(OTHERS).score, before)


@each_registered
def test_asked_before_a_fit_it_says_so(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotFittedError):
        create(name).predict(OTHERS)
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
