"""NARQ2T on tokens: a small ensemble of one transformer, its members side by side in one batched model.

Eq. 4 to 8, 12 and 13 of the paper, pre-normalised as printed, with what few labels ask for: a narrow width, attention
that knows the cell's graph, a score read off the whole cell's token and the mean of its operators' tokens.

Symbols: M members, B cells, T tokens, D model width, H heads, Q tiers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  the name under which PyTorch's own documentation imports it

from .tokens import RELATIONS


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The shape of the model. Raises ValueError naming the first field that cannot be."""

    members: int = 5  # M
    width: int = 24  # D
    heads: int = 2  # H
    layers: int = 1  # of the encoder; the decoder has one
    hidden: int = 48  # of every two-layer block
    tiers: int = 5  # Q
    dropout: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(Shape):
            if field.type == "int" and getattr(self, field.name) < 1:
                raise ValueError(f"{field.name} must be a positive integer, not {getattr(self, field.name)!r}")
        if self.tiers < 2:
            raise ValueError("tiers must be at least 2")
        if self.width % self.heads:
            raise ValueError(f"heads must divide width={self.width}, {self.heads} does not")
        if not 0 <= self.dropout < 1:
            raise ValueError(f"dropout must be at least 0 and below 1, not {self.dropout!r}")


class Output(NamedTuple):
    """What every member says about B cells."""

    score: Tensor  # (M, B)
    tier_logits: Tensor  # (M, B, Q), tier 1 (the best) first


class Linear(nn.Module):
    """M linear layers, one per member: (M, ..., a) -> (M, ..., b)."""

    def __init__(self, members: int, a: int, b: int, generator: torch.Generator) -> None:
        super().__init__()
        limit = math.sqrt(6 / (a + b))  # Glorot and Bengio 2010
        self.weight = nn.Parameter((torch.rand(members, a, b, generator=generator) * 2 - 1) * limit)
        self.bias = nn.Parameter(torch.zeros(members, 1, b))

    def forward(self, x: Tensor) -> Tensor:
        flat = torch.baddbmm(self.bias, x.flatten(1, -2), self.weight)
        return flat.view(*x.shape[:-1], -1)

    def of_shared(self, x: Tensor) -> Tensor:
        """(..., a), the same for every member -> (M, ..., b), in one product."""
        M, a, b = self.weight.shape
        flat = (x.reshape(-1, a) @ self.weight.transpose(0, 1).reshape(a, M * b)).view(-1, M, b).transpose(0, 1)
        return (flat + self.bias).view(M, *x.shape[:-1], b)


class LayerNorm(nn.Module):
    """LN with gains and offsets of each member, over the last dimension of (M, B, T, D)."""

    def __init__(self, members: int, width: int) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(members, 1, 1, width))
        self.offset = nn.Parameter(torch.zeros(members, 1, 1, width))

    def forward(self, x: Tensor) -> Tensor:
        return F.layer_norm(x, x.shape[-1:]) * self.gain + self.offset


