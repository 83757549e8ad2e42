"""What invented people fill into each form of the home-education permission.

`filled("plan")` is valid data for `home_education_plan`; SCAN stands where a file is attached.
"""

from copy import deepcopy

SCAN = "a scanned document"
SIGNED = {"name": "นายสมมติ ตัวอย่าง", "date": "๑/๔/๒๕๖๙"}
PARENT = {
    "title": "นาง",
    "first_name": "สมมติ",
    "last_name": "บ้านเรียนตัวอย่าง",
    "thai_id": "1234567890121",
}
LEARNER = {"title": "เด็กหญิง", "first_name": "ตัวอย่าง", "last_name": "บ้านเรียนตัวอย่าง"}
ADDRESS = {
    "house_no": "๙๙/๑",
    "tambon": "ตัวอย่าง",
    "amphoe": "เมืองตัวอย่าง",
    "changwat": "อุดรธานี",
    "postcode": "41000",
}
_COMMITTEE = {
    "meeting_no": "๑/๒๕๖๙",
    "members": [{"name": "นายสมมติ วิชาการตัวอย่าง", "position": "ประธาน", "interest": "none"}],
    "signer": SIGNED,
    "signer_position": "ประธานคณะกรรมการวิชาการ",
}
FORMS = {
    "consultation": {
        "consulted_on": "๑ เมษายน ๒๕๖๙",
        "notes": "อธิบายสิทธิ ขั้นตอน เอกสาร และรอบการยื่น",
        "go_on": True,
    },
    "plan": {
        "parents": [{"name": "นางสมมติ บ้านเรียนตัวอย่าง", "age": 38, "occupation": "เกษตรกร"}],
        "learner_title": "girl",
        "learner_name": LEARNER,
        "learner_birthdate": "12/5/2562",
        "learner_history": "ยังไม่เคยเข้าเรียนในสถานศึกษา",
        "learner_development": "typical",
        "level": "p1_p3",
        "reason": "ครอบครัวประสงค์จัดการเรียนรู้ตามความสนใจของผู้เรียน",
        "aims": "ผู้เรียนอ่านออกเขียนได้ คิดคำนวณได้ และเรียนรู้ด้วยตนเอง",
        "format": "single_family",
        "content": [{"group": "ภาษาไทยและการสื่อสาร", "goal": "อ่านออกเขียนได้"}],
        "hours_year": 1000,
        "process": "เรียนรู้ผ่านโครงงานและชีวิตประจำวัน",
        "assessment": "แฟ้มสะสมผลงานและการสังเกต",
        "signature_family": SIGNED,
    },
    "plan_review": {
        **_COMMITTEE,
        "items": [{"topic": "สาระการเรียนรู้", "verdict": "pass"}],
        "result": "approve",
    },
    "plan_overdue": {
        "contacted_on": "๑๑ พฤษภาคม ๒๕๖๙",
        "channel": "phone",
        "summary": "ครอบครัวแจ้งว่าจะส่งแผนภายหลัง",
        "decision": "wait",
    },
    "application": {
        "written_at": "บ้านเลขที่ ๙๙/๑",
        "organiser_type": "family",
        "guardian_title": "mrs",
        "guardian_name": PARENT,
        "guardian_phone": "081 234 5678",
        "address": ADDRESS,
        "learning_place": ADDRESS,
        "residence_differs": False,
        "learner_title": "girl",
        "learner_name": LEARNER,
        "learner_birthdate": "12/5/2562",
        "organiser_qualification": "upper_secondary",
        "level_requested": ["primary"],
        "format": "single_family",
        "att_house_family": SCAN,
        "att_house_learner": SCAN,
        "att_id_guardian": SCAN,
        "att_qualification": SCAN,
        "att_plan": SCAN,
        "consent_privacy": True,
    },
    "document_check": {"doc_check": "complete"},
    "documents_overdue": {
        "contacted_on": "๑๓ มิถุนายน ๒๕๖๙",
        "summary": "ครอบครัวแจ้งว่ารอคัดเอกสารจากสำนักทะเบียน",
        "decision": "wait",
    },
    "missing_documents": {
        "supplied": [
            {"document": "สำเนาวุฒิการศึกษา", "files": SCAN},
            {"document": "สำเนาทะเบียนบ้าน", "explanation": "ขอคัดจากสำนักทะเบียนแล้ว"},
        ]
    },
    "academic_screen": {
        **_COMMITTEE,
        "items": [{"topic": "แผนการจัดการศึกษา", "verdict": "pass"}],
        "result": "approve",
    },
    "pec_resolution": {
        "sent_to_pec_at": "๑๑ มิถุนายน ๒๕๖๙",
        "meeting_no": "๖/๒๕๖๙",
        "meeting_date": "๑๒ มิถุนายน ๒๕๖๙",
        "resolution": "permit",
        "minutes": SCAN,
    },
    "information": {
        "requested": "ขอข้อมูลสถานที่จัดการศึกษาเพิ่มเติม",
        "gathered": [{"topic": "สถานที่", "answer": "ตรวจเยี่ยมแล้ว เหมาะสม", "given_by": "ศึกษานิเทศก์"}],
        "att": SCAN,
    },
    "permit": {
        "issued_date": "๑๙ มิถุนายน ๒๕๖๙",
        "organiser_title": "mrs",
        "organiser_name": PARENT,
        "learner_title": "girl",
        "learner_name": LEARNER,
        "level": "ประถมศึกษาปีที่ ๑–๓",
        "place": ADDRESS,
        "resolution_ref": "ครั้งที่ ๖/๒๕๖๙",
        "effective_from": "ภาคเรียนที่ ๑ ปีการศึกษา ๒๕๖๙",
        "first_academic_year": 2569,
        "signer": SIGNED,
        "signer_position": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
    },
    "refusal": {
        "facts": "คณะทำงานตรวจสถานที่เมื่อวันที่ ๑๐ มิถุนายน ๒๕๖๙ พบว่าไม่มีรั้วกั้นคลอง",
        "law": "กฎกระทรวงว่าด้วยสิทธิในการจัดการศึกษาขั้นพื้นฐานโดยครอบครัว พ.ศ. ๒๕๔๗ ข้อ ๒ และข้อ ๓",
        "reasons": "สถานที่จัดการศึกษาไม่ปลอดภัย ตามกฎกระทรวง ข้อ ๒ และโดยคำนึงถึงผู้เรียน",
        "appeal_right": "อุทธรณ์ต่อสำนักงานนี้ได้ภายใน ๑๕ วันนับแต่วันที่ได้รับแจ้ง",
        "court_right": "ฟ้องต่อศาลปกครองได้ภายใน ๙๐ วันนับแต่วันที่ได้รับแจ้งผลอุทธรณ์",
        "notified_at": "๑๙ มิถุนายน ๒๕๖๙",
        "delivery": "in_person",
        "signer": SIGNED,
        "signer_position": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
    },
    "register": {
        "learner_title": "girl",
        "learner_name": LEARNER,
        "birthdate": "12/5/2562",
        "nationality": "ไทย",
        "parents": [{"name": "นางสมมติ บ้านเรียนตัวอย่าง", "phone": "081 234 5678"}],
        "address": ADDRESS,
        "entered_on": "๒๒ มิถุนายน ๒๕๖๙",
        "entry_level": "ประถมศึกษาปีที่ ๑",
        "registrar": SIGNED,
    },
    "delay_notice": {
        "delay_reason": "กศจ. เลื่อนการประชุมเพราะองค์ประชุมไม่ครบ",
        "expected_on": "๓๐ พฤศจิกายน ๒๕๖๙",
        "copied_to_opdc": True,
        "signer": SIGNED,
        "signer_position": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
    },
}
NAMES = tuple(FORMS)

