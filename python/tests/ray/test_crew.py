"""A crew with a service and a cluster that answer as recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from narq2t.ray.crew import Crew
from narq2t.ray.service import Away, Dismissed, Json, Service


class RecordedService(Service):
    """Answers one after the other, or raises them; keeps what it was told."""

    def __init__(self, *answers: Json | Exception) -> None:
        super().__init__("http://nowhere")
        self.__dict__.update(answers=iter(answers), reports=[])

    def exchange(self, report: Json) -> Json:
        reports: list[Json] = self.__dict__["reports"]
        answers: Iterator[Json | Exception] = self.__dict__["answers"]
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        reports.append(report)
        return answer

    @property
    def told(self) -> list[list[Json]]:
        """The trainings of each report that arrived."""
        return [report["trainings"] for report in self.__dict__["reports"]]


class OneEpochCluster:
    """Each training runs, then says an epoch at a look, and has ended at the third."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.stopped: list[str] = []
        self._looks: dict[str, int] = {}

    def start(self, training: str, arguments: Json) -> None:
        self.started.append(f"{training} {arguments['seed']}")
        self._looks[training] = 0

    def stop(self, training: str) -> None:
        self.stopped.append(training)
        del self._looks[training]

    def news(self) -> dict[str, Json]:
        news: dict[str, Json] = {}
        for training in self._looks:
            self._looks[training] += 1
            look = self._looks[training]
            news[training] = {"state": "running", "events": [look] if look < 3 else []}
            if look >= 3:
                news[training] |= {"state": "ended", "answer": {"ok": True, "value": training}}
        return news

    def nodes(self) -> list[Json]:
        return [{"name": "a", "cpus": 2, "gpus": 0, "alive": True}]


def wanted(*trainings: str) -> Json:
    """An answer of the service."""
    return {"trainings": [{"training": name, "arguments": {"seed": 1}} for name in trainings]}


def work(service: Service, cluster: OneEpochCluster, patience: float = 100) -> tuple[str, list[str]]:
    """Why the crew ended, and what it said; each pause is a second."""
    now = [0.0]
    said: list[str] = []

    def sleep(seconds: float) -> None:
        now[0] += seconds

    crew = Crew("crew-1", service, cluster)
    return crew.work(patience=patience, clock=lambda: now[0], sleep=sleep, say=said.append), said


def test_what_is_wanted_is_begun_once_and_told_until_it_is_wanted_no_more() -> None:
    service = RecordedService(wanted("a"), wanted("a", "b"), wanted("a", "b"), wanted("b"), Dismissed("over"))
    cluster = OneEpochCluster()
    assert work(service, cluster)[0] == "over"
    assert cluster.started == ["a 1", "b 1"]
    assert cluster.stopped == ["a"]
    states = [{one["training"]: one["state"] for one in told} for told in service.told]
    assert states == [{}, {"a": "running"}, {"a": "running", "b": "running"}, {"a": "ended", "b": "running"}]


def test_while_the_service_is_away_trainings_go_on_and_what_they_say_is_kept() -> None:
    service = RecordedService(wanted("a"), Away("refused"), Away("refused"), wanted("a"), Dismissed("over"))
    cluster = OneEpochCluster()
    ended, said = work(service, cluster)
    assert ended == "over"
    assert cluster.stopped == []
    assert service.told[1] == [
        {"training": "a", "state": "ended", "events": [1, 2], "answer": {"ok": True, "value": "a"}}
    ]
    assert said == ["the service is away, trainings go on: refused", "the service answers again"]


def test_a_training_that_is_given_up_is_stopped() -> None:
    service = RecordedService(wanted("a", "b"), wanted("b"), Dismissed("over"))
    cluster = OneEpochCluster()
    work(service, cluster)
    assert cluster.stopped == ["a"]


def test_patience_ends() -> None:
    service = RecordedService(wanted("a"), *[Away("refused")] * 10)
    ended, _ = work(service, OneEpochCluster(), patience=5)
    assert ended == "the service was away for 5 s: refused"


def test_a_service_that_does_not_listen_is_away(unused_tcp_port: int) -> None:
    with pytest.raises(Away):
        Service(f"http://127.0.0.1:{unused_tcp_port}/api/v1/crews/run").exchange({"crew": "x"})


@pytest.fixture
def unused_tcp_port() -> int:
    """A port on which nothing listens."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: Any = taken.getsockname()[1]
        return int(port)
