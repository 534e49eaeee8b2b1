"""What Java can rely on, whichever operation it calls."""

from __future__ import annotations

import json
import pkgutil
from pathlib import Path

import numpy as np
import pytest
import torch

from narq2t import bridge
from narq2t.bridge import protocol, sessions
from narq2t.errors import Refused


@pytest.fixture(autouse=True)
def operations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "OPERATIONS", protocol.OPERATIONS.copy())


def test_every_file_of_the_package_is_a_subject_with_operations_of_its_own() -> None:
    subjects = {module.name for module in pkgutil.iter_modules(bridge.__path__)} - {"protocol", "sessions", "worker"}

    assert subjects >= {"exports", "latency", "models", "runtime", "tables"}
    offered = {function.__module__ for function in bridge.OPERATIONS.values()}
    assert {f"narq2t.bridge.{subject}" for subject in subjects} == offered


def test_an_answer_holds_the_value_and_the_time_it_took() -> None:
    @bridge.operation
    def double(arguments: dict, array: np.ndarray) -> list[float]:
        return [arguments["factor"] * float(value) for value in array]

    answer = json.loads(bridge.call("double", '{"factor": 2}', np.array([1.5, 4.0])))

    assert answer.pop("nanos") > 0
    assert answer == {"ok": True, "value": [3.0, 8.0]}


@pytest.mark.parametrize("error", [KeyError("key"), SystemExit(3), KeyboardInterrupt(), OSError(28, "No space left")])
def test_nothing_is_raised_through_the_call(error: BaseException) -> None:
    @bridge.operation
    def fail(_: dict) -> None:
        raise error

    answer = json.loads(bridge.call("fail", "{}"))

    assert not answer["ok"]
    assert (answer["type"], answer["message"]) == (type(error).__name__, str(error))
    assert "in fail" in answer["traceback"]


@pytest.mark.parametrize(("error", "refused"), [(ValueError("x"), False), (Refused("x"), True)])
def test_an_answer_says_whether_what_was_given_is_wrong_or_the_program(error: Exception, refused: bool) -> None:
    @bridge.operation
    def fail(_: dict) -> None:
        raise error

    assert json.loads(bridge.call("fail", "{}"))["refused"] is refused


def test_a_lack_of_memory_is_told_as_one_and_is_no_error_of_the_program() -> None:
    @bridge.operation
    def fail(_: dict) -> None:
        torch.empty(1 << 60)

    answer = json.loads(bridge.call("fail", "{}"))

    assert answer["refused"]
    assert answer["message"].startswith("there is not enough memory here for what was asked")
    assert "you tried to allocate" in answer["message"]


def test_an_operation_that_does_not_exist_is_told_with_those_that_do() -> None:
    answer = json.loads(bridge.call("pong", "{}"))

    assert answer["type"] == "LookupError"
    assert "no operation 'pong', only " in answer["message"]
    assert "ping" in answer["message"]


def test_progress_and_cancelling_are_without_effect_where_java_attached_nothing() -> None:
    bridge.emit("step", number=1)
    assert not bridge.cancelled()


def test_arrays_of_another_type_order_or_shape_are_refused() -> None:
    array = np.zeros((2, 3), np.float32)
    assert bridge.expect(array, "a", "float32", None, 3) is array
    for wrong, message in [
        (array.tolist(), "shared array, not list"),
        (array.astype(np.float64), "a must be float32, not float64"),
        (array.astype(array.dtype.newbyteorder()), "byte order"),
        (array.T, "shape \\(\\*, 3\\), not \\(3, 2\\)"),
        (array[0], "shape"),
    ]:
        with pytest.raises(ValueError, match=message):
            bridge.expect(wrong, "a", "float32", None, 3)


def test_a_session_is_of_its_kind_until_it_is_closed() -> None:
    before = bridge.open_models()
    number = sessions.opened(Path("model"))

    assert bridge.open_models() == before + 1
    assert sessions.session({"session": number}, Path) == Path("model")
    with pytest.raises(LookupError, match=f"no model is open under the number {number}"):
        sessions.session({"session": number}, dict)
    sessions.closed({"session": number})
    sessions.closed({"session": number})
    assert bridge.open_models() == before
    with pytest.raises(LookupError, match="no model is open"):
        sessions.session({"session": number}, Path)
