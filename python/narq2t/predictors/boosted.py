"""Gradient-boosted trees, several of them on different samples, whose disagreement is the deviation."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from sklearn.ensemble import GradientBoostingRegressor

from . import features, targets
from .base import Cancelled, Figures, NotFittedError, Prediction, checked, draw_independently
from .cells import Cells, Integers, Matrix
from .narq2t.checkpoint import UnusableState, read_state, write_state


@dataclass(frozen=True)
class BoostedSettings:
    """`blocks` and `target` as of the Gaussian process; `members` of the ensemble, each of `trees` trees of `depth`,
    each tree on a `share` of the observations and, at each split, of a share `features` of the columns."""

    blocks: tuple[str, ...] = features.AUTO
    target: str = "normal-scores"
    members: int = 5
    trees: int = 300
    depth: int = 4
    learning_rate: float = 0.05
    share: float = 0.5
    features: float = 0.2


@dataclass(frozen=True)
class _Learnt:
    """What a fit was given, from which the same trees grow again, and the trees for the cells that they grew on."""

    rows: npt.NDArray[np.int64]
    targets: Matrix
    seed: int
    members: tuple[GradientBoostingRegressor, ...] = ()


class Boosted:
    """An ensemble of boosted trees; its scores are in the units of the target."""

    def __init__(self, settings: BoostedSettings | None = None) -> None:
        self.settings = settings or BoostedSettings()
        self._learnt: _Learnt | None = None

    def fit(self, cells: Cells, rows: Integers, values: Matrix, *, seed: int, cancelled: Callable[[], bool]) -> Figures:
        """See `Predictor.fit`. Figures: labels, trees, the highest target, seconds."""
        started = time.perf_counter()
        chosen, known = checked(cells, rows, values)
        z = targets.transformed(known, self.settings.target)
        self._learnt = self._grown(cells, _Learnt(chosen, z, seed), cancelled)
        return {
            "labels": len(z),
            "trees": self.settings.members * self.settings.trees,
            "best_target": float(z.max()),
            "seconds": time.perf_counter() - started,
        }

    def predict(self, cells: Cells, rows: Integers) -> Prediction:
        """See `Predictor.predict`. The deviation holds what the members disagree about, with Bessel's correction."""
        if self._learnt is None:
            raise NotFittedError("the boosted trees were not fitted yet")
        if not self._learnt.members:  # loaded
            self._learnt = self._grown(cells, self._learnt, lambda: False)
        if not len(rows):
            return Prediction(np.empty(0), np.empty(0))
        table = self._table(cells)[np.asarray(rows, np.int64)]
        found = np.stack([member.predict(table) for member in self._learnt.members])
        return Prediction(found.mean(axis=0), found.std(axis=0, ddof=1 if len(found) > 1 else 0))

    def draw(self, cells: Cells, rows: Integers, count: int, seed: int) -> Matrix:
        """See `Predictor.draw`; each architecture alone."""
        return draw_independently(self.predict(cells, rows), count, seed)

    def save(self, path: Path) -> None:
        """See `Predictor.save`. The file holds the observations: trees are not kept, they grow again in a second."""
        if self._learnt is None:
            raise NotFittedError("the boosted trees were not fitted yet")
        tensors = {
            "rows": torch.from_numpy(self._learnt.rows),
            "targets": torch.from_numpy(np.ascontiguousarray(self._learnt.targets)),
        }
        described = {"predictor": "boosted", "settings": asdict(self.settings), "seed": self._learnt.seed}
        write_state(path, tensors, described)

    def load(self, path: Path) -> None:
        """See `Predictor.load`."""
        tensors, described = read_state(path)
        wanted = {**asdict(self.settings), "blocks": list(self.settings.blocks)}
        if described.get("predictor") != "boosted" or described.get("settings") != wanted:
            raise UnusableState(f"{path}: not the state of boosted trees with these settings")
        self._learnt = _Learnt(tensors["rows"].numpy(), tensors["targets"].numpy(), int(described["seed"]))

    def _grown(self, cells: Cells, learnt: _Learnt, cancelled: Callable[[], bool]) -> _Learnt:
        table = self._table(cells)[learnt.rows]
        seeds = np.random.default_rng(learnt.seed).integers(0, 2**31 - 1, self.settings.members)
        members = []
        for number in seeds:
            if cancelled():
                raise Cancelled("the growing of boosted trees was cancelled")
            member = GradientBoostingRegressor(
                n_estimators=self.settings.trees,
                learning_rate=self.settings.learning_rate,
                max_depth=self.settings.depth,
                subsample=self.settings.share,
                max_features=self.settings.features,
                min_samples_leaf=2,
                random_state=int(number),
            )
            members.append(member.fit(table, learnt.targets))
        return _Learnt(learnt.rows, learnt.targets, learnt.seed, tuple(members))

    def _table(self, cells: Cells) -> Matrix:
        blocks = features.of(cells).blocks(self.settings.blocks)
        dense = [block if isinstance(block, np.ndarray) else block.toarray() for block in blocks]
        table: Matrix = np.concatenate(dense, axis=1).astype(np.float32)
        return table
