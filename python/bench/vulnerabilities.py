"""Known vulnerabilities of the packages that bills of materials (CycloneDX, JSON) name, from OSV (https://osv.dev).

python vulnerabilities.py target/sbom-java.json target/sbom-python.json

Exits with 1 if there are any, with 2 if OSV cannot be reached.
"""

from __future__ import annotations

import argparse
import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

OSV = "https://api.osv.dev"
_AT_ONCE = 500  # the service takes at most a thousand packages in a request
_SECONDS = 60


def packages(bill: dict[str, Any]) -> list[str]:
    """The package URLs of a bill, without what does not name a version."""
    return [component["purl"].partition("?")[0] for component in bill["components"] if "purl" in component]


def known(purls: list[str], service: str = OSV) -> dict[str, list[str]]:
    """The identifiers of known vulnerabilities, by package; packages without any are left out. Raises OSError."""
    found = {}
    for start in range(0, len(purls), _AT_ONCE):
        some = purls[start : start + _AT_ONCE]
        queries = {"queries": [{"package": {"purl": purl}} for purl in some]}
        request = urllib.request.Request(  # noqa: S310  an address of ours
            f"{service}/v1/querybatch",
            json.dumps(queries).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            results = json.load(answer)["results"]
        for purl, result in zip(some, results, strict=True):
            if result.get("vulns"):
                found[purl] = [vulnerability["id"] for vulnerability in result["vulns"]]
    return found


def main(arguments: list[str]) -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("bills", nargs="+", type=Path)
    parser.add_argument("--service", default=OSV, help="an OSV of one's own (default: %(default)s)")
    given = parser.parse_args(arguments)
    purls = [purl for bill in given.bills for purl in packages(json.loads(bill.read_text()))]
    try:
        found = known(purls, given.service)
    except OSError as error:
        print(f"{given.service} cannot be reached ({error}): nothing is known of {len(purls)} packages")
        return 2
    for purl, identifiers in found.items():
        print(f"{purl}: {', '.join(identifiers)}")
    print(f"{len(found)} of {len(purls)} packages have known vulnerabilities")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
