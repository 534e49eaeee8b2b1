"""Predictors other than NARQ2T: cells are handed over once, then a predictor of them is fitted and asked in rounds."""

from pathlib import Path
from typing import Any

from narq2t.bridge.protocol import Array, Json, cancelled, expect, operation
from narq2t.bridge.sessions import closed, opened, session


class CellSession:
    """Cells that Java handed over."""

    def __init__(self, cells: Any) -> None:
        self.cells = cells


class PredictorSession:
    """A predictor of some cells."""

    def __init__(self, predictor: Any, cells: Any) -> None:
        self.predictor = predictor
        self.cells = cells


@operation
def open_cells(_: Json, operators: Array, labels: Array, adjacency: Array, costs: Array) -> Json:
    """Copies n cells, open until ``close_cells``; see ``narq2t.predictors.cells.Cells``.

    operators (n, P), labels (n, V) and adjacency (n, V, V) int32, costs (n, 2) float64: FLOPs and parameters.
    """
    from narq2t.predictors.cells import Cells

    n, vertices = expect(labels, "labels", "int32", None, None).shape
    expect(operators, "operators", "int32", n, None)
    expect(adjacency, "adjacency", "int32", n, vertices, vertices)
    expect(costs, "costs", "float64", n, 2)
    cells = Cells(operators.copy(), labels.copy(), adjacency.copy(), costs.copy())
    return {"session": opened(CellSession(cells)), "cells": n}


@operation
def close_cells(arguments: Json) -> None:
    """Lets go of cells; predictors of them keep them until they are closed themselves."""
    closed(arguments)


@operation
def open_predictor(arguments: Json, other_task: Array | None = None) -> Json:
    """Makes a predictor of the cells ``cells``, open until ``close_predictor``.

    ``type``: of ``registry.NAMES``; ``settings``: some of its settings by name, the others keep their defaults;
    other_task (n,) float64: results of these cells on another task, for a warm start, NaN where unknown.
    """
    from narq2t.predictors import registry

    cells = session({"session": arguments["cells"]}, CellSession).cells
    known = None if other_task is None else expect(other_task, "other_task", "float64", len(cells)).copy()
    predictor = registry.create(arguments["type"], arguments.get("settings"), known)
    return {"session": opened(PredictorSession(predictor, cells))}


@operation
def close_predictor(arguments: Json) -> None:
    """Lets go of a predictor."""
    closed(arguments)


@operation
def fit_predictor(arguments: Json, rows: Array, values: Array) -> Json:
    """Fits to rows (n,) int32 of the cells and their values (n,) float64, higher is better; ``seed``.

    Returns the figures of the fit: ``labels``, ``seconds``, ``best_target`` and others by predictor.
    """
    opened_ = session(arguments, PredictorSession)
    n = len(expect(rows, "rows", "int32", None))
    expect(values, "values", "float64", n)
    figures: Json = opened_.predictor.fit(opened_.cells, rows, values, seed=arguments["seed"], cancelled=cancelled)
    return figures


@operation
def predict_predictor(arguments: Json, rows: Array, scores: Array, deviations: Array, tiers: Array) -> Json:
    """Fills scores (n,) and deviations (n,) float32 and tiers (n, T) float32 for rows (n,) int32.

    Deviations have the shape (0,), or tiers the shape (n, 0), where Java wants none. Returns ``deviations``: whether
    they were filled, for some predictors have none.
    """
    opened_ = session(arguments, PredictorSession)
    n = len(expect(rows, "rows", "int32", None))
    expect(scores, "scores", "float32", n)
    expect(deviations, "deviations", "float32", n if len(deviations) else 0)
    prediction = opened_.predictor.predict(opened_.cells, rows)
    scores[:] = prediction.score
    deviation = prediction.deviation if len(deviations) else None
    if deviation is not None:
        deviations[:] = deviation
    wanted = expect(tiers, "tiers", "float32", n, None).shape[1]
    if wanted:
        found = prediction.tier_probabilities
        if found is None or found.shape[1] != wanted:
            has = "no" if found is None else found.shape[1]
            raise ValueError(f"this predictor has {has} tiers, but the array is for {wanted}")
        tiers[:] = found
    return {"deviations": deviation is not None}


@operation
def draw_predictor(arguments: Json, rows: Array, drawn: Array) -> None:
    """Fills drawn (count, n) float32: scores of rows (n,) int32 under functions drawn by ``seed``."""
    opened_ = session(arguments, PredictorSession)
    n = len(expect(rows, "rows", "int32", None))
    count = len(expect(drawn, "drawn", "float32", None, n))
    drawn[:] = opened_.predictor.draw(opened_.cells, rows, count, arguments["seed"])


@operation
def save_predictor(arguments: Json) -> None:
    """Writes a predictor's state into the file ``path``, atomically."""
    session(arguments, PredictorSession).predictor.save(Path(arguments["path"]))


@operation
def load_predictor(arguments: Json) -> None:
    """Reads a state that ``save_predictor`` wrote with the same type, settings and cells."""
    session(arguments, PredictorSession).predictor.load(Path(arguments["path"]))
