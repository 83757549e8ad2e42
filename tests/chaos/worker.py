"""A worker on the stage's database, to be killed by the tests, or to kill itself.

`python -m tests.chaos.worker URL DIRECTORY MOMENT [ATTEMPTS LEASE]` does what is due at MOMENT and
ends. A service task of it ends the process at once, as a segmentation fault would.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

from engine import jobs, services
from engine.clock import ManualClock
from tests.stage import Stage

DEATH = 9


def die(*_):
    os._exit(DEATH)


def main(url, directory, moment, attempts="5", lease="30"):
    services.HANDLERS["number"] = die
    stage = Stage(
        url,
        Path(directory),
        prepared=True,
        clock=ManualClock(datetime.fromisoformat(moment)),
        attempts=int(attempts),
        lease_seconds=int(lease),
    )
    while jobs.run_due(stage.engine):
        pass
    stage.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
