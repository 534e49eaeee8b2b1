"""Whether a file means 0.91 or 91 by the same accuracy."""

from __future__ import annotations

from .errors import LoaderError


class Unit:
    """Finds out whether accuracies are fractions or percent, and where a row contradicts another."""

    def __init__(self) -> None:
        self._fraction: str | None = None
        self._percent: str | None = None

    def see(self, where: str, *accuracies: float) -> None:
        """Takes in the accuracies of a row; NaN says nothing."""
        for accuracy in accuracies:
            if accuracy > 1:
                self._percent = self._percent or where
            elif accuracy > 0:
                self._fraction = self._fraction or where
        if self._fraction and self._percent:
            raise LoaderError(
                f"some accuracies are up to 1 (as in {self._fraction}) and some above it (as in {self._percent})",
                where,
                "Give all of them as fractions, or all in percent.",
            )

    def whole(self) -> float:
        """The accuracy of a perfect network."""
        return 100.0 if self._percent else 1.0
