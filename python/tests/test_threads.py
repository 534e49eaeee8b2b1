"""How torch's threads wait for each other is set before torch is imported, unless a user has set it."""

import json
import os
import subprocess
import sys

import pytest

NAMES = ("GOMP_SPINCOUNT", "OMP_WAIT_POLICY")
PROGRAM = f"import json, os, sys, narq2t; print(json.dumps([*map(os.environ.get, {NAMES}), 'torch' in sys.modules]))"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["3000", "PASSIVE"]),
        ({"OMP_WAIT_POLICY": "ACTIVE"}, [None, "ACTIVE"]),
        ({"GOMP_SPINCOUNT": "7"}, ["7", "PASSIVE"]),
    ],
    ids=["nothing", "a policy", "a number of spins"],
)
def test_what_a_user_has_set_stays(given: dict[str, str], expected: list[str | None]) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in NAMES} | given
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(told.stdout) == [*expected, False]
