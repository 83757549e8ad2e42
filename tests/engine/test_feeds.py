"""A calendar of deadlines is RFC 5545 to the letter, in Thai, and names nobody."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from engine import feeds
from engine.model import TaskState
from engine.rows import TaskRow

NOW = datetime(2026, 4, 1, 1, 30, tzinfo=UTC)


def task(**more):
    values = {
        "office_id": "udonthani1",
        "id": UUID(int=7),
        "instance_id": UUID(int=8),
        "definition_key": "home_education_permission",
        "element_id": "check",
        "name": "ตรวจเอกสาร; ครบถ้วน, ถูกต้อง",
        "roles": "promo_officer",
        "assignee": "officer",
        "state": TaskState.OPEN,
        "due_at": datetime(2026, 4, 28, 16, 59, tzinfo=UTC),
        "due_date": date(2026, 4, 28),
        "priority": 0,
        "form_key": None,
        "form_version": None,
        "version": 1,
        "created_at": NOW,
        "closed_at": None,
        "closed_by": None,
        "name_en": "Check the papers",
        "business_key": "HE-2569-000001",
        "applicant_id": "family",
        "applicant_th": "นางสมมติ ครอบครัวตัวอย่าง",
    }
    return TaskRow(**{**values, **more})


def written(*tasks, language="th"):
    return feeds.calendar(tasks, "กำหนดเวลาของฉัน", language, NOW)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_a_deadline_is_a_whole_day_that_takes_no_time():
    lines = unfolded(written(task()))

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20260428" in lines
    assert "DTEND;VALUE=DATE:20260429" in lines
    assert "DTSTAMP:20260401T013000Z" in lines
    assert "TRANSP:TRANSPARENT" in lines
    assert f"UID:{UUID(int=7)}@khanton" in lines
    assert "SUMMARY:ครบกำหนด: ตรวจเอกสาร\\; ครบถ้วน\\, ถูกต้อง (HE-2569-000001)" in lines


def test_it_is_english_where_the_person_reads_english():
    assert "SUMMARY:Due: Check the papers (HE-2569-000001)" in unfolded(
        written(task(), language="en")
    )


def test_it_names_nobody():
    assert "ครอบครัว" not in written(task()).replace("\r\n ", "")
    assert "family" not in written(task())


def test_what_has_no_due_date_is_no_event():
    assert "VEVENT" not in written(task(due_date=None, due_at=None))


@given(st.text(max_size=300))
def test_whatever_a_task_is_called_lines_are_short_and_come_back_whole(name):
    text = written(task(name=name))

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    [summary] = [line for line in unfolded(text) if line.startswith("SUMMARY:")]
    told = summary.removeprefix("SUMMARY:ครบกำหนด: ").removesuffix(" (HE-2569-000001)")
    plain = "".join(each for each in name.replace("\n", "\\n") if each >= " ")
    assert _unescaped(told) == plain.replace("\\n", "\n") or "\\" in name


def _unescaped(text):
    out, rest = "", iter(text)
    for letter in rest:
        escaped = next(rest) if letter == "\\" else letter
        out += "\n" if letter == "\\" and escaped == "n" else escaped
    return out
