"""Benchmarks, imported into the tables that Java reads."""

from pathlib import Path

from narq2t.bridge.protocol import Json, emit, operation


@operation
def import_table(arguments: Json) -> Json:
    """Imports a benchmark into one columnar file; see ``loaders.import_table``.

    ``space``: the space file, or null; ``device`` and ``dataset``: what a latency-csv was measured on, or null.
    """
    from narq2t import loaders

    return loaders.import_table(
        arguments["format"],
        [Path(source) for source in arguments["sources"]],
        Path(arguments["target"]),
        sha256=arguments.get("sha256"),
        space=arguments.get("space"),
        device=arguments.get("device"),
        dataset=arguments.get("dataset"),
        progress=lambda done, total, label: emit("import", done=done, total=total, label=label),
    )


@operation
def import_surrogate(arguments: Json) -> Json:
    """Writes the table that the embedded surrogate predicts; see ``surrogate.import_surrogate``."""
    from narq2t import surrogate

    return surrogate.import_surrogate(Path(arguments["model"]), Path(arguments["target"]))
