"""What a search space hands over once, so that every predictor can read its architectures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int32]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cells:
    """n architectures of one space, each as a row of every array.

    `operators` (n, P): operator code at each of P places, after every edge that lies on no path from input to output
    was set to the code of none; P is 0 where a space has no fixed places.

    `labels` (n, V): operator code of each vertex of the graph whose vertices are the operators, -1 after the last.
    Vertex 0 is the input and the last used vertex is the output, with codes of their own. Skip connections, absent
    edges and vertices on no path from input to output are not in the graph.

    `adjacency` (n, V, V): [from][to], how many edges lead from one vertex to another; skip connections run together, so
    that it can be above 1. Only from lower to higher vertices.

    `costs` (n, 2): FLOPs and parameters, both 0 where a space cannot count them.

    Raises ValueError if the arrays do not fit each other.
    """

    operators: Integers
    labels: Integers
    adjacency: Integers
    costs: Matrix

    def __post_init__(self) -> None:
        n, vertices = self.labels.shape
        shapes = {
            "operators": (self.operators.shape[:1], (n,)),
            "adjacency": (self.adjacency.shape, (n, vertices, vertices)),
            "costs": (self.costs.shape, (n, 2)),
        }
        for name, (found, wanted) in shapes.items():
            if found != wanted:
                raise ValueError(f"{name} begins with {found}, but labels {self.labels.shape} ask for {wanted}")
        if vertices < 2 or (self.labels[:, :2] < 0).any():
            raise ValueError("every architecture needs an input and an output among its labels")
        used = self.labels >= 0
        if (used[:, 1:] & ~used[:, :-1]).any():
            raise ValueError("a label stands behind -1, which marks the end")
        if (self.adjacency < 0).any() or np.tril(self.adjacency).any():
            raise ValueError("adjacency counts edges from lower to higher vertices only")
        if (self.adjacency.any(axis=1) & ~used).any():
            raise ValueError("an edge leads to a vertex without a label")
        if not (np.isfinite(self.costs).all() and (self.costs >= 0).all()):
            raise ValueError("costs must be finite and not negative")

    def __len__(self) -> int:
        return len(self.labels)
