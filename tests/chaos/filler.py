"""A process whose disk fills up: its files may grow by ROOM bytes, and then no more.

`python -m tests.chaos.filler URL DIRECTORY ROOM` completes tasks whose ids it is told, one a line,
and answers `done` or `refused`; `more` gives it all the room there is.
"""

import resource
import signal
import sys
from pathlib import Path
from secrets import token_hex
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from engine import tasks
from tests.stage import ALICE, Stage


def main(url, directory, room):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    stage = Stage(url, Path(directory), prepared=True)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(each.stat().st_size for each in Path(directory).rglob("*") if each.is_file())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + int(room), hard))
    for line in sys.stdin:
        if line.strip() == "more":
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            say("done")
        else:
            say(completed(stage, UUID(hex=line.strip())))
    stage.close()


def completed(stage, task):
    try:
        tasks.complete(stage.engine, ALICE, task, {"note": token_hex(100_000)}, None)
    except DBAPIError:
        return "refused"
    return "done"


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
