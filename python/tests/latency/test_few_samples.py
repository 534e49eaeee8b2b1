"""Which architectures to measure first, and what other devices teach."""

from __future__ import annotations

import math

import numpy as np
import pytest

from narq2t.latency import Cells, Design, Learned, learn_from_few, spread
from narq2t.loaders import architectures

SPACE = Cells(np.array(architectures.all_codes()), np.zeros(architectures.SIZE), 5)
PART = SPACE.take(np.arange(600))


def latency(cells: Cells, seed: int) -> np.ndarray:
    times = np.random.default_rng(seed).uniform(0.1, 3, (6, 5))
    return 2 + times[np.arange(6), cells.codes].sum(axis=1)


def learned(design: Design, others: np.ndarray, **changes: object) -> dict[tuple[int, str, bool], Learned]:
    return {(row.samples, row.chosen, row.transfer): row for row in learn_from_few(design, others, **changes)}


def test_one_after_the_other_shares_least_with_those_before() -> None:
    line = Cells(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.zeros(4), 2)
    for seed in range(5):
        first, second, *rest = spread(line, 4, seed)
        assert (line.codes[first] != line.codes[second]).all()  # nothing in common
        assert sorted([first, second, *rest]) == [0, 1, 2, 3]  # each once


def test_every_operator_is_soon_seen_on_every_edge_and_in_the_end_equally_often() -> None:
    for seed in range(3):
        chosen = SPACE.take(spread(SPACE, 50, seed)).one_hot()
        assert chosen[:10].sum(axis=0).min() >= 1  # ten of 15,625 architectures show all 30
        assert chosen.sum(axis=0).min() >= 8
        assert chosen.sum(axis=0).max() <= 12
    at_random = SPACE.take(np.random.default_rng(0).permutation(len(SPACE))[:50]).one_hot()
    assert at_random[:10].sum(axis=0).min() == 0
    assert at_random.sum(axis=0).min() < 8


def test_a_seed_chooses_the_same_and_another_one_others() -> None:
    first, again, other = (spread(SPACE, 30, seed).tolist() for seed in (1, 1, 2))
    assert first == again
    assert set(first) != set(other)
    assert len(set(first)) == 30


def test_more_than_there_is_cannot_be_chosen() -> None:
    with pytest.raises(ValueError, match="5 of 4"):
        spread(SPACE.take(np.arange(4)), 5)


def test_an_additive_device_is_learned_from_a_spread_design_of_50() -> None:
    rows = learned(Design(PART, latency(PART, 1)), np.empty((0, 600)))
    assert rows[50, "spread", False].rmse_ms < 0.01
    assert rows[50, "spread", False].spearman == pytest.approx(1, abs=1e-3)
    assert rows[20, "spread", False].rmse_ms < rows[20, "random", False].rmse_ms
    assert rows.keys() == {(size, how, False) for size in (10, 20, 50, 100) for how in ("random", "spread")}


def test_a_device_that_is_another_one_but_slower_is_learned_from_ten() -> None:
    known = latency(PART, 1)
    others = np.stack([known, latency(PART, 2)])
    rows = learned(Design(PART, 5 + 3 * known), others, sizes=[10])
    for how in ("random", "spread"):
        assert rows[10, how, True].rmse_ms < 0.3 * rows[10, how, False].rmse_ms
        assert rows[10, how, True].spearman is not None
        assert rows[10, how, True].spearman > 0.98


def test_what_was_not_measured_is_in_no_figure() -> None:
    gaps = latency(PART, 1)
    gaps[::3] = math.nan
    kept = ~np.isnan(gaps)
    others = latency(PART, 2)[None]
    alone = learn_from_few(Design(PART.take(kept), gaps[kept]), others[:, kept], [20])
    assert learn_from_few(Design(PART, gaps), others, [20]) == alone


def test_a_device_with_many_gaps_does_not_take_part() -> None:
    others = np.stack([latency(PART, 2), latency(PART, 3)])
    others[1, :60] = math.nan
    design = Design(PART, latency(PART, 1))
    assert learn_from_few(design, others, [20]) == learn_from_few(design, others[:1], [20])
    others[1, 10:] = latency(PART, 3)[10:]  # ten gaps: it takes part, without those ten
    assert learn_from_few(design, others, [20]) == learn_from_few(design.take(np.arange(10, 600)), others[:, 10:], [20])


def test_a_size_that_leaves_nothing_to_predict_is_left_out() -> None:
    few = PART.take(np.arange(30))
    assert {row.samples for row in learn_from_few(Design(few, latency(few, 1)), np.empty((0, 30)))} == {10, 20}


def test_nothing_measured_or_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="no latency of the device is known"):
        learn_from_few(Design(PART, np.full(600, math.nan)), np.empty((0, 600)))
    with pytest.raises(ValueError, match=r"others_ms must be \(D, 600\)"):
        learn_from_few(Design(PART, latency(PART, 1)), np.empty((1, 5)))
