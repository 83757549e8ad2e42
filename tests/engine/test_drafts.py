"""Drafts: begun, saved over what was seen, refused when another was first, kept as versions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from engine import deployments, drafts
from engine.errors import (
    DefinitionNotFound,
    DraftArchived,
    DraftFileChanged,
    DraftFileNotFound,
    DraftFileUnfit,
    DraftMessageUnfit,
    DraftNotFound,
    DraftTitleUnfit,
    DraftVersionNotFound,
    Forbidden,
)
from engine.store import new_id
from tests.engine.conftest import ADMIN, AUDITOR, OFFICER, OPERATOR, person

SOMSRI = person("somsri", "udonthani1", "analyst")
WICHAI = person("wichai", "phayao2", "analyst")


@pytest.fixture
def draft(desk):
    return drafts.create(desk.engine, SOMSRI, "ตรวจหลักฐานแบบใหม่", of="review").id


def revision(desk, draft, name):
    return drafts.read(desk.engine, SOMSRI, draft, name)[0].revision


def test_a_draft_of_a_procedure_has_all_that_it_is_made_of(desk, draft):
    found = drafts.get(desk.engine, WICHAI, draft)

    assert [each.name for each in found.files] == ["evidence.json", "review.bpmn"]
    assert found.row.title_th == "ตรวจหลักฐานแบบใหม่"
    assert found.names["somsri"] == ("somsri", "somsri")
    files = drafts.bodies(desk.engine, WICHAI, draft)
    made = deployments.deploy(desk.engine, OPERATOR, files, dry_run=True)
    assert not any(each.is_new for each in made.definitions)


def test_an_empty_draft_can_be_deployed_as_it_is(desk):
    begun = drafts.Begun(title_th="ยืม <หนังสือ> & คืน", key="lending")

    row = drafts.create(desk.engine, SOMSRI, begun)

    files = drafts.bodies(desk.engine, SOMSRI, row.id)
    assert list(files) == ["lending.bpmn"]
    made = deployments.deploy(desk.engine, SOMSRI, files).definitions
    assert [(each.key, each.version) for each in made] == [("lending", 1)]


def test_an_empty_draft_without_a_key_gets_one(desk):
    row = drafts.create(desk.engine, SOMSRI, "งานใหม่")

    (name,) = drafts.bodies(desk.engine, SOMSRI, row.id)
    assert name.startswith("procedure_")


@pytest.mark.parametrize("key", ["Lunch", "1st", "a-b", "x" * 80])
def test_a_key_that_is_none_is_refused(desk, key):
    with pytest.raises(DraftFileUnfit):
        drafts.create(desk.engine, SOMSRI, drafts.Begun(title_th="งาน", key=key))


@pytest.mark.parametrize("title", ["", "   ", "ก" * 201])
def test_a_title_is_asked_for(desk, title):
    with pytest.raises(DraftTitleUnfit):
        drafts.create(desk.engine, SOMSRI, title)


def test_a_draft_of_nothing_deployed_is_refused(desk):
    with pytest.raises(DefinitionNotFound):
        drafts.create(desk.engine, SOMSRI, "ร่าง", of="nothing")


@pytest.mark.parametrize("who", [OFFICER, ADMIN, AUDITOR])
def test_only_analysts_reach_drafts(desk, draft, who):
    asked = [
        lambda: drafts.list_all(desk.engine, who),
        lambda: drafts.create(desk.engine, who, "ร่าง"),
        lambda: drafts.get(desk.engine, who, draft),
        lambda: drafts.bodies(desk.engine, who, draft),
        lambda: drafts.save(desk.engine, who, draft, "a.json", b"{}", 0),
        lambda: drafts.here(desk.engine, who, draft),
        lambda: drafts.versions(desk.engine, who, draft),
        lambda: drafts.restore(desk.engine, who, draft, 1),
    ]
    for each in asked:
        with pytest.raises(Forbidden):
            each()


def test_a_draft_that_is_not_there_is_not_found(desk):
    with pytest.raises(DraftNotFound):
        drafts.get(desk.engine, SOMSRI, new_id())
    with pytest.raises(DraftNotFound):
        drafts.save(desk.engine, SOMSRI, new_id(), "a.json", b"{}", 0)


def test_saving_goes_on_from_the_revision_that_was_seen(desk, draft):
    first = drafts.save(desk.engine, SOMSRI, draft, "letter.json", b'{"a": 1}', 0)
    desk.later(minutes=1)
    second = drafts.save(desk.engine, SOMSRI, draft, "letter.json", b'{"a": 2}', first.revision)

    assert second.revision > first.revision
    assert drafts.read(desk.engine, WICHAI, draft, "letter.json")[1] == b'{"a": 2}'
    assert drafts.list_all(desk.engine, WICHAI)[0].row.changed_at == desk.clock.now()


def test_saving_the_same_again_changes_nothing(desk, draft):
    seen = revision(desk, draft, "review.bpmn")
    same = drafts.bodies(desk.engine, SOMSRI, draft)["review.bpmn"]
    desk.later(minutes=1)

    row = drafts.save(desk.engine, WICHAI, draft, "review.bpmn", same, seen)

    assert (row.revision, row.changed_by) == (seen, "somsri")


def test_of_several_who_save_at_once_one_is_first_and_the_others_are_told(desk, draft):
    seen = revision(desk, draft, "evidence.json")

    def save(number):
        body = f'{{"n": {number}}}'.encode()
        try:
            return drafts.save(desk.engine, SOMSRI, draft, "evidence.json", body, seen).revision
        except DraftFileChanged:
            return None

    with ThreadPoolExecutor(4) as pool:
        saved = [each for each in pool.map(save, range(4)) if each is not None]

    assert saved == [revision(desk, draft, "evidence.json")]


def test_nobody_overwrites_what_they_have_not_seen(desk, draft):
    seen = revision(desk, draft, "evidence.json")
    saved = drafts.save(desk.engine, WICHAI, draft, "evidence.json", b"{}", seen)

    with pytest.raises(DraftFileChanged) as refused:
        drafts.save(desk.engine, SOMSRI, draft, "evidence.json", b'{"b": 1}', seen)

    told = refused.value.particulars
    assert (told["by"], told["at"], told["revision"]) == (
        "wichai",
        desk.clock.now(),
        saved.revision,
    )
    assert drafts.read(desk.engine, SOMSRI, draft, "evidence.json")[1] == b"{}"


def test_a_new_file_is_not_put_over_one_that_is_there(desk, draft):
    with pytest.raises(DraftFileChanged):
        drafts.save(desk.engine, SOMSRI, draft, "evidence.json", b"{}", 0)


def test_a_file_that_somebody_removed_is_not_saved_unseen(desk, draft):
    seen = revision(desk, draft, "evidence.json")
    drafts.remove(desk.engine, WICHAI, draft, "evidence.json", seen)

    with pytest.raises(DraftFileChanged) as refused:
        drafts.save(desk.engine, SOMSRI, draft, "evidence.json", b"{}", seen)

    assert (refused.value.particulars["by"], refused.value.particulars["is_removed"]) == (
        "wichai",
        True,
    )
    again = drafts.save(desk.engine, SOMSRI, draft, "evidence.json", b"{}", 0)
    assert again.revision > seen
    assert "evidence.json" in drafts.bodies(desk.engine, WICHAI, draft)


def test_removing_asks_for_what_was_seen(desk, draft):
    seen = revision(desk, draft, "evidence.json")
    drafts.save(desk.engine, WICHAI, draft, "evidence.json", b"{}", seen)

    with pytest.raises(DraftFileChanged):
        drafts.remove(desk.engine, SOMSRI, draft, "evidence.json", seen)
    with pytest.raises(DraftFileNotFound):
        drafts.remove(desk.engine, SOMSRI, draft, "nothing.json", 1)
    with pytest.raises(DraftFileNotFound):
        drafts.read(desk.engine, SOMSRI, draft, "nothing.json")


def test_a_file_is_renamed_within_its_kind(desk, draft):
    seen = revision(desk, draft, "evidence.json")

    row = drafts.rename(desk.engine, SOMSRI, draft, "evidence.json", "proof.json", seen)

    assert row.revision > seen
    assert sorted(drafts.bodies(desk.engine, SOMSRI, draft)) == ["proof.json", "review.bpmn"]
    for to in ("proof.bpmn", "review.bpmn", "a/b.json", "proof.json"):
        with pytest.raises(DraftFileUnfit):
            drafts.rename(desk.engine, SOMSRI, draft, "proof.json", to, row.revision)


@pytest.mark.parametrize(
    "name",
    ["../x.bpmn", "a\\b.bpmn", "x.exe", "x", ".bpmn", "x\n.bpmn", "x<y>.json", f"{'x' * 120}.dmn"],
)
def test_a_name_that_no_file_has_is_refused(desk, draft, name):
    with pytest.raises(DraftFileUnfit):
        drafts.save(desk.engine, SOMSRI, draft, name, b"{}", 0)


def test_a_thai_name_is_taken(desk, draft):
    row = drafts.save(desk.engine, SOMSRI, draft, "ผังงานครู (ใหม่).bpmn", b"<x/>", 0)

    assert row.name in drafts.bodies(desk.engine, SOMSRI, draft)


def test_a_file_too_large_and_an_empty_one_are_refused(desk, draft):
    for body in (b"", b"x" * (desk.engine.settings.max_diagram_bytes + 1)):
        with pytest.raises(DraftFileUnfit):
            drafts.save(desk.engine, SOMSRI, draft, "x.json", body, 0)


def test_a_version_is_kept_with_author_and_message(desk, draft):
    seen = revision(desk, draft, "evidence.json")
    drafts.save(desk.engine, WICHAI, draft, "evidence.json", b'{"key": "evidence"}', seen)

    kept = drafts.keep_version(desk.engine, WICHAI, draft, "  เพิ่มช่อง\nใหม่ ")
    again = drafts.keep_version(desk.engine, SOMSRI, draft, "ไม่มีอะไรเปลี่ยน")

    assert (kept.number, kept.message, kept.kept_by) == (2, "เพิ่มช่อง ใหม่", "wichai")
    assert again == kept
    assert kept.kept_at == desk.clock.now()
    found = drafts.versions(desk.engine, SOMSRI, draft)
    assert [(each.row.number, each.name_th) for each in found] == [(2, "wichai"), (1, "somsri")]
    assert drafts.bodies_of_version(desk.engine, SOMSRI, draft, 2)["evidence.json"] == (
        b'{"key": "evidence"}'
    )
    assert b"papers" in drafts.bodies_of_version(desk.engine, SOMSRI, draft, 1)["evidence.json"]


@pytest.mark.parametrize("message", ["", " ", "ก" * 501])
def test_a_version_is_not_kept_without_a_message(desk, draft, message):
    with pytest.raises(DraftMessageUnfit):
        drafts.keep_version(desk.engine, SOMSRI, draft, message)


def test_restoring_a_version_keeps_what_was_there(desk, draft):
    begun = drafts.bodies(desk.engine, SOMSRI, draft)
    drafts.save(desk.engine, SOMSRI, draft, "more.json", b"{}", 0)
    drafts.remove(desk.engine, SOMSRI, draft, "review.bpmn", revision(desk, draft, "review.bpmn"))
    seen = revision(desk, draft, "more.json")

    drafts.restore(desk.engine, SOMSRI, draft, 1)

    assert drafts.bodies(desk.engine, SOMSRI, draft) == begun
    versions = drafts.versions(desk.engine, SOMSRI, draft)
    assert [each.row.number for each in versions] == [3, 2, 1]
    before = drafts.bodies_of_version(desk.engine, SOMSRI, draft, 2)
    assert sorted(before) == ["evidence.json", "more.json"]
    with pytest.raises(DraftFileChanged):
        drafts.save(desk.engine, WICHAI, draft, "more.json", b"[]", seen)
    with pytest.raises(DraftVersionNotFound):
        drafts.restore(desk.engine, SOMSRI, draft, 9)
    with pytest.raises(DraftVersionNotFound):
        drafts.bodies_of_version(desk.engine, SOMSRI, draft, 9)


def test_an_archived_draft_is_looked_at_but_not_changed(desk, draft):
    drafts.archive(desk.engine, WICHAI, draft)

    assert drafts.list_all(desk.engine, SOMSRI)[0].row.archived_at == desk.clock.now()
    assert "review.bpmn" in drafts.bodies(desk.engine, SOMSRI, draft)
    with pytest.raises(DraftArchived):
        drafts.save(desk.engine, SOMSRI, draft, "x.json", b"{}", 0)
    with pytest.raises(DraftArchived):
        drafts.keep_version(desk.engine, SOMSRI, draft, "รุ่น")

    drafts.unarchive(desk.engine, SOMSRI, draft)
    assert drafts.save(desk.engine, SOMSRI, draft, "x.json", b"{}", 0).name == "x.json"


def test_a_draft_gets_another_title(desk, draft):
    drafts.retitle(desk.engine, WICHAI, draft, " ชื่อใหม่ ", "New")

    row = drafts.get(desk.engine, SOMSRI, draft).row
    assert (row.title_th, row.title_en) == ("ชื่อใหม่", "New")


def test_who_opens_a_draft_is_told_who_is_in_it(desk, draft):
    assert drafts.here(desk.engine, SOMSRI, draft, "review.bpmn", "check") == []

    (seen,) = drafts.here(desk.engine, WICHAI, draft)

    assert (seen.user_id, seen.file, seen.element) == ("somsri", "review.bpmn", "check")
    assert [each.user_id for each in drafts.get(desk.engine, SOMSRI, draft).present] == ["wichai"]


def test_who_is_not_heard_of_for_a_minute_has_gone(desk, draft):
    drafts.here(desk.engine, SOMSRI, draft)
    desk.later(seconds=59)
    assert len(drafts.here(desk.engine, WICHAI, draft)) == 1

    desk.clock.set(desk.clock.now() + timedelta(seconds=1))
    assert drafts.here(desk.engine, WICHAI, draft) == []
