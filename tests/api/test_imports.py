"""A school's list comes as a spreadsheet: every bad cell named, nothing taken on trust."""

import json
import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from engine import deployments
from engine.model import Person
from tests.engine.long_table import COLUMNS, FORM, citizen_id, students
from tests.execution import drawing as d

TSV = "text/tab-separated-values"
OPERATOR = Person(id="tests", name="ทดสอบ", national=frozenset({"admin", "analyst"}))
LABEL = {"th": "รายชื่อ", "en": "List"}


def column(key, kind, th, **more):
    return {"key": key, "type": kind, "label": {"th": th, "en": key.title()}, **more}


SMALL = {
    "key": "pupils",
    "title": LABEL,
    "rows": ["test"],
    "fields": [
        {"key": "remark", "type": "text", "label": {"th": "หมายเหตุ", "en": "Remark"}},
        {
            "key": "pupils",
            "type": "table",
            "label": LABEL,
            "max_rows": 2000,
            "columns": [
                column("no", "int", "ลำดับ", auto="row"),
                column("thai_id", "thai_id", "เลขประจำตัวประชาชน", required=True, unique=True),
                column("name", "text", "ชื่อ - สกุล", required=True),
                column("born", "date", "วันเกิด"),
                column("phone", "phone_th", "โทรศัพท์"),
                column("rate", "percent", "ร้อยละการมาเรียน"),
                column("income", "money", "รายได้"),
                column("poor", "bool", "ยากจน"),
                column(
                    "result",
                    "enum",
                    "ผล",
                    options=[
                        {"value": "granted", "th": "รับรอง", "en": "Granted"},
                        {"value": "refused", "th": "ไม่รับรอง", "en": "Refused"},
                    ],
                ),
                column("parent", "person", "ผู้ปกครอง"),
                column("scan", "file", "ภาพ"),
            ],
        },
    ],
}
TITLES = [("boy", "เด็กชาย"), ("girl", "เด็กหญิง"), ("miss", "นางสาว")]
TITLED = {
    "key": "titled",
    "title": LABEL,
    "rows": ["test"],
    "fields": [
        {
            "key": "titled",
            "type": "table",
            "label": LABEL,
            "columns": [
                column(
                    "title",
                    "enum",
                    "คำนำหน้า (นักเรียน)",
                    options=[{"value": value, "th": th, "en": value} for value, th in TITLES],
                )
            ],
        }
    ],
}
HEADER = ["ลำดับ", " เลขประจำตัวประชาชน* ", "ชื่อ-สกุล", "Born", "โทรศัพท์", "ร้อยละการมาเรียน"]
HEADER += ["รายได้", "poor", "ผล", "ผู้ปกครอง ชื่อ", "ผู้ปกครอง: นามสกุล", "ชื่อเล่น"]
ID = citizen_id(1)


def begun(service):
    """Return an open task for each of the forms."""
    nodes = [d.start(), d.user_task("fill", camunda_formKey="{}"), d.end()]
    made = {}
    for key, form in (("pupils", SMALL), ("students", FORM), ("titled", TITLED)):
        diagram = d.process(
            [each.replace("{}", key) for each in nodes],
            d.way("start", "fill", "end"),
            id=f"roll_{key}",
            name="ก",
        )
        files = {f"roll_{key}.bpmn": diagram, f"{key}.json": json.dumps(form).encode()}
        deployments.deploy(service.engine, OPERATOR, files)
        asked = {"definition_key": f"roll_{key}", "variables": {}}
        case = service("officer", "POST", "/process-instances", json=asked).json
        made[key] = case["tasks"][0]["id"]
    return made


@pytest.fixture
def service(lite):
    return lite


@pytest.fixture
def task(service):
    return begun(service)


