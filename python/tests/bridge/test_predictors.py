"""The operations of predictors as Java calls them: arrays in and out, JSON in and out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from narq2t import bridge
from narq2t.predictors import registry
from narq2t.predictors.base import Figures, Prediction
from narq2t.predictors.cells import Cells, Integers, Matrix
from tests.predictors.made_up import nasbench201

CELLS, VALUES = nasbench201()
ARRAYS = (CELLS.operators, CELLS.labels, CELLS.adjacency, CELLS.costs)
TRAIN, ALL = np.arange(40, dtype=np.int32), np.arange(len(CELLS), dtype=np.int32)
NO_TIERS = np.empty((len(CELLS), 0), dtype=np.float32)


def call(name: str, arguments: dict[str, Any], *arrays: np.ndarray) -> Any:
    answer = json.loads(bridge.call(name, json.dumps(arguments), *arrays), parse_constant=pytest.fail)
    assert answer["ok"], answer
    return answer["value"]


def refusal(name: str, arguments: dict[str, Any], *arrays: np.ndarray) -> str:
    answer = json.loads(bridge.call(name, json.dumps(arguments), *arrays))
    assert not answer["ok"]
    message: str = answer["message"]
    return message


def predicted(session: int) -> tuple[np.ndarray, np.ndarray]:
    scores, deviations = np.full(len(ALL), np.nan, np.float32), np.full(len(ALL), np.nan, np.float32)
    call("predict_predictor", {"session": session}, ALL, scores, deviations, NO_TIERS)
    return scores, deviations


def test_a_predictor_is_opened_fitted_asked_saved_loaded_and_closed(tmp_path: Path) -> None:
    before = bridge.open_models()
    cells = call("open_cells", {}, *ARRAYS)
    assert cells["cells"] == len(CELLS)
    opening = {"type": "gp", "settings": {"iterations": 20}, "cells": cells["session"]}
    first, second = (call("open_predictor", opening)["session"] for _ in range(2))
    figures = call("fit_predictor", {"session": first, "seed": 3}, TRAIN, VALUES[TRAIN])
    assert figures["labels"] == 40
    assert set(figures["length_scales"]) == {"paths", "shape"}
    scores, deviations = predicted(first)
    assert np.isfinite(scores).all()
    assert (deviations > 0).all()
    drawn = np.full((2, len(ALL)), np.nan, np.float32)
    call("draw_predictor", {"session": first, "seed": 4}, ALL, drawn)
    assert np.isfinite(drawn).all()

    call("save_predictor", {"session": first, "path": str(tmp_path / "state")})
    call("load_predictor", {"session": second, "path": str(tmp_path / "state")})
    np.testing.assert_array_equal(predicted(second)[0], scores)
    call("close_predictor", {"session": first})
    call("close_cells", {"session": cells["session"]})
    np.testing.assert_array_equal(predicted(second)[0], scores)
    call("close_predictor", {"session": second})
    assert bridge.open_models() == before


@dataclass(frozen=True)
class NoSettings:
    pass


class FewEdges:
    """A predictor without deviations: it prefers few edges, and learns nothing."""

    def __init__(self, settings: NoSettings) -> None:
        pass

    def fit(self, cells: Cells, rows: Integers, values: Matrix, *, seed: int, cancelled: Callable[[], bool]) -> Figures:
        return {}

    def predict(self, cells: Cells, rows: Integers) -> Prediction:
        return Prediction(-cells.adjacency[rows].sum(axis=(1, 2)).astype(np.float64))


def test_a_predictor_without_deviations_leaves_their_array_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._TYPES, "few-edges", (FewEdges, NoSettings))
    cells = call("open_cells", {}, *ARRAYS)["session"]
    session = call("open_predictor", {"type": "few-edges", "cells": cells})["session"]
    scores, deviations = np.empty(len(ALL), np.float32), np.full(len(ALL), 7, np.float32)

    answer = call("predict_predictor", {"session": session}, ALL, scores, deviations, NO_TIERS)

    assert answer == {"deviations": False}
    assert (deviations == 7).all()
    np.testing.assert_array_equal(scores, -CELLS.adjacency.sum(axis=(1, 2)))


def test_arrays_of_another_shape_or_type_are_named() -> None:
    assert "costs must be float64" in refusal("open_cells", {}, *ARRAYS[:3], CELLS.costs.astype(np.float32))
    assert "adjacency must have shape (1500, 8, 8)" in refusal("open_cells", {}, *ARRAYS[:2], ARRAYS[2][:9], ARRAYS[3])
    cells = call("open_cells", {}, *ARRAYS)["session"]
    session = call("open_predictor", {"type": "gp", "cells": cells})["session"]
    assert "values must have shape (40)" in refusal("fit_predictor", {"session": session, "seed": 1}, TRAIN, VALUES)
    call("fit_predictor", {"session": session, "seed": 1}, TRAIN, VALUES[TRAIN])
    room = [np.empty(len(ALL), np.float32) for _ in range(2)]
    tiers = np.empty((len(ALL), 5), np.float32)
    assert "has no tiers" in refusal("predict_predictor", {"session": session}, ALL, *room, tiers)
    call("predict_predictor", {"session": session}, ALL, room[0], np.empty(0, np.float32), NO_TIERS)
    assert "no model is open" in refusal("open_predictor", {"type": "gp", "cells": session})
    assert "no predictor 'x'" in refusal("open_predictor", {"type": "x", "cells": cells})
    for number in (cells, session):
        call("close_predictor", {"session": number})
