"""A procedure's letter is put before everybody who reads for its receiver today."""

from datetime import timedelta

import pytest

from engine import deployments, instances, jobs, news, notices, people
from engine.calendar import local_date
from engine.demo.schools import school_code
from engine.tidings import NoticeKind
from tests.engine.conftest import ADMIN, DIRECTOR, FAMILY, OFFICER, OPERATOR, person
from tests.execution import drawing as d

HERE = "udonthani1"
SCHOOL = person("school", HERE, "school_director")
REGISTRAR = person("registrar", HERE, "registrar")


def diagram(to):
    told = d.inputs(to=to, template="school_told", text="โปรดทราบ")
    task = d.user_task("supply", camunda_candidateGroups="organiser", name="ส่งเอกสารเพิ่ม")
    tell = d.node("sendTask", "tell", told, camunda_type="external", camunda_topic="notify")
    way = d.way("start", "tell", "supply", "end")
    return d.process([d.start(), tell, task, d.end()], way, id="telling", name="แจ้ง")


def send(hall, to):
    deployments.deploy(hall.engine, OPERATOR, {"telling.bpmn": diagram(to)})
    asked = instances.Asked(definition_key="telling", variables={}, applicant="family", office=None)
    case = instances.start(hall.engine, OFFICER, asked).instance
    while jobs.run_due(hall.engine):
        pass
    return case


def told(hall, who):
    return notices.list_some(hall.engine, who, None, 50).items


def test_a_letter_to_a_role_is_told_to_everybody_who_holds_it(hall):
    case = send(hall, "promo_director")

    [one] = told(hall, DIRECTOR)
    assert (one.kind, one.instance_id) == (NoticeKind.LETTER, case.id)
    assert one.subject_th == f"เรื่อง {case.business_key}"
    assert one.subject_en == f"Case {case.business_key}"
    assert "โปรดทราบ" in one.body_th
    assert told(hall, OFFICER) == told(hall, FAMILY) == []


def test_a_letter_to_a_person_or_a_school_is_told_to_them(hall):
    send(hall, "family")
    assert [each.kind for each in told(hall, FAMILY)] == [NoticeKind.LETTER]

    send(hall, f"school:{school_code(HERE, 1)}")
    assert [each.kind for each in told(hall, SCHOOL)] == [NoticeKind.LETTER]


@pytest.mark.parametrize("to", ["ผู้อำนวยการสถานศึกษาในสังกัด", "cct_nobody", "school:9999999999"])
def test_a_letter_that_nobody_reads_goes_to_the_promotion_officer_to_hand_on(hall, to):
    send(hall, to)

    [one] = told(hall, OFFICER)
    assert f"“{to}” ไม่มีผู้รับในระบบ" in one.body_th
    assert f"nobody here reads for “{to}”" in one.body_en


def test_a_letter_is_told_to_a_substitute_too(hall):
    today = local_date(hall.clock.now())
    lent = people.Substitution(
        absent="director",
        substitute="registrar",
        office=HERE,
        valid_from=today,
        valid_to=today,
        reason="ลา",
        role="promo_director",
    )
    people.substitute(hall.engine, DIRECTOR, lent)
    send(hall, "promo_director")

    assert [each.absent for each in told(hall, REGISTRAR)] == ["director", None]


def test_an_applicant_whom_a_letter_has_told_is_not_told_again_that_it_is_their_turn(hall):
    send(hall, "family")
    hall.later(minutes=1)
    news.tell(hall.engine)
    assert [each.kind for each in told(hall, FAMILY)] == [NoticeKind.LETTER]

    send(hall, "promo_director")
    hall.later(minutes=1)
    news.tell(hall.engine)
    newest, _ = told(hall, FAMILY)
    assert newest.kind is NoticeKind.YOUR_TURN
    assert newest.subject_th.startswith("ถึงขั้นที่ท่านต้องทำ: ส่งเอกสารเพิ่ม")


def test_a_letter_that_could_not_leave_is_told_when_it_does_and_once(hall):
    hall.engine.notifier.broken = True
    send(hall, "promo_director")
    assert told(hall, DIRECTOR) == []

    hall.engine.notifier.broken = False
    hall.later(minutes=1)
    jobs.run_due(hall.engine)
    jobs.run_due(hall.engine)
    assert len(told(hall, DIRECTOR)) == 1


def test_who_has_left_is_told_nothing(hall):
    people.disable(hall.engine, ADMIN, "director", "เกษียณ")
    send(hall, "promo_director")
    hall.later(seconds=timedelta(minutes=1).seconds)
    news.tell(hall.engine)

    assert told(hall, DIRECTOR) == []
    assert len(told(hall, OFFICER)) == 1


def test_whose_letter_is_to_be_handed_on_is_called_as_people_call_them(hall):
    people.disable(hall.engine, ADMIN, "director", "เกษียณ")
    send(hall, "promo_director")

    [one] = told(hall, OFFICER)
    assert "“ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา" in one.body_th
    assert "“Director of the educational promotion group" in one.body_en
