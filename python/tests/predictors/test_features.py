"""Blocks of features against cells worked out by hand."""

from __future__ import annotations

import weakref

import numpy as np
import pytest

from narq2t.loaders import architectures
from narq2t.loaders.nasbench101 import cells as graphs
from narq2t.predictors import features
from narq2t.predictors.cells import Cells
from narq2t.spaces.nasbench101 import building as building101
from narq2t.spaces.nasbench201 import building as building201
from tests.predictors.made_up import nasbench101, nasbench201

# operators by edge: 0-1, 0-2, 1-2, 0-3, 1-3, 2-3; none 0, skip 1, conv 1x1 2, conv 3x3 3, pool 4
CHAIN = (3, 0, 2, 0, 0, 4)
DOUBLED = (3, 0, 1, 0, 1, 1)  # conv 3x3, whose output reaches node 3 twice over skip connections
DEAD = (3, 0, 0, 2, 0, 4)  # 0-1 leads nowhere, 2-3 comes from nowhere
NOTHING = (3, 0, 0, 0, 0, 0)


def test_dead_edges_become_none() -> None:
    assert building201.without_dead_edges(DEAD) == (0, 0, 0, 2, 0, 0)
    assert building201.without_dead_edges(CHAIN) == CHAIN
    assert building201.without_dead_edges(NOTHING) == (0,) * 6


def test_skip_connections_run_together_into_counted_edges() -> None:
    cells = building201.cells([CHAIN, DOUBLED, NOTHING])
    assert cells.labels.tolist() == [
        [5, 3, 2, 4, 6, -1, -1, -1],
        [5, 3, 6, -1, -1, -1, -1, -1],
        [5, 6, -1, -1, -1, -1, -1, -1],
    ]
    assert np.argwhere(cells.adjacency[0]).tolist() == [[0, 1], [1, 2], [2, 3], [3, 4]]
    assert cells.adjacency[1, :3, :3].tolist() == [[0, 1, 0], [0, 0, 2], [0, 0, 0]]
    assert not cells.adjacency[2].any()


def test_paths_are_counted_by_their_operators_in_order() -> None:
    turned = (4, 0, 2, 0, 0, 3)
    block = features.of(building201.cells([CHAIN, turned, DOUBLED, NOTHING])).paths
    assert block.shape == (4, 3)  # three sequences occur at all
    assert block.sum(axis=1).tolist() == [1, 1, 2, 0]
    assert block[0] @ block[1] == 0  # the same operators in another order


def test_paths_of_nasbench201_are_those_of_its_loader() -> None:
    from narq2t.loaders import cells as functions

    codes = architectures.all_codes()[:300]
    block = features.of(building201.cells(codes)).paths
    sequences = [sorted(functions.paths(functions.output(code))) for code in codes]
    assert block.sum(axis=1).tolist() == [len(found) for found in sequences]
    for a, b in zip(range(0, 299), range(1, 300), strict=True):
        assert (block[a] == block[b]).all() == (sequences[a] == sequences[b])


def test_renamed_vertices_have_the_same_blocks() -> None:
    one = graphs.Cell(((), (0,), (0,), (1,), (2, 3)), (0, 1, 2))
    other = graphs.Cell(((), (0,), (0,), (2,), (1, 3)), (1, 0, 2))
    found = features.of(building101.cells([one, other, graphs.Cell(((), (0,)), ())]))
    for block in (found.paths, found.neighbourhoods.toarray(), found.shape, found.walks):
        np.testing.assert_array_equal(block[0], block[1])
        assert (block[0] != block[2]).any()


def test_isomorphic_cells_of_nasbench201_differ_at_most_in_their_places() -> None:
    skip_first, skip_last = (1, 0, 3, 0, 0, 1), (3, 0, 1, 0, 0, 1)
    found = features.of(building201.cells([skip_first, skip_last, CHAIN, DOUBLED]))
    np.testing.assert_array_equal(found.shape[0], found.shape[1])
    np.testing.assert_array_equal(found.paths[0], found.paths[1])
    np.testing.assert_array_equal(found.walks[0], found.walks[1])
    assert (found.places[0] != found.places[1]).any()


@pytest.mark.parametrize("made", [nasbench201, nasbench101])
def test_the_dense_blocks_are_standardised(made) -> None:
    found = features.of(made()[0])
    for block in (found.shape, found.walks, found.costs):
        np.testing.assert_allclose(block.mean(axis=0), 0, atol=1e-9)
        np.testing.assert_allclose(block.std(axis=0), 1)


def test_more_operators_than_subsets_are_worth_still_have_a_shape() -> None:
    random = np.random.default_rng(1)
    labels = np.stack([np.concatenate([[9], random.integers(0, 8, 5), [10]]) for _ in range(30)]).astype(np.int32)
    adjacency = np.tile(np.eye(7, k=1, dtype=np.int32), (30, 1, 1))
    found = features.of(Cells(np.zeros((30, 0), np.int32), labels, adjacency, np.zeros((30, 2))))
    assert np.isfinite(found.shape).all()
    assert found.places.shape == (30, 0)
    assert found.costs.shape == (30, 0)


def test_cells_that_contradict_themselves_are_refused() -> None:
    good = building201.cells([CHAIN])
    with pytest.raises(ValueError, match="lower to higher"):
        Cells(good.operators, good.labels, good.adjacency.swapaxes(1, 2).copy(), good.costs)
    with pytest.raises(ValueError, match="behind -1"):
        Cells(good.operators, np.roll(good.labels, -2, axis=1), good.adjacency, good.costs)
    with pytest.raises(ValueError, match="without a label"):
        Cells(good.operators, np.where(good.labels == 6, -1, good.labels), good.adjacency, good.costs)
    with pytest.raises(ValueError, match="costs must be finite"):
        Cells(good.operators, good.labels, good.adjacency, good.costs * np.nan)
    with pytest.raises(ValueError, match="costs begins with"):
        Cells(good.operators, good.labels, good.adjacency, good.costs[:, :1])


def test_features_are_let_go_with_their_cells() -> None:
    cells = building201.cells([CHAIN, DOUBLED])
    kept = weakref.ref(features.of(cells))
    assert features.of(cells).blocks(("paths", "shape"))[0].shape[0] == 2
    assert kept() is features.of(cells)

    del cells

    assert kept() is None
