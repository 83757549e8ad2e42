"""Who is told what: in the page, by mail, at once or in the morning; and nobody twice."""

from datetime import timedelta
from uuid import uuid4

import pytest

from engine import (
    attachments,
    comments,
    history,
    housekeeping,
    instances,
    news,
    notices,
    people,
    tasks,
)
from engine.calendar import local_date
from engine.errors import MentionUnfit, NotFound
from engine.recording import Told, tell
from engine.store import cases
from engine.tidings import NoticeKind
from tests.engine.conftest import ADMIN, DIRECTOR, FAMILY, OFFICER, person
from tests.engine.telling import HERE, hear, reach, send_all, told

REGISTRAR = person("registrar", HERE, "registrar")
REGISTRAR_AS_OFFICER = person("registrar", HERE, "registrar", "promo_officer")


def test_many_new_tasks_of_a_role_are_one_notice(hall):
    for _ in range(3):
        hall.complete(hall.start())
    hear(hall)

    [one] = told(hall, DIRECTOR)
    assert (one.kind, one.times) == (NoticeKind.TASKS, 3)
    assert one.subject_th == "งานใหม่ 3 งานในกล่องงานของท่าน"

    hall.complete(hall.start())
    hear(hall)
    [one] = told(hall, DIRECTOR)
    assert one.times == 4
    assert "และอีก 3 งาน" in one.body_th


def test_a_notice_that_was_read_is_followed_by_a_new_one(hall):
    hall.complete(hall.start())
    hear(hall)
    notices.open_one(hall.engine, DIRECTOR, told(hall, DIRECTOR)[0].id)
    hall.complete(hall.start())
    hear(hall)

    assert [each.times for each in told(hall, DIRECTOR)] == [1, 1]
    assert notices.unread_count(hall.engine, DIRECTOR) == 1


def test_whoever_did_it_is_not_told_and_others_have_nothing_to_do_with_it(hall):
    hall.start(by=OFFICER)
    hear(hall)

    assert told(hall, OFFICER) == []
    assert told(hall, DIRECTOR) == []
    assert told(hall, REGISTRAR) == []


def test_a_task_that_was_done_meanwhile_is_no_news(hall):
    case = hall.start(by=FAMILY)
    hall.complete(case)
    hear(hall)

    assert told(hall, OFFICER) == []
    assert len(told(hall, DIRECTOR)) == 1


def test_what_was_written_a_moment_ago_is_told_a_little_later_and_once(hall):
    hall.complete(hall.start())

    assert news.tell(hall.engine) == 0
    assert hear(hall) == 1
    assert hear(hall) == 0


def test_an_applicant_is_told_of_the_end_and_its_paper(hall):
    hall.finish(hall.start())
    hear(hall)

    [end] = told(hall, FAMILY)
    assert end.kind is NoticeKind.ENDED
    assert end.business_key in end.subject_th


def test_who_works_on_a_case_is_told_of_a_paper_that_its_family_adds(hall):
    case = hall.start(by=OFFICER)
    hear(hall)
    attachments.add_to_case(hall.engine, FAMILY, case, "สมมติ.pdf", b"%PDF-1.7\n" + b"0" * 64)
    attachments.add_to_case(hall.engine, FAMILY, case, "อีกแผ่น.pdf", b"%PDF-1.7\n" + b"1" * 64)
    hear(hall)

    [paper] = told(hall, OFFICER)
    assert (paper.kind, paper.instance_id) == (NoticeKind.FILED, case)
    assert told(hall, DIRECTOR) == []
    assert told(hall, FAMILY) == []


def test_a_case_the_applicant_withdraws_is_no_news_to_them(hall):
    case = hall.start()
    instances.cancel(hall.engine, FAMILY, case, "ไม่ประสงค์จะดำเนินการต่อ")
    hear(hall)

    assert told(hall, FAMILY) == []


def test_who_is_given_a_task_is_told_at_once_by_name(hall):
    task = hall.task(hall.start())
    people.grant(
        hall.engine,
        ADMIN,
        people.Grant(
            username="registrar",
            role="promo_officer",
            office=HERE,
            valid_from=local_date(hall.clock.now()),
        ),
    )
    tasks.assign(hall.engine, OFFICER, task.id, "registrar")
    tasks.unclaim(hall.engine, REGISTRAR_AS_OFFICER, task.id)
    tasks.assign(hall.engine, OFFICER, task.id, "officer")

    [one] = told(hall, REGISTRAR)
    assert (one.kind, one.task_id) == (NoticeKind.ASSIGNED, task.id)
    assert "officer ตัวอย่าง มอบงานให้ท่าน" in one.body_th
    assert told(hall, OFFICER) == []


def lend(hall, role=None):
    today = local_date(hall.clock.now())
    people.substitute(
        hall.engine,
        DIRECTOR,
        people.Substitution(
            absent="director",
            substitute="registrar",
            office=HERE,
            valid_from=today,
            valid_to=today + timedelta(days=1),
            reason="ลาพักผ่อน",
            role=role,
        ),
    )


def test_a_substitute_hears_what_the_absent_person_would(hall):
    lend(hall)
    hall.complete(hall.start())
    hear(hall)

    own, *_ = told(hall, DIRECTOR)
    [one] = told(hall, REGISTRAR, NoticeKind.TASKS)
    assert (own.absent, one.absent, one.times) == (None, "director", 1)


