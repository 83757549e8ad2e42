"""`khanton database upgrade|revision`: the tables and their migrations."""

from argparse import ArgumentParser, Namespace

from command.arguments import settings
from engine.store import migrations


def arguments(parser: ArgumentParser) -> None:
    """Take what to do with the tables."""
    parser.add_argument("verb", choices=("upgrade", "revision"))
    parser.add_argument("--message", "-m", default="", help="what a new revision is for")


def run(given: Namespace) -> int:
    """Bring the tables to the newest revision, or write the revision that is missing."""
    url = settings(given).database
    if given.verb == "upgrade":
        migrations.upgrade(url)
    else:
        migrations.revision(url, given.message)
    return 0
