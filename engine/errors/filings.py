"""What can be wrong with beginning a case for somebody."""

from engine.errors.base import Invalid


class ApplicantUnknown(Invalid):
    """The office knows no such family or school."""

    code = "applicant_unknown"
    th = "ไม่พบผู้ยื่น “{applicant}” ในสำนักงานนี้ กรุณากรอกชื่อผู้ใช้ของครอบครัว หรือรหัสโรงเรียน 10 หลัก"
    en = "The office knows no applicant “{applicant}”: give a user name or a school's code."
