"""Who may see and do what in a permission, and what a form that is wrong tells its author."""

from dataclasses import replace

import pytest

from engine import instances, tasks
from engine.errors import (
    AuditorsOnlyRead,
    FormInvalid,
    InstanceNotFound,
    NotACandidate,
    TaskNotFound,
    TaskNotOpen,
)
from tests.processes import journeys
from tests.processes.desk import WHO
from tests.processes.filled import INCOMPLETE, filled


def neighbour(desk):
    """Another family of the same office."""
    return replace(desk.person("family"), id="neighbour", name="ครอบครัวสมมติ ข้างบ้าน")


def others(desk):
    return [
        neighbour(desk),
        desk.person("family2", "phayao2"),
        desk.person("officer2", "phayao2"),
    ]


def refused_fields(case, element, **changes):
    person, task = case.desk.person(WHO[element]), case.task(element)
    data = filled(task.form_key.removeprefix("home_education_"), **changes)
    with pytest.raises(FormInvalid) as refusal:
        tasks.complete(case.engine, person, task.id, data, None)
    return refusal.value.particulars["errors"]


def test_another_family_and_another_office_find_no_such_case(desk):
    case = journeys.plan_filed(desk)
    task = case.task("academic_review")

    for person in others(desk):
        with pytest.raises(InstanceNotFound):
            instances.get(desk.engine, person, case.id)
        with pytest.raises(InstanceNotFound):
            instances.variables(desk.engine, person, case.id)
        with pytest.raises(TaskNotFound):
            tasks.get(desk.engine, person, task.id)
        with pytest.raises(TaskNotFound):
            tasks.complete(desk.engine, person, task.id, filled("plan_review"), None)
        assert tasks.list_some(desk.engine, person, tasks.Filter(), None, 50).items == []


def test_the_committee_cannot_do_the_officers_task(desk):
    case = desk.open()

    with pytest.raises(NotACandidate):
        case.do("consult", by="academic")

    assert case.open_tasks() == ["consult"]


def test_neither_the_family_nor_an_officer_decides_for_the_committee(desk):
    case = journeys.screened(desk)

    for name in ("family", "officer", "director"):
        with pytest.raises(NotACandidate):
            tasks.complete(
                desk.engine,
                desk.person(name),
                case.task("pec_decide").id,
                filled("pec_resolution"),
                None,
            )


def test_an_auditor_reads_everything_and_does_nothing(desk):
    case = journeys.plan_filed(desk)

    assert case.standing("auditor").tasks
    with pytest.raises(AuditorsOnlyRead):
        tasks.claim(desk.engine, desk.person("auditor"), case.task("academic_review").id)


def test_the_family_finds_its_own_task_in_its_inbox(desk):
    journeys.plan_returned(desk)

    found = tasks.list_some(desk.engine, desk.person("family"), tasks.Filter(), None, 50).items

    assert [task.element_id for task in found] == ["revise_plan"]
    assert found[0].assignee == "family"


def test_the_family_may_withdraw_its_case_at_any_time(desk):
    case = journeys.plan_returned(desk)

    instances.cancel(desk.engine, desk.person("family"), case.id, "ครอบครัวย้ายภูมิลำเนา")

    assert case.status == "cancelled"
    assert (case.open_tasks(), case.waiting_jobs()) == ([], [])
    assert case.verified().ok


def test_a_task_that_was_cancelled_cannot_be_done_any_more(desk):
    case = journeys.plan_returned(desk)
    case.until("2026-05-12 10:00")
    task = case.task("contact_family")
    case.do("revise_plan")

    with pytest.raises(TaskNotOpen):
        tasks.complete(desk.engine, desk.person("officer"), task.id, filled("plan_overdue"), None)


def test_a_file_that_was_never_attached_is_refused_in_a_table_too(desk):
    case = journeys.applied(desk)
    case.do("check_documents", "2026-05-29 14:00", **INCOMPLETE)
    made_up = [{"attachment_id": "0193", "name": "ไม่มี.pdf"}]

    told = refused_fields(
        case, "supply_documents", supplied=[{"document": "สำเนา", "files": made_up}]
    )

    assert told["supplied.0.files"]["th"] == "ไม่พบไฟล์ที่แนบในเรื่องนี้"


def test_the_numbers_and_dates_of_the_office_cannot_be_sent_in(desk):
    case = journeys.applied(desk)

    case.do("check_documents", receipt_no="999/2569", received_at="2020-01-01T00:00:00+07:00")

    found = case.variables()["document_check"]
    assert found["receipt_no"] == "1/2569"
    assert found["received_at"] == case.variables()["application_received_at"]


WRONG = [
    (journeys.asked_for_advice, "consult", {"notes": ""}, "สาระสำคัญที่ให้คำปรึกษา"),
    (journeys.plan_filed, "academic_review", {"result": "revise"}, "ประเด็นที่ให้ปรับปรุง"),
    (journeys.plan_returned, "revise_plan", {"aims": " "}, "จุดมุ่งหมายของการจัดการศึกษา"),
    (journeys.applied, "check_documents", {"doc_check": "incomplete"}, "รายการที่ขาด"),
    (journeys.screened, "pec_decide", {"resolution": "refuse", "minutes": []}, "เหตุผล"),
    (journeys.screened, "pec_decide", {"resolution": "more_information"}, "เหตุผล"),
]


@pytest.mark.parametrize(("journey", "element", "changes", "label"), WRONG)
def test_a_form_that_is_wrong_names_the_field_in_thai(desk, journey, element, changes, label):
    case = journey(desk)

    told = refused_fields(case, element, **changes)

    assert any(label in each["th"] for each in told.values())
    assert case.task(element).version == 1


def test_something_else_than_files_in_a_file_field_is_told_not_tripped_over(desk):
    case = journeys.screened(desk)

    told = refused_fields(case, "pec_decide", minutes="รายงาน.pdf")

    assert list(told) == ["minutes"]
