from hashlib import sha256
from io import BytesIO

import pytest

from engine import attachments, contents, history, instances
from engine.attachments import Upload
from engine.errors import (
    AttachmentNotFound,
    AttachmentRefused,
    AuditorsOnlyRead,
    Forbidden,
    InstanceNotActive,
    NotACandidate,
    TaskNotFound,
    TaskNotOpen,
)
from tests.engine.conftest import (
    ADMIN,
    AUDITOR,
    DIRECTOR,
    FAMILY,
    NEIGHBOUR,
    OFFICER,
    PDF,
    PNG,
    STRANGER,
    person,
)

DIGEST = sha256(PDF).hexdigest()


def paper(content=PDF, field="papers", name="แผน.pdf"):
    return Upload(field=field, name=name, content=content)


def add(desk, case, upload=None, by=OFFICER):
    return attachments.add(desk.engine, by, desk.task(case).id, upload or paper())


def kept(desk):
    files = desk.directory / "files"
    return {each.parent.name + each.name for each in files.glob("??/*")}


def content(desk, attachment_id, by=OFFICER):
    row, stream = attachments.open(desk.engine, by, attachment_id)
    with stream:
        return row, stream.read()


def test_a_file_is_attached_listed_and_read_back(desk):
    case = desk.start()

    added = add(desk, case, paper(BytesIO(PDF), name="../../บ้าน/แผน\u202e.pdf"))

    assert (added.name, added.content_type, added.size) == (
        "แผน.pdf",
        "application/pdf",
        len(PDF),
    )
    assert added.sha256 == DIGEST
    assert attachments.list_for(desk.engine, FAMILY, instance_id=case) == [added]
    assert attachments.list_for(desk.engine, OFFICER, task_id=added.task_id) == [added]
    assert content(desk, added.id, FAMILY) == (added, PDF)


def test_a_file_is_told_in_the_history_under_seal(desk):
    case = desk.start()
    added = add(desk, case)

    event = history.list_some(desk.engine, OFFICER, case, None, 50).items[-1]

    assert (event.type, event.element_id) == ("attachment_added", "check")
    assert event.data["attachment"] == str(added.id)
    assert (event.data["sha256"], event.data["size"]) == (DIGEST, len(PDF))
    assert event.data["name"] == "แผน.pdf"
    assert history.verify(desk.engine, OFFICER, case).ok


def test_whoever_reads_a_file_is_written_down(desk):
    case = desk.start()
    added = add(desk, case)
    content(desk, added.id, FAMILY)

    [look] = history.accesses(desk.engine, AUDITOR, case)

    assert (look.user_id, look.what) == ("family", f"attachment:{added.id}")


@pytest.mark.parametrize(
    ("upload", "why"),
    [
        (paper(PNG), "PDF is accepted"),
        (paper(PDF + b"0" * 1000), "larger than 1,000 bytes"),
        (paper(b"MZ" + bytes(100)), "only PDF, JPG and PNG"),
        (paper(b""), "empty"),
        (paper(field="remark"), "no field remark"),
        (paper(field="nothing"), "no field nothing"),
        (paper(field="list"), "no field list"),
        (paper(field="list.what"), "no field list.what"),
        (paper(field="papers.scans"), "no field papers.scans"),
        (paper(field=None), "for which field"),
    ],
)
def test_what_the_field_does_not_take_is_refused_and_not_kept(desk, upload, why):
    case = desk.start()

    with pytest.raises(AttachmentRefused, match=why):
        add(desk, case, upload)

    assert attachments.list_for(desk.engine, OFFICER, instance_id=case) == []
    assert kept(desk) == set()


def test_a_field_takes_no_more_files_than_it_asks_for(desk):
    case = desk.start()
    add(desk, case, paper(PDF + b"1"))
    add(desk, case, paper(PDF + b"2"))

    with pytest.raises(AttachmentRefused, match=r"2 file\(s\)"):
        add(desk, case, paper(PDF + b"3"))

    assert len(kept(desk)) == 2
    add(desk, case, paper(PNG, field="list.scans", name="ภาพ.png"))


def test_a_task_without_a_form_takes_files_without_a_field(desk):
    case = desk.start()
    desk.complete(case)

    added = add(desk, case, paper(PNG, field=None), DIRECTOR)

    assert added.field is None
    with pytest.raises(AttachmentRefused):
        add(desk, case, paper(field="papers"), DIRECTOR)


