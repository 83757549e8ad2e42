"""The topic `document`, end to end: the paper, its number, its record, and what stops it."""

from hashlib import sha256

import pytest

from engine import attachments, deployments, documents, history, incidents, instances, jobs
from engine.errors import (
    AttachmentNotFound,
    DeploymentRefused,
    Forbidden,
    InstanceNotFound,
    PaperErased,
    PaperNotFound,
)
from engine.model import InstanceStatus
from tests.documents.conftest import RECEIPT, document
from tests.documents.pdf import pages
from tests.execution import drawing as d
from tests.stage import ADMIN, ALICE, AUDITOR, BOB, CHARLIE, FAMILY, OPERATOR, person

STRANGER = person("stranger", "a", "organiser")


def papers_of(stage, case, by=ADMIN):
    return attachments.list_for(stage.engine, by, instance_id=case)


def content(stage, paper, by=ADMIN):
    _, stream = attachments.open(stage.engine, by, paper.id)
    with stream:
        return stream.read()


def variables(stage, case):
    return history_sets(stage, case)


def history_sets(stage, case):
    found = {}
    for event in events(stage, case):
        found |= event.data.get("set", {})
    return found


def events(stage, case, type_=None):
    told = history.list_some(stage.engine, ADMIN, case, None, 100).items
    return [event for event in told if type_ in (None, event.type)]


def open_incidents(stage, case):
    return incidents.list_some(stage.engine, ADMIN, (True, case), None, 10).items


def test_a_paper_is_made_attached_and_told(stage):
    case = stage.begin()
    stage.work()

    [paper] = papers_of(stage, case)
    pdf = content(stage, paper)
    assert pdf.startswith(b"%PDF-")
    assert sha256(pdf).hexdigest() == paper.sha256
    assert paper.name == "ใบรับคำขอ PA-2569-000001.pdf"
    assert (paper.task_id, paper.field, paper.uploaded_by) == (None, "receipt", "system")
    assert variables(stage, case)["receipt_paper"] == {
        "attachment_id": str(paper.id),
        "name": paper.name,
        "sha256": paper.sha256,
        "number": None,
    }
    [told] = events(stage, case, "paper_made")
    assert (told.element_id, told.data["paper"]) == ("receipt", "receipt")
    assert (told.data["sha256"], told.data["attachment"]) == (paper.sha256, str(paper.id))
    assert told.data["sheet"]["inputs"]["applicant_name"] == "นางสมมติ ตัวอย่าง"
    assert history.verify(stage.engine, ADMIN, case).ok
    assert stage.task(case).element_id == "check"


def test_the_applicant_reads_the_papers_of_their_own_case_and_nobody_elses(stage):
    case = stage.begin()
    stage.work()
    [paper] = papers_of(stage, case)

    assert content(stage, paper, FAMILY) == content(stage, paper, ALICE)
    for other in (STRANGER, CHARLIE):
        with pytest.raises(AttachmentNotFound):
            content(stage, paper, other)


def test_letters_are_numbered_without_gaps_by_office_and_year(stage):
    numbers = []
    for _ in range(3):
        case = stage.begin()
        stage.work()
        stage.complete(case)
        stage.work()
        numbers.append(variables(stage, case)["sent"]["number"])

    assert numbers == ["ศธ ๐๔๙๙๙/๑", "ศธ ๐๔๙๙๙/๒", "ศธ ๐๔๙๙๙/๓"]
    assert papers_of(stage, case)[-1].name == "หนังสือภายนอก ศธ ๐๔๙๙๙-๓.pdf"


def test_what_is_missing_is_an_incident_at_the_element_and_goes_on_when_mended(stage):
    case = stage.begin(receiver=" ")
    stage.work()
    stage.complete(case)
    stage.work()

    [incident] = open_incidents(stage, case)
    assert (incident.element_id, incident.code) == ("letter", "paper_input_missing")
    assert "“เรียน” (to)" in incident.message_th
    assert "“To” (to) is missing" in incident.message_en
    assert len(papers_of(stage, case)) == 1

    mended = ({"receiver": "นายสมมติ ผู้รับ"}, "ลืมกรอกผู้รับ")
    instances.set_variables(stage.engine, ADMIN, case, mended)
    incidents.retry(stage.engine, ADMIN, incident.id, "แก้ไขผู้รับแล้ว")
    stage.work()

    assert open_incidents(stage, case) == []
    assert stage.task(case).element_id == "sign"
    assert variables(stage, case)["sent"]["number"] == "ศธ ๐๔๙๙๙/๑"
    assert history.verify(stage.engine, ADMIN, case).ok


def test_retrying_without_mending_is_a_new_incident(stage):
    case = stage.begin(texts="")
    stage.work()
    stage.complete(case)
    stage.work()
    [first] = open_incidents(stage, case)

    incidents.retry(stage.engine, ADMIN, first.id, "ลองใหม่")
    stage.work()

    [second] = open_incidents(stage, case)
    assert (second.code, second.id != first.id) == ("paper_input_missing", True)


