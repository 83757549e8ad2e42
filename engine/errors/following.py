"""What can be wrong with following a case without an account."""

from engine.errors.base import NotFound, TooMany


class TrackingUnknown(NotFound):
    """No case has this number and this secret; the caller is not told which is wrong."""

    code = "tracking_unknown"
    th = "ไม่พบเรื่องที่มีเลขที่และรหัสติดตามนี้ กรุณาตรวจตัวอักษรทีละกลุ่ม หรือขอรหัสใหม่จากผู้ยื่นหรือสำนักงาน"
    en = (
        "No case has this number and code. Check them letter by letter, "
        "or ask the applicant or the office for a new code."
    )


class TooManyLooks(TooMany):
    """A number, or an address, was tried too often; `retry_after` seconds must pass."""

    code = "too_many_looks"
    th = "ลองหลายครั้งเกินไป กรุณารอ {retry_after} วินาที แล้วลองใหม่"
    en = "Too many attempts; wait {retry_after} seconds, then try again."
