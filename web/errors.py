"""Refusals and failures as pages: what happened, in the person's words, and what to do next."""

import logging
from typing import Final
from uuid import uuid4

from flask import Flask, Response, make_response, redirect, request, url_for
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as BaseResponse

from api.errors import status_of
from engine.errors import EngineError, Unauthenticated
from web.language import language, t
from web.rendering import is_htmx, show
from web.session import SAFE

log = logging.getLogger(__name__)
_TITLES: Final = {
    400: ("อ่านคำขอไม่ได้", "The request cannot be read"),
    403: ("หน้านี้ไม่ใช่สำหรับท่าน", "This is not yours to open"),
    404: ("ไม่พบหน้านี้", "There is no such page"),
    405: ("เปิดหน้านี้ด้วยวิธีนี้ไม่ได้", "This page is not opened that way"),
    409: ("ข้อมูลเปลี่ยนไปแล้ว", "It has changed meanwhile"),
    413: ("ไฟล์ใหญ่เกินไป", "The file is too large"),
    422: ("ข้อมูลไม่ถูกต้อง", "Something is not valid"),
    429: ("ลองบ่อยเกินไป", "Too many attempts"),
    500: ("ระบบขัดข้อง", "Something went wrong"),
}


def register(app: Flask) -> None:
    """Let every refusal and failure leave as a page, or as a fragment where one was asked for."""
    app.register_error_handler(EngineError, _refused)
    app.register_error_handler(HTTPException, _routed)
    app.register_error_handler(Exception, _failed)


def _refused(refusal: EngineError) -> BaseResponse:
    if isinstance(refusal, Unauthenticated):
        return _to_sign_in()
    answer = _answer(status_of(refusal), refusal.text(language()), refusal.code)
    if "retry_after" in refusal.particulars:
        answer.headers["Retry-After"] = str(refusal.particulars["retry_after"])
    return answer


def _to_sign_in() -> BaseResponse:
    """Ask who it is, and come back here; a fragment lets the whole page go there."""
    wanted = request.full_path.rstrip("?") if request.method in SAFE and not is_htmx() else ""
    place = (
        url_for("session.sign_in_form", back=wanted) if wanted else url_for("session.sign_in_form")
    )
    if is_htmx() or request.headers.get("X-CSRF-Token"):
        answer = make_response(t("กรุณาเข้าสู่ระบบอีกครั้ง", "Sign in again."), 401)
        answer.headers["HX-Trigger"] = "khanton:signed-out"
        return answer
    return redirect(place, 303)


def _routed(problem: HTTPException) -> BaseResponse:
    if isinstance(problem, RequestRedirect):  # a redirect of the router
        return problem.get_response()
    status = problem.code or 500
    sentence = t(
        "ที่อยู่อาจพิมพ์ผิด หรือรายการถูกย้ายไปแล้ว", "The address may be mistyped, or the thing has moved."
    )
    return _answer(status, sentence if isinstance(problem, NotFound) else "", "")


def _failed(failure: Exception) -> BaseResponse:
    """Say that it was our fault; what went wrong stays in the log, under the reference."""
    reference = str(uuid4())
    log.error(
        "%s %s failed, reference %s", request.method, request.path, reference, exc_info=failure
    )
    sentence = t(
        f"กรุณาลองใหม่ หากยังพบปัญหาโปรดแจ้งผู้ดูแลระบบพร้อมเลขอ้างอิง {reference}",
        f"Try again; if it lasts, tell the administrator the reference {reference}.",
    )
    return _answer(500, sentence, "internal_error")


def _answer(status: int, sentence: str, code: str) -> Response:
    th, en = _TITLES.get(status, _TITLES[400])
    template = "errors/_notice.html" if is_htmx() else "errors/page.html"
    page = show(template, title=t(th, en), sentence=sentence, code=code, status=status)
    return make_response(page, status)
