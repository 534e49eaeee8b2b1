"""What the outside did wrong, as opposed to this program."""

from __future__ import annotations


class Refused(ValueError):  # noqa: N818  what happened, not what went wrong
    """What was given cannot be used: a file, a number, a full disk.

    The message is for whoever asked, and says what is wrong, where, and what to do. Anything else that is raised is an
    error of this program.
    """


def is_lack_of_memory(error: BaseException) -> bool:
    """Whether an error says that memory does not suffice, which torch raises as a RuntimeError."""
    return isinstance(error, MemoryError) or (
        isinstance(error, RuntimeError)
        and (
            type(error).__name__ == "OutOfMemoryError"
            or any(words in str(error) for words in ("can't allocate memory", "not enough memory"))
        )
    )
