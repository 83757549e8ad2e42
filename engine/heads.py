"""The file of tree heads, outside the database: whoever rewrites the one does not have the other.

One `head` line of an export each (`engine.exporting`), only ever added to. Carry copies elsewhere:
mail them, print them, give them to another office.
"""

import fcntl
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from engine.exporting import read_heads, write_line
from engine.signing import TreeHead

_TAIL = 4096


def heads_file(data_dir: Path) -> Path:
    """Return where the heads are kept."""
    return data_dir / "heads" / "heads.jsonl"


def add_missing(file: Path, heads_behind: Callable[[int], Iterable[TreeHead]]) -> int:
    """Append the heads that the file does not have yet; return how many.

    `heads_behind` gives the heads above a size, smallest first. A line that a crash cut off is
    taken away first, for its head is given again.

    Raises:
        ExportUnreadable: the last line is no tree head.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.open("ab+") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        _drop_broken_line(out)
        lines = [write_line(head) for head in heads_behind(_last_size(out))]
        out.write(b"".join(lines))
        out.flush()
        os.fsync(out.fileno())
    return len(lines)


def _drop_broken_line(out: BinaryIO) -> None:
    tail = _tail(out)
    out.truncate(out.seek(0, os.SEEK_END) - len(tail) + tail.rfind(b"\n") + 1)


def _last_size(out: BinaryIO) -> int:
    heads = read_heads(_tail(out).splitlines(keepends=True)[-1:])
    return heads[-1].size if heads else 0


def _tail(out: BinaryIO) -> bytes:
    out.seek(max(out.seek(0, os.SEEK_END) - _TAIL, 0))
    return out.read()
