"""Weights from this project's model into the authors' and back, by name.

Theirs is TransformerQ2L, or for the decoder "tier-means" Transformer (NAR) or TransformerLatency (NARLat).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor

from narq2t.errors import Refused
from narq2t.predictors.narq2t.config import ModelConfig
from narq2t.predictors.narq2t.model import NARQ2T

# Modules of theirs that no output depends on: what came before the queries, and a norm whose result is thrown away.
UNUSED = re.compile(r"^(decoder|trg_prj|tier_prj)\.|^Q2ldecoder\.layer_norm\.|\.pos_table$")


class OtherModel(Refused):
    """The weights are those of another model."""


def _norm(theirs: str, ours: str) -> Iterator[tuple[str, str, int | None]]:
    yield f"{theirs}.weight", f"{ours}.weight", None
    yield f"{theirs}.bias", f"{ours}.bias", None


_linear = _norm  # the same two names


def _attention(theirs: str, ours: str, around: str) -> Iterator[tuple[str, str, int | None]]:
    for part, name in enumerate(("w_qs", "w_ks", "w_vs")):
        yield f"{theirs}.{name}.weight", f"{ours}.qkv", part
    yield f"{theirs}.fc.weight", f"{ours}.out.weight", None
    yield from _norm(f"{theirs}.layer_norm", f"{around}.norm")


def _ffn(theirs: str, ours: str) -> Iterator[tuple[str, str, int | None]]:
    yield from _linear(f"{theirs}.pos_ffn.w_1", f"{ours}.ffn.0")
    yield from _linear(f"{theirs}.pos_ffn.w_2", f"{ours}.ffn.2")
    yield from _norm(f"{theirs}.pos_ffn.layer_norm", f"{ours}.around_ffn.norm")


def pairs(config: ModelConfig) -> Iterator[tuple[str, str, int | None]]:
    """(name of theirs, name of ours, which of the three stacked matrices): ours keeps q, k and v in one tensor."""
    yield from _linear("src_prj", "encoder.project")
    yield from _norm("encoder.layer_norm", "encoder.norm")
    yield from _linear("val_acc_prj.0", "score_head.0")
    yield from _linear("val_acc_prj.2", "score_head.2")
    if config.latency:
        yield from _linear("latency_prj.0", "latency_head.0")
        yield from _linear("latency_prj.2", "latency_head.2")
    means = config.decoder == "tier-means"
    if means:
        yield from _linear("trg_prj", "decoder.project")
        yield from _norm("decoder.layer_norm", "decoder.norm")
        yield "tier_prj.0.weight", "decoder.read.0.weight", None
        yield from _linear("tier_prj.2", "decoder.read.2")
    else:
        yield "query_embed.weight", "decoder.query", None
        yield "fc.W", "decoder.read.weight", None
        yield "fc.b", "decoder.read.bias", None
    for i in range(config.n_layers):
        theirs, ours = f"encoder.layer_stack.{i}", f"encoder.layers.{i}"
        yield from _attention(f"{theirs}.slf_attn", f"{ours}.attention", f"{ours}.around_attention")
        yield from _ffn(theirs, ours)
    for i in range(config.n_layers):
        theirs, ours = f"{'decoder' if means else 'Q2ldecoder'}.layer_stack.{i}", f"decoder.layers.{i}"
        yield from _attention(f"{theirs}.slf_attn", f"{ours}.self_attention", f"{ours}.around_self")
        yield from _attention(f"{theirs}.enc_attn", f"{ours}.cross_attention", f"{ours}.around_cross")
        yield from _ffn(theirs, ours)


def translated(config: ModelConfig, ours: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Tensors of ours (weights, or gradients) under the names and in the shapes of theirs."""
    found = {}
    for theirs, own, part in pairs(config):
        tensor = ours[own] if part is None else ours[own][part]
        found[theirs] = tensor[None] if theirs == "fc.b" else tensor
    return found


def copy_into(theirs: Any, ours: NARQ2T) -> None:
    """Copies our weights into their model. Raises OtherModel if a weight of either that is used has no counterpart."""
    own = dict(ours.named_parameters())
    copied = translated(ours.config, own)
    given = {name for _, name, _ in pairs(ours.config)}
    state = theirs.state_dict()
    unknown = [name for name in state if name not in copied and not UNUSED.search(name)]
    unknown += [name for name in own if name not in given]
    if unknown:
        raise OtherModel(f"weights without a counterpart: {', '.join(unknown)}")
    with torch.no_grad():
        for name, tensor in copied.items():
            _fits(name, state[name], tensor)
            state[name].copy_(tensor)


def load(ours: NARQ2T, state: Mapping[str, Tensor]) -> None:
    """Puts a state of theirs into our model. Raises OtherModel, naming a weight, if it is of another model."""
    own = dict(ours.named_parameters())
    with torch.no_grad():
        for theirs, name, part in pairs(ours.config):
            if theirs not in state:
                raise OtherModel(f"the checkpoint has no weight {theirs}: it is of another model")
            target = own[name] if part is None else own[name][part]
            source = state[theirs][0] if theirs == "fc.b" else state[theirs]
            _fits(theirs, source, target)
            target.copy_(source)


def _fits(name: str, theirs: Tensor, ours: Tensor) -> None:
    if theirs.shape != ours.shape:
        raise OtherModel(f"{name} has shape {tuple(theirs.shape)}, this project's model {tuple(ours.shape)}")
