"""What invented people fill into the forms of a round of student welfare, and who does what.

The round is lived in the second office: its officer, director and committee, and two schools'
desks. Only the first school of that office has an account of its own.
"""

from tests.processes.year import SCAN

ADMIN, AUDITOR = "admin2", "auditor2"
SIGNED = {"name": "นายสมมติ ตัวอย่าง", "date": "๑/๖/๒๕๖๙"}
CHILDREN = (
    ("เด็กหญิงตัวอย่าง หนึ่งสมมติ", "1234567890121"),
    ("เด็กชายตัวอย่าง สองสมมติ", "1101700230708"),
)


def student(number=0, **changes):
    """Return a row of a school's nomination."""
    name, thai_id = CHILDREN[number]
    return {
        "student_title": "girl",
        "student_name": name,
        "student_id": thai_id,
        "class_name": "ประถมศึกษาปีที่ ๔",
        "need": "ครอบครัวมีรายได้น้อย อยู่กับย่า",
        "meets_criteria": "yes",
        "other_fund": False,
        "screening": "poor",
        "household_income": "3500",
        "gpa": "3.25",
        "bank_account": "0001112223",
        **changes,
    }


FORMS = {
    "student_welfare_policy": {
        "round_name": "ทุนการศึกษาตัวอย่าง",
        "academic_year": 2569,
        "occasion": "yearly",
        "guidelines": "ให้นักเรียนได้รับสวัสดิการอย่างทั่วถึง",
    },
    "student_welfare_details": {
        "levels": ["primary"],
        "criteria": "นักเรียนที่ขาดแคลนทุนทรัพย์และประพฤติดี",
        "closes_on": "๓๐/๖/๒๕๖๙",
        "most_per_school": 5,
        "signer": SIGNED,
        "signer_position": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
    },
    "student_welfare_collection": {
        "follow_up_note": "โทรศัพท์สอบถามโรงเรียนที่ยังไม่ตอบแล้ว",
        "close_confirmed": True,
    },
    "student_welfare_fund": {
        "found": True,
        "name": "ทุนมูลนิธิตัวอย่าง",
        "donor": "มูลนิธิตัวอย่างสมมติ",
        "donor_type": "foundation",
        "fund_type": "money",
        "amount": "10000",
        "quota": 2,
        "criteria": "ขาดแคลนทุนทรัพย์",
        "close_on": "๓๑/๗/๒๕๖๙",
    },
    "student_welfare_order": {
        "preamble": "เพื่อให้การจัดสรรทุนเป็นไปด้วยความเรียบร้อย",
        "members": [
            {"name": "นายสมมติ ประธานตัวอย่าง", "position": "รอง ผอ.สพป.", "duty": "chair"},
            {"name": "นางสมมติ เลขาตัวอย่าง", "position": "ผอ.กลุ่ม", "duty": "secretary"},
        ],
        "duties": "พิจารณาจัดสรรทุนตามรายละเอียดที่กำหนด",
    },
    "student_welfare_order_signing": {
        "decision": "sign",
        "order_date": "๒/๖/๒๕๖๙",
        "signer": SIGNED,
        "signer_position": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
    },
    "student_welfare_allocation": {
        "rows": [],
        "meeting_no": "๑/๒๕๖๙",
        "meeting_date": "๑/๗/๒๕๖๙",
        "minutes": SCAN,
        "signer": SIGNED,
        "signer_position": "ประธานคณะกรรมการ",
    },
    "student_welfare_follow_up": {
        "findings": [
            {"school": "โรงเรียนบ้านสมมติ ๑", "visited_on": "๒๐/๗/๒๕๖๙", "finding": "ใช้ทุนตรงวัตถุประสงค์"}
        ],
        "evaluation": "การจัดสรรเป็นไปตามวัตถุประสงค์",
    },
    "student_welfare_report": {
        "year": 2569,
        "summary": [{"fund": "ทุนมูลนิธิตัวอย่าง", "quota": 2, "amount": 5000, "recipients": 1}],
        "problems": "โรงเรียนตอบช้า",
        "signer": SIGNED,
        "signer_position": "ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา",
    },
    "student_welfare_nomination": {"has_candidates": True, "students": [student(0), student(1)]},
    "student_welfare_certification": {"decision": "certify", "director_sign": SIGNED},
    "student_welfare_use": {
        "students": [
            {
                "student": CHILDREN[0][0],
                "amount": 5000,
                "received": True,
                "received_on": "๑๐/๗/๒๕๖๙",
                "used_for": "อุปกรณ์การเรียนและค่าเดินทาง",
            }
        ],
        "evidence": SCAN,
        "signer": SIGNED,
    },
}
WHO = {
    **dict.fromkeys(("set_policy", "set_details", "collect_nominations", "find_funds"), "officer2"),
    **dict.fromkeys(("draft_order", "follow_up", "report"), "officer2"),
    "sign_order": "director2",
    "allocate": "committee2",
    **dict.fromkeys(("nominate", "certify", "report_use"), "school_py"),
}
NOBODY = {"has_candidates": False, "no_candidate_reason": "ไม่มีนักเรียนที่เข้าเงื่อนไข", "students": None}
NO_FUND = {
    "found": False,
    "sources_tried": "มูลนิธิและบริษัทในพื้นที่ ๓ แห่ง",
    **dict.fromkeys(("name", "donor", "donor_type", "fund_type", "amount", "quota")),
    **dict.fromkeys(("criteria", "close_on")),
}
RETURNED = {"decision": "return", "return_reason": "แก้ชื่อกรรมการให้ถูกต้อง"}
ORDER_RETURNED = {**RETURNED, **dict.fromkeys(("order_date", "signer", "signer_position"))}
LIST_RETURNED = {"decision": "return", "return_reason": "แก้เลขประจำตัว", "director_sign": None}
