"""The one exception of the importers."""

from __future__ import annotations


class LoaderError(ValueError):
    """A benchmark source that cannot be trusted or understood.

    The message has three parts, each also an attribute: `what` is wrong, `where` (file and row, record or column) and
    the `remedy` the user has. Raised before anything is written: an import that fails leaves the target as it was.
    """

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(f"{what} [{where}]. {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy
