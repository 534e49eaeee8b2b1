"""Measures how much watching slows a run down: 30 clients that poll and stream, switched on and off by turns.

    python python/bench/clients.py

Starts ``narq2t serve``, submits one run, and compares its epochs with clients to those without, alternately, in that
one run. Half of the clients ask for the list, the run and its pages every second, the other half stream its events.
Prints the median epoch of both kinds, their ratio, the number of answers and the errors. The clients run on the same
machine, so their own work is in the figure; what it was is printed too. Exits with 1 if there was an error.
"""

import argparse
import http.client
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[2]
PORT = 8179
PERIOD_SECONDS = 1.0

Json = dict[str, Any]


def get(path: str) -> bytes:
    """What the service answers. Raises OSError or http.client.HTTPException if it does not."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=30) as answer:
        content: bytes = answer.read()
    return content


def post(path: str, body: Json) -> Json:
    """The JSON that the service answers to a JSON."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        content: Json = json.load(answer)
    return content


def events(run: int, going: threading.Event) -> Iterator[tuple[str, Json]]:
    """The kind and the data of the run's events, until the stream ends or `going` is cleared."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", f"/api/v1/runs/{run}/events", headers={"Accept": "text/event-stream"})
    stream = connection.getresponse()
    kind = ""
    while going.is_set() and (line := stream.readline()):
        name, _, value = line.decode().strip().partition(":")
        if name == "event":
            kind = value.strip()
        elif name == "data":
            yield kind, json.loads(value)
    connection.close()


class Clients:
    """Threads that watch a run while they are switched on."""

    def __init__(self, run: int, count: int) -> None:
        self.on, self.going = threading.Event(), threading.Event()
        self.going.set()
        self.answers = 0
        self.errors: list[str] = []
        for number in range(count):
            work = self.poll if number % 2 == 0 else self.stream
            threading.Thread(target=work, args=(run,), daemon=True).start()

    def poll(self, run: int) -> None:
        """Asks for one thing after the other."""
        paths = itertools.cycle([f"/api/v1/runs/{run}", "/api/v1/runs", f"/runs/{run}", "/"])
        while self.going.is_set():
            self.on.wait()
            try:
                get(next(paths))
                self.answers += 1
            except (OSError, http.client.HTTPException) as error:
                self.errors.append(repr(error))
            time.sleep(PERIOD_SECONDS)

    def stream(self, run: int) -> None:
        """Listens, from the first event on, as long as clients are on."""
        while self.going.is_set():
            self.on.wait()
            try:
                for _ in events(run, self.on):
                    self.answers += 1
            except (OSError, http.client.HTTPException) as error:
                self.errors.append(repr(error))


def measure(run: int, count: int, turn: int) -> int:
    """Watches the run to its end; 1 if there was an error."""
    seconds: dict[bool, list[float]] = {True: [], False: []}
    clients = Clients(run, count)
    for kind, data in events(run, clients.going):
        if kind == "epoch":
            epoch = data["train"]["epoch"]
            if epoch % turn:  # the first epoch after a switch belongs to neither
                seconds[clients.on.is_set()].append(data["train"]["seconds"])
            if epoch % turn == turn - 1:
                (clients.on.clear if clients.on.is_set() else clients.on.set)()
        elif kind == "state":
            print(f"run {run} is {data['state']}", flush=True)
    clients.going.clear()
    with_clients, without = (statistics.median(seconds[on]) for on in (True, False))
    print(f"{count} clients, {clients.answers} answers and events, {len(clients.errors)} errors")
    print(*clients.errors[:5], sep="\n")
    print(f"an epoch without clients {without:.3f} s ({len(seconds[False])}), with {with_clients:.3f} s", end=" ")
    print(f"({len(seconds[True])}): {with_clients / without - 1:+.1%}")
    share = time.process_time() / (sum(seconds[True]) * (os.cpu_count() or 1))
    print(f"the clients themselves took {share:.1%} of the machine while they were on")
    return 1 if clients.errors else 0


def main() -> int:
    """Serves, submits, measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--clients", type=int, default=30, help="how many (default: %(default)s)")
    parser.add_argument("--epochs", type=int, default=48, help="of the run (default: %(default)s)")
    parser.add_argument("--turn", type=int, default=6, help="epochs until clients are switched (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="narq2t-clients-") as folder:
        service = subprocess.Popen(  # noqa: S603
            [str(HOME / "narq2t"), "serve", "--port", str(PORT)],
            cwd=HOME,
            env=os.environ | {"NARQ2T_RUNS": folder},
        )
        try:
            for _ in range(100):
                try:
                    get("/q/health/ready")
                    break
                except OSError:
                    time.sleep(0.2)
            run = post(
                "/api/v1/runs",
                {
                    "preset": "as-released",
                    "space": "nasbench201",
                    "dataset": "cifar10",
                    "overrides": [f"training.epochs={options.epochs}", "search.iterations=5"],
                },
            )
            return measure(run["run"], options.clients, options.turn)
        finally:
            service.terminate()
            service.wait(20)


if __name__ == "__main__":
    sys.exit(main())