def workbook(*rows, percent=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place in percent:
        book.active[place].number_format = "0.0%"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def sent(service, task, content, by="officer", **query):
    data = {"file": (BytesIO(content), "list.xlsx")}
    asked = {"field": "pupils", **query}
    return service(by, "POST", f"/tasks/{task}/import", data=data, query_string=asked)


def pasted(service, task, text, kind=TSV, **query):
    body = text if isinstance(text, bytes) else text.encode()
    asked = {"field": "pupils", **query}
    path = f"/tasks/{task}/import"
    return service("officer", "POST", path, data=body, content_type=kind, query_string=asked)


def test_a_workbook_is_read_as_typed_input_is(service, task):
    row = [1, int(ID), " เด็กหญิงสมมติ ใจดี", datetime(2562, 4, 1), 812345678, 0.885]  # noqa: DTZ001  a sheet knows no zone
    row += ["๑,๒๕๐.๕๐", "/", "รับรอง", "สมชาย", "ตัวอย่าง", "แดง"]
    other = [None, f"{citizen_id(2)[0]}-{citizen_id(2)[1:]}", "=1+1", date(2019, 4, 1)]
    book = workbook(HEADER, [], row, [None] * 4, other, percent=["F3"])

    answer = sent(service, task["pupils"], book)

    assert answer.status_code == 200, answer.text
    found = answer.json
    told = [(each["row"], each["key"]) for each in found["errors"]]
    assert told == [(5, "name")]  # a formula that was never worked out has no value
    assert (found["read"], found["accepted"], found["unmatched"]) == (2, 1, ["ชื่อเล่น"])
    assert found["rows"][0] == {
        "no": 1,
        "thai_id": ID,
        "name": "เด็กหญิงสมมติ ใจดี",
        "born": "2019-04-01",
        "phone": "0812345678",
        "rate": 88.5,
        "income": 1250.5,
        "poor": True,
        "result": "granted",
        "parent": {"first_name": "สมชาย", "last_name": "ตัวอย่าง"},
    }


def test_every_bad_cell_is_named_by_its_row_in_the_sheet(service, task):
    rows = [
        ["เลขประจำตัวประชาชน", "ชื่อ-สกุล", "วันเกิด", "ผล"],
        ["1.23457E+12", "ก", "1/4/2562", "รับรอง"],
        [],
        [ID, None, "31/2/2562", "เลื่อน"],
        [citizen_id(3), "ข", "1 เม.ย. 2562", "Granted"],
        [ID, "ค", None, None],
    ]

    found = sent(service, task["pupils"], workbook(*rows)).json

    told = [(each["row"], each["key"], each["value"]) for each in found["errors"]]
    assert told == [
        (2, "thai_id", "1.23457E+12"),
        (4, "thai_id", ID),
        (4, "name", ""),
        (4, "born", "31/2/2562"),
        (4, "result", "เลื่อน"),
        (6, "thai_id", ID),
    ]
    assert found["total_errors"] == len(told)
    assert found["errors"][0]["message"]["en"].startswith("The spreadsheet shortened the number")
    assert found["errors"][2]["message"]["th"] == "กรุณากรอก “ชื่อ - สกุล”"
    assert found["errors"][2]["column"] == {"th": "ชื่อ - สกุล", "en": "Name"}
    assert [row["name"] for row in found["rows"]] == ["ข"]
    assert found["missing"] == []


CSV = f'เลขประจำตัวประชาชน,ชื่อ-สกุล,หมายเหตุ\r\n{ID},"สมมติ, ใจดี",x\r\n'


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("cp874"),
        CSV.encode("utf-16"),
        f"Thai_Id;ชื่อ-สกุล;หมายเหตุ\n{ID};=cmd|' /C calc'!A0;x".encode(),
    ],
    ids=["utf-8", "with a mark", "tis-620", "utf-16", "semicolons"],
)
def test_a_csv_is_read_however_it_was_saved(service, task, content):
    found = sent(service, task["pupils"], content).json

    assert found["rows"][0]["thai_id"] == ID
    assert found["unmatched"] == ["หมายเหตุ"]