def test_what_is_not_of_its_kind_is_named(stage):
    case = stage.begin(family={"title": "นาง"}, texts=[{"a": 1}])
    stage.work()
    stage.complete(case)
    stage.work()

    [incident] = open_incidents(stage, case)
    assert incident.code == "paper_input_invalid"
    assert "(paragraphs) must be a text" in incident.message_en


def test_a_suspended_case_gets_its_paper_when_it_is_resumed(stage):
    case = stage.begin()
    instances.suspend(stage.engine, ADMIN, case, "รอ")
    stage.work()
    assert papers_of(stage, case) == []

    instances.resume(stage.engine, ADMIN, case, "ต่อ")
    stage.work()

    assert len(papers_of(stage, case)) == 1


def test_a_worker_that_dies_between_the_number_and_the_end_loses_and_doubles_nothing(stage):
    case = stage.begin()
    stage.work()
    stage.complete(case)
    from engine import paperwork, services  # noqa: PLC0415 - to let this worker die once

    def die(_):
        raise MemoryError

    whole = services.HANDLERS["document"]
    services.HANDLERS["document"] = die
    try:
        stage.work()
    finally:
        services.HANDLERS["document"] = whole
    assert len(papers_of(stage, case)) == 1
    stage.restart()
    stage.later(minutes=5)
    stage.work()

    assert variables(stage, case)["sent"]["number"] == "ศธ ๐๔๙๙๙/๑"
    assert len(papers_of(stage, case)) == 2
    assert paperwork.EVENT in {event.type for event in events(stage, case)}


def test_a_paper_is_made_again_identically_by_staff_and_auditors_only(stage):
    case = stage.begin()
    stage.work()
    [paper] = papers_of(stage, case)
    stage.restart()

    for by in (ALICE, AUDITOR):
        found = documents.verify(stage.engine, by, case, paper.id)
        assert found.identical
        assert found.renderer == found.renderer_now
        assert found.sha256 == found.stored_sha256 == found.remade_sha256 == paper.sha256
    with pytest.raises(Forbidden):
        documents.verify(stage.engine, FAMILY, case, paper.id)
    with pytest.raises(InstanceNotFound):
        documents.verify(stage.engine, CHARLIE, case, paper.id)
    with pytest.raises(PaperNotFound):
        documents.verify(stage.engine, ALICE, case, case)


def test_a_file_that_was_changed_on_the_disk_is_found_out(stage):
    case = stage.begin()
    stage.work()
    [paper] = papers_of(stage, case)
    kept = stage.settings.data_dir / "files" / paper.sha256[:2] / paper.sha256[2:]
    kept.write_bytes(kept.read_bytes() + b" ")

    found = documents.verify(stage.engine, AUDITOR, case, paper.id)

    assert not found.identical
    assert found.remade_sha256 == found.sha256 != found.stored_sha256
    kept.unlink()
    assert documents.verify(stage.engine, AUDITOR, case, paper.id).stored_sha256 is None


def test_a_paper_is_erased_with_its_case(stage):
    case = stage.begin()
    stage.work()
    [paper] = papers_of(stage, case)
    instances.cancel(stage.engine, ADMIN, case, "ถอนเรื่อง")
    history.erase(stage.engine, ADMIN, case, "ขอให้ลบ")

    assert papers_of(stage, case) == []
    assert not list((stage.settings.data_dir / "files").glob("??/*"))
    with pytest.raises(PaperErased):
        documents.verify(stage.engine, AUDITOR, case, paper.id)


@pytest.mark.parametrize(
    ("inputs", "rule"),
    [
        ({"paper": "diploma"}, "paper-unknown"),
        ({"paper": "receipt", "applicant_name": "${family}"}, "paper-input-missing"),
        ({**RECEIPT, "form": "๑"}, "paper-input-unknown"),
    ],
)
def test_a_diagram_that_asks_wrongly_for_a_paper_is_not_deployed(stage, inputs, rule):
    wrong = d.straight(document("work", **inputs), names=["work"])

    with pytest.raises(DeploymentRefused) as refused:
        deployments.deploy(stage.engine, OPERATOR, {"wrong.bpmn": wrong})

    assert [p.rule for p in refused.value.particulars["problems"] if p.severity == "error"] == [
        rule
    ]


def test_what_a_job_was_given_is_the_administrators_to_see(stage):
    case = stage.begin()
    [job] = [
        each
        for each in jobs.list_some(stage.engine, ADMIN, jobs.Filter(kind="service"), None, 10).items
        if each.instance_id == case
    ]

    assert (job.name, job.payload["paper"]) == ("document", "receipt")


def test_the_text_of_a_letter_is_in_the_pdf_page_by_page(stage):
    case = stage.begin(texts=["ABC123", *["ข้อความยาว " * 60] * 12, "XYZ789"])
    stage.work()
    stage.complete(case, BOB)
    stage.work()

    texts = pages(content(stage, papers_of(stage, case)[-1]))

    assert len(texts) > 1
    assert "ABC123" in texts[0]
    assert "XYZ789" in texts[-1]
    assert all("PA-2569-000001" in text for text in texts)
    assert instances.get(stage.engine, ADMIN, case).instance.status is InstanceStatus.ACTIVE
