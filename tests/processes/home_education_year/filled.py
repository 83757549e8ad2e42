"""What invented people fill in: a learner's school year, and the end of home education."""

from tests.processes.year import SCAN

DIRECTOR = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"
CHAIR = "ประธานคณะทำงานติดตาม วัดและประเมินผล"
SIGNED = {"name": "นายสมมติ ตัวอย่าง", "date": "๑/๖/๒๕๖๙"}
LEARNER = {
    "learner_id": "12/2569",
    "learner_name": "เด็กหญิงตัวอย่าง บ้านเรียนตัวอย่าง",
    "organiser_name": "นางสมมติ บ้านเรียนตัวอย่าง",
    "permit_no": "7/2569",
    "level": "ประถมศึกษาปีที่ ๑–๓",
    "academic_year": 2569,
}
"""What the permission tells the yearly case."""

_DIRECTOR_SIGNS = {"signer": SIGNED, "signer_position": DIRECTOR}
_TEAM_SIGNS = {"signer": SIGNED, "signer_position": CHAIR}
_OFFICER_SIGNS = {"signer": SIGNED, "signer_position": "นักวิชาการศึกษา"}
_REGISTRAR = {"registrar": {"name": "นางสาวสมมติ ทะเบียนตัวอย่าง", "date": "๕/๔/๒๕๗๐"}}
_CONTACT = {
    "contacted_on": "๕ มีนาคม ๒๕๗๐",
    "channel": "phone",
    "summary": "ครอบครัวขอเวลาเพิ่ม",
    "decision": "wait",
}
_MEMBERS = [{"name": "นางสาวสมมติ วิชาการตัวอย่าง", "position": "ประธาน", "interest": "none"}]
_PASSED = {"group": "ภาษาไทยและการสื่อสาร", "level": "ดี"}
FORMS = {
    "home_education_year_opening": {**LEARNER, "opening_reason": "ได้รับอนุญาตก่อนใช้ระบบ"},
    "home_education_visit": {
        "visit_date": "๑๐ กันยายน ๒๕๖๙",
        "visitors": [{"name": "นายสมมติ ประเมินตัวอย่าง", "position": "คณะทำงาน"}],
        "follows_plan": "on_plan",
        "photos": SCAN,
        "again": False,
    },
    "home_education_advice": {
        "facts": "ยังไม่จัดการเรียนรู้กลุ่มภาษาไทยตามแผน",
        "advice_text": "จัดกิจกรรมการอ่านสัปดาห์ละสองครั้ง และเก็บร่องรอยผลงาน",
        "improve_by": "๓๑ ตุลาคม ๒๕๖๙",
        **_DIRECTOR_SIGNS,
    },
    "home_education_improvement_check": {
        "checked_on": "๒ พฤศจิกายน ๒๕๖๙",
        "found": "จัดกิจกรรมการอ่านครบ มีร่องรอยผลงาน",
        "improved": "improved",
    },
    "home_education_family_report": {
        "basic": "ผู้เรียนอายุ ๗ ปี เรียนที่บ้านกับมารดา",
        "activities": [{"group": "ภาษาไทยและการสื่อสาร", "activity": "อ่านนิทานและเล่าเรื่อง"}],
        "results": [{**_PASSED, "goal": "อ่านออกเขียนได้", "outcome": "อ่านได้คล่อง"}],
        "development": "มั่นใจขึ้น ช่วยงานบ้านได้",
        "strengths": "ใฝ่รู้",
        "next_plan": "เพิ่มการเรียนรู้คณิตศาสตร์จากการทำสวน",
        "evidence": SCAN,
        "signature_family": SIGNED,
    },
    "home_education_report_overdue": _CONTACT,
    "home_education_assessment": {
        "team": [{"name": f"นายสมมติ ประเมินคนที่ {n}", "duty": "กรรมการ"} for n in "๑๒๓๔๕"],
        "method": ["observation", "portfolio"],
        "results": [{**_PASSED, "evidence": "แฟ้มสะสมผลงาน"}],
        "activities_result": "pass",
        "character": "good",
        "reading_thinking": "good",
        "assessed_on": "๒๐ มีนาคม ๒๕๗๐",
        "decision": "pass",
        **_TEAM_SIGNS,
    },
    "home_education_remedial_order": {
        "subjects": [{"group": "คณิตศาสตร์", "what": "การบวกลบจำนวนไม่เกินหนึ่งร้อย"}],
        "method": "สัมภาษณ์และตรวจแฟ้มสะสมผลงาน",
        "until": "๓๐ มิถุนายน ๒๕๗๐",
        **_OFFICER_SIGNS,
    },
    "home_education_remedial_overdue": _CONTACT,
    "home_education_reassessment_request": {
        "taught": "ฝึกบวกลบจากการซื้อของทุกวัน",
        "asks": True,
        "signature_family": SIGNED,
    },
    "home_education_result_proposal": {
        "meeting_no": "๑/๒๕๗๐ วันที่ ๒๔ มีนาคม ๒๕๗๐",
        "results": [_PASSED],
        "result": "ผ่านการประเมิน ระดับดี",
        "level_finished": False,
        **_TEAM_SIGNS,
    },
    "home_education_certification": {"decision": "certify", **_DIRECTOR_SIGNS},
    "home_education_documents": {
        "documents": [{"document": "ปพ.๑", "number": "๑/๒๕๗๐", "issued_on": "๕ เมษายน ๒๕๗๐"}],
        "register_updated": True,
        **_REGISTRAR,
    },
    "home_education_result_notice": {
        "notified_on": "๒๐ เมษายน ๒๕๗๐",
        "delivery": "in_person",
        "explained": "อธิบายผลรายกลุ่มสาระและข้อเสนอแนะ",
    },
    "home_education_year_summary": {
        "learning": "จัดการเรียนรู้ครบตามแผน",
        "supervision": "นิเทศสองครั้ง",
        **_OFFICER_SIGNS,
    },
    "home_education_register_closing": {
        "left_on": "๓๑ พฤษภาคม ๒๕๗๐",
        "left_reason": "completed",
        **_REGISTRAR,
    },
    "home_education_end_request": {
        **LEARNER,
        "reason": "ครอบครัวย้ายไปทำงานต่างจังหวัด ผู้เรียนอยากเข้าโรงเรียน",
        "wished_on": "๒ พฤศจิกายน ๒๕๖๙",
        "signature_family": SIGNED,
    },
    "home_education_end_check": {
        "talked_on": "๑๒ ตุลาคม ๒๕๖๙",
        "facts": "ครอบครัวยืนยัน และเข้าใจผลของการเลิก",
        "decision": "confirmed",
        "compulsory_age": True,
        "learner_no": LEARNER["learner_id"],
        "year_running": True,
    },
    "home_education_end_proposal": {
        "facts": "ไม่จัดการเรียนรู้ตามแผนหลังได้รับคำแนะนำ",
        "law": "กฎกระทรวง พ.ศ. ๒๕๔๗ ข้อ ๔",
        "warning_refs": SCAN,
        "compulsory_age": True,
        "learner_no": LEARNER["learner_id"],
        "year_running": True,
        **_OFFICER_SIGNS,
    },
    "home_education_hearing": {
        "position": "object",
        "statement": "มารดาป่วย ขณะนี้หายแล้วและจัดได้ตามแผน",
        "in_person": False,
        "evidence": SCAN,
        "signature_family": SIGNED,
    },
    "home_education_hearing_overdue": _CONTACT,
    "home_education_end_opinion": {
        "meeting_no": "๓/๒๕๖๙ วันที่ ๒๐ พฤศจิกายน ๒๕๖๙",
        "members": _MEMBERS,
        "opinion": "end",
        "reasons": "ครอบครัวไม่มีผู้จัดการเรียนรู้ คำชี้แจงรับฟังแล้ว",
        **_TEAM_SIGNS,
    },
    "home_education_end_resolution": {
        "sent_to_pec_at": "๒๓ พฤศจิกายน ๒๕๖๙",
        "meeting_no": "๑๑/๒๕๖๙",
        "meeting_date": "๒๗ พฤศจิกายน ๒๕๖๙",
        "resolution": "end",
        "reasons": "ไม่เป็นไปตามแผน ข้อ ๔ และโดยคำนึงถึงประโยชน์ของผู้เรียน",
        "minutes": SCAN,
    },
    "home_education_end_order": {
        "ground": "committee_resolution",
        "warning_refs": SCAN,
        "resolution_ref": "๑๑/๒๕๖๙ วันที่ ๒๗ พฤศจิกายน ๒๕๖๙",
        "reasons": "ไม่เป็นไปตามแผน ข้อ ๔ และโดยคำนึงถึงประโยชน์ของผู้เรียน",
        "effective_date": "๒ พฤศจิกายน ๒๕๖๙",
        "appeal_right": "อุทธรณ์ต่อผู้อำนวยการสำนักงานได้ภายใน ๑๕ วันนับแต่วันที่ได้รับแจ้ง",
        **_DIRECTOR_SIGNS,
    },
    "home_education_end_service": {
        "notified_at": "๒ พฤศจิกายน ๒๕๖๙",
        "delivery": "in_person",
        "wants_transfer": False,
    },
    "home_education_placement": {
        "school_name": "โรงเรียนบ้านตัวอย่าง",
        "accepted_on": "๑๐ พฤศจิกายน ๒๕๖๙",
        "starts_on": "๑๖ พฤศจิกายน ๒๕๖๙",
    },
}
WHO = {
    **dict.fromkeys(
        [
            "open_year",
            "supervise",
            "check_improvement",
            "contact_send_family_report",
            "contact_ask_reassessment",
            "set_remedial",
            "tell_result",
            "summarise_year",
            "check_request",
            "prepare_proposal",
            "contact_hearing",
            "serve_order",
            "place_child",
        ],
        "officer",
    ),
    **dict.fromkeys(
        ["send_family_report", "ask_reassessment", "request_end", "state_case"], "family"
    ),
    **dict.fromkeys(["assess", "reassess", "propose_certification"], "assessor"),
    **dict.fromkeys(["issue_advice", "certify", "issue_end_order"], "director"),
    **dict.fromkeys(["make_documents", "strike_off", "strike_off_finished"], "registrar"),
    "committee_opinion": "academic",
    "pec_decides_end": "kosojo",
}
"""Who does each user task: demo accounts."""
