"""A cell of NAS-Bench-201 as a module, and the same cell spelt out as source.

Four nodes, an operator on each of the six edges; a node is the sum of what its edges bring. `none` brings zeros.
"""

from __future__ import annotations

from torch import Tensor, nn

from narq2t.loaders.architectures import EDGES, OPERATIONS, Codes

from .plain import relu_conv_bn

_NODES = 4
_KERNELS = {"nor_conv_1x1": 1, "nor_conv_3x3": 3}


class Cell(nn.Module):
    """A cell of `channels` channels. `codes`: the operator of each edge, in the order of `EDGES`."""

    def __init__(self, codes: Codes, channels: int) -> None:
        super().__init__()
        self.terms: list[list[tuple[str, int]]] = [[] for _ in range(_NODES)]  # operator and source, by node
        self.pool = nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)
        for (source, node), code in zip(EDGES, codes, strict=True):
            operator = OPERATIONS[code]
            if operator != "none":
                self.terms[node].append((operator, source))
            if operator in _KERNELS:
                self.add_module(_edge(source, node), relu_conv_bn(channels, channels, _KERNELS[operator]))

    def forward(self, x: Tensor) -> Tensor:
        """(n, channels, h, w) to the same shape."""
        nodes = [x]
        for node in range(1, _NODES):
            terms = [self._term(operator, nodes[source], source, node) for operator, source in self.terms[node]]
            nodes.append(sum(terms[1:], terms[0]) if terms else x * 0)
        return nodes[-1]

    def _term(self, operator: str, value: Tensor, source: int, node: int) -> Tensor:
        if operator == "skip_connect":
            return value
        module = self.pool if operator == "avg_pool_3x3" else getattr(self, _edge(source, node))
        result: Tensor = module(value)
        return result


def cell_source(codes: Codes) -> str:
    """The class `Cell` of exactly this cell, with the weights under the names that `Cell` above gives them."""
    layers, sums = [], {}
    for node in range(1, _NODES):
        terms = []
        for (source, destination), code in zip(EDGES, codes, strict=True):
            operator, value = OPERATIONS[code], "x" if source == 0 else f"node_{source}"
            if destination != node or operator == "none":
                continue
            if operator == "avg_pool_3x3":
                value = f"self.pool({value})"
            elif operator in _KERNELS:
                name, size = _edge(source, node), _KERNELS[operator]
                layers.append(f"self.{name} = relu_conv_bn(channels, channels, {size})")
                value = f"self.{name}({value})"
            terms.append(value)
        sums[node] = " + ".join(terms) or "x * 0  # no edge leads here"
    if OPERATIONS.index("avg_pool_3x3") in codes:
        layers.append("self.pool = nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)")
    steps = [f"node_{node} = {text}" for node, text in sums.items() if node < _NODES - 1 and _read(node, sums)]
    unused = "" if layers else "  # noqa: ARG002  nothing here has weights"
    lines = [
        "class Cell(nn.Module):",
        '    """The cell that was found; an edge that is not named is absent."""',
        "",
        f"    def __init__(self, channels: int) -> None:{unused}",
        "        super().__init__()",
        *(f"        {layer}" for layer in layers),
        "",
        "    def forward(self, x: Tensor) -> Tensor:",
        '        """(n, channels, h, w) to the same shape."""',
        *(f"        {step}" for step in steps),
        f"        return {sums[_NODES - 1]}",
    ]
    return "\n".join(lines) + "\n"


def _edge(source: int, node: int) -> str:
    return f"edge_{source}_{node}"


def _read(node: int, sums: dict[int, str]) -> bool:
    """Whether a later node reads this one."""
    return any(f"node_{node}" in text for later, text in sums.items() if later > node)
