"""Trains for the process that started this one: `python -m narq2t.bridge.worker THREADS PLACE`.

Each line of standard input is the JSON of a training, the arguments of `train_network`. Standard output has a line for
each of its epochs, and its answer as `narq2t.bridge.protocol` gives it. When the input ends, so does this process, in
the middle of a training too: who asked for it is gone. PLACE: counts the workers of a machine, for each to take a GPU.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from typing import TextIO

from narq2t.bridge.protocol import attach, call


class Lines:
    """A text stream that messages are put on, a line each; from one thread."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def put(self, message: str) -> None:
        """Writes a message at once."""
        self.stream.write(message + "\n")
        self.stream.flush()


def main(threads: int, place: int) -> None:
    """Trains until the input ends."""
    answers = Lines(os.fdopen(os.dup(1), "w"))
    os.dup2(2, 1)  # what libraries print is no answer
    wanted: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_read, args=(wanted,), daemon=True).start()

    import torch

    import narq2t.bridge.training

    torch.set_num_threads(threads)
    if torch.cuda.is_available():
        torch.cuda.set_device(place % torch.cuda.device_count())
    attach(answers, None)
    while True:
        answers.put(call(narq2t.bridge.training.train_network.__name__, wanted.get()))


def _read(wanted: queue.Queue[str]) -> None:
    for line in sys.stdin:
        wanted.put(line)
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