REVISE = {
    "result": "revise",
    "items": [{"topic": "การวัดและประเมินผล", "verdict": "improve", "advice": "เพิ่มเกณฑ์"}],
    "revise_points": "เพิ่มเกณฑ์การวัดและประเมินผล และเวลาเรียน",
}
INCOMPLETE = {
    "doc_check": "incomplete",
    "missing_list": [
        {"document": "สำเนาวุฒิการศึกษา", "reason": "ไม่ชัดเจน", "due": "๑๐ มิถุนายน ๒๕๖๙"},
        {"document": "สำเนาทะเบียนบ้าน", "reason": "ไม่ครบทุกหน้า", "due": "๑๒ มิถุนายน ๒๕๖๙"},
    ],
    "signer": SIGNED,
    "signer_position": "เจ้าหน้าที่กลุ่มส่งเสริมการจัดการศึกษา",
}
RETURN = {
    "decision": "return",
    "reasons": "ไม่ได้รับสำเนาวุฒิการศึกษาและสำเนาทะเบียนบ้านภายในกำหนด และติดต่อครอบครัวไม่ได้",
    "signer": SIGNED,
    "signer_position": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
}
MORE_INFORMATION = {"resolution": "more_information", "reasons": "ขอข้อมูลสถานที่จัดการศึกษาเพิ่มเติม"}
REFUSE = {"resolution": "refuse", "reasons": "สถานที่ไม่ปลอดภัย ข้อ ๒ ของกฎกระทรวง"}
CLOSE = {"decision": "close", "wish_confirmed": True}


def extended_to(day):
    return {"decision": "extend", "new_date": day}


def filled(name, **changes):
    """Return valid data for a form; `changes` replace or add fields."""
    return {**deepcopy(FORMS[name]), **changes}
