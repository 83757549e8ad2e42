"""Two versions of a procedure beside each other: both diagrams, and every difference in words."""

from flask import request

from engine import comparing, definitions
from engine.differences import How
from engine.errors import DefinitionNotFound
from engine.rows import DefinitionRow
from web.audience import ADMINS, ANALYSTS, STAFF
from web.language import t
from web.names import name_of
from web.pages.differing_words import marked, words
from web.rendering import show
from web.routing import Pages
from web.session import engine

pages = Pages("comparing")


@pages.get("/admin/procedures/<key>/compare", whom=STAFF | ADMINS | ANALYSTS)
def versions(key: str) -> str:
    """Show two versions; without a choice, the newest beside the one before it."""
    known = definitions.versions(engine(), key)
    before, after = _chosen(known)
    found = comparing.versions(engine(), key, before, after)
    return show(
        "comparing/versions.html",
        title=t("เทียบสองรุ่น", "Compare two versions"),
        found=found,
        numbers=[row.version for row in known],
        procedure=name_of(found.after),
        elements=[each for each in found.elements if each.how is not How.MOVED],
        moved=[each for each in found.elements if each.how is How.MOVED],
        state=marked(found.elements),
        **words(),
    )


def _chosen(known: list[DefinitionRow]) -> tuple[int, int]:
    newest = known[0].version
    return _number("before", max(1, newest - 1)), _number("after", newest)


def _number(name: str, otherwise: int) -> int:
    """Read a version from the address.

    Raises:
        DefinitionNotFound: it is no number.
    """
    typed = request.args.get(name) or str(otherwise)
    if not typed.isascii() or not typed.isdigit() or len(typed) > len("1000000"):
        raise DefinitionNotFound(key=typed)
    return int(typed)
