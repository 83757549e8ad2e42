"""What running processes have used, read from Linux's /proc."""

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def family(pid: int) -> list[int]:
    """Return a process and all that it started, directly or not."""
    children: dict[int, list[int]] = {}
    for each in Path("/proc").iterdir():
        if each.name.isdecimal() and (fields := _stat(int(each.name))):
            children.setdefault(int(fields[1]), []).append(int(each.name))
    found = [pid]
    for each in found:
        found.extend(children.get(each, []))
    return found


def cpu_of(pid: int) -> float:
    """Return the CPU seconds that a process and those it started have used so far."""
    stats = [fields for each in family(pid) if (fields := _stat(each))]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / _TICK


def memory_of(pid: int) -> float:
    """Return the megabytes that the largest of these processes holds."""
    stats = [fields for each in family(pid) if (fields := _stat(each))]
    return max(int(fields[21]) for fields in stats) * _PAGE / 1e6


def busy() -> float:
    """Return the CPU seconds that the whole machine has worked so far."""
    fields = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
    return sum(int(fields[each]) for each in (0, 1, 2, 5, 6)) / _TICK


def _stat(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(") ")[2].split()
