"""The studio's pages of versions, of files that come in and go out, and of settings."""

import io
import json
import zipfile

import pytest

from engine import drafts
from tests.pages.site import visible

PLAIN = "school_community"
WELFARE = "student_welfare"


@pytest.fixture
def analyst(site):
    return site.client("analyst")


def begin(site, of=PLAIN):
    return drafts.create(site.engine, site.person("analyst"), "ชุมชนแบบใหม่", of=of).id


def bodies(site, draft):
    return drafts.bodies(site.engine, site.person("analyst"), draft)


def zipped(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "."), body)
    made.seek(0)
    return made


def test_a_version_is_kept_listed_and_brought_back(site, analyst):
    draft = begin(site)
    at = f"/studio/{draft}/versions"
    refused = analyst.post(at, {"message": " "})
    assert refused.status_code == 422
    assert "กรุณาเขียนสั้น ๆ" in visible(refused.text)
    drafts.save(site.engine, site.person("analyst"), draft, "more.json", b"{}", 0)

    analyst.post(at, {"message": "เพิ่ม <b>แบบ</b>"})
    shown = analyst.text(at)
    for expected in ("รุ่นที่ 2", "เพิ่ม more.json", "เริ่มจาก"):
        assert expected in visible(shown)
    assert "เพิ่ม &lt;b&gt;แบบ" in shown

    back = analyst.post(f"{at}/1/restore")

    assert "นำรุ่นที่ 1 กลับมาแล้ว" in visible(analyst.text(back.location))
    assert "more.json" not in bodies(site, draft)
    assert analyst.post(f"{at}/9/restore").status_code == 404


def test_a_version_is_kept_from_any_page_of_the_draft(site, analyst):
    draft = begin(site)
    drafts.save(site.engine, site.person("analyst"), draft, "more.json", b"{}", 0)
    at = f"/studio/{draft}/versions/keep"

    kept = analyst.post(at, json.dumps({"message": "เพิ่มไฟล์"}))

    assert kept.json == {"number": 2}
    assert analyst.post(at, json.dumps({"message": ""})).json["code"] == "draft_message_unfit"
    assert 'data-dialog="keep-version"' in analyst.text(f"/studio/{draft}/settings")


def test_a_version_and_the_draft_leave_as_zips(site, analyst):
    draft = begin(site)
    for address in (f"/studio/{draft}/export.zip", f"/studio/{draft}/versions/1.zip"):
        answer = analyst.get(address)
        assert "attachment" in answer.headers["Content-Disposition"]
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == bodies(site, draft)
    assert analyst.get(f"/studio/{draft}/versions/7.zip").status_code == 404


def test_files_come_in_and_the_refused_are_told(site, analyst):
    draft = begin(site)
    diagram = bodies(site, draft)[f"{PLAIN}.bpmn"]
    other = diagram.replace(b'id="school_community"', b'id="another"')
    given = zipped(other__bpmn=other, x__exe=b"MZ", list__json=b"[]")

    answer = analyst.post(f"/studio/{draft}/import", {"files": [(given, "ชุด.zip")]})

    shown = visible(answer.text)
    for expected in ("นำเข้าแล้ว 1", "other.bpmn", "x.exe ต้องลงท้ายด้วย", "list.json ไม่ใช่แบบฟอร์ม"):
        assert expected in shown
    assert "other.bpmn" in bodies(site, draft)
    nothing = analyst.post(f"/studio/{draft}/import", {})
    assert (nothing.status_code, "กรุณาเลือกไฟล์" in nothing.text) == (422, True)
    again = analyst.post(
        f"/studio/{draft}/import", {"files": [(io.BytesIO(other), "other.bpmn")], "replace": "1"}
    )
    assert again.status_code == 303


def test_a_draft_is_begun_with_files(site, analyst):
    body = bodies(site, begin(site))[f"{PLAIN}.bpmn"]
    at = "/studio/import"
    assert analyst.post(at, {"import_title": "งาน"}).status_code == 422
    broken = {"import_title": "งาน", "files": [(io.BytesIO(b"<a"), "a.bpmn")]}
    assert "a.bpmn: อ่านไฟล์ XML ไม่ได้" in visible(analyst.post(at, broken).text)
    nameless = {"files": [(io.BytesIO(body), "a.bpmn")]}
    assert "กรุณาตั้งชื่อร่าง" in visible(analyst.post(at, nameless).text)

    given = [(io.BytesIO(body), "จากเครื่อง.bpmn"), (io.BytesIO(b"-"), "x.txt")]
    made = analyst.post(at, {"import_title": "จาก Camunda", "files": given})

    shown = visible(analyst.text(made.location))
    assert "นำเข้าแล้ว: จากเครื่อง.bpmn" in shown
    assert "x.txt: ต้องลงท้ายด้วย" in shown


