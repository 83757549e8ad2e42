"""Papers that an applicant adds between the steps, and what is told of a case."""

import pytest

from engine import attachments, filings, history, instances, stories
from engine.errors import (
    AttachmentRefused,
    AuditorsOnlyRead,
    DefinitionNotFound,
    Forbidden,
    InstanceNotActive,
    InstanceNotFound,
)
from tests.engine.conftest import (
    ADMIN,
    AUDITOR,
    DIRECTOR,
    FAMILY,
    MEGABYTE,
    NEIGHBOUR,
    OFFICER,
    PDF,
    STRANGER,
)


def add(desk, case, by=FAMILY, content=PDF):
    return attachments.add_to_case(desk.engine, by, case, "หลักฐาน.pdf", content)


def story(desk, case, by=FAMILY):
    return stories.one(desk.engine, by, case)


def test_an_applicant_adds_a_paper_while_the_office_works(desk):
    case = desk.start()

    added = add(desk, case)

    assert [each.id for each in story(desk, case, OFFICER).papers.brought] == [added.id]
    last = history.list_some(desk.engine, OFFICER, case, None, 50).items[-1]
    assert (last.type, last.data["task"], last.data["name"]) == (
        "attachment_added",
        None,
        "หลักฐาน.pdf",
    )
    assert history.verify(desk.engine, AUDITOR, case).ok


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (OFFICER, Forbidden),
        (NEIGHBOUR, InstanceNotFound),
        (STRANGER, InstanceNotFound),
        (AUDITOR, AuditorsOnlyRead),
    ],
    ids=["officer", "neighbour", "stranger", "auditor"],
)
def test_nobody_else_adds_papers_to_a_case_of_others(desk, who, refusal):
    case = desk.start()
    with pytest.raises(refusal):
        add(desk, case, who)


def test_an_ended_case_takes_no_paper(desk):
    case = desk.start()
    desk.finish(case)
    with pytest.raises(InstanceNotActive):
        add(desk, case)


@pytest.mark.parametrize(
    "content", [b"<html>", b"", PDF + b"0" * MEGABYTE], ids=["kind", "empty", "large"]
)
def test_what_is_no_paper_is_refused_and_leaves_nothing(desk, content):
    case = desk.start()
    with pytest.raises(AttachmentRefused):
        add(desk, case, content=content)
    assert story(desk, case).papers.brought == []


def test_there_is_an_end_to_papers(desk):
    case = desk.start()
    for _ in range(attachments.MOST_LOOSE):
        add(desk, case)
    with pytest.raises(AttachmentRefused, match="20"):
        add(desk, case)


def test_a_paper_added_by_mistake_is_taken_back_while_the_case_goes_on(desk):
    case = desk.start()
    added = add(desk, case)
    with pytest.raises(Forbidden):
        attachments.remove(desk.engine, OFFICER, added.id)

    attachments.remove(desk.engine, FAMILY, added.id)

    assert story(desk, case).papers.brought == []
    kept = add(desk, case)
    desk.finish(case)
    with pytest.raises(InstanceNotActive):
        attachments.remove(desk.engine, FAMILY, kept.id)


def test_an_applicant_is_told_whose_turn_it_is_and_what_comes_next(desk):
    case = desk.start()

    (turn,) = story(desk, case).turns

    assert (turn.task.name, turn.is_mine, turn.is_applicants) == ("ตรวจ", False, False)
    assert [each.name for each in turn.ahead.tasks] == ["ลงนาม"]
    assert story(desk, case, OFFICER).turns[0].is_mine


def test_the_way_tells_what_is_done_and_what_is_to_come(desk):
    case = desk.start()
    desk.complete(case)

    told = story(desk, case)

    assert [(each.element.id, each.is_always) for each in told.way] == [
        ("check", True),
        ("sign", True),
    ]
    assert ("check" in told.drawn.done, told.drawn.here) == (True, ("sign",))