class Dropout(nn.Module):
    """Zeroes a share p in training; draws from the generator that `Model.train_with` sets, never from torch's own."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.dropped = round(p * 65536)  # of 65536 equally likely 16-bit numbers
        self.generator: torch.Generator | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.dropped:
            return x
        bits = torch.empty(-(-x.numel() // 4), dtype=torch.int64).random_(-(2**63), None, generator=self.generator)
        kept = bits.view(torch.int16)[: x.numel()].view(x.shape) >= self.dropped - 32768
        return x * kept * (65536 / (65536 - self.dropped))


class Attention(nn.Module):
    """MSA: softmax(q k' / sqrt(D/H) + bias) v."""

    def __init__(self, shape: Shape, generator: torch.Generator) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query, self.key, self.value, self.out = (
            Linear(shape.members, shape.width, shape.width, generator) for _ in range(4)
        )

    def forward(self, asking: Tensor, asked: Tensor, bias: Tensor | None = None) -> Tensor:
        """asking (M, B or 1, A, D), asked (M, B, T, D), bias to (M, B, H, A, T) -> (M, B, A, D)."""
        q, k, v = (
            part(x).unflatten(-1, (self.heads, -1)).transpose(2, 3)  # (M, B, H, A or T, D/H)
            for part, x in ((self.query, asking), (self.key, asked), (self.value, asked))
        )
        weight = q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5  # (M, B, H, A, T)
        weight = (weight if bias is None else weight + bias).softmax(dim=-1)
        mixed: Tensor = self.out((weight @ v).transpose(2, 3).flatten(3))
        return mixed


class Perceptron(nn.Module):
    """FFN and every head: max(0, x W1) W2 with biases, and dropout between."""

    def __init__(self, shape: Shape, a: int, b: int, generator: torch.Generator) -> None:
        super().__init__()
        self.first = Linear(shape.members, a, shape.hidden, generator)
        self.second = Linear(shape.members, shape.hidden, b, generator)
        self.dropout = Dropout(shape.dropout)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.second(self.dropout(F.relu(self.first(x))))
        return y


class EncoderLayer(nn.Module):
    """Eq. 5 and 6; the relations of the tokens are a bias of the attention."""

    def __init__(self, shape: Shape, generator: torch.Generator) -> None:
        super().__init__()
        self.norm_1, self.norm_2 = (LayerNorm(shape.members, shape.width) for _ in range(2))
        self.attention = Attention(shape, generator)
        self.relation = Linear(shape.members, RELATIONS, shape.heads, generator)
        self.ffn = Perceptron(shape, shape.width, shape.width, generator)
        self.dropout = Dropout(shape.dropout)

    def forward(self, x: Tensor, relations: Tensor, mask: Tensor) -> Tensor:
        """x (M, B, T, D), relations (B, T, T, R), mask (B, 1, 1, T) -> (M, B, T, D)."""
        bias = self.relation.of_shared(relations).movedim(-1, 2) + mask  # (M, B, H, T, T)
        h = self.norm_1(x)
        x = x + self.dropout(self.attention(h, h, bias))  # Eq. 5
        y: Tensor = x + self.dropout(self.ffn(self.norm_2(x)))  # Eq. 6
        return y


class Decoder(nn.Module):
    """Learnable tier queries read the encoded cell (Eq. 12, 13)."""

    def __init__(self, shape: Shape, generator: torch.Generator) -> None:
        super().__init__()
        M, D, Q = shape.members, shape.width, shape.tiers
        self.query = nn.Parameter(torch.randn(M, 1, Q, D, generator=generator) * D**-0.5)  # Q0
        self.norm_1, self.norm_2, self.norm_3, self.norm_4 = (LayerNorm(M, D) for _ in range(4))
        self.self_attention, self.cross_attention = (Attention(shape, generator) for _ in range(2))
        self.ffn = Perceptron(shape, D, D, generator)
        self.read = Perceptron(shape, D, Q, generator)

    def forward(self, x_alpha: Tensor, mask: Tensor) -> Tensor:
        """x_alpha (M, B, T, D), mask (B, 1, 1, T) -> logits (M, B, Q)."""
        h = self.norm_1(self.query)
        q = self.query + self.self_attention(h, h)  # (M, 1, Q, D): the same for every cell
        z = self.cross_attention(self.norm_2(q), x_alpha, mask) + q  # (M, B, Q, D) Eq. 12
        z = self.norm_4(z + self.ffn(self.norm_3(z)))
        logits: Tensor = self.read(z.sum(dim=2))  # Eq. 13
        return logits


class Model(nn.Module):
    """M members of F vertex features and G features of the whole cell; weights drawn from the generator."""

    mean: Tensor
    spread: Tensor

    def __init__(self, shape: Shape, n_vertex: int, n_whole: int, generator: torch.Generator) -> None:
        super().__init__()
        M, D = shape.members, shape.width
        self.shape = shape
        self.register_buffer("mean", torch.zeros(n_whole))  # what `whole` is standardised by
        self.register_buffer("spread", torch.ones(n_whole))
        self.project_vertex = Linear(M, n_vertex, D, generator)  # E of Eq. 4
        self.project_whole = Linear(M, n_whole, D, generator)
        self.layers = nn.ModuleList(EncoderLayer(shape, generator) for _ in range(shape.layers))
        self.norm = LayerNorm(M, D)
        self.score = Perceptron(shape, 2 * D, 1, generator)
        self.decoder = Decoder(shape, generator)

    def train_with(self, generator: torch.Generator) -> None:
        """Puts the model into training; its dropout draws from the generator."""
        self.train()
        for module in self.modules():
            if isinstance(module, Dropout):
                module.generator = generator

    def without_opinion(self) -> Model:
        """This model, made to score every cell 0 and to find every tier as likely."""
        with torch.no_grad():
            for head in (self.score, self.decoder.read):
                head.second.weight.zero_()
                head.second.bias.zero_()
        return self.eval()

    def forward(self, vertices: Tensor, relations: Tensor, present: Tensor, whole: Tensor) -> Output:
        """As in `Tokens`: (B, T, F), (B, T, T, R), (B, T), (B, G)."""
        whole = self.project_whole.of_shared((whole - self.mean) / self.spread)[:, :, None]  # (M, B, 1, D)
        operators = self.project_vertex.of_shared(vertices[:, 1:])  # (M, B, T - 1, D)
        x = torch.cat([whole, operators], dim=2)  # Eq. 4; where a token is, the relations say
        mask = torch.where(present, 0.0, -1e9)[:, None, None, :]  # (B, 1, 1, T)
        for layer in self.layers:
            x = layer(x, relations, mask)
        x_alpha = self.norm(x)  # Eq. 7
        weight = present[:, 1:, None].float()
        operators = (x_alpha[:, :, 1:] * weight).sum(dim=2) / weight.sum(dim=1).clamp(min=1)  # (M, B, D)
        score = self.score(torch.cat([x_alpha[:, :, 0], operators], dim=-1)).squeeze(-1)  # (M, B) Eq. 8
        return Output(score, self.decoder(x_alpha, mask))
