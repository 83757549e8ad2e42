"""A school as the party whose case it is: its people share it, nobody else from outside sees it."""

from datetime import timedelta

import pytest

from engine import deployments, jobs, people, schools
from engine.calendar import local_date
from engine.model import Person
from tests.execution import drawing as d

HERE, THERE = "udonthani1", "phayao2"
SCHOOL, SECOND, THIRD = "9901000001", "9901000002", "9901000003"
PARTY = f"school:{SCHOOL}"
OPERATOR = Person(id="tests", name="ทดสอบ", national=frozenset({"admin", "analyst"}))


def diagram():
    """A nomination: the school hears of it, fills it in, the director signs, the office checks."""
    told = d.inputs(to="${applicant}", template="school_told", applicant="${applicant}")
    given = {"camunda_candidateGroups": "", "camunda_assignee": "${applicant}"}
    return d.process(
        [
            d.start(),
            d.node("sendTask", "tell", told, camunda_type="external", camunda_topic="notify"),
            d.user_task("fill", camunda_candidateGroups="class_teacher,school_admin"),
            d.user_task("sign", camunda_candidateGroups="school_director"),
            d.user_task("anybody", **given),
            d.user_task("check"),
            d.end(),
        ],
        d.way("start", "tell", "fill", "sign", "anybody", "check", "end"),
        id="nomination",
        name="เสนอชื่อ",
    )


@pytest.fixture
def call(call):
    deployments.deploy(call.engine, OPERATOR, {"nomination.bpmn": diagram()})
    return call


def started(call, user="school", **more):
    return call.start(user, "nomination", **more)


def today(call):
    return local_date(call.engine.clock.now())


def join(call, username, code=SCHOOL, office=HERE, **period):
    return schools.add_member(
        call.engine, OPERATOR, office, code, schools.Joining(username=username, **period)
    )


def grant(call, username, role, office=HERE):
    wanted = people.Grant(username=username, role=role, office=office, valid_from=today(call))
    people.grant(call.engine, OPERATOR, wanted)


def inbox(call, user, query=""):
    listed = call.get(user, f"/tasks?definition_key=nomination{query}").json["items"]
    return [each["element_id"] for each in listed]


def seen(call, user, case):
    """Return the statuses of what a user may try to see of a case."""
    (task,) = case["tasks"]
    places = (f"/process-instances/{case['id']}", f"/tasks/{task['id']}")
    places += (f"/tasks/{task['id']}/form", f"/process-instances/{case['id']}/attachments")
    places += (f"/process-instances/{case['id']}/history",)
    return {call.get(user, place).status_code for place in places}


def test_what_somebody_of_one_school_starts_is_the_schools(call):
    case = started(call)

    assert case["applicant"] == PARTY
    shown = call.get("school", f"/process-instances/{case['id']}/variables").json["variables"]
    assert shown["applicant"] == PARTY


def test_the_schools_people_see_its_case_and_do_its_tasks_by_their_roles(call):
    case = started(call)

    assert seen(call, "teacher", case) == {200}
    (fill,) = case["tasks"]
    call.complete("teacher", fill)
    sign = call.task(case["id"])
    refused = call.post("teacher", f"/tasks/{sign['id']}/complete", {"variables": {}})
    assert (refused.status_code, refused.json["code"]) == (403, "not_a_candidate")
    call.complete("school", sign)


@pytest.mark.parametrize("user", ["school2", "school_py", "family", "officer2"])
def test_nobody_else_from_outside_knows_of_it(call, user):
    case = started(call)

    assert seen(call, user, case) == {404}
    (task,) = case["tasks"]
    answer = call.post(user, f"/tasks/{task['id']}/complete", {"variables": {}})
    assert answer.status_code == 404
    assert inbox(call, user) == []
    listed = call.get(user, "/process-instances?definition_key=nomination").json["items"]
    assert listed == []


def test_the_same_code_in_another_office_is_another_school(call):
    case = started(call)
    twin = schools.School(
        office_id=THERE,
        code=SCHOOL,
        name_th="โรงเรียนรหัสซ้ำ (ตัวอย่าง)",
        name_en="",
        affiliation="obec",
        size="small",
        levels=["primary"],
        students=1,
    )
    schools.put(call.engine, OPERATOR, twin)
    join(call, "school_py", office=THERE)
    grant(call, "school_py", "organiser")

    assert seen(call, "school_py", case) == {404}
    assert inbox(call, "school_py") == []
    assert call.get("school_py", "/process-instances").json["items"] == []


