"""The check for known vulnerabilities, against a service that answers as OSV documents it."""

from __future__ import annotations

import importlib.util
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

_SPEC = importlib.util.spec_from_file_location(
    "vulnerabilities", Path(__file__).parents[1] / "bench/vulnerabilities.py"
)
assert _SPEC is not None and _SPEC.loader is not None
vulnerabilities = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(vulnerabilities)

KNOWN = {"pkg:pypi/old@1.0": ["GHSA-1", "PYSEC-2"], "pkg:maven/org.old/jar@2": ["CVE-3"]}


class Osv(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        purls = [query["package"]["purl"] for query in asked]
        results = [{"vulns": [{"id": one} for one in KNOWN[purl]]} if purl in KNOWN else {} for purl in purls]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"results": results}).encode())

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def service() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Osv)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def bill(folder: Path, *purls: str) -> str:
    file = folder / "bill.json"
    file.write_text(json.dumps({"components": [{"purl": purl} for purl in purls]}))
    return str(file)


def test_packages_with_vulnerabilities_are_named(
    tmp_path: Path, service: str, capsys: pytest.CaptureFixture[str]
) -> None:
    many = [f"pkg:pypi/fine@{number}" for number in range(600)]  # more than one request
    file = bill(tmp_path, "pkg:pypi/old@1.0", *many, "pkg:maven/org.old/jar@2?type=jar")
    assert vulnerabilities.main(["--service", service, file]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "pkg:pypi/old@1.0: GHSA-1, PYSEC-2",
        "pkg:maven/org.old/jar@2: CVE-3",
        "2 of 602 packages have known vulnerabilities",
    ]


def test_none_is_status_zero(tmp_path: Path, service: str) -> None:
    assert vulnerabilities.main(["--service", service, bill(tmp_path, "pkg:pypi/fine@1")]) == 0


def test_a_service_that_cannot_be_reached_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = bill(tmp_path, "pkg:pypi/fine@1")
    assert vulnerabilities.main(["--service", "http://127.0.0.1:9", file]) == 2
    assert "http://127.0.0.1:9 cannot be reached" in capsys.readouterr().out
