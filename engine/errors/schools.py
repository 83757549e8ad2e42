"""What can be wrong with a school, and with whose case one is to be."""

from engine.errors.base import Conflict, Invalid, NotFound


class SchoolNotFound(NotFound):
    """The office has no school of this code."""

    code = "school_not_found"
    th = "ไม่พบโรงเรียนรหัส {code} ในสำนักงานนี้"
    en = "The office has no school {code}."


class SchoolMemberExists(Conflict):
    """The account belongs to the school on one of these days already."""

    code = "school_member_exists"
    th = "{username} เป็นบุคลากรของโรงเรียนรหัส {code} ในช่วงเวลานี้อยู่แล้ว"
    en = "{username} belongs to school {code} during this time already."


class SchoolInvalid(Invalid):
    """What is said of a school cannot be. `errors`: path → {"th": …, "en": …}."""

    code = "school_invalid"
    th = "ข้อมูลโรงเรียนไม่ถูกต้อง {count} รายการ ยังไม่ได้บันทึก"
    en = "The data of schools have {count} error(s); nothing was written."


class SchoolFileUnreadable(Invalid):
    """A file that is no table of schools. `why` (en) and `why_th` say what is wrong."""

    code = "school_file_unreadable"
    th = "อ่านแฟ้มโรงเรียนไม่ได้: {why_th}"
    en = "The file of schools cannot be read: {why}"


class ApplicantRequired(Invalid):
    """Who belongs to several schools says whose case it is to be."""

    code = "applicant_required"
    th = "ท่านอยู่หลายโรงเรียน กรุณาระบุผู้ยื่น (applicant): {applicants}"
    en = "You belong to several schools; say whose case it is (applicant): {applicants}."


class ApplicantUnfit(Invalid):
    """Nobody starts a case as a school they do not belong to."""

    code = "applicant_unfit"
    th = "ท่านยื่นเรื่องในนามของ {applicant} ไม่ได้"
    en = "You cannot start a case for {applicant}."
