"""What the outside did wrong, as opposed to this program."""

from __future__ import annotations


class Refused(ValueError):  # noqa: N818  what happened, not what went wrong
    """What was given cannot be used: a file, a number, a full disk.

    The message is for whoever asked, and says what is wrong, where, and what to do. Anything else that is raised is an
    error of this program.
    """