def test_an_attached_file_can_be_named_in_its_field(desk):
    case = desk.start()
    added = add(desk, case)

    desk.complete(case, papers=[{"attachment_id": str(added.id), "name": added.name}])

    found = instances.variables(desk.engine, OFFICER, case)["papers"]
    assert found == [{"attachment_id": str(added.id), "name": "แผน.pdf"}]


def test_only_who_may_do_the_task_attaches_to_it(desk):
    case = desk.start()

    for by, refusal in (
        (FAMILY, NotACandidate),
        (DIRECTOR, NotACandidate),
        (AUDITOR, AuditorsOnlyRead),
        (NEIGHBOUR, TaskNotFound),
        (STRANGER, TaskNotFound),
    ):
        with pytest.raises(refusal):
            attachments.add(desk.engine, by, desk.task(case).id, paper())
    assert kept(desk) == set()


def test_a_closed_task_or_a_suspended_case_takes_no_file(desk):
    case = desk.start()
    task = desk.task(case)
    instances.suspend(desk.engine, ADMIN, case, "รอ")
    with pytest.raises(InstanceNotActive):
        attachments.add(desk.engine, OFFICER, task.id, paper())
    instances.resume(desk.engine, ADMIN, case, "มาแล้ว")
    desk.complete(case)

    with pytest.raises(TaskNotOpen):
        attachments.add(desk.engine, OFFICER, task.id, paper())


@pytest.mark.parametrize("stranger", [NEIGHBOUR, STRANGER])
def test_a_file_of_somebody_else_s_case_is_not_there(desk, stranger):
    added = add(desk, desk.start())

    with pytest.raises(AttachmentNotFound):
        attachments.open(desk.engine, stranger, added.id)
    with pytest.raises(AttachmentNotFound):
        attachments.remove(desk.engine, stranger, added.id)


def test_a_file_of_one_s_own_is_taken_back_while_the_task_is_open(desk):
    case = desk.start()
    added = add(desk, case)

    attachments.remove(desk.engine, OFFICER, added.id)

    assert attachments.list_for(desk.engine, OFFICER, instance_id=case) == []
    assert kept(desk) == set()
    with pytest.raises(AttachmentNotFound):
        attachments.open(desk.engine, OFFICER, added.id)
    assert history.list_some(desk.engine, OFFICER, case, None, 50).items[-1].type == (
        "attachment_removed"
    )


def test_a_file_of_a_colleague_is_not_taken_back(desk):
    added = add(desk, desk.start())
    colleague = person("colleague", "udonthani1", "promo_officer")

    with pytest.raises(Forbidden):
        attachments.remove(desk.engine, colleague, added.id)


def test_after_the_task_is_done_its_files_stay(desk):
    case = desk.start()
    added = add(desk, case)
    desk.complete(case)

    with pytest.raises(TaskNotOpen):
        attachments.remove(desk.engine, OFFICER, added.id)

    assert content(desk, added.id)[1] == PDF


def test_the_same_content_is_kept_until_the_last_attachment_is_gone(desk):
    case = desk.start()
    first, second = add(desk, case), add(desk, case)

    attachments.remove(desk.engine, OFFICER, first.id)
    assert kept(desk) == {DIGEST}
    attachments.remove(desk.engine, OFFICER, second.id)

    assert kept(desk) == set()


def test_within_a_larger_command_content_is_dropped_later(desk):
    added = add(desk, desk.start())

    with desk.engine.begin() as tx:
        attachments.remove(desk.engine.within(tx), OFFICER, added.id)
    assert kept(desk) == {DIGEST}

    assert contents.drop_all_unused(desk.engine) == 1
    assert kept(desk) == set()


def test_files_of_an_erased_case_are_gone(desk):
    case, other = desk.start(), desk.start()
    added = add(desk, case)
    add(desk, case, paper(PDF + b"1"))
    same = add(desk, other)
    desk.finish(case)

    history.erase(desk.engine, ADMIN, case, "คำขอ")

    assert attachments.list_for(desk.engine, OFFICER, instance_id=case) == []
    assert kept(desk) == {DIGEST}
    assert content(desk, same.id)[1] == PDF
    with pytest.raises(AttachmentNotFound):
        attachments.open(desk.engine, OFFICER, added.id)
