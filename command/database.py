"""`khanton database upgrade`: bring the tables to the newest revision."""

from argparse import ArgumentParser, Namespace
from contextlib import closing

from command.arguments import settings
from engine import bootstrap


def arguments(parser: ArgumentParser) -> None:
    """Take what to do with the tables."""
    parser.add_argument("verb", choices=("upgrade",))


def run(given: Namespace) -> int:
    """Upgrade, and say to which revision."""
    with closing(bootstrap.build(settings(given))) as engine:
        print(engine.store.current_revision())
    return 0