def test_a_substitute_for_another_role_hears_nothing_of_it(hall):
    lend(hall, role="promo_director")
    hall.complete(hall.start())
    hear(hall)

    assert told(hall, REGISTRAR, NoticeKind.TASKS) == []


def test_a_substitution_is_told_to_the_substitute_and_ends_with_its_last_day(hall):
    lend(hall)
    [one] = told(hall, REGISTRAR)
    assert one.kind is NoticeKind.SUBSTITUTION
    assert "director ตัวอย่าง" in one.subject_th or "ผู้อำนวยการ" in one.subject_th

    hall.later(days=2)
    hall.complete(hall.start())
    hear(hall)
    assert told(hall, REGISTRAR, NoticeKind.TASKS) == []


def test_a_mention_tells_a_colleague_and_refuses_who_may_not_see(hall):
    task = hall.task(hall.start())

    comments.add(hall.engine, OFFICER, task.id, "เรียน @Director. โปรดดู me@example.com และ @officer")
    [one] = told(hall, DIRECTOR)
    assert (one.kind, one.task_id) == (NoticeKind.MENTIONED, task.id)
    assert one.subject_th.startswith("นายสมมติ ตัวอย่าง กล่าวถึงท่าน")
    assert told(hall, OFFICER) == []

    for stranger in ("@officer2", "@nobody", "@school"):
        with pytest.raises(MentionUnfit, match=stranger):
            comments.add(hall.engine, OFFICER, task.id, f"ดู {stranger} ด้วย")
    assert len(comments.list_for(hall.engine, OFFICER, task_id=task.id)) == 1


def test_an_applicant_may_be_mentioned_in_their_own_case_but_mentions_nobody(hall):
    task = hall.task(hall.start())
    comments.add(hall.engine, OFFICER, task.id, "@family โปรดส่งเอกสาร")
    comments.add(hall.engine, FAMILY, task.id, "ส่งแล้ว @director @nobody")

    assert [each.kind for each in told(hall, FAMILY)] == [NoticeKind.MENTIONED]
    assert told(hall, DIRECTOR) == []


def test_notices_are_read_one_by_one_by_kind_and_all(hall):
    task = hall.task(hall.start())
    for _ in range(3):
        comments.add(hall.engine, OFFICER, task.id, "@director")
    first = told(hall, DIRECTOR)[0]
    assert notices.unread_count(hall.engine, DIRECTOR) == 3

    assert notices.open_one(hall.engine, DIRECTOR, first.id).task_id == task.id
    assert notices.unread_count(hall.engine, DIRECTOR) == 2
    assert notices.mark_read(hall.engine, DIRECTOR, NoticeKind.TASKS) == 0
    assert notices.mark_read(hall.engine, DIRECTOR) == 2
    assert notices.unread_count(hall.engine, DIRECTOR) == 0
    assert notices.list_some(hall.engine, DIRECTOR, None, 50, unread=True).items == []


def test_nobody_opens_somebody_else_s_notice(hall):
    comments.add(hall.engine, OFFICER, hall.task(hall.start()).id, "@director")
    [one] = told(hall, DIRECTOR)

    for stranger in (OFFICER, ADMIN):
        with pytest.raises(NotFound):
            notices.open_one(hall.engine, stranger, one.id)
    with pytest.raises(NotFound):
        notices.open_one(hall.engine, DIRECTOR, uuid4())
    assert notices.unread_count(hall.engine, DIRECTOR) == 1


def test_pages_of_notices_go_on_behind_the_last(hall):
    task = hall.task(hall.start())
    for _ in range(5):
        comments.add(hall.engine, OFFICER, task.id, "@director")

    first = notices.list_some(hall.engine, DIRECTOR, None, 3)
    second = notices.list_some(hall.engine, DIRECTOR, first.next, 3)

    assert [len(first.items), len(second.items)] == [3, 2]
    assert not {each.id for each in first.items} & {each.id for each in second.items}
    assert second.next is None


def test_notices_are_kept_for_three_months(hall):
    comments.add(hall.engine, OFFICER, hall.task(hall.start()).id, "@director")
    hall.later(days=90)
    assert notices.sweep(hall.engine) == 0
    hall.later(seconds=1)
    assert housekeeping.tidy(hall.engine) >= 1
    assert told(hall, DIRECTOR) == []


def test_what_was_told_of_a_case_goes_when_its_data_are_erased(hall):
    reach(hall, "director")
    case = hall.start()
    comments.add(hall.engine, OFFICER, hall.task(case).id, "@director ชื่อของบุคคล")
    hall.finish(case)
    history.erase(hall.engine, ADMIN, case, "ตามคำขอ")

    assert told(hall, DIRECTOR, NoticeKind.MENTIONED) == []
    assert send_all(hall) == []


def test_an_incident_is_told_to_the_office_s_admins(hall):
    case = hall.start()
    with hall.engine.begin() as tx:
        row = cases.lock(tx, [HERE], case)
        tell(tx, row, Told(type="incident_raised", by=OFFICER, element_id="check"))
    hear(hall)

    [one] = told(hall, ADMIN)
    assert (one.kind, one.times) == (NoticeKind.INCIDENTS, 1)


def test_a_mass_is_told_in_turns_and_nothing_of_it_is_lost(hall, monkeypatch):
    monkeypatch.setattr(news, "AT_ONCE", 2)
    for _ in range(5):
        hall.complete(hall.start())
    hear(hall)

    [one] = told(hall, DIRECTOR)
    assert one.times == 5
