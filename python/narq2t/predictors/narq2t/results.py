"""What a batch and an epoch gave."""

from __future__ import annotations

from typing import NamedTuple


class BatchResult(NamedTuple):
    """Losses of one batch, `total` as in Eq. 14 and the others unweighted, and the share of tiers that were right."""

    total: float
    tier: float
    rank: float
    latency: float  # ms^2, over the architectures with a known latency; 0 if there is none
    tier_accuracy: float | None = None  # 0..1; None without tiers


class EpochResult(NamedTuple):
    """One result per batch, in order, the learning rate of each step (none in validation), and what was measured."""

    batches: list[BatchResult]
    learning_rates: list[float]
    known_latencies: list[int]  # per batch: the architectures that its latency loss is a mean over

    @property
    def mean(self) -> BatchResult:
        """Each figure's mean over the batches, which count alike; `latency` is the mean over all known latencies.

        So `total` is what the steps minimised on average, and only equals the sum of the weighted means if every batch
        has as many known latencies.
        """
        columns = [column for column in zip(*self.batches, strict=True) if column[0] is not None]
        mean = BatchResult(*(sum(column) / len(column) for column in columns))
        most = max(self.known_latencies)
        if not most:
            return mean
        shares = [known / most for known in self.known_latencies]  # all 1.0, and no rounding, where none is missing
        weighted = sum(share * batch.latency for share, batch in zip(shares, self.batches, strict=True))
        return mean._replace(latency=weighted / sum(shares))
