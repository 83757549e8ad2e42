"""Which way people choose, how often: changes of a form's data by chance. All assumed."""

from datetime import timedelta

from tests.processes import filled as permission
from tests.processes.home_education_transfer.journeys import MISSING
from tests.processes.home_education_year.journeys import OFF_PLAN, REMEDIAL
from tests.processes.royal_award.filled import REJECTED, RETURNED, STUDENT
from tests.processes.school_community.filled import RETURNED as REGISTER_RETURNED
from tests.processes.student_welfare.filled import LIST_RETURNED, NOBODY, ORDER_RETURNED
from tests.simulate.curves import BANGKOK

WAYS = {
    "home_education_consultation": [
        (0.2, {"go_on": False, "stop_reason": "ให้บุตรเข้าเรียนในโรงเรียน"})
    ],
    "home_education_plan_review": [(0.25, permission.REVISE)],
    "home_education_document_check": [(0.3, permission.INCOMPLETE)],
    "home_education_pec_resolution": [
        (0.05, permission.REFUSE),
        (0.05, permission.MORE_INFORMATION),
    ],
    "home_education_plan_overdue": [(0.5, permission.CLOSE)],
    "home_education_visit": [(0.05, OFF_PLAN)],
    "home_education_assessment": [(0.04, REMEDIAL)],
    "home_education_result_proposal": [(0.15, {"level_finished": True})],
    "home_education_move_file": [(1.0, {"new_office": "area001"})],
    "home_education_end_check": [
        (1.0, {"year_running": False})
    ],  # whose year does run begins apart
    "home_education_transfer_check": [(0.2, MISSING)],
    "home_education_transfer_record": [(0.05, {"decision": "none"})],
    "cct_certification": [(0.05, {"officer_certify": "return", "advice": "รายได้บางรายไม่ครบ"})],
    "cct_report_signature": [
        (
            0.05,
            {
                "verdict": "return",
                "advice": "เพิ่มข้อเสนอแนะ",
                **dict.fromkeys(("signed_on", "signer_name", "signer_position")),
            },
        )
    ],
    "royal_award_application": [(0.5, STUDENT)],
    "royal_award_application_check": [(0.1, RETURNED), (0.03, REJECTED)],
    "royal_award_application_completion": [(0.1, {"withdraw": True, "explanation": None})],
    "royal_award_order_signing": [(0.05, {"decision": "return", "comments": "เพิ่มกรรมการ"})],
    "school_community_board_confirmation": [(0.05, REGISTER_RETURNED)],
    "student_welfare_nomination": [(0.4, NOBODY)],
    "student_welfare_certification": [(0.03, LIST_RETURNED)],
    "student_welfare_order_signing": [(0.05, ORDER_RETURNED)],
}

LATER = {
    ("student_welfare_details", "closes_on"): 21,
    ("student_welfare_fund", "close_on"): 30,
    ("home_education_plan_overdue", "new_date"): 12,
    ("home_education_advice", "improve_by"): 45,
    ("home_education_visit", "visit_date"): 0,
    ("home_education_visit", "improve_by"): 45,
    ("home_education_visit", "next_visit_by"): 60,
    ("home_education_assessment", "assessed_on"): 0,
    ("home_education_assessment", "remedial_until"): 80,
    ("home_education_remedial_order", "until"): 80,
}
"""Dates that lie so many days ahead of the day they are written."""

_TERMS = (
    ("2026-07-21", "2026-07-31", "2026-08-14", "2026-09-15", "2026-10-09", "2026-10-30"),
    ("2026-11-30", "2026-12-15", "2026-12-25", "2027-01-31", "2027-03-31", "2027-04-30"),
)
_DATES = ("closes_on", "pmt_on", "certify_by", "pay_by", "term_ends_on", "report_by")


def changes(form_key, chance, now):
    """Return what differs from the usual data this time; None for what is left out."""
    chosen, drawn = {}, chance.random()
    for share, way in WAYS.get(form_key, ()):
        if 0 <= drawn < share:
            chosen = dict(way)
        drawn -= share
    today = now.astimezone(BANGKOK).date()
    for (form, field), days in LATER.items():
        if form == form_key:
            chosen[field] = (today + timedelta(days=days)).isoformat()
    return chosen | (_term(today) if form_key == "cct_term" else {})


def _term(today):
    second = today.month >= 10 or today.month <= 3
    dates = dict(zip(_DATES, _TERMS[second], strict=True))
    years = {
        name: _moved(day, today.year - 2026 - (today.month <= 3)) for name, day in dates.items()
    }
    return {"term": 1 + second, "continues": second, **years}


def _moved(day, years):
    return f"{int(day[:4]) + years}{day[4:]}"
