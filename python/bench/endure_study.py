"""A study of four runs that two workers share, one of which is killed.

    python python/bench/endure_study.py

`narq2t study run --queue` puts the runs into the queue, and two `narq2t serve` on one database take them from it. When
both train, one is killed (SIGKILL). All four must finish, each once, with the results that they have in one process.
Exits with 1 if not.
"""

import sys
import tempfile
import time
from pathlib import Path

from ports import free_port
from small_study import SmallStudy, differences

RUNS = 4
PART = (
    *("--axis", "dataset=cifar10", "--seeds", "1,2,3,4"),
    *("--set", "training.epochs=100"),  # long enough to be killed in
)
SECONDS = 600  # for all of it; on two idle cores it takes a minute


def main() -> int:
    """Prints what happened; whether nothing was lost or done twice."""
    with tempfile.TemporaryDirectory() as folder:
        study = SmallStudy(Path(folder) / "study", PART)
        alone = study.alone(Path(folder) / "alone")
        study.command("study", "run", *study.study, "--queue")
        workers = [study.start("serve", "--port", str(free_port())) for _ in range(2)]
        try:
            until = time.monotonic() + SECONDS
            while len(study.training()) < 2 and study.finished() < RUNS - 1 and time.monotonic() < until:
                time.sleep(0.05)
            if len(study.training()) < 2:
                print("The two workers never trained at once: nothing was tried")
                return 1
            print(f"killed a worker while {len(study.training())} runs trained and {study.finished()} were finished")
            workers[0].kill()
            while study.finished() < RUNS and workers[1].poll() is None and time.monotonic() < until:
                time.sleep(0.2)
        finally:
            for worker in workers:
                worker.terminate()
                worker.communicate(timeout=30)
        states, other = study.states(), differences(study, alone)
    print(
        f"{len(states)} runs, {set(states)}; "
        + ("OTHER results:\n" + "\n".join(other) if other else "results equal to those of one process")
    )
    return 0 if states == ["finished"] * RUNS and not other else 1


if __name__ == "__main__":
    sys.exit(main())
