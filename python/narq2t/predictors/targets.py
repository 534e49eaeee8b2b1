"""What a predictor learns instead of the accuracies themselves."""

from __future__ import annotations

from scipy.stats import norm, rankdata  # type: ignore[import-untyped]

from .cells import Matrix

TARGETS = ("normal-scores", "values")


def transformed(values: Matrix, target: str) -> Matrix:
    """Values (n,) with mean 0: normal scores of their ranks (equal values share one), or standardised values.

    Accuracies have a long lower tail (networks that do not train at all), in which normal scores do not lose the top.
    """
    if target == "normal-scores":
        scores: Matrix = norm.ppf((rankdata(values) - 0.5) / len(values))
        return scores
    if target == "values":
        spread = values.std()
        standardised: Matrix = (values - values.mean()) / (spread if spread > 0 else 1)
        return standardised
    raise ValueError(f"target is {target!r}: allowed are {', '.join(TARGETS)}")