def test_diagrams_are_added_and_files_taken_out(site, analyst):
    draft = begin(site)
    at = f"/studio/{draft}/diagrams"
    for given in ({"diagram_title": " "}, {"diagram_title": "x", "diagram_key": "Ab"}):
        assert analyst.post(at, given).status_code == 422
    assert analyst.post(at, {"diagram_title": "x", "diagram_key": PLAIN}).status_code == 422
    analyst.post(at, {"diagram_title": "ย่อย", "diagram_key": "community_part"})
    assert "community_part.bpmn" in bodies(site, draft)

    known = drafts.get(site.engine, site.person("analyst"), draft).files
    revision = next(each.revision for each in known if each.name == "community_part.bpmn")
    gone = {"name": "community_part.bpmn", "revision": str(revision)}
    assert analyst.post(f"/studio/{draft}/remove", {**gone, "revision": "1"}).status_code == 409
    analyst.post(f"/studio/{draft}/remove", gone)

    assert "community_part.bpmn" not in bodies(site, draft)
    assert "ก่อนนำไฟล์ community_part.bpmn ออก" in visible(analyst.text(f"/studio/{draft}/versions"))


def declare(analyst, draft, **given):
    headers = {"Accept": "application/json"}
    return analyst.post(f"/studio/{draft}/settings", given, headers=headers)


def test_a_setting_is_changed_and_its_problems_told(site, analyst):
    draft = begin(site, of=WELFARE)
    before = json.loads(bodies(site, draft)["settings.json"])
    name = "welfare_step_days"
    revision = drafts.declarations(site.engine, site.person("analyst"), draft).revision
    said = before[name]
    given = {
        "name": name,
        "was": name,
        "kind": "int",
        "th": said["th"],
        "en": said["en"],
        "basis": said["basis"],
        "rows": " ".join(said["rows"]),
    }

    saved = declare(analyst, draft, default="๑๐", revision=revision, **given).json

    after = json.loads(bodies(site, draft)["settings.json"])
    assert after == {**before, name: {**said, "default": 10}}
    assert list(after) == list(before)
    assert (saved["problems"], saved["shown"]) == ([], "10")
    late = declare(analyst, draft, default="11", revision=revision, **given)
    assert (late.status_code, late.json["code"]) == (409, "draft_file_changed")
    wrong = {**given, "basis": ""}
    told = declare(analyst, draft, default="สิบ", revision=saved["revision"], **wrong).json
    assert len(told["problems"]) == 2
    assert "ยังไม่ครบ" in visible(analyst.text(f"/studio/{draft}/settings"))


def test_a_setting_is_declared_and_taken_out(site, analyst):
    draft = begin(site)
    at = f"/studio/{draft}/settings"
    shown = analyst.text(at)
    revision = drafts.declarations(site.engine, site.person("analyst"), draft).revision
    assert ("ยังไม่ประกาศค่าตั้ง" in visible(shown)) == (revision == 0)
    for name in ("Odd", ""):
        refused = analyst.post(at, {"name": name, "kind": "int", "revision": str(revision)})
        assert refused.status_code == 422

    made = analyst.post(
        at,
        {"name": "visit_windows", "kind": "windows", "th": "ช่วง", "en": "x", "revision": revision},
    )

    assert "visit_windows" in visible(analyst.text(made.location))
    assert json.loads(bodies(site, draft)["settings.json"])["visit_windows"]["default"] == []
    known = drafts.declarations(site.engine, site.person("analyst"), draft)
    twice = {"name": "visit_windows", "kind": "int", "revision": str(known.revision)}
    assert "มีชื่อนี้แล้ว" in visible(analyst.post(at, twice).text)
    analyst.post(f"{at}/remove", {"name": "visit_windows", "revision": str(known.revision)})
    assert b"visit_windows" not in bodies(site, draft).get("settings.json", b"")


def test_a_file_of_settings_that_cannot_be_read_is_told(site, analyst):
    draft = begin(site)
    known = drafts.declarations(site.engine, site.person("analyst"), draft)
    drafts.save(site.engine, site.person("analyst"), draft, "settings.json", b"{", known.revision)
    assert "อ่านไฟล์ค่าตั้งไม่ได้" in visible(analyst.text(f"/studio/{draft}/settings"))
    newer = drafts.declarations(site.engine, site.person("analyst"), draft).revision
    refused = declare(analyst, draft, name="a", kind="int", revision=newer)
    assert (refused.status_code, refused.json["code"]) == (422, "draft_file_unfit")
