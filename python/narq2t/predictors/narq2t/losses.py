"""The three losses and their sum (Eq. 9, 11, the tier cross-entropy, and Eq. 14).

All of them stay on the device of their inputs and never wait for it, and all keep the inputs' floating-point type.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  the name under which PyTorch's own documentation imports it

from narq2t.predictors.narq2t.config import Reduction
from narq2t.predictors.narq2t.model import Prediction


class Losses(NamedTuple):
    """The total of Eq. 14 and its unweighted parts, scalars; a part that the model does not predict is 0."""

    total: Tensor
    tier: Tensor
    rank: Tensor
    latency: Tensor


def ranking_loss(score: Tensor, accuracy: Tensor, reduction: Reduction = "mean") -> Tensor:
    """Logistic loss over the pairs of a batch (Eq. 9): psi((s_m - s_n) sign(y_m - y_n)), psi(e) = log(1 + exp(-e)).

    score and accuracy are (k,). "sum" adds up the k(k-1)/2 pairs m < n, as printed; "mean" averages over the k(k-1)
    ordered pairs, as released, which is the mean over m < n because psi is the same for both orders. A pair of equal
    accuracy has sign 0 and contributes log 2 without a gradient. Fewer than two architectures have no pair: 0.
    """
    if score.shape != accuracy.shape or score.dim() != 1:
        raise ValueError(f"score and accuracy must both be (k,), not {tuple(score.shape)} and {tuple(accuracy.shape)}")
    if reduction not in ("mean", "sum"):
        raise ValueError(f"reduction must be 'mean' or 'sum', not {reduction!r}")
    k = score.shape[0]
    order = torch.sign(accuracy[:, None] - accuracy[None, :])  # (k, k)
    psi = -F.logsigmoid((score[:, None] - score[None, :]) * order)  # (k, k), finite for any score
    total = psi.triu(diagonal=1).sum()  # m < n
    return total if reduction == "sum" else total / max(1, k * (k - 1) // 2)


def latency_loss(predicted: Tensor, measured: Tensor) -> Tensor:
    """Mean squared error in ms^2 over the architectures whose latency is known, 0 if none is (Eq. 11).

    Both are (k,) in ms; a NaN in `measured` says unknown. Eq. 11 prints a norm, its text and the released code an MSE.
    """
    if predicted.shape != measured.shape:
        raise ValueError(
            f"predicted and measured must have one shape, not {tuple(predicted.shape)} and {tuple(measured.shape)}"
        )
    known = ~torch.isnan(measured)
    # torch.where passes the unknown ones no gradient: 0, where multiplying a NaN by a mask would give NaN.
    error = torch.where(known, predicted - measured, 0.0)
    return error.square().sum() / known.sum().clamp(min=1)


def tier_loss(logits: Tensor, tier: Tensor) -> Tensor:
    """Cross-entropy of logits (k, T) against class indices (k,), 0 for the best tier; the mean over the batch."""
    return F.cross_entropy(logits, tier)


def total_loss(
    prediction: Prediction,
    accuracy: Tensor,
    tier: Tensor | None,
    latency: Tensor | None,
    *,
    lambda_rank: float,
    lambda_latency: float,
    reduction: Reduction = "mean",
) -> Losses:
    """L = L_cls + lambda_1 L_lat + lambda_2 L_rank (Eq. 14) of one batch.

    accuracy (k,), tier (k,) indices, latency (k,) in ms. A target whose prediction is None is not looked at; a
    prediction without its target is a ValueError.
    """
    rank = ranking_loss(prediction.score, accuracy, reduction)
    zero = rank.new_zeros(())
    tiers = latencies = zero
    if prediction.tier_logits is not None:
        if tier is None:
            raise ValueError("tier is missing: the model classifies tiers")
        tiers = tier_loss(prediction.tier_logits, tier)
    if prediction.latency is not None:
        if latency is None:
            raise ValueError("latency is missing: the model predicts latency")
        latencies = latency_loss(prediction.latency, latency)
    total = tiers + lambda_latency * latencies + lambda_rank * rank
    return Losses(total=total, tier=tiers, rank=rank, latency=latencies)
