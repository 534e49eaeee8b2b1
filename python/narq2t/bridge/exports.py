"""Exports of a run that need Python's writers: Parquet, and TensorBoard's event file."""

from pathlib import Path

from narq2t.bridge.protocol import Json, operation


@operation
def export_parquet(arguments: Json) -> list[str]:
    """Writes the tables of the run in folder ``run`` as Parquet into folder ``target``; see ``export.write_parquet``.

    ``look_ups``: CSV file of all that it looked up; ``notes``: what the files say of their run, text by name. Returns
    the names of the files.
    """
    from narq2t import export

    files = export.write_parquet(
        Path(arguments["run"]), Path(arguments["look_ups"]), Path(arguments["target"]), arguments["notes"]
    )
    return [file.name for file in files]


@operation
def export_event_file(arguments: Json) -> None:
    """Writes TensorBoard's event file into folder ``target``; see ``export.write_event_file``.

    ``scalars``: objects with ``name``, ``step``, ``value`` and ``time`` in seconds since 1970; ``settings``: text by
    name; ``figures``: numbers by name.
    """
    from narq2t import export

    scalars = [export.Scalar(**scalar) for scalar in arguments["scalars"]]
    export.write_event_file(Path(arguments["target"]), scalars, arguments["settings"], arguments["figures"])
