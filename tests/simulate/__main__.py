"""`python -m tests.simulate`: a national year on paper (`--plan`), or lived at a fitting scale."""

import argparse
import logging
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.places import POSTGRESQL, Databases
from tests.bench.report import machine, table
from tests.simulate import plan, telling
from tests.simulate.demand import NATION_OFFICES, NATION_SCHOOLS, Extent, sources
from tests.simulate.running import Wanted, lived

_SCHOOLS_A_MINUTE = 60
"""What this machine lives in a minute, at least: chooses the scale when none is given."""


def main(given):
    """Print the plan, or live a year and print its figures; 1 when something had to be zero."""
    asked = _asked().parse_args(given)
    extent = Extent(offices=asked.offices, schools=asked.schools)
    if asked.plan:
        _print(plan.paper(extent, asked.year))
        _print(["", *(f"- {name} {value:,}: {why} ({how})" for name, value, why, how in sources())])
        return 0
    scale = asked.scale or min(1, asked.minutes * _SCHOOLS_A_MINUTE / extent.schools)
    return _run(asked, extent.scaled(scale))


def _asked():
    asked = argparse.ArgumentParser(prog="scripts/simulate", description=__doc__)
    asked.add_argument("--offices", type=int, default=NATION_OFFICES)
    asked.add_argument("--schools", type=int, default=NATION_SCHOOLS)
    asked.add_argument("--year", type=int, default=2569, help="of the Buddhist era")
    asked.add_argument("--plan", action="store_true", help="on paper only")
    asked.add_argument("--scale", type=float, help="the part to live; else what fits --minutes")
    asked.add_argument("--minutes", type=float, default=5)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--database", default="", help="an empty one's URL, or `postgresql`")
    asked.add_argument("--keep", action="store_true", help="let plans use what is measured now")
    return asked


def _run(asked, extent):
    logging.disable(logging.WARNING)
    _print([machine(), f"{extent.offices} offices, {extent.schools} schools; seed {asked.seed}"])
    began, used = time.monotonic(), time.process_time()
    done = _lived(asked, extent)
    share = (time.process_time() - used) / (time.monotonic() - began)
    if asked.keep:
        telling.keep(done)
    figures = list(telling.measured(done))
    took = (
        f"{done.seconds:.0f} s, this process {share:.0%} of a core, load {os.getloadavg()[0]:.1f}"
    )
    _print([table(f"A year lived on {done.kind} ({took})", figures)])
    _print([table("What it means for the nation", telling.nation(done))])
    _print(["", *(f"- incident, {n} times: {what}" for what, n in done.found["incidents"].items())])
    _print([f"- failed {n} times: {what}" for what, n in done.watch.failed.most_common(20)])
    _print([f"- refused {n} times: {what}" for what, n in done.watch.refused.most_common(10)])
    return int(any(each.reached is False for each in figures))


def _lived(asked, extent):
    directory = Path(tempfile.mkdtemp(prefix="khanton-simulate-"))
    databases = Databases(directory)
    try:
        url = databases.url() if asked.database == POSTGRESQL.lower() else asked.database
        wanted = Wanted(extent=extent, year=asked.year, seed=asked.seed, url=url)
        return lived(wanted, directory)
    finally:
        databases.close()
        shutil.rmtree(directory, ignore_errors=True)


def _print(lines):
    for line in lines:
        print(line, flush=True)  # noqa: T201  what it is for


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
