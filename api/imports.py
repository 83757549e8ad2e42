"""Tables of forms out of spreadsheets: read, checked, kept as draft; and empty ones."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify, request

from api import bodies
from api.auth import engine, person
from api.fields import Form, Many, Number, Object, Of, Text, Truth, length, one_of
from api.http import Resource, command, documented, refuses
from api.language import both
from api.language import one_of as in_language
from api.refusals import RequestInvalid
from api.tasks import PLACE
from engine import importing
from engine.files import disposition
from engine.forms import BadCell

resource = Resource("imports", "นำเข้าตารางของแบบฟอร์ม / Tables of forms from spreadsheets")
_PASTED = ("text/tab-separated-values", "text/csv")
bodies.takes_files("imports.read", *_PASTED)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT_BODY = {"schema": {"type": "string"}}
_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        },
        **dict.fromkeys(_PASTED, _TEXT_BODY),
    },
}
_FIELD = Text(
    required=True,
    validate=length(100),
    metadata={"example": "students", "description": "ตารางใดของแบบฟอร์ม / which table of the form"},
)


class TableQuery(Form):
    """Which table."""

    field = _FIELD


class ImportQuery(Form):
    """Which table, and what becomes of the good rows."""

    field = _FIELD
    save = Text(
        load_default="",
        validate=one_of("", "draft", "append"),
        metadata={
            "enum": ["", "draft", "append"],
            "description": "draft: แทนแถวในร่าง / replaces its rows; append: ต่อท้าย / behind them",
        },
    )
    header = Truth(
        load_default=True,
        metadata={
            "description": "false: ไม่มีหัวคอลัมน์ เรียงตามแบบฟอร์ม / no headings: in the form's order"
        },
    )


class BothSchema(Form):
    """A text in both languages."""

    th = Text(required=True)
    en = Text(required=True)


class CellSchema(Form):
    """A bad cell; `row` is its number in the sheet."""

    row = Number(required=True, metadata={"example": 18})
    key = Text(required=True, metadata={"example": "thai_id"})
    column = Of(BothSchema, required=True)
    value = Text(required=True, metadata={"example": "1.23457E+12"})
    message = Of(BothSchema, required=True)


class ImportedRowsSchema(Form):
    """The good rows as a form takes them, and all that was not taken."""

    rows = Many(Object(), required=True)
    errors = Many(Of(CellSchema), required=True)
    total_errors = Number(required=True)
    unmatched = Many(Text(), required=True, metadata={"description": "headings no column has"})
    missing = Many(
        Of(BothSchema),
        required=True,
        metadata={"description": "required columns without a heading"},
    )
    read = Number(required=True, metadata={"description": "rows that hold anything"})
    accepted = Number(required=True)


@resource.post(f"{PLACE}/import")
@command
@documented(requestBody=_BODY)
@refuses(403, 404, 409)
@resource.arguments(ImportQuery, location="query")
@resource.response(200, ImportedRowsSchema)
def read(given: dict[str, Any], task_id: UUID) -> Response:
    """นำเข้าตารางจาก .xlsx .csv หรือข้อความที่คัดลอก · Read a sheet into a table of the task's form.

    Completes nothing. Every bad cell is named by its row in the sheet; rows without one are taken.
    """
    asked = importing.Asked(field=given["field"], save=given["save"], header=given["header"])
    found = importing.read(engine(), person(), task_id, asked, _content())
    return jsonify(
        {
            "rows": found.rows,
            "errors": [_shown(each) for each in found.errors],
            "total_errors": found.faults,
            "unmatched": found.unmatched,
            "missing": found.missing,
            "read": found.read,
            "accepted": len(found.rows),
        }
    )


@resource.get(f"{PLACE}/import-template")
@refuses(404)
@resource.arguments(TableQuery, location="query")
@resource.response(
    200, {"type": "string", "format": "binary"}, content_type=_XLSX, description="an empty .xlsx"
)
def template(given: dict[str, str], task_id: UUID) -> Response:
    """ไฟล์เปล่าสำหรับกรอก · An empty .xlsx with the headings of a table of the task's form."""
    made = importing.blank(engine(), person(), task_id, given["field"])
    headers = {"Content-Disposition": disposition(made.name)}
    return Response(made.content, headers=headers, content_type=_XLSX)


def _content() -> tuple[bytes, bool]:
    """Return the sheet that was sent, and whether it was pasted."""
    if request.mimetype in _PASTED:
        return request.get_data(cache=True), True
    file = request.files.get("file")
    if file is None:
        told = both("กรุณาแนบแฟ้ม .xlsx หรือ .csv", "Send an .xlsx or a .csv.")
        raise RequestInvalid(count=1, errors={"file": in_language(told)})
    with file.stream as stream:
        return stream.read(), False


def _shown(cell: BadCell) -> dict[str, Any]:
    return {
        "row": cell.row,
        "key": ".".join(cell.path),
        "column": cell.heading,
        "value": cell.value,
        "message": cell.message,
    }
