"""The entrypoint of a job; see the package."""

from __future__ import annotations

import argparse
import os

from .crew import Crew
from .service import Service

_PATIENCE = 24 * 3600.0


def main() -> None:
    """Works for a service until it is dismissed."""
    parser = argparse.ArgumentParser(prog="narq2t.ray")
    parser.add_argument("service", help="address of the run's crew")
    parser.add_argument("--crew", required=True, help="name of this crew")
    parser.add_argument("--task", choices=("training", "run"), default="training", help="what is wanted")
    parser.add_argument("--cpus", type=int, default=1, help="of a task")
    parser.add_argument("--gpus", type=float, default=0, help="of a task")
    parser.add_argument("--patience", type=float, default=_PATIENCE, help="seconds that the service may be away")
    options = parser.parse_args()

    from .cluster import RayCluster

    service = Service(options.service, os.environ.get("NARQ2T_TOKEN", ""))
    crew = Crew(options.crew, service, RayCluster(options.task, options.cpus, options.gpus))
    print(crew.work(patience=options.patience))


main()
