"""NARQ2T: one transformer that scores architectures, sorts them into quality tiers and predicts their latency.

The encoder reads an architecture's feature tensor, N patches of P x P; two small heads read a relative score (Eq. 8)
and a latency in ms (Eq. 10) off its output. The decoder holds one learnable query per tier, lets the queries attend to
the encoded architecture (Eq. 16-18) and yields one logit per tier.

The released code and the printed equations disagree in two places; each is a field of `ModelConfig`:

=============  ==================================================  ==================================================
field          as released                                         as printed
=============  ==================================================  ==================================================
normalisation  "post": LN after each block and after Epos          "pre": LN before each block and after the last one
decoder        "group-wise": queries are added in every layer,     "sum-mlp": queries are the decoder's input, their
               each reads its own logit                            sum goes through two linear layers (Eq. 13)
=============  ==================================================  ==================================================

A third decoder, "tier-means", makes it NAR, the authors' method before: see `nar.py`.

Symbols: B architectures, N patches, P patch side, D model width, H heads, T tiers.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  the name under which PyTorch's own documentation imports it

from narq2t.predictors.narq2t.nar import TierMeans


@dataclass(frozen=True, kw_only=True)
class ModelConfig:
    """Shape and variant of the model; the defaults are the released NAS-Bench-201 settings.

    n_tiers=0 leaves the decoder out: encoder and heads only, the "no tiers" row of Table IV. feature_scale is "none" or
    one positive divisor per patch. Raises ValueError naming the first field that cannot be.
    """

    n_patches: int = 31  # N
    patch_size: int = 4  # P
    d_model: int = 128  # D
    d_ffn: int = 512
    n_layers: int = 6  # of the encoder, and of the decoder
    n_heads: int = 4  # H
    dropout: float = 0.1
    n_tiers: int = 5  # T
    d_score: int = 1024  # hidden width of the ranking head, and of the latency head
    d_tier: int = 256  # hidden width of the tier MLP, not of "group-wise"
    normalisation: Literal["post", "pre"] = "post"
    decoder: Literal["group-wise", "sum-mlp", "tier-means"] = "group-wise"
    latency: bool = False
    feature_scale: Literal["none"] | tuple[float, ...] = "none"

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.type == "int" and (type(value) is not int or value < (field.name != "n_tiers")):
                raise ValueError(f"{field.name} must be a positive integer, not {value!r}")
        if self.n_tiers == 1:
            raise ValueError("n_tiers must be 0 (no tiers) or at least 2, not 1")
        if self.d_model % self.n_heads:
            raise ValueError(f"n_heads must divide d_model={self.d_model}, {self.n_heads} does not")
        if not 0 <= self.dropout < 1:
            raise ValueError(f"dropout must be at least 0 and below 1, not {self.dropout!r}")
        if self.normalisation not in ("post", "pre"):
            raise ValueError(f"normalisation must be 'post' or 'pre', not {self.normalisation!r}")
        if self.decoder not in ("group-wise", "sum-mlp", "tier-means"):
            raise ValueError(f"decoder must be 'group-wise', 'sum-mlp' or 'tier-means', not {self.decoder!r}")
        if self.decoder == "tier-means" and self.normalisation != "post":
            raise ValueError("decoder 'tier-means' is that of the released NAR: normalisation must be 'post'")
        if self.feature_scale != "none" and (
            isinstance(self.feature_scale, str)
            or len(self.feature_scale) != self.n_patches
            or not all(0 < divisor < float("inf") for divisor in self.feature_scale)
        ):
            raise ValueError(f"feature_scale must be 'none' or {self.n_patches} positive numbers, one per patch")


class Prediction(NamedTuple):
    """What the model says about B architectures."""

    tier_logits: Tensor | None  # (B, T), tier 1 (the best) first; None if n_tiers is 0
    score: Tensor  # (B,), only its order means something: higher is better
    latency: Tensor | None  # (B,) in ms; None unless the model has a latency head


def positional_code(n: int, d: int) -> Tensor:
    """Epos of Eq. 4: n positions in d sines (even columns) and cosines (odd columns), (n, d)."""
    column = torch.arange(d, dtype=torch.float64)
    wavelength = 10000.0 ** (2 * (column // 2) / d)  # (d,)
    angle = torch.arange(n, dtype=torch.float64)[:, None] / wavelength  # (n, d)
    return torch.where(column % 2 == 0, angle.sin(), angle.cos()).float()


def perceptron(d_in: int, d_hidden: int, d_out: int) -> nn.Sequential:
    """Two linear layers with a ReLU between: the FFN block and every head (Eq. 8, 10, 13) have this form."""
    return nn.Sequential(nn.Linear(d_in, d_hidden), nn.ReLU(), nn.Linear(d_hidden, d_out))


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
        kept = bits.view(torch.int16)[: x.numel()].view(x.shape) >= self.dropped - 32768
        return x * torch.where(kept, 65536 / (65536 - self.dropped), 0.0).to(x.dtype)


class Attention(nn.Module):
    """Multi-head attention without biases, softmax(q k' / sqrt(D/H)) v, with dropout on the attention weights."""

    def __init__(self, d_model: int, n_heads: int, dropout: float) -> None:
        super().__init__()
        self.n_heads = n_heads
        self.dropout = Dropout(dropout)
        self.qkv = nn.Parameter(torch.empty(3, d_model, d_model))  # W_q, W_k, W_v: kept together, multiplied together
        self.out = nn.Linear(d_model, d_model, bias=False)

    def forward(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """query (B or 1, Tq, D), key and value (B, Tk, D) -> (B, Tq, D); inputs that are one tensor share a product."""
        w_q, w_k, w_v = self.qkv
        if query is key and key is value:
            q, k, v = F.linear(query, self.qkv.flatten(0, 1)).chunk(3, dim=-1)
        elif key is value:
            q = F.linear(query, w_q)
            k, v = F.linear(key, self.qkv[1:].flatten(0, 1)).chunk(2, dim=-1)
        else:
            q, k, v = F.linear(query, w_q), F.linear(key, w_k), F.linear(value, w_v)
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


class GroupWiseLinear(nn.Module):
    """One weight vector and one bias per tier, each reading the logit of its own query; scaled by D^-0.5."""

    def __init__(self, n_tiers: int, d_model: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(1, n_tiers, d_model))  # 3-d: its Xavier fans are (T * D, D)
        self.bias = nn.Parameter(torch.empty(n_tiers).uniform_(-(d_model**-0.5), d_model**-0.5))
        self.scale: float = d_model**-0.5

    def forward(self, z: Tensor) -> Tensor:
        """z (B, T, D) -> logits (B, T)."""
        logits: Tensor = ((z * self.weight).sum(dim=-1) + self.bias) * self.scale
        return logits


class SumPerceptron(nn.Module):
    """The printed reading of the tiers: z = sum of the normalised z_i, then two linear layers (Eq. 13)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(config.d_model, eps=1e-6) if config.normalisation == "pre" else nn.Identity()
        self.perceptron = perceptron(config.d_model, config.d_tier, config.n_tiers)

    def forward(self, z: Tensor) -> Tensor:
        """z (B, T, D) -> logits (B, T)."""
        logits: Tensor = self.perceptron(self.norm(z).sum(dim=1))
        return logits


class Encoder(nn.Module):
    """Feature tensor to x_alpha: linear projection, positional code, L layers (Eq. 4-7)."""

    scale: Tensor
    position: Tensor

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.pre = config.normalisation == "pre"
        scale = (1.0,) * config.n_patches if config.feature_scale == "none" else config.feature_scale
        self.register_buffer("scale", torch.tensor(scale).view(-1, 1), persistent=False)
        self.register_buffer("position", positional_code(config.n_patches, config.d_model), persistent=False)
        self.project = nn.Linear(config.patch_size**2, config.d_model)  # E
        self.dropout = Dropout(config.dropout)
        self.layers = nn.ModuleList(EncoderLayer(config) for _ in range(config.n_layers))
        self.norm = nn.LayerNorm(config.d_model, eps=1e-6)  # "pre": after the last layer; "post": before the first

    def forward(self, features: Tensor) -> Tensor:
        """features (B, N, P, P) -> x_alpha (B, N, D)."""
        x: Tensor = self.project(features.flatten(2) / self.scale)  # (B, N, P*P) -> (B, N, D)
        x = x + self.position if self.pre else self.norm(self.dropout(x) + self.position)  # Eq. 4
        for layer in self.layers:
            x = layer(x)
        return self.norm(x) if self.pre else x  # Eq. 7


class Decoder(nn.Module):
    """Tier queries Q and x_alpha to tier logits (Eq. 16-18, then Eq. 13 or a group-wise linear layer)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.group_wise = config.decoder == "group-wise"
        self.query = nn.Parameter(torch.empty(config.n_tiers, config.d_model))  # Q0
        self.layers = nn.ModuleList(DecoderLayer(config) for _ in range(config.n_layers))
        self.read = GroupWiseLinear(config.n_tiers, config.d_model) if self.group_wise else SumPerceptron(config)

    def forward(self, x_alpha: Tensor) -> Tensor:
        """x_alpha (B, N, D) -> logits (B, T)."""
        query = self.query[None]  # (1, T, D)
        # Up to the first cross-attention all architectures share one row; dropout alone tells them apart.
        rows = x_alpha.shape[0] if self.training else 1
        z = (torch.zeros_like(query) if self.group_wise else query).expand(rows, -1, -1)  # (B or 1, T, D)
        for layer in self.layers:
            z = layer(z, x_alpha, query if self.group_wise else None)
        logits: Tensor = self.read(z)
        return logits


def make_decoder(config: ModelConfig) -> Decoder | TierMeans:
    """The decoder of this configuration."""
    if config.decoder != "tier-means":
        return Decoder(config)
    layers = [DecoderLayer(config) for _ in range(config.n_layers)]
    return TierMeans(config, layers, Dropout(config.dropout), positional_code(config.n_patches, config.d_model))


class NARQ2T(nn.Module):
    """The whole model. Weights are drawn from torch's global generator: seed it before, as `Trainer` does."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        flat = config.n_patches * config.d_model
        self.encoder = Encoder(config)
        self.score_head = perceptron(flat, config.d_score, 1)
        self.latency_head = perceptron(flat, config.d_score, 1) if config.latency else None
        self.decoder = make_decoder(config) if config.n_tiers else None
        for name, parameter in self.named_parameters():
            for matrix in parameter if name.endswith("qkv") else [parameter]:
                if matrix.dim() > 1:
                    nn.init.xavier_uniform_(matrix)

    def forward(self, features: Tensor, *, lower: bool = False) -> Prediction:
        """features (B, N, P, P), raw: FLOPs and parameters as counted, divided by `feature_scale` in here.

        `lower` multiplies matrices of encoder and decoder in bfloat16; heads, and what is returned, stay float32: the
        8 bits of a bfloat16 would give many architectures the same score.
        """
        n, p = self.config.n_patches, self.config.patch_size
        if features.dim() != 4 or features.shape[1:] != (n, p, p):
            raise ValueError(f"features must have shape (B, {n}, {p}, {p}), not {tuple(features.shape)}")
        with torch.autocast(features.device.type, torch.bfloat16, enabled=lower):
            x_alpha = self.encoder(features)  # (B, N, D)
            logits = None if self.decoder is None else self.decoder(x_alpha).to(features.dtype)
        flat = x_alpha.to(features.dtype).flatten(1)  # (B, N * D)
        return Prediction(
            tier_logits=logits,  # (B, T)
            score=self.score_head(flat).squeeze(-1),  # (B,) Eq. 8
            latency=None if self.latency_head is None else self.latency_head(flat).squeeze(-1),  # (B,) Eq. 10
        )
