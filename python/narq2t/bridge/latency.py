"""Latency: predictors of it, how good they are, what to measure, and how far measurements can be trusted."""

from typing import Any

import numpy as np

from narq2t.bridge.protocol import Array, Json, expect, operation
from narq2t.bridge.sessions import closed, opened, session


def _cells(arguments: Json, codes: Array, name: str = "codes", flops: Array | None = None) -> Any:
    """Architectures from codes (n, E) int32 and flops (n,) float32; FLOPs that nothing asks for are 0."""
    from narq2t.latency import Cells

    n = len(expect(codes, name, "int32", None, None))
    costs = np.zeros(n) if flops is None else expect(flops, f"flops of {name}", "float32", n).astype(np.float64)
    return Cells(codes.copy(), costs, arguments["operators"])


def _milliseconds(array: Array, name: str, *shape: int | None) -> Array:
    return expect(array, name, "float32", *shape).astype(np.float64)


@operation
def latency_predictors(_: Json) -> list[str]:
    """The names of the B predictors of ``latency_baselines``, in the order of its rows."""
    from narq2t.latency import BASELINES

    return [baseline.name for baseline in BASELINES]


@operation
def latency_baselines(
    arguments: Json,
    codes: Array,
    flops: Array,
    latency_ms: Array,
    all_codes: Array,
    all_flops: Array,
    predictions: Array,
) -> Json:
    """Fits every baseline to n architectures and fills predictions (B, S) in ms for S architectures.

    codes (n, E) int32, flops (n,) float32, latency_ms (n,) float32 with NaN for unknown, all_codes (S, E), all_flops
    (S,). ``arguments``: ``operators`` per edge, and ``seed`` and ``folds`` (5) of the cross-validation.
    """
    from dataclasses import asdict

    from narq2t.latency import BASELINES, Design, choose, cross_validate

    cells = _cells(arguments, codes, "codes", flops)
    design = Design(cells, _milliseconds(latency_ms, "latency_ms", len(cells)))
    space = _cells(arguments, all_codes, "all_codes", all_flops)
    expect(predictions, "predictions", "float32", len(BASELINES), len(space))
    checked = {b.name: cross_validate(b, design, arguments.get("folds", 5), arguments["seed"]) for b in BASELINES}
    for row, baseline in enumerate(BASELINES):
        predictions[row] = baseline.fit(design).predict(space)
    figures = {name: found.figures for name, found in checked.items()}
    return {
        "names": list(figures),
        "cross_validation": [asdict(figure) for figure in figures.values()],
        "chosen": choose(figures),
        "known": figures[BASELINES[0].name].known,
        "folds": checked[BASELINES[0].name].folds,
    }


@operation
def latency_few_samples(arguments: Json, codes: Array, latency_ms: Array, others_ms: Array) -> Json:
    """How well a device is learned from few measurements, without and with transfer; see ``latency.learn_from_few``.

    codes (n, E) int32; latency_ms (n,) and others_ms (D, n) float32 in ms, NaN for unknown. ``arguments``:
    ``operators`` per edge, ``seed``, ``sizes`` and ``repeats``, the last two optional.
    """
    from dataclasses import asdict

    from narq2t.latency import Design, few_samples

    cells = _cells(arguments, codes)
    design = Design(cells, _milliseconds(latency_ms, "latency_ms", len(cells)))
    others = _milliseconds(others_ms, "others_ms", None, len(cells))
    sizes, repeats = arguments.get("sizes", few_samples.SIZES), arguments.get("repeats", few_samples.REPEATS)
    learned = few_samples.learn_from_few(design, others, sizes, arguments["seed"], repeats)
    return {
        "learned": [asdict(row) for row in learned],
        "others": few_samples.usable(design, others).tolist(),
        "known": len(design.measured()),
    }


@operation
def latency_spread(arguments: Json, codes: Array) -> list[int]:
    """The rows of codes (n, E) int32 to measure first; ``operators`` per edge, ``count``, ``seed``."""
    from narq2t.latency import spread

    rows: list[int] = spread(_cells(arguments, codes), arguments["count"], arguments["seed"]).tolist()
    return rows


@operation
def latency_noise_floor(_: Json, first_ms: Array, second_ms: Array) -> Json:
    """The noise of a measurement from two of each architecture, (n,) float32 each; see ``latency.noise_floor``."""
    from dataclasses import asdict

    from narq2t.latency import noise_floor

    n = len(expect(first_ms, "first_ms", "float32", None))
    second = _milliseconds(second_ms, "second_ms", n)
    return asdict(noise_floor(_milliseconds(first_ms, "first_ms", n), second))


class CostSession:
    """The costs of a space, as they are learnt."""

    def __init__(self, process: Any) -> None:
        self.process = process


@operation
def open_costs(arguments: Json, codes: Array, live: Array, flops: Array) -> Json:
    """Copies a space of n cells to learn costs of, open until ``close_costs``.

    codes (n, E) int32 as the cells are drawn, live (n, E) int32 once dead edges are cut, flops (n,) float32;
    ``operators`` per edge.
    """
    from narq2t.latency import CostProcess

    drawn = _cells(arguments, codes, "codes", flops)
    expect(live, "live", "int32", len(drawn), codes.shape[1])
    return {"session": opened(CostSession(CostProcess(drawn, _cells(arguments, live, "live", flops))))}


@operation
def believe_costs(arguments: Json, rows: Array, costs: Array, means: Array, deviations: Array) -> None:
    """Learns costs (m,) float32 of rows (m,) int32, NaN for unknown, under a ``limit`` in the same unit.

    Fills means (n,) and deviations (n,) float32 of the logarithm of cost over limit.
    """
    process = session(arguments, CostSession).process
    m, n = len(expect(rows, "rows", "int32", None)), len(process)
    expect(means, "means", "float32", n)
    expect(deviations, "deviations", "float32", n)
    belief = process.believe(rows, _milliseconds(costs, "costs", m), arguments["limit"])
    means[:], deviations[:] = belief.mean, belief.deviation


@operation
def close_costs(arguments: Json) -> None:
    """Lets go of a space and its costs."""
    closed(arguments)
