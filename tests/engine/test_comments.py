import pytest

from engine import comments, history, instances
from engine.errors import AuditorsOnlyRead, CommentUnfit, InstanceNotActive, TaskNotFound
from tests.engine.conftest import ADMIN, AUDITOR, FAMILY, NEIGHBOUR, OFFICER, STRANGER


def bodies(found):
    return [(each.author, each.body) for each in found]


def test_a_comment_stands_with_its_task_and_its_case(desk):
    case = desk.start()
    first = desk.task(case)
    comments.add(desk.engine, OFFICER, first.id, "  ขอเอกสารเพิ่ม  ")
    desk.complete(case)
    second = desk.task(case)
    comments.add(desk.engine, FAMILY, second.id, "ส่งแล้ว")

    assert bodies(comments.list_for(desk.engine, OFFICER, task_id=first.id)) == [
        ("officer", "ขอเอกสารเพิ่ม")
    ]
    assert bodies(comments.list_for(desk.engine, OFFICER, instance_id=case)) == [
        ("officer", "ขอเอกสารเพิ่ม"),
        ("family", "ส่งแล้ว"),
    ]


def test_a_comment_is_told_in_the_history(desk):
    case = desk.start()
    added = comments.add(desk.engine, OFFICER, desk.task(case).id, "ขอเอกสารเพิ่ม")

    event = history.list_some(desk.engine, OFFICER, case, None, 50).items[-1]

    assert (event.type, event.element_id, event.actor) == ("comment_added", "check", "officer")
    assert (event.data["comment"], event.data["text"]) == (str(added.id), "ขอเอกสารเพิ่ม")
    assert history.verify(desk.engine, OFFICER, case).ok


@pytest.mark.parametrize("text", ["", " \n ", "\0", "ก" * 5001])
def test_a_comment_says_something_and_is_bounded(desk, text):
    case = desk.start()

    with pytest.raises(CommentUnfit):
        comments.add(desk.engine, OFFICER, desk.task(case).id, text)

    assert comments.list_for(desk.engine, OFFICER, instance_id=case) == []


def test_a_comment_of_the_greatest_length_is_kept_whole(desk):
    case = desk.start()

    comments.add(desk.engine, OFFICER, desk.task(case).id, "ก" * 5000)

    [kept] = comments.list_for(desk.engine, OFFICER, instance_id=case)
    assert kept.body == "ก" * 5000


@pytest.mark.parametrize("stranger", [NEIGHBOUR, STRANGER])
def test_somebody_else_s_task_is_not_there(desk, stranger):
    task = desk.task(desk.start())

    with pytest.raises(TaskNotFound):
        comments.add(desk.engine, stranger, task.id, "สวัสดี")
    with pytest.raises(TaskNotFound):
        comments.list_for(desk.engine, stranger, task_id=task.id)


def test_an_auditor_reads_and_does_not_comment(desk):
    task = desk.task(desk.start())

    with pytest.raises(AuditorsOnlyRead):
        comments.add(desk.engine, AUDITOR, task.id, "สวัสดี")
    assert comments.list_for(desk.engine, AUDITOR, task_id=task.id) == []


def test_a_case_that_has_ended_takes_no_comment(desk):
    case = desk.start()
    task = desk.task(case)
    desk.finish(case)

    with pytest.raises(InstanceNotActive):
        comments.add(desk.engine, OFFICER, task.id, "สวัสดี")


def test_a_suspended_case_takes_comments(desk):
    case = desk.start()
    task = desk.task(case)
    instances.suspend(desk.engine, ADMIN, case, "รอเอกสาร")

    comments.add(desk.engine, OFFICER, task.id, "รอถึงวันจันทร์")

    assert len(comments.list_for(desk.engine, OFFICER, instance_id=case)) == 1


def test_comments_of_an_erased_case_are_gone(desk):
    case = desk.start()
    comments.add(desk.engine, OFFICER, desk.task(case).id, "เด็กหญิงสมมติ")
    desk.finish(case)

    history.erase(desk.engine, ADMIN, case, "คำขอ")

    assert comments.list_for(desk.engine, OFFICER, instance_id=case) == []


def test_who_comes_from_outside_reads_their_own_remarks_alone(desk):
    case = desk.start()
    task = desk.task(case)
    comments.add(desk.engine, OFFICER, task.id, "ภายในสำนักงาน")
    comments.add(desk.engine, FAMILY, task.id, "ถึงสำนักงาน")

    assert bodies(comments.list_for(desk.engine, FAMILY, task_id=task.id)) == [
        ("family", "ถึงสำนักงาน")
    ]
    told = history.list_some(desk.engine, FAMILY, case, None, 100).items
    texts = [each.data.get("text") for each in told if each.type == "comment_added"]
    assert texts == [None, "ถึงสำนักงาน"]
