"""What invented people fill in: transfers, recognition of experience, moves and arrivals."""

from tests.processes.filled import ADDRESS, LEARNER, SIGNED
from tests.processes.filled import filled as permission
from tests.processes.year import SCAN

POST = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"
_SIGNED = {"signer": SIGNED, "signer_position": POST}
FORMS = {
    "home_education_missing_documents": permission("missing_documents"),
    "home_education_refusal": permission("refusal"),
    "home_education_register": permission("register"),
    "home_education_register_closing": {
        "left_on": "๑ ตุลาคม ๒๕๖๙",
        "left_reason": "moved_office",
        "registrar": SIGNED,
    },
    "home_education_transfer_request": {
        "learner_title": "girl",
        "learner_name": LEARNER,
        "learner_no": "๑/๒๕๖๙",
        "direction": "to_school",
        "target_school": "9901000001",
        "items": [{"subject": "ภาษาไทย", "credits": "๔๐ ชั่วโมง", "result": "ดี", "year": 2569}],
        "att_transcript": SCAN,
        "applicant_sign": SIGNED,
    },
    "home_education_transfer_check": {"result": "complete"},
    "home_education_transfer_record": {
        "committee": [{"name": "นายสมมติ วิชาการตัวอย่าง", "position": "ประธาน"}],
        "method": ["documents"],
        "results": [{"subject": "ภาษาไทย", "credits": "๑.๐", "result": "ดี"}],
        "decision": "all",
        **_SIGNED,
    },
    "home_education_transfer_report": {
        "summary": "เทียบโอนได้ทั้งหมด ๑ รายวิชา",
        "sent_to": ["family", "school"],
        **_SIGNED,
    },
    "home_education_transfer_entry": {"entered_on": "๑๐ กรกฎาคม ๒๕๖๙", "registrar": SIGNED},
    "home_education_experience_request": {
        "learner_title": "girl",
        "learner_name": LEARNER,
        "experience": [
            {
                "topic": "เกษตรอินทรีย์",
                "period": "พ.ศ. ๒๕๖๗-๒๕๖๘",
                "proof": "แฟ้มผลงาน",
                "subject": "การงานอาชีพ",
            }
        ],
        "evidence": SCAN,
        "applicant_sign": SIGNED,
    },
    "home_education_experience_record": {
        "tools": ["portfolio", "oral"],
        "results": [
            {
                "topic": "เกษตรอินทรีย์",
                "course": "การงานอาชีพ ๑",
                "credits": "๑.๐",
                "result": "granted",
            }
        ],
        "summary": "เทียบได้ ๑ รายวิชา",
        **_SIGNED,
    },
    "home_education_move_notice": {
        "learner_no": "๑/๒๕๖๙",
        "learner_name": LEARNER,
        "permit_no": "๑/๒๕๖๙",
        "new_address": {**ADDRESS, "changwat": "พะเยา"},
        "moves_on": "๑ กันยายน ๒๕๖๙",
        "signer": SIGNED,
    },
    "home_education_move_file": {
        "new_office": "phayao2",
        "new_office_name": "สำนักงานเขตพื้นที่การศึกษาตัวอย่าง",
        "level": "ประถมศึกษาปีที่ ๑",
        "enclosed": "แผนการจัดการศึกษา และรายงานผล",
        "year_running": False,
    },
    "home_education_move_noted": {"meeting_no": "๘/๒๕๖๙"},
    "home_education_move_letter": {"text": "ขอส่งแฟ้มผู้เรียนมาเพื่อดำเนินการต่อ", **_SIGNED},
    "home_education_move_follow_up": {
        "contacted_on": "๒๕ กันยายน ๒๕๖๙",
        "summary": "สำนักงานใหม่ได้รับแฟ้มแล้ว กำลังตรวจ",
    },
    "home_education_move_clearing": {"done": "ส่งหลักฐานเพิ่มแล้ว", "again": True},
    "home_education_arrival_check": {
        "decision": "accept",
        "academic_year": 2569,
        "signer": SIGNED,
    },
}
WHO = {
    "request": "family",
    "check_evidence": "officer",
    "supply_evidence": "family",
    "compare": "academic",
    "assess_experience": "academic",
    "report_transfer": "officer",
    "enter_credits": "registrar",
    "refuse": "director",
    "move_notice": "family",
    "check_move": "officer",
    "committee_told": "academic",
    "sign_transfer_letter": "director",
    "follow_up_answer": "officer",
    "clear_up": "officer",
    "strike_off": "registrar",
    "check_file": "officer2",
    "register_arrival": "registrar2",
}
