import pytest
from sqlalchemy import select

from engine import history, instances, ledger, verifying
from engine.errors import (
    CursorInvalid,
    Forbidden,
    InstanceNotEnded,
    InstanceNotFound,
    ReasonRequired,
)
from engine.exporting import LedgerEntry, read_export
from engine.model import Person
from engine.sealing import SealedEvent
from engine.store.tables import access_event, case_key, job
from tests.engine.conftest import (
    ADMIN,
    AUDITOR,
    DIRECTOR,
    FAMILY,
    NEIGHBOUR,
    OFFICER,
    OPERATOR,
    STRANGER,
    person,
)

CHILD = "เด็กหญิงสมมติ ตัวอย่าง"
READERS = select(access_event.c.user_id, access_event.c.what).order_by(access_event.c.at)


def told(desk, case, by=OFFICER):
    return history.list_some(desk.engine, by, case, None, 200).items


def public_key(desk):
    return (desk.directory / "keys" / "ledger.pub.pem").read_bytes()


def test_events_tell_in_order_who_did_what_and_when(desk):
    case = desk.start(child=CHILD)
    desk.later(hours=1)
    desk.complete(case, remark="ครบถ้วน")

    events = told(desk, case)

    assert [(each.seq, each.type, each.element_id, each.actor) for each in events] == [
        (1, "instance_started", None, "officer"),
        (2, "task_opened", "check", "officer"),
        (3, "task_completed", "check", "officer"),
        (4, "task_opened", "sign", "officer"),
    ]
    assert events[2].at == desk.clock.now()
    assert events[0].data["set"]["child"] == CHILD
    assert events[2].data["set"]["remark"] == "ครบถ้วน"
    steps = [step[:2] for step in events[2].data["steps"]]
    assert steps == [["completed", "check"], ["entered", "sign"]]
    assert not any(each.erased or each.unreadable for each in events)


def test_pages_follow_each_other_without_gap(desk):
    case = desk.start()
    desk.finish(case)

    seqs, cursor = [], ""
    while cursor is not None:
        page = history.list_some(desk.engine, OFFICER, case, cursor, 4)
        seqs += [event.seq for event in page.items]
        cursor = page.next

    assert seqs == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "๑", "9" * 20])
def test_a_made_up_cursor_is_refused(desk, cursor):
    case = desk.start()

    with pytest.raises(CursorInvalid):
        history.list_some(desk.engine, OFFICER, case, cursor, 10)


def test_an_element_s_events_include_the_steps_that_went_through_it(desk):
    case = desk.start()
    desk.finish(case)

    at_sign = history.of_element(desk.engine, OFFICER, case, "sign")
    at_end = history.of_element(desk.engine, OFFICER, case, "end")

    assert [each.seq for each in at_sign] == [3, 4, 5]
    assert [each.seq for each in at_end] == [5, 6], "the step, and the end that it was"


@pytest.mark.parametrize("stranger", [NEIGHBOUR, STRANGER])
def test_somebody_else_s_case_is_not_there(desk, stranger):
    case = desk.start()

    for look in (
        lambda: history.list_some(desk.engine, stranger, case, None, 10),
        lambda: history.of_element(desk.engine, stranger, case, "check"),
        lambda: history.verify(desk.engine, stranger, case),
        lambda: history.accesses(desk.engine, stranger, case),
    ):
        with pytest.raises(InstanceNotFound):
            look()


def test_an_applicant_reads_and_verifies_their_own_case(desk):
    case = desk.start()

    assert len(told(desk, case, FAMILY)) == 2
    assert history.verify(desk.engine, FAMILY, case).ok


def test_who_read_a_case_is_written_down_once_for_ten_minutes(desk):
    case = desk.start()
    told(desk, case)
    told(desk, case)
    told(desk, case, FAMILY)
    desk.later(minutes=11)
    told(desk, case)
    instances.variables(desk.engine, OFFICER, case)

    readers = history.accesses(desk.engine, AUDITOR, case)

    assert sorted((each.user_id, each.what) for each in readers) == [
        ("family", "history"),
        ("officer", "history"),
        ("officer", "history"),
        ("officer", "variables"),
    ]
    assert readers[0].at == desk.clock.now()


def test_who_read_a_case_is_for_auditors_and_admins(desk):
    case = desk.start()

    assert history.accesses(desk.engine, ADMIN, case) == []
    for nobody in (OFFICER, FAMILY):
        with pytest.raises(Forbidden):
            history.accesses(desk.engine, nobody, case)


