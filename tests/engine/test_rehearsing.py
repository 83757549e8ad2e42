"""What deploying a draft would do, said before; then done, and undone."""

import pytest

from engine import definitions, drafts, file_differences, migrating, rehearsing
from engine.errors import DeploymentRefused, DraftChangedSince, Forbidden, ReasonRequired
from engine.migrating import Choices, Order
from engine.retracing import Outcome
from tests.engine.conftest import DIRECTOR, OFFICER
from tests.engine.test_migrating import ANALYST, deploy, review, signing
from tests.execution import drawing as d


@pytest.fixture
def old(desk):
    return deploy(desk)


@pytest.fixture
def draft(desk, old):
    assert old
    return drafts.create(desk.engine, ANALYST, "ตรวจหลักฐานแบบใหม่", of="review").id


def save(desk, draft, name, body):
    files = {each.name: each for each in drafts.get(desk.engine, ANALYST, draft).files}
    revision = files[name].revision if name in files else 0
    drafts.save(desk.engine, ANALYST, draft, name, body, revision)


def rehearse(desk, draft):
    return rehearsing.rehearse(desk.engine, ANALYST, draft)


def test_what_is_deployed_already_changes_nothing(desk, draft):
    found = rehearse(desk, draft)

    assert (found.errors, found.is_new, found.differences, found.affected) == ([], False, (), ())


def test_a_draft_tells_what_differs_which_cases_it_concerns_and_how_recorded_ones_would_go(
    desk, old, draft
):
    signing(desk)
    save(desk, draft, "review.bpmn", review(days="10", second=True))

    found = rehearse(desk, draft)

    assert found.is_new
    (file,) = found.differences
    assert {each.name.th for each in file.differences} >= {"กำหนดลงนาม", "ลงนามที่สอง"}
    (affected,) = found.affected
    assert (affected.key, affected.version, affected.plan.total) == ("review", old, 1)
    assert [each.element.id for each in affected.plan.recountable] == ["late"]
    recorded = found.recorded["review"]
    assert (dict(recorded.outcomes), recorded.dues) == ({Outcome.SAME: 1}, 1)
    assert definitions.get(desk.engine, "review").version == old


def test_errors_are_told_and_nothing_more(desk, draft):
    save(desk, draft, "review.bpmn", d.straight(d.user_task("a"), names=["b"]))

    found = rehearse(desk, draft)

    assert found.errors
    assert found.affected == ()
    with pytest.raises(DeploymentRefused):
        rehearsing.launch(desk.engine, ANALYST, draft, "ลองดู", found.seen)
    assert len(drafts.versions(desk.engine, ANALYST, draft)) == 1


def test_a_draft_is_deployed_as_it_was_seen_and_kept_as_a_version(desk, old, draft):
    seen = rehearse(desk, draft).seen
    desk.later(minutes=1)
    save(desk, draft, "review.bpmn", review(days="10"))

    with pytest.raises(DraftChangedSince):
        rehearsing.launch(desk.engine, ANALYST, draft, "ลดเวลา", seen)
    seen = rehearse(desk, draft).seen
    rehearsing.launch(desk.engine, ANALYST, draft, "ลดเวลา", seen)

    assert definitions.get(desk.engine, "review").version == old + 1
    assert drafts.versions(desk.engine, ANALYST, draft)[0].row.message == "ลดเวลา"
    with pytest.raises(Forbidden):
        rehearsing.rehearse(desk.engine, OFFICER, draft)


def test_an_earlier_version_is_deployed_again_and_its_cases_go_back(desk, old, draft):
    case = signing(desk)
    save(desk, draft, "review.bpmn", review(days="10", second=True))
    rehearsing.launch(desk.engine, ANALYST, draft, "ใหม่", rehearse(desk, draft).seen)
    migrating.move(desk.engine, ANALYST, case, Order(after=old + 1, reason="ใหม่"))

    with pytest.raises(ReasonRequired):
        rehearsing.deploy_again(desk.engine, ANALYST, ("review", old), "")
    rehearsing.deploy_again(desk.engine, ANALYST, ("review", old), "ผิดพลาด")

    assert definitions.get(desk.engine, "review").version == old + 2
    plan = migrating.plan(desk.engine, ANALYST, "review", (old + 1, old + 2), Choices())
    assert [each.verdict.value for each in plan.cases] == ["movable"]
    migrating.move(desk.engine, ANALYST, case, Order(after=old + 2, reason="ผิดพลาด"))
    desk.complete(case, DIRECTOR)
    assert desk.row_of(case).status.value == "completed"


def test_settings_are_compared_one_by_one(desk, draft):
    own = '{"review_days": {"type": "int", "default": %d, "th": "วัน", "en": "Days",'
    own += ' "basis": "ระเบียบ", "rows": []}}'
    save(desk, draft, "settings.json", (own % 15).encode())
    rehearsing.launch(desk.engine, ANALYST, draft, "ค่าตั้ง", rehearse(desk, draft).seen)
    desk.later(minutes=1)
    save(desk, draft, "settings.json", (own % 10).encode())

    (file,) = rehearse(desk, draft).differences

    assert (file.kind, file.how.value) == ("settings", "changed")
    (change,) = file.differences[0].changes
    assert (change.called.th, change.before.th, change.after.th) == ("ค่าเริ่มต้น", "15", "10")


def test_what_cannot_be_read_is_told_as_another_file_and_no_more():
    files = {"review.bpmn": review(), "gone.json": b"{}", "same.dmn": b"<"}

    found = file_differences.compare(files, {**files, "review.bpmn": b"<", "new.json": b"{}"})

    assert [(each.name, each.how.value, each.is_readable) for each in found] == [
        ("review.bpmn", "changed", False),
        ("new.json", "added", True),
    ]
