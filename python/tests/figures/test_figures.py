"""Figures by their structure: what series there are, how many points, which words."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from narq2t import figures
from narq2t.bridge import OPERATIONS
from narq2t.errors import Refused
from narq2t.figures.curves import _best_so_far
from narq2t.figures.front import on_front

TRAININGS = [
    figures.Trained(30, 60, latency=1.0),
    figures.Trained(30, None),
    figures.Trained(40, 70, latency=2.0),
    figures.Trained(40, 65, latency=3.0),
    figures.Trained(100, 90, final=True, latency=2.0, chosen=True),
]


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314


def ids(svg: str) -> set[str]:
    return {element.get("id", "") for element in parsed(svg).iter()}


def words(svg: str) -> list[str]:
    return ["".join(element.itertext()).strip() for element in parsed(svg).iter() if element.tag.endswith("}text")]


def markers(svg: str, group: str) -> int:
    found = next(element for element in parsed(svg).iter() if element.get("id") == group)
    return sum(element.tag.endswith("}use") for element in found.iter())


def test_a_band_is_the_median_and_the_percentiles_of_its_runs() -> None:
    band = figures.Band.of([[10.0, i] for i in range(11)])
    assert (band.low, band.median, band.high) == ([10, 1], [10, 5], [10, 9])
    with pytest.raises(Refused, match="equally long"):
        figures.Band.of([[1.0], [1.0, 2.0]])


def test_each_method_has_a_line_a_band_and_its_name() -> None:
    methods = {name: figures.Band.of([[3.0, 1.0, 0.0], [2.0, 2.0, 0.1]]) for name in ("gp", "random")}
    drawn = figures.bands(methods, name="f", title="Regret", y_label="regret, %", log=True)
    assert {"f-line-gp", "f-band-gp", "f-line-random", "f-band-random"} <= ids(drawn)
    assert {"gp", "random", "queries", "regret, %"} <= set(words(drawn))
    assert parsed(drawn).findtext("{*}title") == "Regret"


def test_another_search_stands_beside_it_as_the_best_that_it_had() -> None:
    random = [figures.Trained(50, 60), figures.Trained(50, 75), figures.Trained(900, 95, final=True)]
    drawn = figures.training_progress(TRAININGS, {"random, run 2": random}, name="p", title="t")
    assert {"p-line-best", "p-line-random, run 2"} <= ids(drawn)
    assert "best of random, run 2" in words(drawn)
    assert _best_so_far(random) == [(50, 60), (100, 75), (100, 75)]


def test_curves_of_the_search_stand_behind_those_of_the_final_trainings() -> None:
    drawn = figures.epochs({"training 3": [60.0, 70.0]}, [[50.0], [40.0, 45.0]], name="e", title="t")
    assert {"e-line-training 3", "e-line-search-0", "e-line-search-1"} <= ids(drawn)
    assert words(drawn).count("search") == 1


def test_progress_shows_each_training_once_and_failed_ones_apart() -> None:
    drawn = figures.training_progress(TRAININGS, name="p", title="t")
    assert markers(drawn, "p-points-training") == 3
    assert markers(drawn, "p-points-final training") == 1
    assert markers(drawn, "p-points-failed") == 1
    assert "minutes of training" in words(drawn)  # 240 s


def test_the_front_is_what_no_other_beats_in_both() -> None:
    assert on_front([(3, 65), (2, 70), (1, 60), (1, 50), (4, 70)]) == [(1, 60), (2, 70)]


def test_the_front_marks_limit_and_choice() -> None:
    drawn = figures.front(TRAININGS, name="f", title="t", limit=2.5)
    assert markers(drawn, "f-points-training") == 3
    assert markers(drawn, "f-points-the network that was chosen") == 1
    assert "f-area-beyond" in ids(drawn)
    assert "limit, 2.5 ms" in words(drawn)
    assert "limit, 50 ms (far to the right)" in words(figures.front(TRAININGS, name="f", title="t", limit=50))
    assert "f-line-limit" not in ids(figures.front(TRAININGS, name="f", title="t"))


def test_curves_over_epochs_have_their_names() -> None:
    drawn = figures.epochs({"network 1": [10, 20, 30], "network 2": [15, 20]}, name="e", title="t")
    assert markers(drawn, "e-line-network 1") == 3
    assert {"network 1", "network 2", "epochs", "validation accuracy, %"} <= set(words(drawn))


def test_a_confusion_matrix_writes_what_is_not_zero() -> None:
    drawn = figures.confusion([[5, 1], [0, 0]], ["cat", "<dog>"], name="c", title="t")
    assert {i for i in ids(drawn) if "-count-" in i} == {"c-count-0-0", "c-count-0-1"}
    assert words(drawn).count("<dog>") == 2


def test_misclassified_images_stand_in_the_figure() -> None:
    grey, colour = np.zeros((1, 8, 8), np.uint8), np.full((3, 8, 8), 255, np.uint8)
    mistakes = [figures.Mistake(grey, "cat", "dog"), figures.Mistake(colour, "dog", "a name that is very long")]
    drawn = figures.misclassified(mistakes, name="m", title="t")
    assert drawn.count("data:image/png;base64,") == 2
    assert {"cat", "dog", "a name that i…"} <= set(words(drawn))


def test_the_same_numbers_give_the_same_bytes() -> None:
    drawn = [figures.front(TRAININGS, name="f", title="t", limit=2.5) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert "<metadata" not in drawn[0]


def test_no_name_is_shared_by_two_figures_of_a_page() -> None:
    a, b = (figures.epochs({"n": [1, 2]}, name=name, title="t") for name in ("one-a", "one-b"))
    assert not (ids(a) & ids(b) - {""})
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', a))
    assert used
    assert used <= ids(a)
    assert "\\" not in a


def test_the_bridge_draws_by_name() -> None:
    trainings = [{"seconds": 5, "accuracy": 50, "final": False, "latency": None, "chosen": False}]
    drawn = OPERATIONS["draw_figures"](
        {
            "figures": {
                "progress": {"kind": "training_progress", "title": "t", "trainings": trainings},
                "confusion": {"kind": "confusion", "title": "t", "counts": [[1, 0], [0, 1]], "classes": ["a", "b"]},
            }
        }
    )
    assert list(drawn) == ["progress", "confusion"]
    assert markers(drawn["progress"], "progress-points-training") == 1
    with pytest.raises(ValueError, match="no figure 'pie'"):
        OPERATIONS["draw_figures"]({"figures": {"x": {"kind": "pie", "title": "t"}}})
