"""The one exception of images that cannot be trained on."""

from __future__ import annotations

from narq2t.errors import Refused


class UnusableImages(Refused):
    """A folder or file that is no set of labelled images, or one that training would make nothing of.

    The message says what is wrong, where, and what to do.
    """
