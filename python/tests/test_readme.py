"""README.md and what the newcomer's script knows of it, and the Makefile with an environment of one's own."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def _newcomer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("newcomer", ROOT / "python/bench/newcomer.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["newcomer"] = module
    spec.loader.exec_module(module)
    return module


newcomer = _newcomer()


def test_every_command_of_the_readme_is_done_or_skipped_for_a_reason() -> None:
    commands, rules = newcomer.commands(README), newcomer.rules()
    assert len(commands) > 20
    used = {newcomer.rule_of(command, rules).starts for command in commands}
    assert used == {rule.starts for rule in rules}
    for rule in rules:
        assert bool(rule.skip) + bool(rule.expects) + bool(rule.serves) == 1, rule.starts


def test_comments_are_left_out_and_a_continued_line_is_one_command() -> None:
    text = "```sh\n# all\nmake data   # fetch\ncurl -d '#1' \\\n  x\n```\n```\nnot this\n```\n"
    assert newcomer.commands(text) == ["make data", "curl -d '#1'    x"]


def test_a_command_that_no_rule_knows_is_a_failure() -> None:
    with pytest.raises(newcomer.FailedError, match="does not know: make coffee"):
        newcomer.rule_of("make coffee", newcomer.rules())


@pytest.mark.parametrize("document", ["README.md", "docs/everyday.md", "CONTRIBUTING.md"])
def test_every_link_to_a_file_of_the_project_leads_somewhere(document: str) -> None:
    path = ROOT / document
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_with_an_environment_of_ones_own_no_target_makes_another() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = [name for name in re.findall(r"^([a-z0-9-]+):.*## ", makefile, flags=re.MULTILINE) if name != "help"]
    environment = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL")}
    for target in targets:
        if target in ("clean", "test-java", "test"):  # clean names .venv; the others need a server of MLflow
            continue
        planned = subprocess.run(  # noqa: S603
            ["make", "-n", target, "NARQ2T_PYTHON=/opt/ours/bin/python", "AUTHORS=x"],  # noqa: S607
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert ".venv" not in planned, target
