"""Two of a draft: as it is now, a kept version, what is deployed; beside each other, in words."""

from typing import Any, Final
from uuid import UUID

from flask import Response, request, url_for

from engine import drafts, file_differences
from engine.differences import How
from engine.errors import DraftFileNotFound
from engine.file_differences import FileDiffers
from web.audience import ANALYSTS
from web.language import t
from web.pages.differing_words import marked, words
from web.pages.studio_family import opened, page, pages
from web.session import engine, person

_DEPLOYED: Final = "deployed"
_NOW: Final = "now"


@pages.get("/studio/<uuid:draft>/compare", whom=ANALYSTS)
def compare(draft: UUID) -> Response:
    """Show what differs between two sets of files; without a choice, what is deployed and now."""
    found = opened(draft)
    sides = _sides(draft)
    before = _chosen("before", sides, _DEPLOYED)
    after = _chosen("after", sides, _NOW)
    files = file_differences.compare(_files(draft, before), _files(draft, after))
    drawn = [each for each in files if each.kind == "diagram"]
    named = [each for each in drawn if each.name == request.args.get("file")]
    shown = next(iter([*named, *drawn]), None)
    return page(
        "compare.html",
        found,
        sides=sides,
        chosen={"before": before, "after": after},
        files=files,
        drawn=drawn,
        shown=shown,
        sources=_sources(draft, shown, before, after),
        state=[] if shown is None else marked(shown.differences),
        **words(),
    )


@pages.get("/studio/<uuid:draft>/versions/<int:number>/files/<name>", whom=ANALYSTS)
def version_file(draft: UUID, number: int, name: str) -> Response:
    """Send a file of a kept version."""
    return _sent(drafts.bodies_of_version(engine(), person(), draft, number), name)


@pages.get("/studio/<uuid:draft>/deployed/<name>", whom=ANALYSTS)
def deployed_file(draft: UUID, name: str) -> Response:
    """Send a file as it is deployed now."""
    return _sent(drafts.deployed_files(engine(), person(), draft), name)


def _sent(files: dict[str, bytes], name: str) -> Response:
    if name not in files:
        raise DraftFileNotFound(name=name)
    kind = "application/json" if name.endswith(".json") else "application/xml"
    response = Response(files[name], content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment"  # never a document of this origin
    return response


def _sides(draft: UUID) -> dict[str, str]:
    kept = drafts.versions(engine(), person(), draft)
    told = {
        _DEPLOYED: t("ที่ใช้อยู่ตอนนี้", "As deployed now"),
        _NOW: t("ร่างตอนนี้", "The draft now"),
    }
    return told | {
        str(each.row.number): t("ร่างรุ่นที่", "Draft version")
        + f" {each.row.number}: {each.row.message}"
        for each in kept
    }


def _chosen(name: str, sides: dict[str, str], otherwise: str) -> str:
    asked = request.args.get(name, otherwise)
    return asked if asked in sides else otherwise


def _files(draft: UUID, side: str) -> dict[str, bytes]:
    if side == _DEPLOYED:
        return drafts.deployed_files(engine(), person(), draft)
    if side == _NOW:
        return drafts.bodies(engine(), person(), draft)
    return drafts.bodies_of_version(engine(), person(), draft, int(side))


def _sources(
    draft: UUID, shown: FileDiffers | None, before: str, after: str
) -> list[tuple[str, str, str]]:
    """Return side, choice and address of each diagram to be shown; blank: it has none."""
    if shown is None:
        return []
    gone = {"before": How.ADDED, "after": How.REMOVED}
    return [
        (side, chosen, "" if shown.how is gone[side] else _address(draft, chosen, shown.name))
        for side, chosen in (("before", before), ("after", after))
    ]


def _address(draft: UUID, side: str, name: str) -> str:
    given: dict[str, Any] = {"draft": draft, "name": name}
    if side == _DEPLOYED:
        return url_for("studio.deployed_file", **given)
    if side == _NOW:
        return url_for("studio.file", **given)
    return url_for("studio.version_file", number=int(side), **given)
