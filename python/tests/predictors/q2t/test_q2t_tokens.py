"""Tokens of cells whose graphs can be checked by hand."""

import math

import numpy as np
import pytest

from narq2t.predictors.cells import Cells
from narq2t.predictors.q2t import tokens
from narq2t.spaces.nasbench201 import building

CONV1, CONV3, POOL = 2, 3, 4
CODES = (CONV1, CONV3, POOL)


def cell(*codes: int) -> Cells:
    return building.cells([codes])


def read(cells: Cells) -> tokens.Tokens:
    return tokens.read(cells, np.arange(len(cells)), CODES)


def test_a_chain_of_two_operators() -> None:
    # node 1 = conv3x3(input), node 3 = pool(node 1); edges (0,1) (0,2) (1,2) (0,3) (1,3) (2,3)
    found = read(cell(CONV3, 0, 0, 0, POOL, 0))
    assert found.present[0].tolist() == [True, True, True, False, False, False, False]
    log2 = math.log(2)
    conv, pool = found.vertices[0, 1], found.vertices[0, 2]
    # one-hot; log counts of edges in, out, from the input, to the output, paths from the input, to the output
    assert conv[:9] == pytest.approx([0, 1, 0, log2, log2, log2, 0, log2, log2])
    assert pool[:9] == pytest.approx([0, 0, 1, log2, log2, 0, log2, log2, log2])
    # share of paths, steps from the input and to the output over 4, operators before and after over 2
    assert conv[9:] == pytest.approx([1, 0.25, 2 / 4, 0, 0, 0, 0, 0, 0.5])
    assert pool[9:] == pytest.approx([1, 2 / 4, 0.25, 0, 0.5, 0, 0, 0, 0])
    # the relation of the convolution to the pooling: an edge to it, a path to it
    assert found.relations[0, 1, 2] == pytest.approx([log2, 0, log2, 0, 0, 0])
    assert found.relations[0, 2, 1] == pytest.approx([0, log2, 0, log2, 0, 0])
    assert found.relations[0, 1, 1].tolist() == [0, 0, 0, 0, 1, 0]


def test_operators_side_by_side_are_apart() -> None:
    found = read(cell(CONV3, 0, 0, POOL, 1, 0))
    assert found.relations[0, 1, 2].tolist() == [0, 0, 0, 0, 0, 1]
    assert found.vertices[0, 1, 9] == 0.5, "one of two paths leads through it"


def test_longest_and_shortest_paths_by_operators() -> None:
    # three paths: conv3x3 then pool; the input itself; conv1x1
    found = read(cell(CONV3, 1, 0, CONV1, POOL, 1))
    paths = found.whole[0, -30:].tolist()  # 8 subsets x 3, then most and fewest of each operator
    log2 = math.log(2)
    assert paths[0:3] == pytest.approx([0, 0, log2]), "no operator allowed: the input's own path"
    assert paths[3:6] == pytest.approx([1, 0, math.log(3)]), "conv1x1 allowed"
    assert paths[21:24] == pytest.approx([2, 0, math.log(4)]), "all allowed"
    assert paths[24:] == pytest.approx([1, 0, 1, 0, 1, 0])


def test_a_cell_without_a_path_has_no_token_but_its_own() -> None:
    found = read(cell(CONV3, 0, 0, 0, 0, 0))
    assert found.present[0].tolist() == [True] + [False] * 6
    assert np.isfinite(found.whole).all() and np.isfinite(found.vertices).all()
    assert found.whole[0, -30:-6].reshape(8, 3).tolist() == [[-1, -1, 0]] * 8


def test_isomorphic_cells_have_one_key_and_the_same_tokens_in_another_order() -> None:
    # an operator on the direct edge, or after a skip connection: twice the same function
    direct, around = cell(0, 0, 0, CONV3, 0, 0), cell(1, 0, 0, 0, CONV3, 0)
    assert tokens.keys(direct) == tokens.keys(around)
    one, other = cell(CONV3, CONV1, 0, 0, 1, 1), cell(CONV1, CONV3, 0, 0, 1, 1)
    assert tokens.keys(one) == tokens.keys(other)
    assert np.array_equal(read(one).vertices[0, [0, 2, 1]], read(other).vertices[0, :3])
    assert np.array_equal(read(one).whole, read(other).whole)
    assert tokens.keys(one) != tokens.keys(cell(CONV3, CONV3, 0, 0, 1, 1))
    assert tokens.keys(cell(CONV3, 0, 0, 0, CONV1, 0)) != tokens.keys(cell(CONV1, 0, 0, 0, CONV3, 0))


def test_a_cell_reads_the_same_alone_and_among_others() -> None:
    rng = np.random.default_rng(1)
    cells = building.cells(rng.integers(0, 5, (50, 6)).tolist())
    together, alone = read(cells), tokens.read(cells, np.array([17]), CODES)
    assert np.array_equal(together.vertices[17], alone.vertices[0])
    assert np.array_equal(together.whole[17], alone.whole[0])


def test_the_codes_are_those_between_input_and_output() -> None:
    assert tokens.operator_codes(building.cells([(CONV3, 0, 0, 0, POOL, 0), (0, 0, 0, 1, 0, 0)])) == (CONV3, POOL)
