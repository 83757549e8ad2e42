"""`khanton backup FILE`: database, files and keys in one archive, while the service runs."""

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path

from command.arguments import settings
from engine import backups, bootstrap


def arguments(parser: ArgumentParser) -> None:
    """Take where to write."""
    parser.add_argument("archive", type=Path, help="the file to write, such as today.zip")


def run(given: Namespace) -> int:
    """Back up; never over a file that is there."""
    if given.archive.exists():
        print(f"มีไฟล์ {given.archive} อยู่แล้ว · {given.archive} exists already")
        return 1
    with closing(bootstrap.build(settings(given))) as engine:
        rows = backups.backup(engine, given.archive)
    print(f"สำรองแล้ว {rows} แถว · {rows} row(s) backed up in {given.archive}")
    return 0
