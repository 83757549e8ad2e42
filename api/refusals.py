"""What can be wrong with a request before the engine is asked."""

from engine.errors import Conflict, EngineError, Invalid


class RequestInvalid(Invalid):
    """The body or the query does not fit what is documented. `errors`: path → message."""

    code = "request_invalid"
    th = "คำขอไม่ถูกต้อง {count} รายการ"
    en = "The request has {count} error(s)."


class JsonUnreadable(Invalid):
    """The body is no JSON, is nested too deep or holds a NUL character."""

    code = "json_unreadable"
    th = "อ่านข้อมูล JSON ไม่ได้: {why_th}"
    en = "The JSON cannot be read: {why}"


class NulCharacter(Invalid):
    """The address holds a NUL character, which no text has."""

    code = "nul_character"
    th = "ที่อยู่หรือคำค้นมีอักขระ NUL ซึ่งใช้ไม่ได้"
    en = "The address holds a NUL character, which no text has."


class KeyUnfit(Invalid):
    """An Idempotency-Key that is empty or too long."""

    code = "idempotency_key_unfit"
    th = "Idempotency-Key ต้องมี 1 ถึง {longest} ตัวอักษร"
    en = "Expected an Idempotency-Key of 1 to {longest} characters."


class PreconditionFailed(Conflict):
    """If-Match names another version than the present one."""

    code = "precondition_failed"
    th = "ข้อมูลเปลี่ยนไปแล้ว ไม่ตรงกับรุ่นใน If-Match กรุณาเปิดดูใหม่"
    en = "It has changed: If-Match names another version; read it again first."


class UnsupportedType(EngineError):
    """A body of another kind than the one documented."""

    code = "unsupported_media_type"
    th = "ต้องส่งข้อมูลเป็น {wanted}"
    en = "Expected a body of type {wanted}."
