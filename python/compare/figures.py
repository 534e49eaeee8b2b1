"""What a whole space of scores is worth."""

from __future__ import annotations

import torch
from scipy.stats import kendalltau  # type: ignore[import-untyped]
from torch import Tensor


def ranked(scores: Tensor, tiers: Tensor, accuracy: dict[str, Tensor], n_tiers: int) -> dict[str, float]:
    """Kendall's tau-b against both accuracies, and the share of architectures whose tier was predicted.

    True tiers are by validation accuracy, of equal size, the last with the remainder, equal accuracies in their order.
    """
    order = accuracy["validation"].argsort(descending=True, stable=True)
    truth = torch.empty_like(order)
    truth[order] = (torch.arange(len(order)) // (len(order) // n_tiers)).clamp(max=n_tiers - 1)
    return {
        "Kendall's tau against validation accuracy": _tau(scores, accuracy["validation"]),
        "Kendall's tau against test accuracy": _tau(scores, accuracy["test"]),
        "tier accuracy": float((tiers == truth).float().mean()),
    }


def _tau(scores: Tensor, accuracy: Tensor) -> float:
    return float(kendalltau(scores.numpy(), accuracy.numpy()).statistic)


def found(candidates: list[int], before: list[int], accuracy: dict[str, Tensor]) -> dict[str, float | None]:
    """Test accuracy under both rules; None where a search had no candidate.

    oracle-test: the best test accuracy among the candidates, the paper's rule. validation: the test accuracy of what
    has the best validation accuracy among all that was looked up, before the search and in it.
    """
    test, validation = accuracy["test"], accuracy["validation"]
    every = torch.tensor([*before, *candidates])
    return {
        "test accuracy found, rule oracle-test": float(test[torch.tensor(candidates)].max()) if candidates else None,
        "test accuracy found, rule validation": float(test[every[validation[every].argmax()]]),
        "look-ups": float(len(every)),
    }