def test_what_is_pasted_may_have_no_header_and_comes_in_the_order_of_the_form(service, task):
    text = f"{ID}\tสมมติ ใจดี\t๑ เมษายน ๒๕๖๒\t081-234-5678\n\n{citizen_id(2)}\tสมมติ ดีใจ\n"

    found = pasted(service, task["pupils"], text, header="false").json

    assert found["errors"] == []
    assert [row["name"] for row in found["rows"]] == ["สมมติ ใจดี", "สมมติ ดีใจ"]
    assert found["rows"][0]["born"] == "2019-04-01"


def test_good_rows_go_into_the_draft_beside_what_is_there(call):
    service, task = call, begun(call)
    path = f"/tasks/{task['pupils']}"
    service("officer", "PUT", f"{path}/draft", json={"data": {"remark": "ห้อง 1"}})
    text = "thai_id\tname\n{}\t{}"

    assert pasted(service, task["pupils"], text.format(ID, "ก"), save="draft").status_code == 200
    assert pasted(service, task["pupils"], text.format(citizen_id(2), "ข"), save="append").json
    bad = pasted(service, task["pupils"], text.format(5, "ค"), save="append").json

    assert (bad["accepted"], bad["total_errors"]) == (0, 1)
    data = service("officer", "GET", f"{path}/form").json["data"]
    assert data["remark"] == "ห้อง 1"
    assert [row["name"] for row in data["pupils"]] == ["ก", "ข"]
    pasted(service, task["pupils"], text.format(ID, "ง"), save="draft")
    data = service("officer", "GET", f"{path}/form").json["data"]
    assert [row["name"] for row in data["pupils"]] == ["ง"]


def test_rows_behind_those_there_are_no_more_than_the_table_takes(call):
    service, task = call, begun(call)
    row = {"thai_id": ID, "name": "ก"}
    there = {"data": {"pupils": [row] * 1999}}
    service("officer", "PUT", f"/tasks/{task['pupils']}/draft", json=there)
    two = f"thai_id\tname\n{citizen_id(2)}\tข\n{citizen_id(3)}\tค"

    refused = pasted(service, task["pupils"], two, save="append")

    assert (refused.status_code, refused.json["code"]) == (422, "sheet_refused")
    data = service("officer", "GET", f"/tasks/{task['pupils']}/form").json["data"]
    assert len(data["pupils"]) == 1999
    assert pasted(service, task["pupils"], two, save="draft").status_code == 200


def bomb():
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return kept.getvalue()


def other_zip(*names):
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (bomb(), "unpacks to far more"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"%PDF-1.7\n", "send an .xlsx"),
        (b"PK\x03\x04" + b"\0" * 90, "damaged"),
        (other_zip("word/document.xml"), "no .xlsx"),
        (other_zip("xl/workbook.xml"), "damaged"),
        (workbook(["thai_id"])[:-900], "damaged"),
        (b"\xff\xfe\x00\x00" * 9, "no text"),
        (b'thai_id,name\n"1,2\n3,4\n', "broken"),
        ("ชื่อเล่น,ห้อง\nแดง,1\n".encode(), "first line must hold the headings"),
        (b"thai_id\n" + b"5\n" * 2001, "more than 2,000 rows"),
    ],
    ids=range(13),
)
def test_what_is_no_sheet_is_refused_with_what_to_do(service, task, content, told):
    answer = sent(service, task["pupils"], content)

    assert answer.status_code == 422
    assert answer.json["code"] == "sheet_refused"
    english = service(
        "officer",
        "POST",
        f"/tasks/{task['pupils']}/import",
        data={"file": (BytesIO(content), "x")},
        query_string={"field": "pupils"},
        headers={"Accept-Language": "en"},
    )
    assert told in english.json["detail"]


def test_what_is_too_large_is_refused_before_it_is_read(service, task):
    answer = pasted(service, task["pupils"], b"x" * (8 * 1024 * 1024 + 1))

    assert (answer.status_code, answer.json["code"]) == (422, "sheet_refused")


