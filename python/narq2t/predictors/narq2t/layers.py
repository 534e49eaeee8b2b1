"""The layers of encoder and decoder (Eq. 4-6, 16-18), and what they are made of: attention, residuals, dropout.

Symbols: B architectures, N patches, D model width, H heads, T tiers.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  the name under which PyTorch's own documentation imports it

from narq2t.predictors.narq2t.config import ModelConfig
from narq2t.predictors.narq2t.products import Linear, linear


def positional_code(n: int, d: int) -> Tensor:
    """Epos of Eq. 4: n positions in d sines (even columns) and cosines (odd columns), (n, d)."""
    column = torch.arange(d, dtype=torch.float64)
    wavelength = 10000.0 ** (2 * (column // 2) / d)  # (d,)
    angle = torch.arange(n, dtype=torch.float64)[:, None] / wavelength  # (n, d)
    return torch.where(column % 2 == 0, angle.sin(), angle.cos()).float()


def perceptron(d_in: int, d_hidden: int, d_out: int) -> nn.Sequential:
    """Two linear layers with a ReLU between: the FFN block and every head (Eq. 8, 10, 13) have this form."""
    return nn.Sequential(Linear(d_in, d_hidden), nn.ReLU(), Linear(d_hidden, d_out))


class Dropout(nn.Module):
    """Zeroes a share p of the values and scales the others by 1/(1-p), in training; p is rounded to 1/65536.

    torch's own asks the CPU's serial generator for a double per value, which took a sixth of a training step. Here each
    64-bit number it yields decides over four values.
    """

    def __init__(self, p: float) -> None:
        super().__init__()
        self.dropped = round(p * 65536)  # of 65536 equally likely 16-bit numbers

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.dropped:
            return x
        bits = torch.empty(-(-x.numel() // 4), dtype=torch.int64, device=x.device).random_(-(2**63), None)
        numbers = bits.view(torch.int16)[: x.numel()].view(x.shape)
        kept = torch.ge(numbers, self.dropped - 32768, out=torch.empty_like(x))
        return x * kept.mul_(65536 / (65536 - self.dropped))


class Attention(nn.Module):
    """Multi-head attention without biases, softmax(q k' / sqrt(D/H)) v, with dropout on the attention weights."""

    def __init__(self, d_model: int, n_heads: int, dropout: float) -> None:
        super().__init__()
        self.n_heads = n_heads
        self.dropout = Dropout(dropout)
        self.qkv = nn.Parameter(torch.empty(3, d_model, d_model))  # W_q, W_k, W_v: kept together, multiplied together
        self.out = Linear(d_model, d_model, bias=False)

    def forward(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """query (B or 1, Tq, D), key and value (B, Tk, D) -> (B, Tq, D); inputs that are one tensor share a product."""
        w_q, w_k, w_v = self.qkv
        if query is key and key is value:
            q, k, v = linear(query, self.qkv.flatten(0, 1)).chunk(3, dim=-1)
        elif key is value:
            q = linear(query, w_q)
            k, v = linear(key, self.qkv[1:].flatten(0, 1)).chunk(2, dim=-1)
        else:
            q, k, v = linear(query, w_q), linear(key, w_k), linear(value, w_v)
        q = q.expand(k.shape[0], -1, -1)
        q, k, v = (x.view(*x.shape[:2], self.n_heads, -1).transpose(1, 2) for x in (q, k, v))  # each (B, H, ., D/H)
        if self.training and self.dropout.dropped:
            weight = (q * q.shape[-1] ** -0.5) @ k.transpose(2, 3)  # (B, H, Tq, Tk)
            x = self.dropout(weight.softmax(dim=-1)) @ v  # (B, H, Tq, D/H)
        else:
            x = F.scaled_dot_product_attention(q, k, v)  # the same, in one kernel
        mixed: Tensor = self.out(x.transpose(1, 2).flatten(2))  # (B, Tq, D)
        return mixed


class Residual(nn.Module):
    """The connection around one block: its dropout, its addition, and its LN before ("pre") or after ("post")."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(config.d_model, eps=1e-6)
        self.dropout = Dropout(config.dropout)
        self.pre = config.normalisation == "pre"

    def enter(self, x: Tensor) -> Tensor:
        normed: Tensor = self.norm(x) if self.pre else x
        return normed

    def leave(self, block: Tensor, x: Tensor) -> Tensor:
        summed = self.dropout(block) + x
        normed: Tensor = summed if self.pre else self.norm(summed)
        return normed


class EncoderLayer(nn.Module):
    """Self-attention among the patches, then the FFN (Eq. 5 and 6)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.attention = Attention(config.d_model, config.n_heads, config.dropout)
        self.ffn = perceptron(config.d_model, config.d_ffn, config.d_model)
        self.around_attention = Residual(config)
        self.around_ffn = Residual(config)

    def forward(self, x: Tensor) -> Tensor:
        """x (B, N, D) -> (B, N, D)."""
        h = self.around_attention.enter(x)
        x = self.around_attention.leave(self.attention(h, h, h), x)  # Eq. 5
        return self.around_ffn.leave(self.ffn(self.around_ffn.enter(x)), x)  # Eq. 6


class DecoderLayer(nn.Module):
    """Self-attention among the tiers, cross-attention to the architecture, then the FFN (Eq. 16-18)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.self_attention = Attention(config.d_model, config.n_heads, config.dropout)
        self.cross_attention = Attention(config.d_model, config.n_heads, config.dropout)
        self.ffn = perceptron(config.d_model, config.d_ffn, config.d_model)
        self.around_self = Residual(config)
        self.around_cross = Residual(config)
        self.around_ffn = Residual(config)

    def forward(self, z: Tensor, x_alpha: Tensor, query: Tensor | None) -> Tensor:
        """z (B or 1, T, D) and x_alpha (B, N, D) -> (B, T, D).

        A query (1, T, D), if given, is added to what both attentions ask with, and so to their residuals, never to the
        values: as released. Without one, z itself asks: as printed.
        """
        asked = z if query is None else z + query
        h = self.around_self.enter(asked)
        value = h if query is None else self.around_self.enter(z)
        z = self.around_self.leave(self.self_attention(h, h, value), asked)  # Eq. 16
        asked = z if query is None else z + query
        z = self.around_cross.leave(  # Eq. 17 (Eq. 12)
            self.cross_attention(self.around_cross.enter(asked), x_alpha, x_alpha), asked
        )
        return self.around_ffn.leave(self.ffn(self.around_ffn.enter(z)), z)  # Eq. 18
