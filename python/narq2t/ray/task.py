"""One training, where it runs: in a process of a node of Ray."""

from __future__ import annotations

import json
import socket
from datetime import datetime
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class Notes:
    """Puts what a training emits on a noticeboard, and into its log on the shared folder."""

    def __init__(self, training: str, board: Any, log: Path) -> None:
        self.training, self.board, self.log = training, board, log

    def note(self, note: Json, text: str) -> None:
        """Tells the driver, and writes a line."""
        self.board.put.remote(self.training, note)
        self.write(text)

    def put(self, message: str) -> None:
        """What `narq2t.bridge.protocol.emit` calls."""
        event = json.loads(message)
        self.note(event, f"epoch {event['epoch']} of {event['epochs']}: {event['validation_accuracy']:.4f}")

    def write(self, text: str) -> None:
        """Adds a line to the log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}\n")


def log_of(checkpoint: Path) -> Path:
    """The log of a training, in the folder of its run: RUN/trainings/training-284.log."""
    return checkpoint.parents[1] / "trainings" / f"{checkpoint.stem}.log"


def train(training: str, arguments: Json, threads: int, board: Any) -> str:
    """Trains as `train_network` does, from the checkpoint on if there is one; returns its answer as JSON."""
    import ray  # type: ignore[import-not-found]

    notes = Notes(training, board, log_of(Path(arguments["checkpoint"])))
    node, name = ray.get_runtime_context().get_node_id(), socket.gethostname()
    notes.note({"kind": "begun", "node": node, "name": name}, f"begun on {name}, node {node[:8]}")

    import torch  # seconds, in which it is said already where it runs

    from narq2t.bridge.protocol import attach, call
    from narq2t.bridge.training import train_network

    torch.set_num_threads(threads)
    attach(notes, None)
    answer = call(train_network.__name__, json.dumps(arguments))
    notes.write(answer)
    return answer
