"""The predictor `tokens`: NARQ2T for 20 to some thousand labels, asked step by step.

A fit starts from the model of the first 40, 80, 160, ... of its own observations, whichever is the most below all, and
that one from the one before, down to drawn weights. These models are functions of the observations and the seed alone;
they are kept only to save their time. So a fit after an interruption gives the same bits as one without.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..base import Figures, NotFittedError, Prediction, checked
from ..cells import Cells, Integers, Matrix
from ..narq2t.checkpoint import UnusableState, read_state, write_state
from ..targets import TARGETS, transformed
from .model import Model, Shape
from .tokens import Reader, Rows, Tokens, operator_codes
from .training import Batch, Learning, shrink_and_perturb, tiers, train

_CHUNK = 512  # cells predicted at a time
_STAGES = 3  # models of stages that are kept


@dataclass(frozen=True, kw_only=True)
class TokensSettings(Shape, Learning):
    """The model's shape, how it learns, and `target`: one of `targets.TARGETS`."""

    target: str = "normal-scores"

    def __post_init__(self) -> None:
        Shape.__post_init__(self)
        Learning.__post_init__(self)
        if self.target not in TARGETS:
            raise ValueError(f"target is {self.target!r}: allowed are {', '.join(TARGETS)}")


class TokensPredictor:
    """An ensemble of small NARQ2T models; its scores are in the units of the target. For one thread at a time."""

    reader_type: type[Reader] = Reader  # an ablation reads less

    def __init__(self, settings: TokensSettings | None = None) -> None:
        self.settings = settings or TokensSettings()
        self._model: Model | None = None
        self._codes: tuple[int, ...] = ()
        self._reader: Reader | None = None  # of the cells that were seen last
        self._stages: dict[bytes, Model] = {}  # by what they are functions of

    def fit(self, cells: Cells, rows: Integers, values: Matrix, *, seed: int, cancelled: Callable[[], bool]) -> Figures:
        """See `Predictor.fit`. The order of the observations matters: earlier ones are learned first.

        Figures: labels, those learned before, steps, the highest target, seconds.
        """
        started = time.perf_counter()
        chosen, known = checked(cells, rows, values)
        reader = self._reader_of(cells, operator_codes(cells))
        self._model, self._codes = self._learned(reader, chosen, known, seed, cancelled), reader.codes
        n = len(chosen)
        before = self.settings.stage_before(n)
        return {
            "labels": n,
            "labels_before": before,
            "steps": self.settings.steps_for(n, before > 0),
            "best_target": float(transformed(known, self.settings.target).max()),
            "seconds": time.perf_counter() - started,
        }

    def predict(self, cells: Cells, rows: Integers) -> Prediction:
        """See `Predictor.predict`: mean and deviation of the members' scores, the mean of their tier probabilities.

        Cells with one graph get one prediction, equal to the bit.
        """
        scores, probabilities = self._members(cells, rows)
        deviation = scores.numpy().std(axis=0, ddof=1 if len(scores) > 1 else 0)
        return Prediction(scores.mean(dim=0).numpy(), deviation, probabilities.numpy())

    def draw(self, cells: Cells, rows: Integers, count: int, seed: int) -> Matrix:
        """See `Predictor.draw`: the mean and a random combination of the members' differences from it."""
        scores, _ = self._members(cells, rows)
        members = len(scores)
        weights = torch.from_numpy(np.random.default_rng(seed).standard_normal((count, members)))
        mean = scores.mean(dim=0)
        drawn: Matrix = (mean + weights @ (scores - mean) / max(1, members - 1) ** 0.5).numpy()
        return drawn

    def save(self, path: Path) -> None:
        """See `Predictor.save`."""
        model = self._fitted()
        widths = [model.project_vertex.weight.shape[1], model.project_whole.weight.shape[1]]
        described = {"settings": asdict(self.settings), "codes": list(self._codes), "features": widths}
        write_state(path, model.state_dict(), {"predictor": "tokens", **described})

    def load(self, path: Path) -> None:
        """See `Predictor.load`."""
        tensors, described = read_state(path)
        if described.get("predictor") != "tokens" or described.get("settings") != asdict(self.settings):
            raise UnusableState(f"{path}: not the state of a predictor `tokens` with these settings")
        try:
            codes = tuple(int(code) for code in described["codes"])
            n_vertex, n_whole = described["features"]
            model = Model(self.settings, n_vertex, n_whole, torch.Generator())
            model.load_state_dict(tensors)
        except (KeyError, TypeError, ValueError, RuntimeError) as error:
            raise UnusableState(f"{path}: {error}") from error
        self._model, self._codes, self._reader = model.eval(), codes, None

    def _learned(self, reader: Reader, rows: Rows, values: Matrix, seed: int, cancelled: Callable[[], bool]) -> Model:
        """The model of these observations: a function of them, the cells and the seed."""
        n, settings = len(rows), self.settings
        generator = _generator(seed, n)  # each stage draws its own
        read = reader.read(reader.first_like(rows))
        model = Model(settings, read.vertices.shape[-1], read.whole.shape[-1], generator)
        model.mean.copy_(torch.from_numpy(reader.mean))
        model.spread.copy_(torch.from_numpy(reader.spread))
        target = transformed(values, settings.target)
        if not target.any():
            return model.without_opinion()
        before = settings.stage_before(n)
        if before:
            stage = self._stage(reader, rows[:before], values[:before], seed, cancelled)
            model = shrink_and_perturb(stage, model, settings.warm_keep)
        classes = tiers(torch.from_numpy(values), settings.tiers)
        known = Batch(_inputs(read), torch.from_numpy(target).float(), classes)
        train(model, known, settings.steps_for(n, before > 0), settings, generator, cancelled)
        return model

    def _stage(self, reader: Reader, rows: Rows, values: Matrix, seed: int, cancelled: Callable[[], bool]) -> Model:
        key = b"".join((rows.tobytes(), values.tobytes(), str((seed, reader.codes)).encode(), reader.mean.tobytes()))
        model = self._stages.pop(key, None) or self._learned(reader, rows, values, seed, cancelled)
        self._stages[key] = model  # the last used is the last
        while len(self._stages) > _STAGES:
            del self._stages[next(iter(self._stages))]
        return deepcopy(model)

    def _members(self, cells: Cells, rows: Integers) -> tuple[Tensor, Tensor]:
        """Scores (M, n) and tier probabilities (n, Q) in double precision."""
        model = self._fitted()
        reader = self._reader_of(cells, self._codes)
        asked, again = np.unique(reader.first_like(np.asarray(rows, dtype=np.int64)), return_inverse=True)
        scores, probabilities = [], []
        with torch.inference_mode():
            for start in range(0, len(asked), _CHUNK):
                output = model(*_inputs(reader.read(asked[start : start + _CHUNK])))
                scores.append(output.score.double())
                probabilities.append(output.tier_logits.double().softmax(dim=-1).mean(dim=0))
        if not len(asked):
            return torch.empty(model.shape.members, 0), torch.empty(0, model.shape.tiers)
        back = torch.from_numpy(again.ravel())
        return torch.cat(scores, dim=1)[:, back], torch.cat(probabilities)[back]

    def _fitted(self) -> Model:
        if self._model is None:
            raise NotFittedError("the predictor was not fitted yet")
        return self._model

    def _reader_of(self, cells: Cells, codes: tuple[int, ...]) -> Reader:
        if self._reader is None or self._reader.cells is not cells or self._reader.codes != codes:
            self._reader = self.reader_type(cells, codes)
        return self._reader


def _generator(seed: int, stage: int) -> torch.Generator:
    """torch's generator on the CPU reads 32 bits of a seed: they are made of all that there are."""
    return torch.Generator().manual_seed(int(np.random.SeedSequence([seed, stage]).generate_state(1)[0]))


def _inputs(read: Tokens) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    vertices, relations, present, whole = read.vertices, read.relations, read.present, read.whole
    return torch.from_numpy(vertices), torch.from_numpy(relations), torch.from_numpy(present), torch.from_numpy(whole)
