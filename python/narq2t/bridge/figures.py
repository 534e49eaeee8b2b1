"""Figures of reports."""

from pathlib import Path
from typing import Any

from narq2t.bridge.protocol import Json, operation


@operation
def draw_figures(arguments: Json) -> dict[str, str]:
    """SVG elements by name. ``figures``: objects by name with ``kind``, ``title`` and what that kind draws.

    bands: ``methods``, equally long lists of numbers by name, ``y_label``, ``log``. training_progress: ``trainings``,
    fields of figures.Trained, and ``others``, the same of other runs by name. epochs: ``curves``, lists of % by name,
    ``others`` without names. front: ``trainings``, ``limit`` in ms or null. confusion: ``counts`` [true][predicted],
    ``classes``. misclassified: ``cache`` of the images, ``mistakes``: file, true and predicted class of each. regret:
    ``best`` in % by look-up, null before the first, ``random``: fields of figures.Expected, ``optimum``, ``found``.
    beliefs: ``look_ups``, fields of figures.Belief, ``found``.
    """
    return {name: _draw(name, dict(figure)) for name, figure in arguments["figures"].items()}


def _draw(name: str, figure: Json) -> str:
    from narq2t import figures

    kind, title = figure.pop("kind"), figure.pop("title")
    match kind:
        case "bands":
            methods = {method: figures.Band.of(runs) for method, runs in figure.pop("methods").items()}
            return figures.bands(methods, name=name, title=title, **figure)
        case "training_progress":
            others = {run: _trained({"trainings": them}) for run, them in figure.get("others", {}).items()}
            return figures.training_progress(_trained(figure), others, name=name, title=title)
        case "epochs":
            return figures.epochs(figure["curves"], figure.get("others", ()), name=name, title=title)
        case "front":
            return figures.front(_trained(figure), name=name, title=title, limit=figure["limit"])
        case "confusion":
            return figures.confusion(figure["counts"], figure["classes"], name=name, title=title)
        case "misclassified":
            return figures.misclassified(_mistakes(figure), name=name, title=title)
        case "regret":
            random = figures.Expected(**figure.pop("random"))
            return figures.regret(figure.pop("best"), random, figure.pop("optimum"), name=name, title=title, **figure)
        case "beliefs":
            look_ups = [figures.Belief(**one) for one in figure.pop("look_ups")]
            return figures.beliefs(look_ups, name=name, title=title, **figure)
    raise ValueError(f"there is no figure '{kind}'")


def _trained(figure: Json) -> list[Any]:
    from narq2t.figures import Trained

    return [Trained(**training) for training in figure["trainings"]]


def _mistakes(figure: Json) -> list[Any]:
    from narq2t import images
    from narq2t.figures import Mistake

    data = images.open_cache(Path(figure["cache"]))
    rows = {name: row for row, name in enumerate(data.names)}
    return [Mistake(data.images[rows[file]].numpy(), truth, predicted) for file, truth, predicted in figure["mistakes"]]
