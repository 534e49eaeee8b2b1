"""A user's own images and the networks that are trained on them: read, forecast, train, judge, export."""

from pathlib import Path
from typing import Any

from narq2t.bridge.protocol import Json, cancelled, emit, operation


@operation
def read_images(arguments: Json) -> Json:
    """Reads the images below ``root`` into folder ``cache``, once; emits ``images`` with ``done`` and ``total``.

    ``config``: the fields of DataConfig. Returns ``report``, ``text``, ``digest``, and ``classes``, ``image_channels``
    and ``resolution`` of the network to be built, and the number of images to train on as ``training``. What cannot
    be trained on is an UnusableImages.
    """
    from narq2t import images

    config = images.DataConfig(**arguments["config"])
    last = 0

    def progress(done: int, total: int) -> None:
        nonlocal last
        if done == total or done - last >= total / 100:
            last = done
            emit("images", done=done, total=total)

    data = images.prepare(Path(arguments["root"]), Path(arguments["cache"]), config, progress)
    return {
        "report": data.report.as_json(),
        "text": data.report.text(),
        "digest": data.digest,
        "classes": list(data.preprocessing.classes),
        "image_channels": data.preprocessing.image_channels,
        "resolution": data.preprocessing.resolution,
        "training": data.report.part("train"),
    }


def _trial(arguments: Json) -> Any:
    """``trial``: ``space``, ``cell``, ``seed``, and the fields of NetworkConfig and Recipe as network and recipe."""
    from narq2t.spaces import NetworkConfig
    from narq2t.training import Recipe, Trial

    trial = arguments["trial"]
    network, recipe = NetworkConfig(**trial["network"]), Recipe(**trial["recipe"])
    return Trial(**trial | {"network": network, "recipe": recipe})


def _data(arguments: Json) -> Any:
    from narq2t import images

    return images.open_cache(Path(arguments["cache"]))


@operation
def forecast_training(arguments: Json) -> Json:
    """The seconds that ``trial`` will take on ``device`` with the images of ``cache``, from a few steps of it."""
    from dataclasses import asdict

    from narq2t.training import forecast

    return asdict(forecast(_trial(arguments), _data(arguments), device=arguments["device"]))


@operation
def train_network(arguments: Json) -> Json:
    """Trains ``trial`` on ``device`` with the images of ``cache``, from the file ``checkpoint`` on where it is there.

    ``rungs``: pairs of epochs and the accuracy 0..1 that it must exceed after them, or it ends there. A file beside the
    checkpoint with the suffix ``.unwanted`` ends it without a result. Emits ``trial-epoch`` with ``cell``, ``seed``,
    ``epoch`` (1 the first), ``epochs`` and the figures of each epoch. Returns the observation; a failed training is one
    too.
    """
    from dataclasses import asdict

    from narq2t.training import train

    trial, checkpoint = _trial(arguments), Path(arguments["checkpoint"])
    observation, _ = train(
        trial,
        _data(arguments),
        device=arguments["device"],
        checkpoint=checkpoint,
        rungs=dict(arguments.get("rungs", [])),
        on_epoch=lambda number, epoch: emit(
            "trial-epoch",
            cell=trial.cell,
            seed=trial.seed,
            epoch=number + 1,
            epochs=trial.recipe.epochs,
            **asdict(epoch),
        ),
        cancelled=cancelled,
        unwanted=checkpoint.with_suffix(".unwanted").exists,
    )
    return observation.as_json()


def _trained(arguments: Json) -> Any:
    """The trainer of a checkpoint."""
    from narq2t.training import NetworkTrainer

    trainer = NetworkTrainer(_trial(arguments), _data(arguments), arguments["device"])
    trainer.load(Path(arguments["checkpoint"]))
    return trainer


@operation
def evaluate_network(arguments: Json) -> Json:
    """What the network of ``checkpoint`` makes of ``part``: accuracy, loss, confusion, and misclassified images.

    Also the names of the classes, and what is known of the data as text; nothing but these of a part without images.
    """
    trainer = _trained(arguments)
    told = {"classes": list(trainer.data.preprocessing.classes), "data": trainer.data.report.text()}
    if not len(trainer.data.rows(arguments["part"])):
        return told | {"images": 0}
    found = trainer.evaluate(arguments["part"])
    return told | {
        "accuracy": found.accuracy,
        "loss": found.loss,
        "images": len(found.rows),
        "confusion": found.confusion(trainer.data),
        "misclassified": found.misclassified(trainer.data),
    }


@operation
def export_network(arguments: Json) -> list[str]:
    """Writes the network of ``checkpoint`` with all that is needed to use it into ``folder``.

    ``card``: the fields of Card, with ``trainings``, ``latencies`` and ``alternatives`` as lists of the fields of
    theirs; the report of the data is added. Returns the names of the files.
    """
    from narq2t import network, spaces

    trainer = _trained(arguments)
    card = arguments["card"]
    told = network.Card(
        data=trainer.data.report.text(),
        recipe=card["recipe"],
        found=card["found"],
        trainings=[network.Training(**one) for one in card["trainings"]],
        latencies=[network.Latency(**one | {"quartiles": tuple(one["quartiles"])}) for one in card["latencies"]],
        alternatives=[network.Alternative(**one) for one in card["alternatives"]],
    )
    trial = trainer.trial
    built = network.Built(
        spaces.named(trial.space), trial.cell, trial.network, trainer.network, trainer.data.preprocessing
    )
    return [path.name for path in network.write_folder(built, told, Path(arguments["folder"]))]


@operation
def write_network(arguments: Json) -> Json:
    """Writes the network of ``cell`` in ``space`` to each file of ``out``, its kind by its suffix.

    Returns its ``parameters``. ``network``: fields of NetworkConfig that are not the benchmark's; ``weights``: a
    safetensors file, or null for those that ``seed`` draws. With a ``space_file`` (or null) the cell is a name that
    this file of the enumerated space has for it.
    """
    from dataclasses import replace

    from narq2t import network, spaces

    for out in arguments["out"]:
        network.check_target(Path(out))
    space = spaces.named(arguments["space"])
    config = replace(space.benchmark, **arguments["network"])
    cell, space_file = arguments["cell"], arguments["space_file"]
    if space_file is not None:
        cell = space.cell_of(cell, Path(space_file))
    weights = None if arguments["weights"] is None else Path(arguments["weights"])
    built = network.build(arguments["space"], cell, config, weights=weights, seed=arguments["seed"])
    for out in arguments["out"]:
        network.write(built, Path(out))
    return {"parameters": sum(parameter.numel() for parameter in built.network.parameters())}


@operation
def measure_latencies(arguments: Json) -> Json:
    """Measures ``cells`` of ``space`` here and adds those that it has not to the CSV ``out``.

    ``network``: fields of NetworkConfig that are not the benchmark's; ``config``: fields of MeasureConfig, ``device``
    also "this". Emits ``latency`` with ``done`` and ``total``; ends early if cancelled. Returns how many were
    ``added``, and the ``device`` and ``runtime`` that they were measured with.
    """
    from dataclasses import replace

    from narq2t import spaces
    from narq2t.latency.measure import MeasureConfig, measure_cells

    how = MeasureConfig.here(**arguments["config"])
    added = measure_cells(
        arguments["space"],
        arguments["cells"],
        replace(spaces.named(arguments["space"]).benchmark, **arguments["network"]),
        Path(arguments["out"]),
        how,
        progress=lambda done, total: emit("latency", done=done, total=total),
        cancelled=cancelled,
    )
    return {"added": added, "device": how.device, "runtime": how.runtime}