def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing(service, task):
    book = openpyxl.Workbook()
    book.active.append(["thai_id", "name"])
    book.active.append([ID, "ก"])
    book.active["XFD1048576"] = "ไกล"
    kept = BytesIO()
    book.save(kept)

    assert sent(service, task["pupils"], kept.getvalue()).json["accepted"] == 1


def test_only_who_may_do_the_task_imports_and_only_into_its_tables(service, task):
    assert sent(service, task["pupils"], b"thai_id\n1\n", by="director").status_code in (403, 404)
    for field in ("remark", "nothing"):
        answer = sent(service, task["pupils"], b"thai_id\n1\n", field=field)
        assert (answer.status_code, answer.json["code"]) == (404, "table_not_found")
    path = f"/tasks/{task['pupils']}/import?field=pupils"
    assert service("officer", "POST", path, json={"rows": []}).status_code == 415
    assert service("officer", "POST", path, data={"other": "1"}).status_code in (415, 422)


def test_an_empty_sheet_to_fill_in_comes_back_filled(service, task):
    path = f"/tasks/{task['pupils']}/import-template?field=pupils"
    answer = service("officer", "GET", path)
    assert answer.status_code == 200
    assert answer.data.startswith(b"PK")

    book = openpyxl.load_workbook(BytesIO(answer.data))
    headings = [cell.value for cell in book.active[1]]
    assert headings[:3] == ["เลขประจำตัวประชาชน *", "ชื่อ - สกุล *", "วันเกิด"]
    assert "ภาพ" not in headings
    assert "ผู้ปกครอง: นามสกุล" in headings
    assert len(book.active.data_validations.dataValidation) == 2
    book.active.append([ID, "สมมติ", "1/4/2562", None, None, None, "ใช่", "ไม่รับรอง"])
    kept = BytesIO()
    book.save(kept)
    found = sent(service, task["pupils"], kept.getvalue()).json
    assert (found["errors"], found["unmatched"], found["missing"]) == ([], [], [])
    assert (found["rows"][0]["poor"], found["rows"][0]["result"]) == (True, "refused")


def test_two_thousand_students_are_read_and_each_bad_row_is_named(service, task):
    rows = [[row[each["key"]] for each in COLUMNS] for row in students()]
    for row in rows[::2]:
        row[0], row[3], row[5] = "1234567890123", "เจ็ด", "31/2/2569"
    header = [each["label"]["th"] for each in COLUMNS]

    found = sent(service, task["students"], workbook(header, *rows), field="students").json

    assert (found["read"], found["accepted"]) == (2000, 1000)
    assert {each["row"] for each in found["errors"]} == set(range(2, 2002, 2))
    assert found["total_errors"] == 3000
    assert found["rows"][0] == students(2)[1]


def test_a_title_may_stand_above_the_headings(service, task):
    rows = [["รายชื่อนักเรียน โรงเรียนสมมติ"], [], ["เลขประจำตัวประชาชน", "ชื่อ-สกุล"], [ID, "ก"]]

    found = sent(service, task["pupils"], workbook(*rows)).json

    assert (found["read"], found["accepted"], found["unmatched"]) == (1, 1, [])


def test_who_is_written_twice_is_named_by_the_other_line_of_the_sheet(service, task):
    head = ["เลขประจำตัวประชาชน", "ชื่อ-สกุล"]

    found = sent(service, task["pupils"], workbook(head, [ID, "ก"], [], [ID, "ข"])).json

    said = [(each["row"], each["message"]["en"].split()[-1]) for each in found["errors"]]
    assert said == [(2, "4."), (4, "2.")]


@pytest.mark.parametrize(
    ("written", "meant"), [("ด.ช.", "boy"), ("ด.ญ.", "girl"), ("น.ส.", "miss")]
)
def test_a_title_may_be_shortened_as_everybody_does(service, task, written, meant):
    book = workbook(["คำนำหน้า (นักเรียน)"], [written])

    found = sent(service, task["titled"], book, field="titled").json

    assert found["rows"] == [{"title": meant}]
