"""What a measure says: figures in a table, each beside its budget, and the machine's facts."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pysqlite3.dbapi2
import SpiffWorkflow
import sqlalchemy


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number. `budget`: what it must reach, and `reached` whether it did."""

    what: str
    value: str
    budget: str = ""
    reached: bool | None = None


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def table(title: str, figures: Iterable[Figure]) -> str:
    """Return figures as a Markdown table."""
    words = {None: "", True: "reached", False: "**not reached**"}
    rows = [f"| {f.what} | {f.value} | {f.budget} | {words[f.reached]} |" for f in figures]
    return "\n".join(
        [f"\n### {title}", "", "| measure | figure | budget | |", "|---|---|---|---|", *rows]
    )


def machine() -> str:
    """Return what the figures were measured on."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in _lines("/proc/cpuinfo")
            if "model name" in line
        ),
        platform.machine(),
    )
    memory = next((line.split()[1] for line in _lines("/proc/meminfo") if "MemTotal" in line), "0")
    versions = (
        f"Python {platform.python_version()}, SQLite {pysqlite3.dbapi2.sqlite_version}, "
        f"SQLAlchemy {sqlalchemy.__version__}, SpiffWorkflow {SpiffWorkflow.version.__version__}"
    )
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {os.cpu_count()} cores, {cpu}; "  # noqa: TID251  when it ran
        f"{int(memory) / 1e6:.0f} GB; Linux {platform.release()}; {versions}"
    )


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
