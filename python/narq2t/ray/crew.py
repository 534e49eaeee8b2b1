"""What a crew does, whatever its cluster is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from .service import Away, Dismissed, Json, Service


class Cluster(Protocol):
    """Where tasks run."""

    def start(self, training: str, arguments: Json) -> None:
        """Begins a training, once there is room for it."""

    def stop(self, training: str) -> None:
        """Ends a training that nobody wants any more, or that was answered."""

    def news(self) -> dict[str, Json]:
        """Of each training that was started and not stopped: `state`, waiting, running or ended; `why` it waits, the
        `node` it runs on, the `attempt` from 1; `events` since the last time; when it has ended its `answer`."""

    def nodes(self) -> list[Json]:
        """`name`, `cpus`, `gpus`, and whether it is `alive`, of each node."""


class Crew:
    """Does for a service what it wants, until it is dismissed. `name`: by which the service knows it from others."""

    def __init__(self, name: str, service: Service, cluster: Cluster) -> None:
        self.name, self.service, self.cluster = name, service, cluster
        self._begun: set[str] = set()
        self._untold: dict[str, list[Json]] = {}

    def work(
        self,
        *,
        patience: float,
        pause: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        say: Callable[[str], None] = print,
    ) -> str:
        """Works until it is dismissed, or the service was away for `patience` seconds; returns why it ended.

        While the service is away trainings go on, and what they say is kept.
        """
        heard = clock()
        away = ""
        while True:
            try:
                self._exchange()
                heard = clock()
                if away:
                    say("the service answers again")
                away = ""
            except Dismissed as reason:
                return str(reason)
            except Away as reason:
                if not away:
                    say(f"the service is away, trainings go on: {reason}")
                away = str(reason)
                if clock() - heard > patience:
                    return f"the service was away for {patience:.0f} s: {reason}"
            sleep(pause)

    def _exchange(self) -> None:
        news = self.cluster.news()
        for training, one in news.items():
            self._untold.setdefault(training, []).extend(one.get("events", []))
        trainings = [{**one, "training": training, "events": self._untold[training]} for training, one in news.items()]
        wanted = self.service.exchange({"crew": self.name, "nodes": self.cluster.nodes(), "trainings": trainings})
        self._untold.clear()
        wanted_now = {one["training"]: one["arguments"] for one in wanted["trainings"]}
        for training in self._begun - wanted_now.keys():
            self.cluster.stop(training)
        for training, arguments in wanted_now.items():
            if training not in self._begun:
                self.cluster.start(training, arguments)
        self._begun = set(wanted_now)
