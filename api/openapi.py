"""The OpenAPI document, true to what the service does."""

import re
from http import HTTPMethod, HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Any

from flask import Flask
from flask_smorest import Api, Blueprint

from api import fields
from api.errors import MEDIA_TYPE, STATUS
from api.http import LONGEST_KEY, REPEATABLE

_TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail", "code", "instance"],
    "properties": {
        "type": {"type": "string", "example": "urn:khanton:problem:task_not_open"},
        "title": {"type": "string", "example": "ขัดกับสถานะปัจจุบัน"},
        "status": {"type": "integer", "example": 409},
        "detail": {"type": "string", "example": "งานนี้ถูกดำเนินการแล้ว (completed) โดย นายสมมติ ตัวอย่าง"},
        "code": {
            "type": "string",
            "example": "task_not_open",
            "description": "คงที่ ใช้ในโปรแกรมได้ / stable, for programs",
        },
        "instance": {
            "type": "string",
            "example": "/api/v1/tasks/0199f8a0-0000-7000-8000-000000000001",
        },
        "errors": {
            "type": "object",
            "additionalProperties": _TEXT,
            "description": "ช่อง → ข้อความ / path → message",
            "example": {"address.postcode": "กรุณากรอก “รหัสไปรษณีย์”"},
        },
        "problems": {
            "type": "array",
            "description": "ข้อผิดพลาดของแฟ้มที่นำขึ้น / what is wrong with deployed files",
            "items": {
                "type": "object",
                "required": ["file", "element_id", "rule", "severity", "message", "remedy"],
                "properties": {
                    "file": _TEXT,
                    "element_id": {"type": ["string", "null"]},
                    "rule": _TEXT,
                    "severity": {"type": "string", "enum": ["error", "warning"]},
                    "message": _TEXT,
                    "remedy": _TEXT,
                },
            },
        },
        "about": {
            "type": "object",
            "description": "รายละเอียด เช่น ใครและเมื่อใด / particulars, such as who and when",
        },
    },
}
INTRODUCTION = """\
ขั้นตอน (Khanton) เดินเรื่องตามแผนผังของสำนักงานเขตพื้นที่การศึกษา

ขอรหัสเข้าใช้ที่ `POST /auth/token` แล้วส่งเป็น `Authorization: Bearer …` ทุกครั้ง ข้อความเป็นภาษาไทย
เว้นแต่ `Accept-Language: en` เวลาเป็น ISO 8601 (+07:00) วันที่เป็น ค.ศ.
รายการยาวแบ่งหน้าด้วย `limit` และ `cursor` ส่งคำสั่งซ้ำอย่างปลอดภัยได้ด้วย `Idempotency-Key`

Khanton runs the written procedures of an education area office. Get a token from `POST /auth/token`
and send it as `Authorization: Bearer …`. Texts are Thai unless `Accept-Language: en`. Times are
ISO 8601 (+07:00), dates Gregorian. Long lists come in pages (`limit`, `cursor`: `next` of the page
before). A command sent again under its `Idempotency-Key` returns the first answer. Errors are
RFC 9457 problem details with a stable `code`.
"""
_BEHALF = {
    "in": "header",
    "name": "X-On-Behalf-Of",
    "required": False,
    "schema": {"type": "string", "maxLength": 64},
    "description": "ปฏิบัติหน้าที่แทนผู้ใดในวันนี้ / the absent person for whom the caller acts today",
}
_LANGUAGE = {
    "in": "header",
    "name": "Accept-Language",
    "required": False,
    "schema": {"type": "string", "example": "th"},
    "description": "ภาษาของข้อความ / the language of texts: th or en",
}
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
    "description": "ส่งซ้ำด้วยคีย์เดิมได้คำตอบเดิม / repeating returns the first answer",
}
_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": {"type": "string", "example": '"1"'},
    "description": "ETag ที่เห็น ไม่ตรงได้ 412 / the ETag that was seen; 412 when it has changed",
}
_METHODS = {method.value.lower() for method in HTTPMethod}


class Documented(Api):  # type: ignore[misc]  # flask-smorest has no types
    """Gathers what the views declare; refusals are problem details."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def __init__(self, app: Flask, **options: Any) -> None:
        self._undescribed: list[Blueprint] = []
        self._describing = Lock()
        super().__init__(app, **options)

    def register_blueprint(self, resource: Blueprint) -> None:
        """Add a resource's routes now, its description when the document is first asked for.

        Describing all of them takes a tenth of a second, which no start of the service waits for.
        """
        self._app.extensions["flask-smorest"]["blp_name_to_api"][resource.name] = self
        self._app.register_blueprint(resource)
        self._undescribed.append(resource)

    def describe(self) -> None:
        """Write down what the resources declare."""
        with self._describing:
            for resource in self._undescribed:
                resource.register_views_in_doc(
                    self, self._app, self.spec, name=resource.name, parameters=None
                )
                self.spec.tag({"name": resource.name, "description": resource.description})
            self._undescribed = []

    def _register_responses(self) -> None:
        self.spec.components.schema("Problem", PROBLEM)
        for status in sorted({status for _, status in STATUS} | {400, 405, 413, 500}):
            shape = {"$ref": "#/components/schemas/Problem"}
            told = {
                "description": HTTPStatus(status).phrase,
                "content": {MEDIA_TYPE: {"schema": shape}},
            }
            self.spec.components.response(HTTPStatus(status).name, told, lazy=True)

    def _register_error_handlers(self) -> None:
        """Leave errors to `api.errors`."""


def begin(app: Flask) -> Documented:
    """Begin the document of an application."""
    app.config |= {
        "API_TITLE": "Khanton · ขั้นตอน",
        "API_VERSION": _version(),
        "OPENAPI_VERSION": "3.1.0",
    }
    made = Documented(app, spec_kwargs={"info": {"description": INTRODUCTION}})
    bearer = {"type": "http", "scheme": "bearer", "description": "POST /api/v1/auth/token"}
    made.spec.components.security_scheme("bearer", bearer)
    made.spec.options["security"] = [{"bearer": []}]
    made.register_field(fields.Listed, "array", None)
    converter = made.ma_plugin.converter
    converter.add_attribute_function(_as_list)
    return made


def add(made: Documented, resources: list[Blueprint]) -> None:
    """Add resources: their routes to the application, what they declare to the document."""
    for resource in resources:
        made.register_blueprint(resource)


def document(made: Documented) -> dict[str, Any]:
    """Return the whole document."""
    made.describe()
    told: dict[str, Any] = made.spec.to_dict()
    for path, item in told["paths"].items():
        for method, operation in item.items():
            if method in _METHODS:
                _complete(path, method, operation)
    return told


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    """Add what every operation has: headers, and a name by which programs call it."""
    is_open = operation.get("security") == []
    headers = [_LANGUAGE] if is_open else [_LANGUAGE, _BEHALF]
    if operation.pop(REPEATABLE, False):
        headers.append(_KEY)
    if str(HTTPStatus.PRECONDITION_FAILED.value) in operation["responses"]:
        headers.append(_MATCH)
    operation.setdefault("parameters", []).extend(headers)
    words = re.sub(r"[^a-z]+", "_", path.removeprefix("/api/v1").replace("process-", ""))
    operation["operationId"] = f"{method}{words}".rstrip("_")


def _as_list(_: Any, field: Any, **__: Any) -> dict[str, Any]:
    return {"items": _TEXT} if isinstance(field, fields.Listed) else {}


def _version() -> str:
    try:
        return version("khanton")
    except PackageNotFoundError:  # run from its folder, as tests and scripts do
        return "0"
