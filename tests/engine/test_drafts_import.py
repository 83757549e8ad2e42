"""Files into drafts and out of them: zips within bounds, each refused file with its reason."""

import json
import zipfile
from io import BytesIO

import pytest

from engine import drafts
from engine.errors import (
    DraftArchived,
    DraftFileChanged,
    DraftImportRefused,
    DraftTitleUnfit,
    Forbidden,
)
from tests.engine.conftest import FORM, OFFICER, Desk, diagram, person
from tests.execution.drawing import end, process, start, way

SOMSRI = person("somsri", "udonthani1", "analyst")
LETTER = json.dumps({**FORM, "key": "letter"}).encode()
DMN = (
    b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" '
    b'namespace="n"/>'
)


def plain(key):
    return process([start(), end()], way("start", "end"), id=key, name="ผัง")


def zipped(*files, **more):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files:
            archive.writestr(name, body, **more)
    return made.getvalue()


@pytest.fixture
def desk(sqlite_url, tmp_path):
    made = Desk(sqlite_url, tmp_path / "data")
    yield made
    made.engine.close()


@pytest.fixture
def draft(desk):
    return drafts.create(desk.engine, SOMSRI, "ตรวจ", of="review").id


def bring(desk, draft, *uploads, **more):
    found = drafts.import_files(desk.engine, SOMSRI, draft, uploads, **more)
    return found.taken, [(each.particulars["name"], each.text("en")) for each in found.refused]


def test_a_zip_comes_in_without_its_folders(desk, draft):
    body = zipped(
        ("งาน/", b""),
        ("งาน/ผังใหม่.bpmn", plain("lunch")),
        ("งาน/ฟอร์ม 1.json", LETTER),
        ("งาน/fees.dmn", DMN),
        ("__MACOSX/x", b"-"),
    )

    taken, refused = bring(desk, draft, ("งาน.zip", body))

    assert (taken, refused) == (["ผังใหม่.bpmn", "letter.json", "fees.dmn"], [])
    assert drafts.bodies(desk.engine, SOMSRI, draft)["letter.json"] == LETTER
    before = drafts.versions(desk.engine, SOMSRI, draft)
    assert [each.row.number for each in before] == [1]


def test_a_diagram_of_another_modeler_comes_in_as_it_is(desk, draft):
    body = plain("Process_0abc").replace(b'isExecutable="true"', b'isExecutable="false"')

    assert bring(desk, draft, ("diagram_1.bpmn", body)) == (["diagram_1.bpmn"], [])
    assert drafts.bodies(desk.engine, SOMSRI, draft)["diagram_1.bpmn"] == body


