"""What Java keeps open between calls, each under a number: a model that it trains and asks, for example."""

from typing import Any, TypeVar

from narq2t.bridge.protocol import Json

Kind = TypeVar("Kind")

_open: dict[int, Any] = {}


def open_models() -> int:
    """How many models are open. While there are, an edited package is not imported again: they belong to this one."""
    return len(_open)


def opened(model: Any) -> int:
    """Keeps a model, and returns the number under which Java asks for it."""
    number = max(_open, default=0) + 1
    _open[number] = model
    return number


def closed(arguments: Json) -> None:
    """Lets go of the model under the number ``session``, if it is open."""
    _open.pop(arguments["session"], None)


def session(arguments: Json, kind: type[Kind]) -> Kind:
    """The model of this kind under the number ``session``.

    Raises:
        LookupError: none is open under it, or one of another kind.
    """
    model = _open.get(arguments["session"])
    if not isinstance(model, kind):
        raise LookupError(f"no model is open under the number {arguments['session']}")
    return model
