"""Trainings and runs as tasks of Ray, version 2.60. Importing this needs Ray; nothing else of narq2t does."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import ray  # type: ignore[import-not-found]
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy  # type: ignore[import-not-found]

from .run import ProcessLost, work
from .service import Json
from .task import train

TIMES_AGAIN = 3
"""How often a task whose process or node was lost is taken up again."""

TASKS = {"training": train, "run": work}
"""What a crew can do."""


class Noticeboard:
    """An actor beside the driver on which tasks write what they have to say."""

    def __init__(self) -> None:
        self._notes: list[tuple[str, Json]] = []

    def put(self, training: str, note: Json) -> None:
        """Writes a note."""
        self._notes.append((training, note))

    def take(self) -> list[tuple[str, Json]]:
        """All notes since the last time."""
        notes, self._notes = self._notes, []
        return notes


@dataclass
class Task:
    """A task as Ray has it; `node` and `attempt` as it told when it began."""

    reference: Any
    node: str = ""
    name: str = ""
    attempt: int = 0
    events: list[Json] = field(default_factory=list)


class RayCluster:
    """The cluster that this driver is connected to. Each task, one of TASKS, has `cpus` and `gpus` of a node."""

    def __init__(self, task: str, cpus: int, gpus: float) -> None:
        ray.init()
        self.cpus, self.gpus = cpus, gpus
        here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=True)
        actor = ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1, scheduling_strategy=here)(Noticeboard)
        self._board = actor.remote()
        self._task = ray.remote(num_cpus=cpus, num_gpus=gpus, max_retries=TIMES_AGAIN, retry_exceptions=[ProcessLost])(
            TASKS[task]
        )
        self._tasks: dict[str, Task] = {}

    def start(self, training: str, arguments: Json) -> None:
        """See `Cluster.start`."""
        self._tasks[training] = Task(self._task.remote(training, arguments, self.cpus, self._board))

    def stop(self, training: str) -> None:
        """See `Cluster.stop`."""
        ray.cancel(self._tasks.pop(training).reference, force=True)

    def nodes(self) -> list[Json]:
        """See `Cluster.nodes`."""
        return [
            {
                "name": node["NodeManagerHostname"],
                "cpus": node["Resources"].get("CPU", 0),
                "gpus": node["Resources"].get("GPU", 0),
                "alive": node["Alive"],
            }
            for node in ray.nodes()
        ]

    def news(self) -> dict[str, Json]:
        """See `Cluster.news`."""
        for training, note in ray.get(self._board.take.remote()):
            task = self._tasks.get(training)
            if task is None:
                continue
            if note["kind"] == "begun":
                task.node, task.name = note["node"], note["name"]
                task.attempt += 1
            else:
                task.events.append(note)
        alive = {node["NodeID"] for node in ray.nodes() if node["Alive"]}
        return {training: self._of(task, alive) for training, task in self._tasks.items()}

    def _of(self, task: Task, alive: set[str]) -> Json:
        events, task.events = task.events, []
        told = {"node": task.name, "attempt": task.attempt, "events": events, "why": ""}
        if ray.wait([task.reference], timeout=0)[0]:
            return told | {"state": "ended", "answer": _answer(task)}
        if task.node in alive:
            return told | {"state": "running"}
        why = f"its node {task.name} was lost: it waits to be taken up again" if task.node else self._why()
        return told | {"state": "waiting", "why": why}

    def _why(self) -> str:
        wanted = {"CPU": self.cpus, "GPU": self.gpus}
        free, nodes = ray.available_resources(), [node["Resources"] for node in ray.nodes() if node["Alive"]]
        for name, count in wanted.items():
            most = max((node.get(name, 0) for node in nodes), default=0)
            if count > most:
                return f"it needs {count:g} {name}, and the largest node has {most:g}"
        for name, count in wanted.items():
            if count > free.get(name, 0):
                return f"it needs {count:g} {name}, and {free.get(name, 0):g} are free"
        return "Ray prepares a process for it"


def _answer(task: Task) -> Json:
    """What a task answered; one that was lost for good is `lost`, with the reason."""
    try:
        answer: Json = json.loads(ray.get(task.reference))
        return answer
    except ray.exceptions.RayTaskError as error:
        cause = error.cause if error.cause is not None else error
        if isinstance(cause, ProcessLost):
            return _lost(task, cause)
        return {
            "ok": False,
            "type": type(cause).__name__,
            "message": f"{cause} (on node {task.name or 'unknown'})",
            "traceback": str(error),
            "refused": isinstance(cause, ImportError | OSError),
        }
    except ray.exceptions.RuntimeEnvSetupError as error:
        message = f"Ray cannot prepare the environment of a task: {error}"
        return {"ok": False, "type": "RuntimeEnvSetupError", "message": message, "traceback": "", "refused": True}
    except ray.exceptions.RayError as error:  # WorkerCrashedError, NodeDiedError, OutOfMemoryError and others
        return _lost(task, error)


def _lost(task: Task, why: Exception) -> Json:
    first = str(why).strip().splitlines()[0]
    return {"lost": f"it was lost {TIMES_AGAIN + 1} times, the last time on node {task.name}: {first}"}
