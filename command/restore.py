"""`khanton restore FILE`: a backup into an empty place."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from command.arguments import settings
from engine import backups


def arguments(parser: ArgumentParser) -> None:
    """Take what to read."""
    parser.add_argument("archive", type=Path, help="what `khanton backup` wrote")


def run(given: Namespace) -> int:
    """Restore; refuse where there are data already."""
    rows = backups.restore(settings(given), given.archive)
    print(f"กู้คืนแล้ว {rows} แถว · {rows} row(s) restored")
    return 0
