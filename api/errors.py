"""Refusals as RFC 9457 problem details: one table from what went wrong to a status."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import orjson
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from api.language import language
from api.refusals import PreconditionFailed, UnsupportedType
from engine.errors import (
    Conflict,
    EngineError,
    Forbidden,
    Invalid,
    NotFound,
    TooMany,
    Unauthenticated,
)
from engine.model import Problem

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
STATUS: tuple[tuple[type[EngineError], int], ...] = (
    (Unauthenticated, 401),
    (TooMany, 429),
    (Forbidden, 403),
    (NotFound, 404),
    (PreconditionFailed, 412),
    (Conflict, 409),
    (UnsupportedType, 415),
    (Invalid, 422),
    (EngineError, 422),
)
"""The one table of statuses; the first row that fits counts."""

_TITLES = {
    400: ("คำขอไม่ถูกต้อง", "Bad request"),
    401: ("ยังไม่ได้เข้าสู่ระบบ", "Not signed in"),
    403: ("ไม่มีสิทธิ", "Not allowed"),
    404: ("ไม่พบ", "Not found"),
    405: ("ใช้วิธีนี้ไม่ได้", "Method not allowed"),
    409: ("ขัดกับสถานะปัจจุบัน", "Conflict"),
    412: ("ไม่ตรงตามเงื่อนไข", "Precondition failed"),
    413: ("ข้อมูลใหญ่เกินไป", "Too large"),
    415: ("ชนิดข้อมูลไม่รองรับ", "Unsupported media type"),
    422: ("ข้อมูลไม่ถูกต้อง", "Not valid"),
    429: ("ลองบ่อยเกินไป", "Too many attempts"),
    500: ("ระบบขัดข้อง", "Internal error"),
}
_ROUTING = {
    400: ("bad_request", "อ่านคำขอไม่ได้", "The request cannot be read."),
    404: ("no_such_address", "ไม่มีที่อยู่นี้", "There is no such address."),
    405: ("method_not_allowed", "ที่อยู่นี้ใช้วิธีนี้ไม่ได้", "This address does not take that method."),
    413: ("too_large", "ข้อมูลที่ส่งมาใหญ่เกินไป", "The body is too large."),
}
_INTERNAL = (
    "internal_error",
    "ระบบขัดข้อง กรุณาลองใหม่ หากยังพบปัญหาโปรดแจ้งผู้ดูแลระบบพร้อมเลขอ้างอิง",
    "Something went wrong. Try again; if it lasts, tell the administrator the reference.",
)
_PLAIN = (str, int, bool, UUID)


def register(app: Flask) -> None:
    """Let every refusal and failure of the application leave as problem details."""
    app.register_error_handler(EngineError, _refused)
    app.register_error_handler(HTTPException, _routed)
    app.register_error_handler(Exception, _failed)


def status_of(refusal: EngineError) -> int:
    """Return the HTTP status of a refusal."""
    return next(status for kind, status in STATUS if isinstance(refusal, kind))


def problem_of(refusal: EngineError) -> dict[str, Any]:
    """Return a refusal as problem details, in the caller's language."""
    status = status_of(refusal)
    told = _details(status, refusal.code, refusal.text(language()))
    particulars = refusal.particulars
    if errors := particulars.get("errors"):
        told["errors"] = {path: _said(message) for path, message in errors.items()}
    if problems := particulars.get("problems"):
        told["problems"] = [deployment_problem(each) for each in problems]
    if about := _about(particulars):
        told["about"] = about
    return told


def deployment_problem(problem: Problem) -> dict[str, Any]:
    """Return one problem of a deployed file, in the caller's language."""
    is_thai = language() == "th"
    return {
        "file": problem.file,
        "element_id": problem.element_id,
        "rule": problem.rule,
        "severity": problem.severity.value,
        "message": problem.message_th if is_thai else problem.message_en,
        "remedy": problem.remedy_th if is_thai else problem.remedy_en,
    }


def _about(particulars: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain particulars of a refusal, such as who closed the task and when."""
    texts = {"why", "why_th", "count"}
    plain = {k: v for k, v in particulars.items() if isinstance(v, _PLAIN) and k not in texts}
    return {name: str(v) if isinstance(v, UUID) else v for name, v in plain.items()}


def _said(message: str | Mapping[str, str]) -> str:
    return message if isinstance(message, str) else message[language()]


def _details(status: int, code: str, detail: str) -> dict[str, Any]:
    th, en = _TITLES.get(status) or (HTTPStatus(status).phrase,) * 2
    return {
        "type": f"urn:khanton:problem:{code}",
        "title": th if language() == "th" else en,
        "status": status,
        "detail": detail,
        "code": code,
        "instance": request.path,
    }


def _refused(refusal: EngineError) -> Response:
    response = _answer(problem_of(refusal))
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="khanton"'
    if "retry_after" in refusal.particulars:
        response.headers["Retry-After"] = str(refusal.particulars["retry_after"])
    return response


def _routed(problem: HTTPException) -> Response:
    status = problem.code or 500
    code, th, en = _ROUTING.get(status) or ("http_error", *_TITLES.get(status, (problem.name,) * 2))
    response = _answer(_details(status, code, th if language() == "th" else en))
    for name, value in problem.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _failed(failure: Exception) -> Response:
    """Say that it was our fault; what went wrong stays in the log, under the reference."""
    reference = uuid4()
    log.error(
        "%s %s failed, reference %s", request.method, request.path, reference, exc_info=failure
    )
    code, th, en = _INTERNAL
    told = _details(500, code, th if language() == "th" else en)
    return _answer({**told, "instance": f"urn:uuid:{reference}"})


def _answer(told: Mapping[str, Any]) -> Response:
    return Response(orjson.dumps(told), status=told["status"], content_type=MEDIA_TYPE)
