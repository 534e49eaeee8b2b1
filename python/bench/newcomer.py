"""The first hour of a newcomer: the commands of README.md in order, in a clean clone, their output checked.

The commands are read from README.md itself; `newcomer.toml` says what is expected of each. Outputs and pictures of the
pages are left in reports/newcomer, to be looked at. Python's packages are those of this checkout: installing them again
would only test the package index.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
RULES = Path(__file__).with_suffix(".toml")
SHARED = ROOT.parent / "shared/data"  # the tables on the machines of this project
PATIENCE = 120.0  # seconds in which a service has to answer


class FailedError(Exception):
    """A command did not do what the README says."""


@dataclass(frozen=True)
class CommandRule:
    """What is expected of the commands that begin with `starts`, see newcomer.toml."""

    starts: str
    expects: str = ""
    skip: str = ""
    instead: str = ""
    needs: str = ""
    seconds: float = 600
    serves: list[str] = field(default_factory=list)


def commands(readme: str) -> list[str]:
    """The commands of the code blocks marked `sh`, in order, without comments; a continued line is one command."""
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, flags=re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    bare = (re.sub(r"(^|\s)#\s.*$", "", line).strip() for line in lines)
    return [line for line in bare if line]


def rules() -> list[CommandRule]:
    """What newcomer.toml says."""
    return [CommandRule(**rule) for rule in tomllib.loads(RULES.read_text())["rule"]]


def rule_of(command: str, known: list[CommandRule]) -> CommandRule:
    """The first rule that holds for a command; FailedError if none does."""
    for rule in known:
        if command.startswith(rule.starts):
            return rule
    raise FailedError(f"README.md has a command that {RULES.name} does not know: {command}")


class Newcomer:
    """A clone, and what became of the commands in it."""

    def __init__(self, clone: Path, out: Path, mirror: str) -> None:
        self.clone = clone
        self.out = out
        self.mirror = mirror
        own = {key: value for key, value in os.environ.items() if not key.startswith("NARQ2T_") and key != "MAKEFLAGS"}
        self.environment = own | {"MAKELEVEL": "0"}
        self.done: set[str] = set()

    def follow(self, command: str, rule: CommandRule, number: int) -> str:
        """Does a command; says what came of it. Raises FailedError."""
        if command in self.done:
            return "done above"
        if rule.skip:
            return f"skipped: {rule.skip}"
        if rule.needs == "mirror" and not self.mirror:
            return "skipped: no mirror of the benchmark tables was named"
        self.done.add(command)
        doing = (rule.instead or command).replace("{mirror}", self.mirror)
        start = time.monotonic()
        if rule.serves:
            self._serve(doing, rule.serves)
        else:
            self._run(doing, rule, number)
        return f"{time.monotonic() - start:.0f} s"

    def _run(self, command: str, rule: CommandRule, number: int) -> None:
        log = self.out / f"{number:02}.txt"
        with log.open("w") as output:
            try:
                status = subprocess.run(  # noqa: S603  our own README
                    ["bash", "-c", command],  # noqa: S607
                    cwd=self.clone,
                    env=self.environment,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    stdin=subprocess.DEVNULL,
                    timeout=rule.seconds,
                    check=False,
                ).returncode
            except subprocess.TimeoutExpired as error:
                raise FailedError(f"{command}: not done after {rule.seconds:.0f} s, see {log}") from error
        text = log.read_text()
        if status:
            raise FailedError(f"{command}: status {status}, see {log}\n{text[-1000:]}")
        if not re.search(rule.expects, text):
            raise FailedError(f"{command}: its output lacks {rule.expects!r}, see {log}\n{text[-1000:]}")
        if "\x1b" in text or "Traceback" in text or "\tat java." in text:
            raise FailedError(f"{command}: escape codes or a stack trace in its output, see {log}")

    def _serve(self, command: str, pages: list[str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with (self.out / "serve.txt").open("w") as log:
            service = subprocess.Popen(  # noqa: S603
                ["bash", "-c", f"exec {command} --port {port}"],  # noqa: S607
                cwd=self.clone,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            _await(f"http://127.0.0.1:{port}/q/health/live", service)
            for page in pages:
                _look(f"http://127.0.0.1:{port}{page}", self.out / f"page{re.sub(r'[^a-z0-9]+', '-', page)}.png")
        finally:
            service.send_signal(signal.SIGTERM)
            service.wait(30)


def _await(address: str, service: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and service.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  http, this machine
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise FailedError(f"the service does not answer at {address}")


def _look(address: str, picture: Path) -> None:
    """Opens a page, and takes a picture of it where there is a browser."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  http, this machine
            page = answer.read().decode()
    except urllib.error.URLError as error:
        raise FailedError(f"{address}: {error}") from error
    if "<h1>" not in page:
        raise FailedError(f"{address} is not a page of narq2t")
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser:
        options = ["--headless", "--no-sandbox", "--hide-scrollbars", "--virtual-time-budget=8000"]
        size = ["--window-size=1280,1600", f"--screenshot={picture}"]
        subprocess.run([browser, *options, *size, address], capture_output=True, timeout=120, check=False)  # noqa: S603


def main() -> int:
    """0, or 1 if a command of the README does not do what it says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mirror", default=str(SHARED) if SHARED.exists() else "", help="place of the tables")
    parser.add_argument("--out", type=Path, default=ROOT / "reports/newcomer", help="for outputs and pictures")
    arguments = parser.parse_args()
    out: Path = arguments.out.resolve()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    known, failed = rules(), 0
    with tempfile.TemporaryDirectory(prefix="narq2t-newcomer-") as folder:
        clone = Path(folder) / "narq2t"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)  # noqa: S603, S607
        (clone / ".venv").symlink_to((ROOT / ".venv").resolve())
        for listed in (clone / "python").glob("requirements*"):
            os.utime(listed, (0, 0))  # older than the environment, so that make does not install into it
        newcomer = Newcomer(clone, out, arguments.mirror)
        for number, command in enumerate(commands((clone / "README.md").read_text()), 1):
            try:
                came = newcomer.follow(command, rule_of(command, known), number)
            except FailedError as error:
                failed += 1
                came = f"FAILED: {error}"
            print(f"{number:2}  {command}\n    {came}", flush=True)
    print(f"{failed} failed; outputs and pictures of the pages are in {out}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
