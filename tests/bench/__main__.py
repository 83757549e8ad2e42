"""`python -m tests.bench [name …]`: run measures and print their tables; without names, all."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import (
    bare,
    checks,
    completing,
    deploying,
    inbox,
    loops,
    pages,
    pages_inbox,
    pages_replay,
    papers,
    serverchoice,
    size,
    studio,
    tables,
    timers,
    year,
)
from tests.bench.places import Databases
from tests.bench.report import Figure, machine, table

MEASURES: dict[str, tuple[str, Callable[[Databases], Iterator[Figure]]]] = {
    "completing": ("Completing tasks over HTTP", completing.measure),
    "bare": ("The engine's share", bare.measure),
    "size": ("Bytes of a finished instance", size.measure),
    "loops": ("A long instance", loops.measure),
    "inbox": (f"The inbox, {inbox.OPEN_TASKS:,} open tasks", inbox.measure),
    "timers": (f"Timers, {timers.WAITING:,} waiting", timers.measure),
    "papers": ("Official papers", papers.measure),
    "tables": ("A form table of 2,000 students and 48 columns", tables.measure),
    "deploying": ("Deploying what ships", deploying.measure),
    "pages": ("Pages, cold, CPU ×6 and 4 Mbit/s", pages.measure),
    "inbox-pages": (f"The inbox as a page, {inbox.OPEN_TASKS:,} open tasks", pages_inbox.measure),
    "year": (f"A simulated year of {year.CASES:,} cases", year.measure),
    "replay": ("Replay of 1,000 events", pages_replay.measure),
    "checks": ("The checks while drawing", checks.measure),
    "studio": ("The studio: opening a diagram, asking the rules", studio.measure),
    "servers": ("HTTP servers", serverchoice.measure),
}


def main(names: list[str]) -> int:
    """Run the measures named; return 1 when a budget was not reached."""
    if unknown := set(names) - MEASURES.keys():
        print(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(MEASURES)}")  # noqa: T201  what it is for
        return 2
    directory = Path(tempfile.mkdtemp(prefix="khanton-bench-"))
    databases, missed = Databases(directory), 0
    print(machine(), flush=True)  # noqa: T201  what it is for
    try:
        for name in names or MEASURES:
            title, measure = MEASURES[name]
            began = time.monotonic()
            figures = list(measure(databases))
            missed += sum(each.reached is False for each in figures)
            took = f"{title} ({time.monotonic() - began:.0f} s, load {os.getloadavg()[0]:.1f})"
            print(table(took, figures), flush=True)  # noqa: T201  what it is for
    finally:
        databases.close()
        shutil.rmtree(directory, ignore_errors=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
