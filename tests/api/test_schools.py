"""The register of schools over the API: who keeps it, who reads it, and how lists come in."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from engine import schools
from engine.errors import NotFound
from engine.model import Person
from engine.schools import School
from engine.store.tables import admin_event

FIRST = "9901000001"
SCHOOL = {
    "name_th": "โรงเรียนบ้านทดลอง",
    "name_en": "Ban Thotlong School",
    "affiliation": "obec",
    "size": "small",
    "levels": ["kindergarten", "primary"],
    "students": 61,
}
HEADER = "รหัสโรงเรียน,ชื่อโรงเรียน,สังกัด,ขนาด,ระดับชั้น,จำนวนนักเรียน\n"
ROW = '9901000101,โรงเรียนบ้านนำเข้า,สพฐ.,เล็ก,"อนุบาล, ประถมศึกษา",๙๘\n'

ENGLISH = """\
code;name_th;affiliation;size;levels;students;note
9901000101;โรงเรียนบ้านนำเข้า;obec;small;primary;98;x
"""


def codes(answer):
    return [each["code"] for each in answer.json["items"]]


def put(call, user="officer", code="9901000100", query="", **more):
    return call(user, "PUT", f"/schools/{code}{query}", json={**SCHOOL, **more})


def imported(call, text, user="officer", query="", **form):
    body = text if isinstance(text, bytes) else text.encode()
    data = {**form, "file": (BytesIO(body), "schools.csv")}
    return call(user, "POST", f"/schools/import{query}", data=data)


def traces(call, office="udonthani1"):
    with call.engine.reading() as tx:
        rows = tx.all(select(admin_event).where(admin_event.c.office_id == office))
    return [(row.by, row.kind, row.subject) for row in rows]


def test_the_offices_schools_are_listed_by_code_page_by_page(call):
    first = call.get("officer", "/schools?limit=5")
    second = call.get("officer", f"/schools?limit=5&cursor={first.json['next']}")
    third = call.get("officer", f"/schools?limit=5&cursor={second.json['next']}")

    found = codes(first) + codes(second) + codes(third)
    assert found == [str(9901000000 + number) for number in range(1, 13)]
    assert third.json["next"] is None
    assert first.json["items"][0]["name_th"] == "โรงเรียนบ้านตัวอย่าง ๑"


def test_schools_are_found_by_name_or_code_and_by_being_open(call):
    put(call, code=FIRST, closed_on="2026-03-31")
    put(call, code="9901000002", is_active=False)
    put(call, code="9901000003", opened_on="2026-05-16")

    assert codes(call.get("officer", "/schools?q=ทดลอง&active=true")) == []
    assert codes(call.get("officer", "/schools?active=false")) == [
        FIRST,
        "9901000002",
        "9901000003",
    ]
    assert len(codes(call.get("officer", "/schools?active=true"))) == 9
    assert codes(call.get("officer", "/schools?q=School%2012")) == ["9901000012"]
    assert codes(call.get("officer", "/schools?q=1000004")) == ["9901000004"]
    assert codes(call.get("officer", "/schools?q=%25")) == []


@pytest.mark.parametrize(
    ("user", "query", "status"),
    [
        *[(user, "", 200) for user in ("officer", "director", "admin", "auditor")],
        *[(user, "", 403) for user in ("family", "school", "analyst")],
        ("officer", "?office=phayao2", 404),
        ("officer2", "?office=udonthani1", 404),
    ],
)
def test_who_works_for_the_office_reads_its_register(call, user, query, status):
    assert call.get(user, f"/schools{query}").status_code == status


def test_whoever_belongs_to_a_school_sees_it_and_no_other(call):
    own = call.get("teacher", f"/schools/{FIRST}")

    assert {each["username"] for each in own.json["members"]} == {"school", "teacher"}
    assert call.get("teacher", "/schools/9901000002").status_code == 404
    assert call.get("school_py", f"/schools/{FIRST}").status_code == 404
    assert call.get("school_py", f"/schools/{FIRST}?office=udonthani1").status_code == 404


def test_a_school_is_added_and_changed_and_it_is_noted_who_did(call):
    added = put(call)
    changed = put(call, "admin", students=62)

    assert added.status_code == changed.status_code == 200
    shown = call.get("officer", "/schools/9901000100").json
    assert (shown["students"], shown["is_active"], shown["members"]) == (62, True, [])
    assert traces(call) == [
        ("officer", "school_added", "9901000100"),
        ("admin", "school_changed", "9901000100"),
    ]


@pytest.mark.parametrize(
    ("user", "status"),
    [("family", 403), ("school", 403), ("academic", 403), ("auditor", 403), ("officer2", 200)],
)
def test_only_those_who_keep_the_register_change_it(call, user, status):
    assert put(call, user).status_code == status
    office = "phayao2" if status == 200 else "udonthani1"
    assert len(traces(call, office)) == (status == 200)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"size": "huge"}, "size"),
        ({"levels": []}, "levels"),
        ({"levels": ["primary", "primary"]}, "levels"),
        ({"students": -1}, "students"),
        ({"name_th": " "}, "name_th"),
        ({"opened_on": "2026-04-02", "closed_on": "2026-04-01"}, "closed_on"),
        ({"code": "12345"}, "code"),
    ],
)
def test_what_cannot_be_said_of_a_school_is_refused_by_field(call, wrong, field):
    answer = put(call, **wrong)

    assert answer.status_code == 422
    assert any(path.startswith(field) for path in answer.json["errors"])


def test_a_list_is_imported_whole_and_again_without_a_change(call):
    dry = imported(call, HEADER + ROW, dry_run="true")
    nothing_yet = call.get("officer", "/schools/9901000101").status_code
    done = imported(call, HEADER + ROW)
    again = imported(call, HEADER + ROW)

    counts = {"added": 1, "changed": 0, "unchanged": 0, "ignored": []}
    assert dry.json == {**counts, "dry_run": True}
    assert nothing_yet == 404
    assert done.json == {**counts, "dry_run": False}
    assert again.json == {**counts, "added": 0, "unchanged": 1, "dry_run": False}
    shown = call.get("officer", "/schools/9901000101").json
    assert (shown["affiliation"], shown["size"], shown["students"]) == ("obec", "small", 98)
    assert shown["levels"] == ["kindergarten", "primary"]
    assert traces(call) == [("officer", "schools_imported", "1")]


def test_an_import_keeps_what_the_list_does_not_say(call):
    put(call, code="9901000101", is_active=False, closed_on="2026-03-31")

    assert imported(call, HEADER + ROW).json["changed"] == 1

    shown = call.get("officer", "/schools/9901000101").json
    assert (shown["is_active"], shown["closed_on"]) == (False, "2026-03-31")
    assert (shown["name_th"], shown["name_en"]) == ("โรงเรียนบ้านนำเข้า", SCHOOL["name_en"])


def test_every_bad_row_is_named_and_nothing_is_written(call):
    bad = (
        HEADER
        + ROW
        + "\n"
        + "990100,,สพฐ.,เล็ก,ประถม,10\n"
        + "9901000103,โรงเรียนสาม,สพฐ.,ยักษ์,ประถม,หลายคน\n"
        + ROW
    )

    answer = imported(call, bad)
    english = imported(call, bad, dry_run="true")

    assert answer.status_code == 422
    assert answer.json["code"] == "school_invalid"
    assert set(answer.json["errors"]) == {
        "rows.4.code",
        "rows.4.name_th",
        "rows.5.size",
        "rows.5.students",
        "rows.6.code",
    }
    assert answer.json["errors"]["rows.6.code"] == "แถว 6: รหัสซ้ำกับแถว 2"
    assert english.status_code == 422
    assert call.get("officer", "/schools/9901000101").status_code == 404
    assert traces(call) == []


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


XLSX = workbook(
    HEADER.strip().split(","),
    [9901000101, "โรงเรียนบ้านนำเข้า", "สพฐ.", "เล็ก", "อนุบาล, ประถมศึกษา", 98],
)


@pytest.mark.parametrize(
    "content",
    [
        ENGLISH,
        XLSX,
        (HEADER + ROW).replace(",", "\t").replace("\t ", ", ").encode("utf-16"),
        ("\ufeff" + HEADER + ROW).encode(),
        (HEADER + ROW).replace("\n", "\r\n").encode("cp874"),
    ],
    ids=["english, semicolons", ".xlsx", "UTF-16, tabs", "UTF-8 with its mark", "TIS-620, CR LF"],
)
def test_lists_come_as_spreadsheets_save_them(call, content):
    assert imported(call, content).json["added"] == 1
    assert call.get("officer", "/schools/9901000101").json["name_th"] == "โรงเรียนบ้านนำเข้า"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xff\x00\x00",
        b"%PDF-1.7\n\x00",
        "ชื่อ,ขนาด\nก,เล็ก\n",
        HEADER.replace("ขนาด", "ชื่อ"),
        HEADER + '"unfinished\n',
        HEADER + ROW * 2001,
    ],
)
def test_what_is_no_list_of_schools_is_refused(call, content):
    answer = imported(call, content)

    assert (answer.status_code, answer.json["code"]) == (422, "school_file_unreadable")


def test_a_national_role_keeps_the_register_of_offices_that_exist(call):
    national = Person(id="tests", name="ทดสอบ", national=frozenset({"admin"}))
    open_still = {"is_active": True, "opened_on": None, "closed_on": None}
    school = School(office_id="phayao9", code=FIRST, **SCHOOL, **open_still)

    with pytest.raises(NotFound):
        schools.put(call.engine, national, school)
    with pytest.raises(NotFound):
        schools.import_file(call.engine, national, "phayao9", (HEADER + ROW).encode())
    assert not schools.put(call.engine, national, replace(school, office_id="udonthani1"))


def test_people_join_and_leave_a_school(call):
    place = f"/schools/{FIRST}/members"

    joined = call.post("officer", place, {"username": "family"})
    twice = call.post("officer", place, {"username": "family", "valid_from": "2027-01-01"})
    nobody = call.post("officer", place, {"username": "nobody"})
    backwards = {"username": "school2", "valid_from": "2026-04-02", "valid_to": "2026-04-01"}
    nowhere = call.post("officer", "/schools/9909999999/members", {"username": "family"})

    assert joined.status_code == 201
    assert (twice.status_code, twice.json["code"]) == (409, "school_member_exists")
    assert nobody.json["code"] == "user_not_found"
    assert call.post("officer", place, backwards).json["code"] == "period_invalid"
    assert nowhere.json["code"] == "school_not_found"
    left = call("officer", "DELETE", f"{place}/{joined.json['id']}?last_day=2026-04-30")
    assert left.json == {"id": joined.json["id"], "last_day": "2026-04-30"}
    elsewhere = call("officer", "DELETE", f"/schools/9901000002/members/{joined.json['id']}")
    assert elsewhere.status_code == 404
    after = call.post("officer", place, {"username": "family", "valid_from": "2026-05-01"})
    assert after.status_code == 201
    assert [what for _, *what in traces(call)] == [
        ["school_member_added", "family"],
        ["school_member_ended", "family"],
        ["school_member_added", "family"],
    ]


@pytest.mark.parametrize("user", ["school", "teacher", "family", "academic"])
def test_nobody_lets_themselves_into_a_school(call, user):
    answer = call.post(user, "/schools/9901000003/members", {"username": user})

    assert answer.status_code == 403


def test_who_somebody_is_tells_their_schools(call):
    assert call.get("teacher", "/me").json["schools"] == [
        {
            "office": "udonthani1",
            "code": FIRST,
            "name_th": "โรงเรียนบ้านตัวอย่าง ๑",
            "name_en": "Ban Tuayang School 1",
        }
    ]
    assert call.get("officer", "/me").json["schools"] == []