def test_each_refused_file_is_named_with_the_reason(desk, draft):
    twice = b'{"key": "a", "fields": [], "key": "b"}'
    uploads = [
        ("x.exe", b"MZ"),
        ("empty.bpmn", b""),
        ("broken.bpmn", b"<a"),
        ("other.bpmn", b"<svg/>"),
        ("bomb.bpmn", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        ("table.dmn", plain("lunch")),
        ("list.json", b"[1, 2]"),
        ("odd.json", b"{"),
        ("twice.json", twice),
        ("same_key.bpmn", diagram()),
        ("large.json", b"x" * (desk.engine.settings.max_diagram_bytes + 1)),
        ("no.zip", b"PK no"),
        ("good.json", LETTER),
    ]

    taken, refused = bring(desk, draft, *uploads)

    assert taken == ["letter.json"]
    assert [name for name, _ in refused] == [name for name, _ in uploads[:-1]]
    said = dict(refused)
    assert "must end in" in said["x.exe"]
    assert "DOCTYPE" in said["bomb.bpmn"]
    assert "“key” stands twice" in said["twice.json"]
    assert "review is in review.bpmn already" in said["same_key.bpmn"]
    assert "no form" in said["list.json"]


def test_what_is_there_is_replaced_only_when_asked_and_kept_as_a_version(desk, draft):
    seen = drafts.read(desk.engine, SOMSRI, draft, "review.bpmn")[0].revision
    changed = diagram().replace(b"<", b"\n<", 1)
    form = json.dumps({**FORM, "rows": []}).encode()
    drafts.save(desk.engine, SOMSRI, draft, "review.bpmn", changed, seen)

    taken, refused = bring(desk, draft, ("evidence.json", form))
    assert (taken, [name for name, _ in refused]) == ([], ["evidence.json"])

    taken, refused = bring(desk, draft, ("evidence.json", form), replace=True)

    assert (taken, refused) == (["evidence.json"], [])
    newest = drafts.versions(desk.engine, SOMSRI, draft)[0].row.number
    kept = drafts.bodies_of_version(desk.engine, SOMSRI, draft, newest)
    assert kept["review.bpmn"] == changed
    assert kept["evidence.json"] != form
    with pytest.raises(DraftFileChanged):
        drafts.save(desk.engine, SOMSRI, draft, "evidence.json", b"{}", seen)


@pytest.mark.parametrize("name", ["../x.bpmn", "/etc/x.bpmn", "a/../../x.bpmn", "a\\x.bpmn"])
def test_a_path_that_leads_out_of_a_zip_is_refused(desk, draft, name):
    taken, refused = bring(desk, draft, ("a.zip", zipped((name, plain("lunch")))))
    assert taken == []
    assert len(refused) == 1


def test_a_zip_bomb_is_stopped_within_bounds(desk, draft):
    most = desk.engine.settings.max_diagram_bytes
    heavy = zipped(("zeros.json", b"0" * (most * 8)))
    many = zipped(*((f"f{number}.json", b"{}") for number in range(201)))
    long = zipped(*((f"f{number}.json", b"0" * most) for number in range(12)))

    assert bring(desk, draft, ("a.zip", heavy))[1][0][0] == "zeros.json"
    assert bring(desk, draft, ("b.zip", many))[1][0][0] == "b.zip"
    assert "too large" in bring(desk, draft, ("c.zip", long))[1][-1][1]


def test_a_zip_in_a_zip_and_two_files_of_one_name_are_refused(desk, draft):
    inner = zipped(("x.bpmn", plain("x")))
    body = zipped(("in.zip", inner), ("a/form.json", LETTER), ("b/form.json", LETTER))

    taken, refused = bring(desk, draft, ("a.zip", body))

    assert taken == ["letter.json"]
    assert [name for name, _ in refused] == ["in.zip", "form.json"]


def test_names_of_thai_windows_are_read(desk, draft):
    body = zipped(("xyz.bpmn", plain("lunch"))).replace(b"xyz.bpmn", "ผัง.bpmn".encode("cp874"))

    assert bring(desk, draft, ("a.zip", body)) == (["ผัง.bpmn"], [])


def test_a_draft_begins_with_files(desk):
    begun = drafts.Begun(title_th="จากเครื่อง")

    row, found = drafts.create_from(
        desk.engine, SOMSRI, begun, [("lunch.bpmn", plain("lunch")), ("x.txt", b"-")]
    )

    assert (found.taken, len(found.refused)) == (["lunch.bpmn"], 1)
    assert list(drafts.bodies(desk.engine, SOMSRI, row.id)) == ["lunch.bpmn"]
    assert len(drafts.versions(desk.engine, SOMSRI, row.id)) == 1


def test_a_draft_of_nothing_usable_is_not_begun(desk):
    with pytest.raises(DraftImportRefused) as refused:
        drafts.create_from(desk.engine, SOMSRI, drafts.Begun(title_th="x"), [("x.txt", b"-")])
    assert len(refused.value.particulars["refused"]) == 1
    with pytest.raises(DraftTitleUnfit):
        drafts.create_from(desk.engine, SOMSRI, drafts.Begun(title_th=""), [])
    with pytest.raises(Forbidden):
        drafts.create_from(desk.engine, OFFICER, drafts.Begun(title_th="x"), [])
    assert drafts.list_all(desk.engine, SOMSRI) == []


def test_what_is_exported_comes_in_again(desk, draft):
    row, body = drafts.export_zip(desk.engine, SOMSRI, draft, {})
    assert row.id == draft

    again, found = drafts.create_from(
        desk.engine, SOMSRI, drafts.Begun(title_th="อีกครั้ง"), [("x.zip", body)]
    )

    assert found.refused == []
    assert drafts.bodies(desk.engine, SOMSRI, again.id) == drafts.bodies(desk.engine, SOMSRI, draft)


def test_nothing_comes_into_an_archived_draft(desk, draft):
    drafts.archive(desk.engine, SOMSRI, draft)
    with pytest.raises(DraftArchived):
        bring(desk, draft, ("letter.json", LETTER))
