"""What agrees and what does not, and the JSON that says so."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

import compare
from compare.page import page
from compare.rows import Curve, Figure, Report, Sample, Scored, Sides, WholeRuns, missing
from compare.rows import compare as row

SIDES = Sides("their function", "our function")
MACHINE = {
    "date": "2026-11-25",
    "commit": "abc",
    "processor": "a processor",
    "cores": 2,
    "device": "cpu",
    "threads": 1,
    "torch": "2",
    "python": "3.11",
}


def test_the_largest_absolute_difference_counts_and_is_shown_first():
    found = row("Scores", "all", SIDES, [1.0, 2.0, 3.0], [1.0, 2.5, 3.25], tolerance=0.5)
    assert (found.largest, found.values, found.agrees) == (0.5, 3, True)
    assert found.samples[0] == Sample("1", 2.0, 2.5)
    assert not row("Scores", "all", SIDES, [1.0, 2.0, 3.0], [1.0, 2.5, 3.25], tolerance=0.49).agrees


def test_a_relative_difference_is_of_the_largest_of_theirs():
    found = row("Gradients", "all", SIDES, [[0.0, -200.0]], [[1.0, -200.0]], kind="relative", tolerance=0.01)
    assert found.largest == 1 / 200
    assert row("Gradients", "all", SIDES, [0.0], [0.0], kind="relative").agrees


def test_unequal_values_are_counted():
    found = row("Split", "places", SIDES, [4, 5, 6, 7], [4, 6, 5, 7], kind="unequal")
    assert (found.largest, found.agrees) == (2, False)
    assert row("Split", "places", SIDES, [4, 5], torch.tensor([4, 5]), kind="unequal").agrees


@pytest.mark.parametrize("values", [[np.nan, 1.0], [np.inf, 1.0]])
@pytest.mark.parametrize("kind", ["absolute", "relative"])
def test_what_is_no_number_agrees_with_nothing(values, kind):
    assert row("Scores", "all", SIDES, [1.0, 1.0], values, kind=kind, tolerance=1e9).largest == np.inf
    assert not row("Scores", "all", SIDES, [np.nan], [np.nan], kind=kind, tolerance=1e9).agrees


def test_another_shape_differs_and_says_so():
    found = row("Features", "tensors", SIDES, np.zeros((2, 3)), np.zeros((3, 2)), tolerance=1e9)
    assert not found.agrees
    assert found.note == "theirs has shape (2, 3), ours (3, 2)"


def test_nothing_compared_is_no_agreement():
    assert not row("Scores", "all", SIDES, [], [], tolerance=1.0).agrees
    assert not missing("Features", "records", SIDES, "there are none").agrees
    assert not Report(MACHINE, {}, {}).agrees


def whole_report() -> Report:
    rows = [row("Scores", "all", SIDES, [1.0], [1.0]), row("Scores", "half", SIDES, [1.0], [np.nan], note="<b>why</b>")]
    figures = (Figure("tau", "", 0.5, None),)
    curves = (Curve("training loss", (3.0, 2.0), (3.5, 2.5)),)
    best = ({"architecture": 3, "description": "|a~0|", "score": 0.5, "validation": 90.0, "test": 91.0},)
    return Report(
        MACHINE,
        {"folder": "/there", "commit": "0" * 40, "method": "NAR"},
        {"dataset": "cifar10", "seed": 1, "quick": True},
        rows,
        WholeRuns(2, 5, figures, curves, ("a remark",)),
        Scored("file", figures, best),
    )


def fits(value, schema, root) -> None:
    """The part of JSON Schema that schema.json uses."""
    if "$ref" in schema:
        return fits(value, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root)
    if "anyOf" in schema:
        return fits(value, schema["anyOf"][value is not None], root)
    if "const" in schema or "enum" in schema:
        assert value in schema.get("enum", [schema.get("const")])
        return None
    types = {
        "object": dict,
        "array": list,
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
        "null": type(None),
    }
    wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert any(isinstance(value, types[name]) for name in wanted), (value, schema)
    if isinstance(value, dict):
        assert set(schema["required"]) == set(value) == set(schema["properties"])
        for name, item in value.items():
            fits(item, schema["properties"][name], root)
    if isinstance(value, list):
        for item in value:
            fits(item, schema["items"], root)
    return None


def test_the_json_is_what_its_schema_says():
    schema = json.loads((Path(compare.__file__).parent / "schema.json").read_text(encoding="utf-8"))
    written = json.loads(json.dumps(whole_report().json(), allow_nan=False))
    fits(written, schema, schema)
    assert written["agrees"] is False
    assert [r["agrees"] for r in written["rows"]] == [True, False]
    assert written["rows"][1]["largest"] is None  # JSON has no infinity


def test_the_page_needs_no_other_file_and_escapes_what_it_is_told():
    text = page(whole_report())
    assert "1 of 2 quantities differ" in text
    assert "&lt;b&gt;why&lt;/b&gt;" in text
    assert "<b>why</b>" not in text
    assert not any(part in text for part in ("src=", "href=", "@import", "url("))
    assert text.count("<polyline") == 2
