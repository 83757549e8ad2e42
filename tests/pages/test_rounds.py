"""The overview of rounds: where each school stands, found, exported, and reminded."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from engine import history, instances, notices, rounds, tasks
from engine.errors import AuditorsOnlyRead, Forbidden, InstanceNotFound
from engine.rounds import Stand
from engine.sheets import Column, write_table
from tests.pages import rounds_hall
from tests.pages.site import visible

FIRST = "9902000001"
SCHOOLS = 12


@pytest.fixture
def held(site):
    return rounds_hall.asked(site)


def seen(site, held, user="officer2"):
    return rounds.one(site.engine, site.person(user), held)


def of_first(found):
    return next(line for line in found.lines if line.school.code == FIRST)


def test_every_school_that_was_asked_has_not_begun(site, held):
    found = seen(site, held)
    assert (found.asked, found.done) == (SCHOOLS, 0)
    assert found.counts == {Stand.NOT_BEGUN: SCHOOLS}
    line = of_first(found)
    assert [step.name_en for step in line.steps] == ["Fill in the register"]
    assert line.due.isoformat() == "2026-06-30"


def test_a_school_is_followed_from_its_first_step_to_the_end(site, held):
    case = of_first(seen(site, held)).case.id
    rounds_hall.fill(site, case, confirm=False)
    assert of_first(seen(site, held)).stand is Stand.WAITING
    confirmed = rounds_hall.FORMS["school_community_board_confirmation"]
    site.complete("school_py", site.tasks(case, "officer2")[0].id, **confirmed)
    found = seen(site, held)
    assert of_first(found).stand is Stand.DONE
    assert (found.asked, found.done) == (SCHOOLS, 1)


def test_a_round_is_read_and_reminded_on_postgresql_too(postgres_site):
    site, officer = postgres_site, postgres_site.person("officer2")
    held = rounds_hall.asked(site)
    rounds_hall.fill(site, of_first(seen(site, held)).case.id)
    assert seen(site, held).counts == {Stand.NOT_BEGUN: SCHOOLS - 1, Stand.DONE: 1}
    second = "9902000002"
    assert rounds.remind(site.engine, officer, held, [second]) == {second: True}
    assert rounds.remind(site.engine, officer, held, [second]) == {second: False}
    own = rounds_hall.begun(site)
    assert seen(site, own, "officer").counts == {Stand.ABSENT: SCHOOLS - 1, Stand.NOT_BEGUN: 1}


def test_a_draft_is_a_beginning(site, held):
    case = of_first(seen(site, held)).case.id
    task = site.tasks(case, "officer2")[0]
    tasks.keep_draft(site.engine, site.person("school_py"), task.id, {"members": []})
    assert of_first(seen(site, held)).stand is Stand.WAITING


def test_who_is_past_the_due_day_is_late_and_comes_first(site, held):
    rounds_hall.fill(site, of_first(seen(site, held)).case.id)
    site.later(days=27)
    found = seen(site, held)
    assert found.counts == {Stand.LATE: SCHOOLS - 1, Stand.DONE: 1}
    assert [found.lines[0].stand, found.lines[-1].stand] == [Stand.LATE, Stand.DONE]


def test_schools_apply_for_the_award_by_themselves(site):
    held = rounds_hall.begun(site)
    found = seen(site, held, "officer")
    assert found.counts == {Stand.ABSENT: SCHOOLS - 1, Stand.NOT_BEGUN: 1}
    assert found.asked == 1


def test_the_list_shows_each_round_with_its_progress(site, held):
    rounds_hall.fill(site, of_first(seen(site, held)).case.id)
    text = visible(site.client("officer2").text("/rounds"))
    assert "ความเข้มแข็งของชุมชน ปี 2569" in text
    assert "ส่งแล้ว 1 จาก 12 โรงเรียน" in text
    assert "ยังไม่เริ่ม 11" in text
    assert "ยังไม่มีรอบที่ปิดแล้ว" in visible(site.client("officer2").text("/rounds?ended=yes"))


def test_an_office_without_rounds_reads_what_will_come(site):
    assert "No round goes on" in visible(site.client("officer", "en").text("/rounds"))
    assert "ความคืบหน้าของทุกโรงเรียนจะขึ้นที่นี่" in visible(site.client("officer").text("/rounds"))


def test_schools_are_filtered_and_found_by_name_or_code(site, held):
    officer, place = site.client("officer2"), f"/rounds/{held}"
    rounds_hall.fill(site, of_first(seen(site, held)).case.id)

    def codes(query):
        return set(re.findall(r"99020000\d\d", officer.text(f"{place}?{query}")))

    assert len(codes("")) == SCHOOLS
    assert codes("stand=done") == {FIRST}
    assert len(codes("stand=not_begun")) == SCHOOLS - 1
    assert codes(f"q={FIRST}") == {FIRST}
    assert codes("q=บ้านสมมติ ๓") == {"9902000003"}
    assert codes("q=nothing") == set()
    assert len(codes("stand=nonsense")) == SCHOOLS


def test_the_schools_are_exported_as_they_are_listed(site, held):
    rounds_hall.fill(site, of_first(seen(site, held)).case.id)
    answer = site.client("officer2").get(f"/rounds/{held}/schools.xlsx")
    assert answer.content_type.endswith("spreadsheetml.sheet")
    assert "SC-2569-000001_2026-06-04.xlsx" in answer.headers["Content-Disposition"]
    cells = list(load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert cells[0][0] == "ความเข้มแข็งของชุมชน ปี 2569"
    assert cells[3][0] == "ส่งแล้ว 1 จาก 12 โรงเรียน"
    assert cells[5][:3] == ("รหัสโรงเรียน", "โรงเรียน", "สถานะ")
    by_code = {row[0]: row for row in cells[6:]}
    assert len(by_code) == SCHOOLS
    assert by_code[FIRST][2] == "เสร็จสิ้น"
    assert by_code["9902000002"][2:6] == (
        "ยังไม่เริ่ม",
        "บันทึกทะเบียน คณะกรรมการ",
        "1 มิ.ย. 2569",
        "30 มิ.ย. 2569",
    )
    one = site.client("officer2", "en").get(f"/rounds/{held}/schools.xlsx?stand=done")
    rows = list(load_workbook(BytesIO(one.data)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[6:]] == [FIRST]
    assert rows[6][2] == "Done"


def test_what_looks_like_a_formula_is_exported_as_text():
    body = write_table("=1+1", ["@x"], [Column(heading="a")], [["=2+2"], ["+3"]])
    cells = [c for row in load_workbook(BytesIO(body)).active.iter_rows() for c in row if c.value]
    assert {cell.data_type for cell in cells} == {"s"}


def test_reminding_is_previewed_sent_once_a_day_and_noted(site, held):
    officer, place = site.client("officer2"), f"/rounds/{held}/remind"
    page = visible(officer.text(place))
    assert "กำหนดภายในวันที่ ๓๐ มิถุนายน ๒๕๖๙" in page
    assert "by 30 June 2026" in page
    answer = officer.post(place, {"school": [FIRST]})
    assert (answer.status_code, answer.location) == (303, f"/rounds/{held}")
    assert "ส่งหนังสือเตือนแล้ว 1 โรงเรียน" in visible(officer.text(f"/rounds/{held}"))
    site.work()
    told = notices.list_some(site.engine, site.person("school_py"), None, 5).items
    assert "สำนักงานขอเตือน" in told[0].subject_th
    case = of_first(seen(site, held)).case
    event = history.list_some(site.engine, site.person("officer2"), case.id, None, 99).items[-1]
    assert (event.type, event.actor) == ("school_reminded", "officer2")

    officer.post(place, {"school": [FIRST]})
    assert "ไม่ได้ส่ง 1 โรงเรียน" in visible(officer.text(f"/rounds/{held}"))
    assert "เตือนแล้ววันนี้" in visible(officer.text(place))
    assert of_first(seen(site, held)).reminded_at is not None
    site.later(days=1)
    assert rounds.remind(site.engine, site.person("officer2"), held, [FIRST]) == {FIRST: True}


def test_who_has_done_is_not_reminded(site, held):
    rounds_hall.fill(site, of_first(seen(site, held)).case.id)
    assert rounds.remind(site.engine, site.person("officer2"), held, [FIRST, "0"]) == {}
    assert len(rounds.drafts(site.engine, site.person("officer2"), held)) == SCHOOLS - 1


def test_nobody_from_outside_sees_or_reminds(site, held):
    place = f"/rounds/{held}"
    for user in ("school_py", "auditor2", "analyst2"):
        assert site.client(user).get(place).status_code == 403
    for path in (place, f"{place}/remind", f"{place}/schools.xlsx"):
        assert site.client("officer").get(path).status_code == 404
    assert site.client("officer").post(f"{place}/remind", {"school": [FIRST]}).status_code == 404
    with pytest.raises(AuditorsOnlyRead):
        rounds.remind(site.engine, site.person("auditor2"), held, [FIRST])
    with pytest.raises(Forbidden):
        rounds.list_some(site.engine, site.person("school_py"), ended=False)


def test_a_case_that_is_no_round_is_none(site):
    family = site.start()
    for case in (family, uuid4()):
        with pytest.raises(InstanceNotFound):
            rounds.one(site.engine, site.person("officer"), case)


def test_a_round_that_has_ended_is_kept_and_nobody_is_reminded(site, held):
    instances.cancel(site.engine, site.person("admin2"), held, "เปิดรอบผิดปี")
    officer = site.client("officer2")
    assert str(held) not in officer.text("/rounds")
    assert str(held) in officer.text("/rounds?ended=yes")
    assert "เตือนโรงเรียนที่ยังไม่ส่ง" not in officer.text(f"/rounds/{held}")
