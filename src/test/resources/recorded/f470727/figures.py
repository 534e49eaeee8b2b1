"""Writes the figures of a finished run as JSON: what a later version must find again to the last bit.

    python figures.py RUN_FOLDER TABLES OUT.json CONFIGURATION [SETTING ...]

RUN_FOLDER is the folder of the run, as f470727 writes it, TABLES the folder of its table, CONFIGURATION the file and
SETTINGs the ``--set`` words of the command that did it. Scores are float32: ``score_bits`` holds the bits in
hexadecimal, ``score`` the shortest decimal that gives them. Other numbers are float64 in the shortest decimal.
``architecture`` is the index in the whole space, also where the table knows a part of it. Needs numpy and safetensors.
"""

import hashlib
import json
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import safe_open

CLOCKS = {"seconds"}


def whole_indices(result: dict[str, Any], tables: Path) -> list[int]:
    """The index in the whole space of every architecture that the run could see, by its number in the run."""
    space, dataset = result["configuration"]["space"], result["configuration"]["dataset"].lower()
    file = tables / f"{space}.safetensors"
    if not file.exists():  # the embedded surrogate knows all
        return list(range(result["known"]["architectures"]))
    with safe_open(file, framework="np") as table:
        known = ~np.isnan(table.get_tensor(f"{dataset}_validation"))
    indices = np.flatnonzero(known)
    assert len(indices) == result["known"]["architectures"]
    return [int(i) for i in indices]


def bits(score: float) -> str:
    """The bits of a float32."""
    return struct.pack(">f", score).hex()


def without_clocks(value: Any) -> Any:
    """The same JSON without what the clock says."""
    if isinstance(value, dict):
        return {key: without_clocks(item) for key, item in value.items() if key not in CLOCKS}
    return [without_clocks(item) for item in value] if isinstance(value, list) else value


def translated(value: Any, whole: list[int]) -> Any:
    """The same JSON with every architecture by its index in the whole space."""
    if isinstance(value, dict):
        return {key: whole[item] if key == "architecture" else translated(item, whole) for key, item in value.items()}
    return [translated(item, whole) for item in value] if isinstance(value, list) else value


def compact(value: Any) -> str:
    """JSON with a line for each entry of a list of objects."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(entry) for entry in value) + "\n]"
    return json.dumps(value)


def main() -> None:
    """Reads the folder, writes the file."""
    folder, tables, out = (Path(argument) for argument in sys.argv[1:4])
    result = without_clocks(json.loads((folder / "result.json").read_text()))
    environment = json.loads((folder / "environment.json").read_text())
    whole = whole_indices(result, tables)
    rows = [line.split(",") for line in (folder / "candidates.csv").read_text().splitlines()[1:]]
    descriptions = iter(row[2] for row in rows)
    iterations = translated(result["iterations"], whole)
    for iteration in iterations:
        for candidate in iteration["candidates"]:
            candidate["description"] = next(descriptions)
            candidate["score_bits"] = bits(candidate["score"])
    predictions = [line.split(",") for line in (folder / "predictions.csv").read_text().splitlines()[1:]]
    packed = b"".join(struct.pack("<f", float(score)) for _, score, _ in predictions)
    figures = {
        "configuration": sys.argv[4],
        "settings": sys.argv[5:],
        "commit": environment["commit"],
        "processor": environment["processor"],
        "cpu_capability": environment["python"]["cpu_capability"],
        "torch": environment["python"]["torch"],
        "threads": result["model"]["threads"],
        "table": {key: result["table"][key] for key in ("space", "kind", "source", "sha256")},
        "known": result["known"],
        "weights": result["model"]["parameters"],
        "queries": result["queries"],
        "epochs": result["epochs"],
        "best_epoch": result["bestEpoch"],
        "statistics": result["statistics"],
        "iterations": iterations,
        "reports": translated(result["reports"], whole),
        "ranking": result["ranking"],
        "latencies": translated(result["latencies"], whole),
        "predictions": {
            "count": len(predictions),
            "sha256": hashlib.sha256(packed).hexdigest(),
            "of": "the scores as little-endian float32, in the recorded order",
            "first": [
                {"architecture": whole[int(a)], "score_bits": bits(float(score)), "tier": int(tier)}
                for a, score, tier in predictions[:10]
            ],
        },
    }
    lines = (f"{json.dumps(key)}: {compact(value)}" for key, value in figures.items())
    out.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
