"""What a Gaussian process believes of costs on made-up devices whose costs are known exactly."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from narq2t.latency import Cells, CostProcess
from narq2t.loaders import architectures
from narq2t.spaces.nasbench201.building import without_dead_edges

CODES = np.array(architectures.all_codes(), dtype=np.int32)[::8]
LIVE = np.array([without_dead_edges(tuple(cell)) for cell in CODES.tolist()], dtype=np.int32)
FLOPS = 1e6 * (1 + (CODES == 3).sum(axis=1))
TIMES = np.array([0.0, 0.2, 1.0, 2.5, 0.7])  # ms of none, skip, 1x1, 3x3, pooling


@pytest.fixture(scope="module")
def process() -> CostProcess:
    return CostProcess(Cells(CODES, FLOPS, 5), Cells(LIVE, FLOPS, 5))


@pytest.mark.parametrize("cells", [CODES, LIVE], ids=["runs what is drawn", "cuts dead edges"])
def test_a_hundred_measurements_tell_what_keeps_a_limit(process: CostProcess, cells: np.ndarray) -> None:
    costs, rows = 1 + TIMES[cells].sum(axis=1), np.random.default_rng(3).permutation(len(CODES))
    limit = float(np.median(costs))
    belief = process.believe(rows[:100], costs[rows[:100]], limit)
    chance, keeps = ndtr(-belief.mean / belief.deviation)[rows[100:]], costs[rows[100:]] <= limit
    assert ((chance > 0.5) == keeps).mean() > 0.9
    sure = (chance < 0.05) | (chance > 0.95)
    assert sure.mean() > 0.5
    assert ((chance > 0.5) == keeps)[sure].mean() > 0.95


def test_what_was_measured_is_believed_and_far_off_is_all_the_same(process: CostProcess) -> None:
    """Costs of a hundredth and of half a limit are both at -1 at most; log(3 / 4) = -0.2877."""
    costs = 1 + TIMES[LIVE].sum(axis=1)
    rows = np.arange(0, len(CODES), 10)
    costs[rows[0]] = 0.0
    belief = process.believe(rows, costs[rows], 4.0)
    assert np.isfinite(belief.mean).all()
    assert belief.mean[rows].min() > -1.5
    near = rows[np.abs(costs[rows] - 3) < 0.3]
    np.testing.assert_allclose(belief.mean[near], np.log(costs[near] / 4), atol=0.15)


def test_fewer_measurements_leave_it_less_sure(process: CostProcess) -> None:
    costs, rows = 1 + TIMES[CODES].sum(axis=1), np.random.default_rng(1).permutation(len(CODES))
    few, many = (process.believe(rows[:n], costs[rows[:n]], 5.0).deviation[rows[400:]] for n in (10, 200))
    assert np.median(few) > 2 * np.median(many)


def test_the_same_measurements_give_the_same_belief_and_unknown_ones_count_nothing(process: CostProcess) -> None:
    costs = 1 + TIMES[CODES].sum(axis=1)
    rows = np.arange(40)
    with_gap = np.append(costs[rows], np.nan)
    one = process.believe(rows, costs[rows], 5.0)
    other = process.believe(np.append(rows, 77), with_gap, 5.0)
    np.testing.assert_array_equal(one.mean, other.mean)
    np.testing.assert_array_equal(one.deviation, other.deviation)


def test_all_alike_is_no_division_by_zero(process: CostProcess) -> None:
    belief = process.believe(np.arange(10), np.full(10, 2.0), 2.0)
    np.testing.assert_allclose(belief.mean, 0, atol=1e-9)
    assert (belief.deviation > 0).all()


def test_nothing_known_and_no_limit_are_refused(process: CostProcess) -> None:
    with pytest.raises(ValueError, match="two known costs"):
        process.believe(np.arange(3), np.array([1.0, np.nan, np.nan]), 2.0)
    with pytest.raises(ValueError, match="limit above 0"):
        process.believe(np.arange(3), np.ones(3), 0.0)
