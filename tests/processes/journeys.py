"""The ways a case can take, each told once; every test of the process walks one of them."""

from tests.processes.filled import (
    CLOSE,
    INCOMPLETE,
    MORE_INFORMATION,
    REFUSE,
    RETURN,
    REVISE,
    extended_to,
)


def asked_for_advice(desk):
    """The family has asked; nobody has answered yet."""
    return desk.open()


def plan_filed(desk, moment="2026-04-01 09:00"):
    """The family asks for advice and files its plan."""
    case = desk.open()
    case.do("consult")
    case.do("draft_plan", moment)
    return case


def plan_returned(desk):
    """The committee returns the plan on the last day it has."""
    case = plan_filed(desk)
    case.do("academic_review", "2026-04-28 10:00", **REVISE)
    return case


def applied(desk, moment="2026-05-29 10:00"):
    """The plan is approved at once and the family applies."""
    case = plan_filed(desk)
    case.do("academic_review", "2026-04-20 10:00")
    case.do("apply", moment)
    return case


def screened(desk):
    """The documents are complete and the case lies before the provincial committee."""
    case = applied(desk)
    case.do("check_documents", "2026-06-01 10:00")
    case.do("academic_screen", "2026-06-10 10:00")
    return case


def permitted_after_two_revisions(desk):
    """The family's whole journey: two revisions, a list of documents, more information."""
    case = plan_returned(desk)
    case.do("revise_plan", "2026-05-08 10:00")
    case.do("academic_review", "2026-05-20 10:00", **REVISE)
    case.do("revise_plan", "2026-05-25 10:00")
    case.do("academic_review", "2026-05-28 10:00")
    case.do("apply", "2026-05-29 10:00")
    case.do("check_documents", "2026-05-29 14:00", **INCOMPLETE)
    case.do("supply_documents", "2026-06-05 10:00")
    case.do("check_documents", "2026-06-08 10:00")
    case.do("academic_screen", "2026-06-10 10:00")
    case.do("pec_decide", "2026-06-12 10:00", **MORE_INFORMATION)
    case.do("gather_information", "2026-06-15 10:00")
    case.do("pec_decide", "2026-06-18 10:00")
    case.do("issue_permit", "2026-06-19 10:00")
    case.do("register_learner", "2026-06-22 10:00")
    return case


def only_advised(desk):
    """The family takes the advice and does not go on."""
    case = desk.open()
    case.do("consult", go_on=False, stop_reason="ให้บุตรเข้าเรียนในโรงเรียน")
    return case


def refused(desk):
    """The provincial committee refuses."""
    case = screened(desk)
    case.do("pec_decide", "2026-06-12 10:00", **REFUSE)
    case.do("issue_refusal", "2026-06-15 10:00")
    return case


def withdrawn_when_overdue(desk):
    """The family's time is over and it confirms that it withdraws."""
    case = plan_returned(desk)
    case.do("contact_family", "2026-05-11 10:00", **CLOSE)
    return case


def extended_then_waited_for(desk):
    """The family gets more time, then is waited for; the plan comes late and is withdrawn by."""
    case = plan_returned(desk)
    case.do("contact_family", "2026-05-11 10:00", **extended_to("20 พฤษภาคม 2569"))
    case.do("contact_family", "2026-05-21 10:00")
    case.do("revise_plan", "2026-06-20 10:00")
    case.do("academic_review", "2026-06-22 10:00", **REVISE)
    case.do("contact_family", "2026-07-10 10:00", **CLOSE)
    return case


def handed_in_while_the_officer_calls(desk):
    """The plan comes back while the officer is still to contact the family; refused later."""
    case = plan_returned(desk)
    case.do("revise_plan", "2026-05-12 10:00")
    case.do("academic_review", "2026-05-20 10:00")
    case.do("apply", "2026-05-29 10:00")
    case.do("check_documents", "2026-06-01 10:00")
    case.do("academic_screen", "2026-06-02 10:00")
    case.do("pec_decide", "2026-06-12 10:00", **REFUSE)
    case.do("issue_refusal", "2026-06-15 10:00")
    return case


def late_committee(desk):
    """The committee lets its 15 working days pass; the plan is approved all the same."""
    case = plan_filed(desk)
    case.do("academic_review", "2026-05-06 10:00")
    case.do("apply", "2026-05-29 10:00")
    case.do("check_documents", "2026-06-01 10:00")
    case.do("academic_screen", "2026-06-02 10:00")
    case.do("pec_decide", "2026-06-12 10:00", **REFUSE)
    case.do("issue_refusal", "2026-06-15 10:00")
    return case


def documents_late_and_still_incomplete(desk):
    """The documents come late and not all; the case is decided with what there is."""
    case = applied(desk)
    case.do("check_documents", "2026-05-29 14:00", **INCOMPLETE)
    case.do("settle_documents", "2026-06-13 10:00")
    case.do("supply_documents", "2026-06-15 10:00")
    case.do("check_documents", "2026-06-15 11:00", **INCOMPLETE)
    case.do("academic_screen", "2026-06-16 10:00")
    case.do("pec_decide", "2026-06-17 10:00", **REFUSE)
    case.do("issue_refusal", "2026-06-17 14:00")
    return case


def returned_without_documents(desk):
    """The check comes late; the documents never come, and the office returns the application."""
    case = applied(desk)
    case.do("check_documents", "2026-06-05 10:00", **INCOMPLETE)
    case.do("settle_documents", "2026-06-15 10:00", **RETURN)
    return case


def late_application(desk):
    """Applied for on 23 September 2569; the documents are complete the same day."""
    case = plan_filed(desk)
    case.do("academic_review", "2026-04-20 10:00")
    case.do("apply", "2026-09-23 10:00")
    case.do("check_documents", "2026-09-23 11:00")
    return case


def decided_late(desk):
    """Day 30 passes: notices of delay until the permit is notified."""
    case = late_application(desk)
    case.do("delay_notice", "2026-10-26 10:00")
    case.do("delay_notice", "2026-10-30 10:00")
    case.do("academic_screen", "2026-11-02 10:00")
    case.do("pec_decide", "2026-11-03 10:00")
    case.do("issue_permit", "2026-11-04 10:00")
    case.do("register_learner", "2026-11-05 10:00")
    return case


EVERY = (
    permitted_after_two_revisions,
    only_advised,
    refused,
    withdrawn_when_overdue,
    extended_then_waited_for,
    handed_in_while_the_officer_calls,
    late_committee,
    documents_late_and_still_incomplete,
    returned_without_documents,
    decided_late,
)
