"""The table of who may do what, and how it is written down."""

from dataclasses import dataclass

from tests.access import addresses, probing
from tests.access.scene import PEOPLE

_HEAD = """\
# Who may open and do what

Written by `scripts/access --write`, which asks every address of the service as every kind of
person; a test fails while this file differs from what it finds. Every cell is of the
demonstration's first office and of **one family's case** in it.

| column | who |
|---|---|
| nobody | somebody who has not signed in |
| owner | the family whose case it is |
| neighbour | another family of the same office |
| colleague | an officer of that office |
| stranger | an officer of another office |
| admin, admin elsewhere | an admin of that office, of another one |
| auditor, analyst | of that office |

| cell | meaning |
|---|---|
| ✓ | may: the request came through to what it asks |
| – | refused (403) |
| not there | answered as if there were no such thing (404) |
| sign in | is asked who it is (401, or led to the page for that) |
"""


@dataclass(frozen=True, slots=True)
class Row:
    """An address, and what it comes to for each kind of person."""

    address: addresses.Address
    cells: dict


def found(scene):
    """Ask every address as every kind of person."""
    return [
        Row(each, {name: probing.outcome(scene, each, user) for name, user in PEOPLE.items()})
        for each in addresses.all_of(scene)
    ]


def written(rows):
    """Return the table as Markdown."""
    parts = [_HEAD]
    for app, title in (("pages", "Pages"), ("service", "API")):
        parts += [f"## {title}\n", _line(["request", *PEOPLE]), _line(["---"] * (1 + len(PEOPLE)))]
        parts += [
            _line([_named(r.address), *r.cells.values()]) for r in rows if r.address.app == app
        ]
        parts.append("")
    return "\n".join(parts)


def _named(address):
    of = f" ({address.variant} task)" if address.variant else ""
    return f"{address.method} `{address.rule}`{of}"


def _line(cells):
    return f"| {' | '.join(cells)} |"