def test_the_inbox_of_a_school_shows_what_each_may_do(call):
    case = started(call)
    started(call, "school2")

    assert inbox(call, "teacher") == ["fill"]
    assert inbox(call, "school") == ["fill"]
    call.complete("teacher", case["tasks"][0])
    assert inbox(call, "teacher") == []
    assert inbox(call, "school") == ["sign"]
    assert inbox(call, "school", "&role=school_director") == ["sign"]
    assert inbox(call, "school", "&role=class_teacher") == []
    assert inbox(call, "teacher", f"&instance_id={case['id']}") == ["sign"]


def test_a_task_given_to_the_school_is_anybodys_there_until_one_takes_it(call):
    case = started(call)
    call.complete("teacher", call.task(case["id"]))
    call.complete("school", call.task(case["id"]))
    task = call.task(case["id"])

    assert task["assignee"] == PARTY
    assert inbox(call, "teacher") == inbox(call, "school") == ["anybody"]
    assert call.post("teacher", f"/tasks/{task['id']}/claim").json["assignee"] == "teacher"
    taken = call.post("school", f"/tasks/{task['id']}/complete", {"variables": {}})
    assert taken.json["code"] == "not_a_candidate"
    assert call.post("teacher", f"/tasks/{task['id']}/unclaim").json["assignee"] == PARTY
    call.complete("school", call.task(case["id"]))
    assert call.task(case["id"])["element_id"] == "check"


def test_a_school_task_is_assigned_to_somebody_of_the_school_only(call):
    case = started(call)
    grant(call, "family2", "class_teacher")
    place = f"/tasks/{case['tasks'][0]['id']}/assign"

    outsider = call.post("school", place, {"assignee": "family2"})
    colleague = call.post("school", place, {"assignee": "teacher"})

    assert outsider.json["code"] == "assignee_unfit"
    assert colleague.json["assignee"] == "teacher"


def test_membership_that_has_ended_shows_nothing_any_more(call):
    case = started(call)
    member = next(
        each
        for each in call.get("officer", f"/schools/{SCHOOL}").json["members"]
        if each["username"] == "teacher"
    )

    ended = call("officer", "DELETE", f"/schools/{SCHOOL}/members/{member['id']}")

    assert ended.json["last_day"] == (today(call) - timedelta(days=1)).isoformat()
    assert seen(call, "teacher", case) == {404}
    assert inbox(call, "teacher") == []
    assert seen(call, "school", case) == {200}


def test_membership_begins_on_its_first_day(call):
    case = started(call)
    join(call, "family", valid_from=today(call) + timedelta(days=1))

    assert seen(call, "family", case) == {404}
    call.engine.clock.set(call.engine.clock.now() + timedelta(days=1))
    assert seen(call, "family", case) == {200}


def test_who_belongs_to_several_schools_says_whose_case_it_is(call):
    join(call, "school", SECOND)
    body = {"definition_key": "nomination", "variables": {}}

    silent = call.post("school", "/process-instances", body)
    other = call.post("school", "/process-instances", {**body, "applicant": f"school:{THIRD}"})
    chosen = started(call, applicant=f"school:{SECOND}")
    oneself = started(call, applicant="school")

    assert silent.json["code"] == "applicant_required"
    assert PARTY in silent.json["detail"]
    assert other.json["code"] == "applicant_unfit"
    assert chosen["applicant"] == f"school:{SECOND}"
    assert oneself["applicant"] == "school"


def test_a_family_stays_itself_and_cannot_start_as_a_school(call):
    body = {"definition_key": "nomination", "variables": {}}

    assert started(call, "family")["applicant"] == "family"
    refused = call.post("family", "/process-instances", {**body, "applicant": PARTY})
    assert refused.json["code"] == "applicant_unfit"


def test_the_office_starts_a_case_for_a_school_that_there_is(call):
    body = {"definition_key": "nomination", "variables": {}, "applicant": "school:9909999999"}

    assert started(call, "officer", applicant=PARTY)["applicant"] == PARTY
    unknown = call.post("officer", "/process-instances", body)
    assert (unknown.status_code, unknown.json["code"]) == (404, "school_not_found")


def test_a_substitute_shares_the_school_with_the_roles_that_are_lent(call):
    case = started(call)
    lent = people.Substitution(
        absent="teacher",
        substitute="family",
        office=HERE,
        valid_from=today(call),
        valid_to=today(call),
        reason="ลาป่วย",
    )
    people.substitute(call.engine, OPERATOR, lent)
    behalf = {"X-On-Behalf-Of": "teacher"}
    place = f"/tasks/{case['tasks'][0]['id']}"

    assert call.get("family", place).status_code == 404
    assert call.get("family", place, headers=behalf).status_code == 200
    done = call.post("family", f"{place}/complete", {"variables": {}}, headers=behalf)
    assert done.status_code == 200


