"""What invented people fill into the forms of a Royal Award round, and who does what."""

from tests.processes.year import SCAN

SIGNER = {
    "signer_name": "นายสมมติ ผู้อำนวยการตัวอย่าง",
    "signer_position": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
}
TOGETHER = {
    "evaluated_on": "๙/๙/๒๕๖๙",
    "evaluators": [
        {"name": "นางสมมติ รางวัลตัวอย่าง", "position": "ประธานกรรมการ", "conflict": False},
        {"name": "นายสมมติ กรรมการตัวอย่าง", "position": "กรรมการ", "conflict": False},
    ],
    "disqualified": False,
    **SIGNER,
}
PRESCHOOL = [
    {"dimension": "คุณภาพเด็ก", "item": "พัฒนาการสมวัย", "weight": 6, "full": 5},
    {"dimension": "การจัดประสบการณ์", "item": "กิจกรรมประจำวัน", "weight": 4, "full": 5},
]
STUDENT = {
    "kind": "student",
    "student_title": "dek_ying",
    "student_first_name": "สมมติ",
    "student_last_name": "เรียนดีตัวอย่าง",
    "student_grade": "ประถมศึกษาปีที่ ๖",
    "guardian_informed": True,
}
FORMS = {
    "royal_award_criteria": {
        "academic_year": 2569,
        "sources": "ประกาศหลักเกณฑ์ของปี (ตัวอย่าง)",
        "preschool_criteria": PRESCHOOL,
    },
    "royal_award_call": {
        "title": "รับสมัครนักเรียนและสถานศึกษาเพื่อรับรางวัลพระราชทาน",
        "opens_on": "๑/๘/๒๕๖๙",
        "closes_on": "๓๑/๘/๒๕๖๙",
        "paragraphs": "ขอเชิญสถานศึกษาทุกสังกัดเสนอนักเรียนและสถานศึกษาเข้ารับการประเมิน",
        "channels": ["service", "letter"],
        "announced_on": "๑๐/๗/๒๕๖๙",
        **SIGNER,
    },
    "royal_award_closing": {"nothing_pending": True},
    "royal_award_committee": {
        "title": "แต่งตั้งคณะกรรมการประเมินคัดเลือก",
        "preamble": "เพื่อให้การประเมินคัดเลือกเป็นไปด้วยความเรียบร้อย",
        "members": [
            {
                "name": "นางสมมติ รางวัลตัวอย่าง",
                "position": "ศึกษานิเทศก์",
                "level": "area",
                "duty": "chair",
            },
            {
                "name": "นายสมมติ กรรมการตัวอย่าง",
                "position": "ผู้ทรงคุณวุฒิ",
                "level": "province",
                "duty": "member",
            },
        ],
        "duties": "ประเมินคัดเลือกตามหลักเกณฑ์ของปี",
        "no_interest_checked": True,
    },
    "royal_award_order_signing": {"decision": "sign", "order_date": "๗/๘/๒๕๖๙", **SIGNER},
    "royal_award_briefing": {
        "held_on": "๒๐/๘/๒๕๖๙",
        "place": "ห้องประชุมตัวอย่าง",
        "present": 2,
        "agreed": "ให้คะแนนร่วมกันเป็นรายการ",
    },
    "royal_award_student_evaluation": TOGETHER,
    "royal_award_preschool_evaluation": TOGETHER,
    "royal_award_school_evaluation": {
        **TOGETHER,
        "years": [
            {"academic_year": year, "students": 120, "graduates": 30} for year in range(2566, 2569)
        ],
    },
    "royal_award_tie": {
        "meeting": "ครั้งที่ ๑/๒๕๖๙",
        "reasons": "ผลงานด้านจิตอาสาโดดเด่นกว่า",
    },
    "royal_award_summary": {"summary": "เป็นไปตามเกณฑ์", "checked": True},
    "royal_award_submission": {
        "to": "ประธานคณะกรรมการระดับกลุ่มจังหวัด",
        "enclosures": "แบบประเมินและเล่มรายงาน",
        "submitted_on": "๒๔/๙/๒๕๖๙",
        **SIGNER,
    },
    "royal_award_cluster_result": {"letter_no": "ตัวอย่าง ๑/๒๕๖๙", "received_on": "๑/๑๑/๒๕๖๙"},
    "royal_award_publication": {
        "title": "ผลการประเมินคัดเลือกเพื่อรับรางวัลพระราชทาน",
        "paragraphs": "คณะกรรมการประเมินคัดเลือกแล้ว มีผู้ได้รับคัดเลือกตามรายชื่อ",
        "published_on": "๒๘/๙/๒๕๖๙",
        "channels": ["service", "website"],
        **SIGNER,
    },
    "royal_award_report": {
        "without_winner": "สถานศึกษา ระดับมัธยมศึกษา ทุกขนาด",
        "problems": "ไม่มี",
        "advice": "ประกาศให้เร็วขึ้น",
        "reported_on": "๕/๑๐/๒๕๖๙",
        **SIGNER,
    },
    "royal_award_sustain_plan": {},
    "royal_award_sustain_visit": {},
    "royal_award_application": {
        "kind": "school",
        "level": "primary",
        "report_delivery": "attached",
        "att_report": SCAN,
        "director_sign": {"name": "นายสมมติ โรงเรียนตัวอย่าง", "date": "๕/๘/๒๕๖๙"},
    },
    "royal_award_application_check": {"decision": "accept"},
    "royal_award_application_completion": {
        "withdraw": False,
        "explanation": "ส่งเล่มรายงานแล้ว",
        "report_delivery": "attached",
        "documents": SCAN,
    },
    "royal_award_sustain_report": {
        "activities": [{"activity": "ชุมชนร่วมเรียนรู้", "done_on": "๒๐/๒/๒๕๗๐", "result": "คงสภาพ"}],
        "quality": "คงมาตรฐานเท่าปีที่ได้รับรางวัล",
    },
}
"""Form key to data. What the office already knows is left to the form (`journeys.filled_in`)."""

RETURNED = {
    "decision": "return",
    "missing": [{"document": "เล่มรายงาน", "reason": "ยังไม่ได้รับ"}],
    **SIGNER,
}
REJECTED = {"decision": "reject", "reasons": "นักเรียนต่ำกว่าระดับประถมศึกษา", **SIGNER}

OFFICER = (
    *("study_criteria", "announce_call", "draft_committee", "brief_committee"),
    *("receive_applications", "summarise", "submit_to_cluster", "record_cluster_result"),
    *("publish_results", "report_round", "plan_support", "visit_winners", "check_application"),
)
EVALUATIONS = ("evaluate_student", "evaluate_preschool", "evaluate_school")
WHO = {
    **dict.fromkeys(OFFICER, "officer"),
    **dict.fromkeys((*EVALUATIONS, "decide_ties"), "award"),
    "sign_order": "director",
    "apply": "school",
    "complete_application": "school",
    "report_sustaining": "school",
}
