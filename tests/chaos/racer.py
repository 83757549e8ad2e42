"""A process that completes the tasks whose ids it is told, one line for each.

`python -m tests.chaos.racer URL DIRECTORY WHO` answers each id with `won`, or with who was faster.
"""

import sys
from pathlib import Path
from uuid import UUID

from engine import tasks
from engine.errors import TaskNotOpen
from tests.stage import EVERYBODY, Stage


def main(url, directory, who):
    stage = Stage(url, Path(directory), prepared=True)
    person = next(each for each in EVERYBODY if each.id == who)
    say("ready")
    for line in sys.stdin:
        try:
            tasks.complete(stage.engine, person, UUID(hex=line.strip()), {}, None)
            say("won")
        except TaskNotOpen as refused:
            say(f"{refused.particulars['by']} {refused.particulars['at']}")
    stage.close()


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
