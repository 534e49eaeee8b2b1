"""The formats that can be imported."""

import json
from pathlib import Path

from narq2t import loaders

LISTED = Path(__file__).parents[3] / "src/main/resources/formats.json"


def test_java_lists_without_python_what_python_reads() -> None:
    def listed(formats: list[dict[str, object]]) -> list[str]:
        return sorted(map(json.dumps, formats))

    assert listed(json.loads(LISTED.read_text())) == listed(loaders.formats())