def test_an_erased_case_is_read_by_nobody_and_still_verifies(desk):
    case = desk.start(child=CHILD)
    desk.finish(case)
    ledger.seal_ledger(desk.engine)

    history.erase(desk.engine, ADMIN, case, "คำขอลบข้อมูลที่ 1/2569")

    ledger.seal_ledger(desk.engine)
    events = told(desk, case)
    assert [each.erased for each in events] == [*[True] * 5, False, False]
    assert (events[-1].type, events[-1].actor) == ("personal_data_erased", "admin")
    assert events[-1].data == {"reason": "คำขอลบข้อมูลที่ 1/2569", "files": 0}
    assert instances.variables(desk.engine, OFFICER, case) == {}
    report = history.verify(desk.engine, AUDITOR, case)
    assert report.ok
    assert report.covered == 7
    assert verifying.verify_export(history.export(desk.engine, OPERATOR), public_key(desk)).ok
    assert desk.rows(select(case_key)) == []


def test_erasing_leaves_no_value_in_any_row(desk):
    case = desk.start(child=CHILD)
    desk.finish(case)

    history.erase(desk.engine, ADMIN, case, "คำขอ")

    assert not any(row.payload or row.last_error for row in desk.rows(select(job)))
    assert desk.row_of(case).state is None


def test_erasing_again_changes_nothing(desk):
    case = desk.start()
    desk.finish(case)
    history.erase(desk.engine, ADMIN, case, "คำขอ")

    history.erase(desk.engine, ADMIN, case, "คำขออีกครั้ง")

    assert len(told(desk, case)) == 7


def test_a_running_case_is_not_erased(desk):
    case = desk.start()

    with pytest.raises(InstanceNotEnded):
        history.erase(desk.engine, ADMIN, case, "คำขอ")

    assert told(desk, case)[0].data is not None


def test_only_an_admin_erases_and_says_why(desk):
    case = desk.start()
    desk.finish(case)

    for other in (OFFICER, DIRECTOR, AUDITOR, FAMILY):
        with pytest.raises(Forbidden):
            history.erase(desk.engine, other, case, "คำขอ")
    with pytest.raises(ReasonRequired):
        history.erase(desk.engine, ADMIN, case, " ")
    assert history.verify(desk.engine, ADMIN, case).events == 6


def test_an_export_of_everything_verifies_and_keeps_the_bodies_sealed(desk):
    desk.finish(desk.start(child=CHILD))
    desk.start(STRANGER)
    ledger.seal_ledger(desk.engine)

    lines = list(history.export(desk.engine, OPERATOR))

    report = verifying.verify_export(lines, public_key(desk))
    assert report.ok
    assert (report.offices, report.instances, report.events) == (None, 2, 8)
    assert CHILD.encode() not in b"".join(lines)


def test_an_auditor_exports_their_own_office_against_the_whole_ledger(desk):
    desk.start()
    desk.start(STRANGER)
    ledger.seal_ledger(desk.engine)

    lines = list(history.export(desk.engine, AUDITOR))

    header, contents = read_export(lines)
    read = list(contents)
    assert header.offices == ("udonthani1",)
    assert {each.office_id for each in read if isinstance(each, SealedEvent)} == {"udonthani1"}
    assert sum(isinstance(each, LedgerEntry) for each in read) == 2
    assert verifying.verify_export(lines, public_key(desk)).ok
    assert ("auditor", "history_export") in desk.rows(READERS)


def test_entries_that_are_not_yet_sealed_stand_behind_the_others(desk):
    desk.start()
    ledger.seal_ledger(desk.engine)
    desk.start()

    report = verifying.verify_export(history.export(desk.engine, OPERATOR), public_key(desk))

    assert report.ok
    assert (report.covered, report.uncovered) == (2, 2)


def test_an_export_is_for_who_may_audit(desk):
    national = Person(id="centre", name="ส่วนกลาง", national=frozenset({"auditor"}))

    assert list(history.export(desk.engine, national, "phayao2"))
    for asked in ((OFFICER, None), (AUDITOR, "phayao2"), (FAMILY, None), (ADMIN, "nowhere")):
        with pytest.raises(Forbidden):
            history.export(desk.engine, *asked)


def test_what_is_recorded_during_an_export_is_not_in_it(desk):
    desk.start()
    ledger.seal_ledger(desk.engine)
    lines = history.export(desk.engine, OPERATOR)
    first = next(lines)

    if desk.engine.store.dialect == "postgresql":
        desk.start()
    report = verifying.verify_export([first, *lines], public_key(desk))

    assert report.ok
    assert report.instances == 1


def test_whoever_stands_in_is_named_with_whom_they_stand_in_for(desk):
    deputy = person("deputy", "udonthani1", "promo_officer", on_behalf_of="officer")
    case = desk.start(deputy)

    event = told(desk, case)[0]

    assert (event.actor, event.on_behalf_of) == ("deputy", "officer")
