"""A model through the bridge: what Java gives it, keeps of it and reads again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from safetensors import safe_open
from safetensors.torch import save_file

from narq2t import bridge


def call(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(bridge.call(name, json.dumps(arguments)))
    return answer


@pytest.fixture
def session(small_model: dict[str, Any]) -> Any:
    number = call("open_model", small_model)["value"]["session"]
    yield number
    call("close_model", {"session": number})


@pytest.fixture
def saved(session: int, tmp_path: Path) -> Path:
    path = tmp_path / "model.safetensors"
    assert call("save_model", {"session": session, "path": str(path)})["ok"]
    return path


def described(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Changes what the file says of itself."""

    def damage(path: Path) -> None:
        with safe_open(path, framework="pt") as file:
            content = json.loads(file.metadata()["narq2t"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        replaced = change(content)
        save_file(tensors, path, metadata={"narq2t": json.dumps(content if replaced is None else replaced)})

    return damage


def test_a_model_that_was_saved_is_read(session: int, saved: Path) -> None:
    assert call("load_model", {"session": session, "path": str(saved)}) | {"nanos": 0} == {
        "ok": True,
        "value": None,
        "nanos": 0,
    }


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\xff" * 100),
        lambda path: path.write_bytes(b"\x02" + bytes(7) + b"{}"),
        lambda path: path.unlink(),
        described(lambda content: content.pop("model")),
        described(lambda content: content.pop("step")),
        described(lambda content: content.update(model=None)),
        described(lambda content: content.update(step="1")),
        described(lambda content: content.update(step=-1)),
        described(lambda content: content.update(step=10**40)),
        described(lambda content: content.update(training=[1])),
        described(lambda content: content.update(format=99)),
        described(lambda content: [content]),
    ],
    ids=range(14),
)
def test_a_damaged_model_is_refused_by_its_name(session: int, saved: Path, damage: Callable[[Path], object]) -> None:
    damage(saved)

    answer = call("load_model", {"session": session, "path": str(saved)})

    assert (answer["ok"], answer["type"], answer["refused"]) == (False, "UnusableState", True)
    assert str(saved) in answer["message"]


def test_a_number_without_a_model_is_an_error_of_the_program() -> None:
    answer = call("load_model", {"session": 99, "path": "x"})

    assert (answer["type"], answer["refused"]) == ("LookupError", False)
