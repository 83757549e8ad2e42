"""Everything a caller can get wrong. `code` is stable; `th` and `en` are what people read.

Four branches, which the API maps to 404, 409, 422 and 403 (and 401, 429): nothing else in the
program knows a status code. A docstring says when the refusal is raised.
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class EngineError(Exception):
    """A refusal: the command changed nothing."""

    code: ClassVar[str] = "error"
    th: ClassVar[str] = "ทำรายการไม่ได้"
    en: ClassVar[str] = "The command was refused."

    def __init__(self, **particulars: Any) -> None:
        self.particulars: Mapping[str, Any] = particulars
        super().__init__(self.text("en"))

    def text(self, language: str) -> str:
        """Return the sentence in `th` or `en`, with the particulars filled in."""
        template = self.th if language == "th" else self.en
        return template.format_map(_Blank(self.particulars))


class _Blank(dict[str, Any]):
    """Leaves a place empty rather than fail while telling somebody of a failure."""

    def __missing__(self, key: str) -> str:
        return "–"


class NotFound(EngineError):
    """There is no such thing, or it is not yours to know of."""

    code = "not_found"
    th = "ไม่พบรายการที่ขอ หรือท่านไม่มีสิทธิเข้าถึง"
    en = "It does not exist, or it is not yours to see."


class Conflict(EngineError):
    """The thing is not in the state the caller saw."""

    code = "conflict"
    th = "ข้อมูลเปลี่ยนไปแล้ว กรุณาเปิดดูใหม่ก่อนทำรายการ"
    en = "It has changed since you saw it; read it again first."


class Invalid(EngineError):
    """What was sent cannot be accepted. `errors` maps a path to a message (th, en)."""

    code = "invalid"
    th = "ข้อมูลที่ส่งมาไม่ถูกต้อง"
    en = "What was sent cannot be accepted."


class Forbidden(EngineError):
    """It is known to you, but this is not yours to do."""

    code = "forbidden"
    th = "ท่านไม่มีสิทธิทำรายการนี้"
    en = "You may not do this."


class StartForbidden(Forbidden):
    """A procedure of the office is begun by the office."""

    code = "start_forbidden"
    th = "ท่านเริ่มเรื่อง “{definition}” ไม่ได้ สำนักงานเป็นผู้เริ่ม"
    en = "“{definition_en}” is begun by the office, not by you."


class Unauthenticated(EngineError):
    """Nobody is signed in, or the token has ended."""

    code = "unauthenticated"
    th = "กรุณาเข้าสู่ระบบ"
    en = "Sign in first."


class TooMany(EngineError):
    """Tried too often; `retry_after` seconds must pass."""

    code = "too_many_attempts"
    th = "ลองเข้าสู่ระบบหลายครั้งเกินไป กรุณารอ {retry_after} วินาที"
    en = "Too many attempts; wait {retry_after} seconds."
