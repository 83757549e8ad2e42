"""How the data of a case are read out to people, in both languages."""

import pytest

from engine.replay.values import LONGEST, Reader

LABELS = {
    "plan": ("แผน", "Plan"),
    "plan.goals": ("เป้าหมาย", "Goals"),
    "plan.kind=new": ("ใหม่", "New"),
    "plan.learners": ("ผู้เรียน", "Learners"),
}
THAI, ENGLISH = Reader(LABELS), Reader(LABELS, is_thai=False)


@pytest.mark.parametrize(
    ("value", "thai", "english"),
    [
        (None, "–", "–"),
        ([], "–", "–"),
        (True, "ใช่", "yes"),
        (False, "ไม่ใช่", "no"),
        ("new", "ใหม่", "New"),
        (12, "12", "12"),
        (1234.5, "1,234.5", "1,234.5"),
        ("2026-04-01", "1 เม.ย. 2569", "1 April 2026"),
        ("2026-04-01T08:30:00+07:00", "1 เม.ย. 2569 08:30 น.", "1 April 2026 08:30"),
        ("2026-04-01T08:30:00", "2026-04-01T08:30:00", "2026-04-01T08:30:00"),
        ("2026-13-01", "2026-13-01", "2026-13-01"),
        (["new", "x"], "ใหม่, x", "New, x"),
        ("ก" * 999, "ก" * LONGEST + "…", "ก" * LONGEST + "…"),
    ],
)
def test_a_value_is_said_in_the_reader_s_language(value, thai, english):
    assert THAI.said("plan.kind", value) == thai
    assert ENGLISH.said("plan.kind", value) == english


def test_what_lies_within_is_told_line_by_line_by_the_form_s_names():
    value = {"goals": "อ่านออก", "kind": "new", "signer": {"name": "นายสมมติ"}}
    assert THAI.lines("plan", value) == [
        ("เป้าหมาย", "อ่านออก"),
        ("kind", "ใหม่"),
        ("signer › name", "นายสมมติ"),
    ]
    assert ENGLISH.lines("plan", value)[0] == ("Goals", "อ่านออก")


def test_a_long_table_is_counted_and_its_first_rows_told():
    rows = [{"name": f"ผู้เรียน {n}", "kind": None} for n in range(2000)]
    told = THAI.lines("plan", {"learners": rows})
    assert told[:2] == [("ผู้เรียน", "2,000 แถว"), ("ผู้เรียน 1", "ผู้เรียน 0")]
    assert len(told) == 13


def test_files_are_told_by_their_names():
    files = [{"attachment_id": "1", "name": "แผน.pdf"}, {"attachment_id": "2", "name": None}]
    assert THAI.lines("papers", files) == [("papers", "แผน.pdf, –")]
    paper = {"attachment_id": "1", "name": "ใบรับ.pdf", "sha256": "0", "number": "1/2569"}
    assert THAI.lines("receipt", paper) == [("receipt", "ใบรับ.pdf · 1/2569")]