def test_the_office_reads_its_own_forms_and_the_applicant_does_not(desk):
    case = desk.start()
    desk.complete(case, remark="ครบถ้วน")

    (filed,) = story(desk, case, OFFICER).filed

    assert filed.values == {"remark": "ครบถ้วน"}
    assert story(desk, case).filed == []
    assert story(desk, case).names == {}


def test_rights_are_those_of_the_nouns(desk):
    case = desk.start()

    mine, theirs = story(desk, case).rights, story(desk, case, OFFICER).rights
    audits = story(desk, case, AUDITOR).rights

    assert (mine.is_own, mine.may_withdraw, mine.may_add_papers) == (True, True, True)
    assert (theirs.is_staff, theirs.may_withdraw, theirs.may_add_papers) == (True, False, False)
    assert (audits.is_staff, audits.may_track, audits.may_withdraw) == (True, False, False)
    with pytest.raises(InstanceNotFound):
        story(desk, case, NEIGHBOUR)


def test_that_a_story_was_read_is_noted(desk):
    case = desk.start()
    story(desk, case, OFFICER)
    assert [(e.user_id, e.what) for e in history.accesses(desk.engine, ADMIN, case)] == [
        ("officer", "story")
    ]


def test_a_withdrawn_case_is_told_as_ended(desk):
    case = desk.start()
    instances.cancel(desk.engine, FAMILY, case, "ย้ายบ้าน")

    told = story(desk, case)

    assert (told.turns, told.end, told.rights.may_add_papers) == ([], None, False)
    assert told.moments[-1].data["reason"] == "ย้ายบ้าน"


def test_own_cases_are_listed_by_whose_turn_it_is(desk):
    waiting, ended = desk.start(), desk.start()
    desk.start(applicant="neighbour")
    desk.finish(ended)

    own = stories.own(desk.engine, FAMILY, None, 10)

    assert [each.instance.id for each in own.waiting] == [waiting]
    assert [each.instance.id for each in own.ended.items] == [ended]
    assert own.mine == []


def test_ended_cases_come_by_pages(desk):
    cases = [desk.start() for _ in range(5)]
    for each in cases[:3]:
        desk.finish(each)
    for each in cases[3:]:
        instances.cancel(desk.engine, FAMILY, each, "ทดสอบ")

    first = stories.own(desk.engine, FAMILY, None, 3).ended
    second = stories.own(desk.engine, FAMILY, first.next, 3).ended

    assert [each.instance.id for each in (*first.items, *second.items)] == cases[::-1]
    assert second.next is None


def test_what_the_office_begins_cannot_be_filed(desk):
    assert filings.list_all(desk.engine, FAMILY) == []
    for ask in (filings.get, lambda e, p, k: filings.begin(e, p, k, ("udonthani1", "family"))):
        with pytest.raises(DefinitionNotFound):
            ask(desk.engine, FAMILY, "review")


def test_the_director_is_told_of_the_step_that_is_theirs(desk):
    case = desk.start()
    desk.complete(case)
    assert story(desk, case, DIRECTOR).turns[0].is_mine


def test_an_erased_case_tells_that_it_was_and_nothing_personal(desk):
    case = desk.start()
    add(desk, case)
    desk.complete(case, remark="ความลับ")
    desk.complete(case, DIRECTOR)
    history.erase(desk.engine, ADMIN, case, "พ้นกำหนดเก็บรักษา")

    told = story(desk, case, OFFICER)

    assert (told.filed, told.papers.brought) == ([], [])
    assert [each.type for each in told.moments][:2] == ["instance_started", "task_opened"]
    assert "ความลับ" not in repr(told)


def test_how_long_cases_took_is_told_once_enough_have_ended(desk):
    cases = [desk.start() for _ in range(5)]
    for days, each in enumerate(cases):
        if days == 4:
            assert filings.usual(desk.engine, FAMILY, "review") is None
        desk.later(days=1)
        desk.finish(each)

    usual = filings.usual(desk.engine, None, "review")

    assert (usual.sample, usual.middle.days, usual.late.days) == (5, 3, 4)
    assert filings.usual(desk.engine, STRANGER, "review") is None