def test_a_schools_desk_withdraws_its_case_and_a_teacher_does_not(call):
    place = f"/process-instances/{started(call)['id']}/cancel"

    assert call.post("teacher", place, {"reason": "ถอน"}).status_code == 403
    assert call.post("school2", place, {"reason": "ถอน"}).status_code == 404
    assert call.post("school", place, {"reason": "ถอน"}).json["status"] == "cancelled"


def sent(call):
    jobs.run_due(call.engine)
    return call.engine.notifier.sent


def test_a_notification_to_a_school_goes_to_everybody_at_its_desk(call):
    grant(call, "family", "school_admin")
    join(call, "family")
    started(call)

    notices = sent(call)

    assert [each.to for each in notices] == ["family", "school"]
    assert len({each.key for each in notices}) == 2
    assert all("school:" not in each.body + each.subject for each in notices)


def test_a_notification_to_a_school_without_a_desk_goes_to_the_office_with_a_note(call):
    started(call, "officer", applicant=f"school:{THIRD}")

    (notice,) = sent(call)

    assert notice.to == "promo_officer"
    assert "โรงเรียนบ้านตัวอย่าง ๓" in notice.body
    assert "Ban Tuayang School 3" in notice.body


def test_a_school_is_called_by_its_name_wherever_a_case_is_shown(call):
    case = started(call)
    (task,) = case["tasks"]
    of_family = call.start("family", "nomination")
    names = ("โรงเรียนบ้านตัวอย่าง ๑", "Ban Tuayang School 1")
    one, place = f"/tasks/{task['id']}", f"/process-instances/{case['id']}"
    listed = call.get("officer", "/process-instances?definition_key=nomination").json["items"]
    shown = [
        *[case, task, call.get("teacher", one).json, call.get("school", place).json, listed[1]],
        *call.get("teacher", "/tasks?definition_key=nomination").json["items"],
        call.post("teacher", f"{one}/claim").json,
        call.post("admin", f"{place}/suspend", {"reason": "รอ"}).json,
        call.post("admin", f"{place}/resume", {"reason": "ต่อ"}).json,
        call.post("teacher", f"{one}/complete", {"variables": {}}).json,
    ]

    assert {each["applicant"] for each in shown} == {PARTY}
    assert {(each["applicant_th"], each["applicant_en"]) for each in shown} == {names}
    assert (of_family["applicant"], of_family["applicant_th"]) == (
        "family",
        "นางสมมติ บ้านเรียนตัวอย่าง",
    )
    assert call.start("officer", "nomination")["applicant_th"] is None
    assert call.start("officer", "nomination", applicant="x-9")["applicant_th"] == "x-9"


def test_a_diagram_reaches_the_schools_that_are_open(call):
    nodes = [
        d.start(),
        d.script(
            "choose", "small = [s.code for s in schools() if s.size == 'small']\nevery = schools()"
        ),
        d.user_task("check"),
        d.end(),
    ]
    drawn = d.process(nodes, d.way("start", "choose", "check", "end"), id="choosing", name="เลือก")
    deployments.deploy(call.engine, OPERATOR, {"choosing.bpmn": drawn})
    twin = call.get("officer", f"/schools/{SCHOOL}").json
    kept = ("name_th", "name_en", "affiliation", "size", "levels", "students")
    closed = {**{name: twin[name] for name in kept}, "is_active": False}
    assert call("officer", "PUT", f"/schools/{SCHOOL}", json=closed).status_code == 200

    case = call.start("officer", "choosing")

    found = call.get("officer", f"/process-instances/{case['id']}/variables").json["variables"]
    assert found["small"] == ["9901000003", "9901000007", "9901000009"]
    assert [each["code"] for each in found["every"]] == [str(9901000000 + n) for n in range(2, 13)]
    assert found["every"][0] == {
        "code": SECOND,
        "name_th": "โรงเรียนบ้านตัวอย่าง ๒",
        "name_en": "Ban Tuayang School 2",
        "size": "medium",
        "levels": ["kindergarten", "primary", "lower_secondary"],
        "affiliation": "obec",
        "students": 314,
    }


def test_only_the_office_begins_what_is_drawn_to_begin_in_its_lanes(lite):
    for outsider in ("school", "family"):
        for internal in ("cct_screening", "home_education_year", "royal_award"):
            body = {"definition_key": internal, "variables": {}}
            refused = lite.post(outsider, "/process-instances", body)
            assert refused.status_code == 403, internal
            assert refused.json["code"] == "start_forbidden"
    assert lite.start("officer", "royal_award")["status"] == "active"
    assert lite.start("family", "home_education_permission")["applicant"] == "family"
    assert lite.start("school", "royal_award_application")["applicant"].startswith("school:")
