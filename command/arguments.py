"""What the commands have in common: the settings one may give, and who acts."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from engine.model import Person
from engine.settings import Settings, from_environment

OPERATOR = Person(
    id="operator",
    name="ผู้ดูแลเครื่อง (operator)",
    national=frozenset({"admin", "analyst"}),
)
"""Whoever may run commands on the machine; history names them so."""


def place(parser: ArgumentParser) -> None:
    """Let a command be told where the data is, and what time it is."""
    parser.add_argument(
        "--database",
        dest="database_url",
        metavar="URL",
        help="sqlite:///FILE or postgresql+psycopg://...; without it a SQLite file in --data",
    )
    parser.add_argument(
        "--data", dest="data_dir", metavar="DIR", type=Path, help="attachments, keys, tree heads"
    )
    parser.add_argument(
        "--clock", metavar="CLOCK", help="system, or manual:2026-04-01T08:30:00+07:00"
    )


def settings(given: Namespace) -> Settings:
    """Read the environment; what the command line says goes before it."""
    known = Settings.__annotations__
    said = {name: value for name, value in vars(given).items() if name in known}
    chosen = replace(
        from_environment(), **{name: value for name, value in said.items() if value is not None}
    )
    return replace(chosen, data_dir=chosen.data_dir.absolute())
