"""`khanton`: one word for everything that is done on the machine itself."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Protocol

from command import backup, database, deploy, export, office, restore, serve, trace, verify, work
from command.arguments import place
from engine.errors import EngineError
from engine.model import Problem

_INTERRUPTED = 130


class Command(Protocol):
    """What a module of this package offers."""

    def arguments(self, parser: ArgumentParser) -> None:
        """Say what it takes beside the place of the data."""
        ...

    def run(self, given: Namespace) -> int:
        """Do it; return the exit status."""
        ...


_COMMANDS: tuple[tuple[str, str, Command], ...] = (
    ("serve", "the whole service: database, shipped procedures, pages, API, worker", serve),
    ("work", "a worker alone", work),
    ("office", "found an office with its calendar and first admin", office),
    ("deploy", "bring diagrams, decision tables and forms into the engine", deploy),
    ("verify", "prove that an exported record was not altered", verify),
    ("export-history", "write the record, to be verified anywhere", export),
    ("trace", "show what carries each row of the manuals; fails on a row that nothing does", trace),
    ("backup", "write everything to one file, while the service runs", backup),
    ("restore", "bring a backup into an empty place", restore),
    ("database", "bring the tables up to date, or write a new revision", database),
)


def parser() -> ArgumentParser:
    """Build the command line; every command says what else it takes."""
    whole = ArgumentParser(prog="khanton", description="Runs written procedures as BPMN diagrams.")
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    for name, purpose, command in _COMMANDS:
        one = commands.add_parser(name, help=purpose, description=purpose)
        place(one)
        command.arguments(one)
        one.set_defaults(run=command.run)
    return whole


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when it did what it says, 1 when refused, 130 at Ctrl-C."""
    given = parser().parse_args(words)
    try:
        status: int = given.run(given)
    except EngineError as refusal:
        print(refusal.text("th"), refusal.text("en"), sep="\n", file=sys.stderr)
        for name, value in refusal.particulars.items():
            print(*_lines(name, value), sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    return status


def _lines(name: str, value: object) -> list[str]:
    """Tell a particular of a refusal; the problems of a deployment each on a line."""
    if not isinstance(value, list):
        return [f"  {name}: {value}"]
    return [
        f"  {each.severity}: {each.file}: {each.message_th} · {each.message_en}"
        for each in value
        if isinstance(each, Problem)
    ]


if __name__ == "__main__":
    sys.exit(main())
