"""How Java and Python talk.

Java calls ``call(operation, arguments, *arrays)``: a name, one JSON object, and arrays that it shares without a copy.
The answer is one JSON object, ``{"ok": true, "value": ..., "nanos": ...}`` or
``{"ok": false, "type": ..., "message": ..., "traceback": ..., "refused": ..., "nanos": ...}``. Nothing is raised
through JEP, which would lose the cause, and nothing may end the process: ``sys.exit`` in an embedded Python ends the
JVM. ``refused`` says whose fault it was: if true, something that was given is wrong, and the message is for whoever
gave it; if false, this program has an error, and the traceback is for whoever corrects it.

Progress is a JSON object on a queue that Java drains; cancelling is a flag that Java sets and Python reads per batch.
An operation must not keep a view of an array after it returns.
"""

import json
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from narq2t.errors import Refused, is_lack_of_memory

Json = dict[str, Any]
Array = npt.NDArray[Any]
Operation = Callable[..., Any]

OPERATIONS: dict[str, Operation] = {}
_NO_MEMORY = "there is not enough memory here for what was asked: take a smaller network, batch or sample"
_java = threading.local()  # each interpreter has a thread of its own, with its own queue and flag


def attach(events: Any, cancelled: Any) -> None:
    """Gives this thread the ``LinkedBlockingQueue`` for progress and the ``AtomicBoolean`` for cancelling."""
    _java.events, _java.cancelled = events, cancelled


def operation(function: Operation) -> Operation:
    """Makes a function callable from Java under its own name."""
    OPERATIONS[function.__name__] = function
    return function


def call(name: str, arguments: str, *arrays: Array) -> str:
    """Runs one operation; see the module's docstring for the answer."""
    start = time.perf_counter_ns()
    try:
        if name not in OPERATIONS:
            raise LookupError(f"Python has no operation '{name}', only {', '.join(sorted(OPERATIONS))}")
        answer = {"ok": True, "value": OPERATIONS[name](json.loads(arguments), *arrays)}
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: see above
        memory = is_lack_of_memory(error)
        answer = {
            "ok": False,
            "type": type(error).__name__,
            "message": f"{_NO_MEMORY} ({error!r})" if memory else str(error),
            "traceback": traceback.format_exc(),
            "refused": memory or isinstance(error, Refused),
        }
    answer["nanos"] = time.perf_counter_ns() - start
    return json.dumps(answer)


def emit(kind: str, **fields: Any) -> None:
    """Sends one progress message to Java's listeners."""
    events = getattr(_java, "events", None)
    if events is not None:
        events.put(json.dumps({"kind": kind, **fields}))


def cancelled() -> bool:
    """Whether Java asked the running operation to stop."""
    flag = getattr(_java, "cancelled", None)
    return flag is not None and bool(flag.get())


def expect(array: Array, name: str, dtype: str, *shape: int | None) -> Array:
    """Checks that an array from Java is what the operation needs; None in ``shape`` stands for any extent.

    Raises:
        ValueError: wrong type, byte order or shape.
    """
    if not isinstance(array, np.ndarray):
        raise ValueError(f"{name} must be a shared array, not {type(array).__name__}")
    if not array.dtype.isnative:
        raise ValueError(f"{name} is not in this machine's byte order: allocate it with order(ByteOrder.nativeOrder())")
    if array.dtype != np.dtype(dtype):
        raise ValueError(f"{name} must be {dtype}, not {array.dtype}")
    if len(shape) != array.ndim or any(s is not None and s != a for s, a in zip(shape, array.shape, strict=False)):
        wanted = ", ".join("*" if s is None else str(s) for s in shape)
        raise ValueError(f"{name} must have shape ({wanted}), not {array.shape}")
    return array
