"""`khanton export-history`: the whole record, as lines that `khanton verify` can check anywhere."""

import sys
from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path

from command.arguments import OPERATOR, settings
from engine import bootstrap, history


def arguments(parser: ArgumentParser) -> None:
    """Take where to write."""
    parser.add_argument("--to", type=Path, metavar="FILE", help="without it, standard output")


def run(given: Namespace) -> int:
    """Write the export (`engine.exporting`) line by line; nothing is kept in memory."""
    with closing(bootstrap.build(settings(given))) as engine:
        lines = history.export(engine, OPERATOR)
        if given.to is None:
            sys.stdout.buffer.writelines(lines)
        else:
            with given.to.open("wb") as file:
                file.writelines(lines)
    return 0
