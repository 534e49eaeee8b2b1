"""Figures of a search in a table, by their structure."""

from narq2t import figures
from narq2t.bridge.figures import draw_figures

from .test_figures import ids, markers, words

RANDOM = figures.Expected(mean=[60, 65, 68], deviation=[5, 4, 3])


def test_regret_stands_beside_random_search_and_marks_what_was_found() -> None:
    drawn = figures.regret([None, 70, 75], RANDOM, 75, found=3, name="r", title="Regret")
    assert {"r-line-search", "r-line-random", "r-band-random", "r-point-found"} <= ids(drawn)
    assert {"this search", "random search", "found, look-up 3", "points below the best of the table"} <= set(
        words(drawn)
    )


def test_a_search_that_found_nothing_has_no_line_of_its_own() -> None:
    drawn = figures.regret([None, None, None], RANDOM, 75, found=0, name="r", title="Regret")
    assert "r-line-random" in ids(drawn)
    assert not {"r-line-search", "r-point-found"} & ids(drawn)


def test_each_belief_is_a_point_and_what_was_found_a_star() -> None:
    look_ups = [
        {"number": 11, "score": 0.5, "deviation": 0.1, "accuracy": 80.0},
        {"number": 12, "score": 0.9, "deviation": None, "accuracy": 85.0},
    ]
    figure = {"kind": "beliefs", "title": "Beliefs", "look_ups": look_ups, "found": 12}
    drawn = draw_figures({"figures": {"b": figure}})["b"]
    assert markers(drawn, "b-points-look-ups") == 2
    assert markers(drawn, "b-point-found") == 1
    assert "look-up" in words(drawn)
