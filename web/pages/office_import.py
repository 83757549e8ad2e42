"""Many schools at once from the office's own list: looked at first, errors by row, then written."""

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from contextlib import closing
from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import offices, schools
from engine.errors import SchoolFileUnreadable, SchoolInvalid
from engine.schools import Imported
from web.audience import ADMINS, STAFF
from web.flashes import flash
from web.language import language, t
from web.pages.office_family import chosen_office, page, pages
from web.session import engine, person

_MOST_BYTES: Final = 2 * 1024 * 1024
"""2,000 schools are 200 kB; the list travels back with the page that shows what it would do."""


@pages.get("/admin/import-schools", whom=STAFF | ADMINS)
def import_schools() -> BaseResponse:
    """Ask for the list."""
    schools.require_keeper(person(), chosen_office(offices.seen))
    return _shown()


def _shown(
    *,
    problem: str = "",
    rows: list[str] | None = None,
    count: int = 0,
    would: Imported | None = None,
    content: bytes = b"",
) -> BaseResponse:
    return page(
        "schools_import.html",
        status=422 if problem or rows else 200,
        title=t("นำเข้าทะเบียนโรงเรียน", "Import schools"),
        problem=problem,
        rows=rows or [],
        count=count,
        would=would,
        content=b64encode(content).decode() if would else "",
    )


@pages.post("/admin/import-schools", whom=STAFF | ADMINS)
def take_schools() -> BaseResponse:
    """Look at the list, and write it when it was looked at (`content` is what was)."""
    office = chosen_office(offices.seen)
    seen, content = _content()
    if problem := _problem(content):
        return _shown(problem=problem)
    try:
        done = schools.import_file(engine(), person(), office, content, dry_run=not seen)
    except SchoolFileUnreadable as refusal:
        return _shown(problem=refusal.text(language()))
    except SchoolInvalid as refusal:
        wrong = refusal.particulars
        return _shown(rows=_told(wrong["errors"]), count=wrong["count"])
    return _imported(done) if seen else _shown(would=done, content=content)


_COLUMNS: Final = {
    "code": ("รหัสโรงเรียน", "code"),
    "name_th": ("ชื่อโรงเรียน", "name"),
    "name_en": ("ชื่อภาษาอังกฤษ", "English name"),
    "affiliation": ("สังกัด", "affiliation"),
    "size": ("ขนาด", "size"),
    "levels": ("ระดับ", "levels"),
    "students": ("จำนวนนักเรียน", "students"),
}


def _told(errors: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return errors as sentences that begin with row and column."""
    found = []
    for path, why in errors.items():
        column = _COLUMNS.get(path.rpartition(".")[2])
        row, _, sentence = why[language()].partition(": ")
        found.append(f"{row} {t(*column)}: {sentence}" if column else why[language()])
    return found


def _problem(content: bytes) -> str:
    if not content:
        return t("กรุณาเลือกไฟล์", "Choose a file.")
    if len(content) > _MOST_BYTES:
        return t("ไฟล์ใหญ่เกิน 2 MB", "The file is larger than 2 MB.")
    return ""


def _imported(done: Imported) -> BaseResponse:
    flash(
        "ok",
        t(
            f"นำเข้าแล้ว เพิ่ม {done.added} แก้ไข {done.changed} เหมือนเดิม {done.unchanged} โรงเรียน",
            f"Imported: {done.added} added, {done.changed} changed, {done.unchanged} as before.",
        ),
    )
    return redirect(url_for("office.schools"), 303)


def _content() -> tuple[bool, bytes]:
    """Return whether the list was looked at before, and its bytes."""
    if kept := request.form.get("content", ""):
        try:
            return True, b64decode(kept, validate=True)
        except (Error, ValueError):
            return True, b""
    file = request.files.get("file")
    if file is None:
        return False, b""
    with closing(file):
        return False, file.read(_MOST_BYTES + 1)
