"""Random walks through cells, worked out by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from narq2t.loaders.nasbench101 import cells as graphs
from narq2t.predictors import features, walks
from narq2t.predictors.cells import Cells, Matrix
from narq2t.spaces.nasbench101 import building as building101
from narq2t.spaces.nasbench201 import building as building201
from tests.predictors.made_up import nasbench101, nasbench201

CONV3, CONV1 = 0, 1  # operator codes

# input -> a (conv 3x3) -> b (conv 1x1) -> output, and input -> output
BRANCHED = graphs.Cell(((), (0,), (1,), (0, 2)), (CONV3, CONV1))


def read(*cells: graphs.Cell) -> Matrix:
    built = building101.cells(cells)
    return walks.of_walks(built, inner(built), np.array([CONV3, CONV1]))


def inner(cells: Cells) -> npt.NDArray[np.int32]:
    return np.where(cells.labels < 3, cells.labels, -1)


def test_half_of_the_walks_take_the_shortcut() -> None:
    row = read(BRANCHED)[0]
    lengths, back, forth = row[:2], row[2:22], row[22:42]
    assert lengths.tolist() == [2, 2]  # 1 or 3 steps, each with probability 1/2
    assert back[:2].tolist() == [0.5, 0.5]  # visits of conv 3x3 and conv 1x1
    assert back[2:4].tolist() == [1, 0.5]  # two steps from the output to conv 3x3, one to conv 1x1
    assert forth[:4].tolist() == [0.5, 0.5, 0.5, 1]


def test_steps_are_counted_by_what_they_lead_from_and_to() -> None:
    row = read(BRANCHED)[0]
    back, forth, later = (row[at : at + 16].reshape(4, 4) for at in (6, 26, 42))
    conv3, conv1, enter, leave = range(4)
    wanted = np.zeros((4, 4))
    for source, target in ((leave, enter), (leave, conv1), (conv1, conv3), (conv3, enter)):
        wanted[source, target] = 0.5
    np.testing.assert_array_equal(back, wanted)
    np.testing.assert_array_equal(forth, wanted.T)
    wanted[leave, enter] = 1  # every walk ends at the input, some after the others
    wanted[leave, conv3] = wanted[conv1, enter] = 0.5
    np.testing.assert_array_equal(later, wanted)


def test_distances_are_those_of_the_nearest_operator_along_shortest_and_longest_paths() -> None:
    joined = graphs.Cell(((), (0,), (0, 1), (2,)), (CONV3, CONV1))  # conv 1x1 is reached at once or after conv 3x3
    nearest = read(joined, BRANCHED)[:, -8:]
    # shortest from the input, longest from it, shortest to the output, longest to it; conv 3x3 and conv 1x1 of each
    assert nearest.tolist() == [[1, 1, 1, 2, 2, 1, 2, 1], [1, 2, 1, 2, 2, 1, 2, 1]]
    only = graphs.Cell(((), (0,), (1,)), (CONV1,))
    assert read(only, joined)[0, -8:].tolist() == [5, 1] * 4  # 4 vertices at most here: 5 is farther than any


def test_parallel_edges_are_taken_as_often_as_they_are() -> None:
    doubled = building201.cells([(3, 0, 1, 1, 1, 1)])  # conv 3x3 twice to the output, the input twice beside it
    assert doubled.adjacency[0, :3, :3].tolist() == [[0, 1, 1], [0, 0, 2], [0, 0, 0]]
    row = walks.of_walks(doubled, np.where(doubled.labels < 5, doubled.labels, -1), np.array([3]))[0]
    np.testing.assert_allclose(row[2:4], [2 / 3, 2 / 3])  # two of three edges into the output


def test_a_cell_is_read_alike_alone_and_among_many(monkeypatch) -> None:
    cells, _ = nasbench101()
    together = walks.of_walks(cells, inner(cells), np.arange(3))
    monkeypatch.setattr(walks, "_CHUNK", 7)
    np.testing.assert_array_equal(walks.of_walks(cells, inner(cells), np.arange(3)), together)


def test_auto_chooses_the_blocks_by_the_kind_of_space() -> None:
    for made, wanted in ((nasbench201, ("paths", "shape")), (nasbench101, ("shape", "walks"))):
        found = features.of(made()[0])
        assert found.chosen(features.AUTO) == wanted
        assert found.chosen(("costs",)) == ("costs",)
        for block, named in zip(found.blocks(features.AUTO), found.blocks(wanted), strict=True):
            assert block is named
