"""The modeler's page: a diagram of a draft, drawn in the browser."""

from uuid import UUID

from flask import Response, url_for

from engine import drafts
from engine.errors import DraftFileNotFound
from web.audience import ANALYSTS
from web.pages.studio_family import opened, page, pages


@pages.get("/studio/<uuid:draft>/diagrams/<name>", whom=ANALYSTS)
def diagram(draft: UUID, name: str) -> Response:
    """Show the modeler on a diagram of the draft; its script reads and saves the file itself.

    Raises:
        DraftFileNotFound: the draft has no such diagram.
    """
    found = opened(draft)
    diagrams = [each.name for each in found.files if drafts.kind_of(each.name) == "diagram"]
    if name not in diagrams:
        raise DraftFileNotFound(name=name)
    return page(
        "diagram.html",
        found,
        file=name,
        source=url_for("studio.file", draft=draft, name=name),
        base=url_for("studio.overview", draft=draft),
        diagrams=[(each, url_for("studio.diagram", draft=draft, name=each)) for each in diagrams],
    )
