"""A cell of NAS-Bench-101 as a module, and the same cell spelt out as source.

What enters a vertex is added up, what enters the output is concatenated. An edge from the input is projected by a 1 x 1
convolution; one from input to output is added after the concatenation.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from narq2t.errors import Refused
from narq2t.loaders.nasbench101.cells import OPERATIONS
from narq2t.loaders.nasbench101.cells import Cell as Graph

from .plain import conv_bn_relu

_KERNELS = {"conv3x3-bn-relu": 3, "conv1x1-bn-relu": 1}


def widths(graph: Graph, inputs: int, outputs: int) -> tuple[int, ...]:
    """Channels of every vertex.

    The vertices that feed the output share its channels, the first ones take one more each of what remains; any other
    vertex has as many as the widest that it feeds. Refused if there are fewer channels than vertices to share them.
    """
    last = len(graph.predecessors) - 1
    feeding = [vertex for vertex in graph.predecessors[last] if vertex]
    if len(feeding) > outputs:
        raise Refused(f"{outputs} channels cannot be shared by the {len(feeding)} vertices that feed the output")
    result = [inputs] + [0] * (last - 1) + [outputs]
    for place, vertex in enumerate(feeding):
        result[vertex] = outputs // len(feeding) + (place < outputs % len(feeding))
    for vertex in range(last - 1, 0, -1):
        if vertex not in feeding:
            result[vertex] = max(result[to] for to in range(vertex + 1, last) if vertex in graph.predecessors[to])
    return tuple(result)


class Cell(nn.Module):
    """A cell of `inputs` channels in and `outputs` channels out."""

    def __init__(self, graph: Graph, inputs: int, outputs: int) -> None:
        super().__init__()
        self.predecessors = graph.predecessors
        self.widths = widths(graph, inputs, outputs)
        for vertex, before in enumerate(graph.predecessors):
            if 0 in before:
                self.add_module(f"project_{vertex}", conv_bn_relu(inputs, self.widths[vertex], 1))
        for vertex, code in enumerate(graph.codes, start=1):
            width, size = self.widths[vertex], _KERNELS.get(OPERATIONS[code])
            module = conv_bn_relu(width, width, size) if size else nn.MaxPool2d(3, stride=1, padding=1)
            self.add_module(f"vertex_{vertex}", module)

    def forward(self, x: Tensor) -> Tensor:
        """(n, inputs, h, w) to (n, outputs, h, w)."""
        values, last = [x], len(self.predecessors) - 1
        for vertex in range(1, last):
            width = self.widths[vertex]
            terms = [values[before][:, :width] for before in self.predecessors[vertex] if before]
            if 0 in self.predecessors[vertex]:
                terms.append(getattr(self, f"project_{vertex}")(x))
            values.append(getattr(self, f"vertex_{vertex}")(sum(terms[1:], terms[0])))
        feeding = [values[before] for before in self.predecessors[last] if before]
        joined = torch.cat(feeding, dim=1) if feeding else None
        if 0 not in self.predecessors[last]:
            assert joined is not None  # the output of a pruned cell has a predecessor
            return joined
        projected: Tensor = getattr(self, f"project_{last}")(x)
        return projected if joined is None else joined + projected


def cell_source(graph: Graph, sizes: set[tuple[int, int]]) -> str:
    """The class `Cell` of exactly this cell, with the weights under the names that `Cell` above gives them.

    `sizes`: the channels in and out of the network's cells; vertices that are as wide in each are not cut.
    """
    last = len(graph.predecessors) - 1
    drawn = [widths(graph, *size) for size in sorted(sizes)]
    feeding = [vertex for vertex in graph.predecessors[last] if vertex]
    setup, steps = [], []
    if len(feeding) > 1:
        setup += [f"share, rest = divmod(outputs, {len(feeding)})  # of the vertices that feed the output"]
    for place, vertex in enumerate(feeding):
        setup.append(f"width_{vertex} = " + (f"share + (rest > {place})" if len(feeding) > 1 else "outputs"))
    for vertex in range(last - 1, 0, -1):
        if vertex not in feeding:
            fed = [f"width_{to}" for to in range(vertex + 1, last) if vertex in graph.predecessors[to]]
            setup.append(f"width_{vertex} = " + (f"max({', '.join(fed)})" if len(fed) > 1 else fed[0]))
    cut: list[int] = []
    for vertex in range(1, last):
        operator, terms = OPERATIONS[graph.codes[vertex - 1]], []
        for before in graph.predecessors[vertex]:
            if not before:
                continue
            narrower = any(width[before] > width[vertex] for width in drawn)
            terms.append(f"vertex_{before}[:, : self.width_{vertex}]" if narrower else f"vertex_{before}")
            if narrower and vertex not in cut:
                cut.append(vertex)
        if 0 in graph.predecessors[vertex]:
            setup.append(f"self.project_{vertex} = conv_bn_relu(inputs, width_{vertex}, 1)")
            terms.append(f"self.project_{vertex}(x)")
        size = _KERNELS.get(operator)
        layer = f"conv_bn_relu(width_{vertex}, width_{vertex}, {size})" if size else "nn.MaxPool2d(3, 1, padding=1)"
        setup.append(f"self.vertex_{vertex} = {layer}")
        steps.append(f"vertex_{vertex} = self.vertex_{vertex}({' + '.join(terms)})")
    setup += [f"self.width_{vertex} = width_{vertex}" for vertex in cut]
    names = [f"vertex_{vertex}" for vertex in feeding]
    result = [f"torch.cat([{', '.join(names)}], dim=1)" if len(names) > 1 else names[0]] if names else []
    if 0 in graph.predecessors[last]:
        setup.append(f"self.project_{last} = conv_bn_relu(inputs, outputs, 1)")
        result.append(f"self.project_{last}(x)")
    lines = [
        "class Cell(nn.Module):",
        '    """The cell that was found: sums enter the vertices, the output is their concatenation."""',
        "",
        "    def __init__(self, inputs: int, outputs: int) -> None:",
        "        super().__init__()",
        *(f"        {line}" for line in setup),
        "",
        "    def forward(self, x: Tensor) -> Tensor:",
        '        """(n, inputs, h, w) to (n, outputs, h, w)."""',
        *(f"        {step}" for step in steps),
        f"        return {' + '.join(result)}",
    ]
    return "\n".join(lines) + "\n"
