"""The inbox's tabs: each count is the length of its list, whatever the filter; and who is fit."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import event

from engine import assignees, inbox, people, tasks
from engine.calendar import end_of_day, local_date
from engine.errors import AssigneeUnfit, TaskNotFound
from engine.inbox import Filter, Tab
from engine.parties import school_code
from engine.roles import APPLICANT_ROLES
from engine.settings import Settings
from engine.store import catalogue, tallies
from tests.bench import filling
from tests.bench.diagrams import OFFICE
from tests.bench.places import POSTGRESQL, prepared

SCHOOL = "school:9901000003"
PARTIES = ("family", SCHOOL, None)
NUMBERS = count(10_000)
ROLES = (
    *("promo_officer", "registrar", "office_director,promo_officer", "", "office_director"),
    *("school_director", "class_teacher,school_admin"),
)
HELD = {"promo_officer", "promo_group", "monitoring_unit", "office"}
FILTERS = {
    "all": {},
    "a procedure": {"definition_key": "bench_2"},
    "no such procedure": {"definition_key": "bench_9"},
    "a step": {"element_id": "step_1"},
    "a role": {"role": "registrar"},
    "an office": {"office": OFFICE},
    "another office": {"office": "phayao2"},
    "of a school": {"applicants": "school"},
    "of a person": {"applicants": "person"},
    "of nobody": {"applicants": "nobody"},
    "taken": {"is_taken": True},
    "free": {"is_taken": False},
    "a word": {"q": "เสนอความเห็น"},
    "a part of a number": {"q": "F-00000"},
    "a family by name": {"q": "บ้านเรียนตัวอย่าง"},
    "a school by name": {"q": "บ้านตัวอย่าง ๓"},
    "not there": {"q": "50%_"},
}


@pytest.fixture
def busy(database_url, tmp_path):
    """Tasks around today over roles and two offices, of families, a school and nobody."""
    with prepared(Settings(data_dir=tmp_path, database_url=database_url)) as place:
        chance = random.Random(4)  # noqa: S311  the same each time
        cases = [
            {**filling.case(place, (OFFICE, "phayao2")[n % 4 == 0], n), "applicant_id": party}
            for n, party in enumerate(PARTIES * 80)
        ]
        now = place.engine.clock.now()
        rows = [row(place, case, now, chance) for case in cases]
        filling.write(place, cases, rows)
        with place.engine.begin() as tx:
            catalogue.remember_roles(tx, ROLES)
        yield place, cases, rows


def row(place, case, now, chance):
    made = filling.open_task(case, chance.choice(ROLES), chance)
    day = local_date(now) + timedelta(days=chance.randrange(-4, 9))
    made |= {"due_sort": end_of_day(day), "due_date": day}
    made |= {"created_at": now - timedelta(minutes=chance.randrange(9_000))}
    made |= {"assignee": chance.choice((None, None, place.officer.id, "registrar"))}
    if chance.random() < 0.3:
        closed = {"state": "completed", "closed_by": chance.choice((place.officer.id, "director"))}
        made |= {**closed, "closed_at": now - timedelta(minutes=chance.randrange(9_000))}
    return made


def listed(place, wanted, tab, limit=17):
    """Leaf through a tab to its end."""
    found, cursor = [], None
    while True:
        shown = inbox.look(place.engine, place.officer, wanted, tab, (cursor, limit))
        found += shown.page.items
        cursor = shown.page.next
        if cursor is None:
            return found, shown.counts


@pytest.mark.parametrize("name", FILTERS)
def test_every_tab_counts_what_it_lists(busy, name):
    place, _, _ = busy
    wanted = Filter(**FILTERS[name])
    for tab in Tab:
        found, counts = listed(place, wanted, tab)
        assert counts[tab] == len(found), tab
        assert len({item.task.id for item in found}) == len(found)


def test_the_tabs_are_what_they_say(busy):
    place, _, rows = busy
    now = place.engine.clock.now()
    late, soon = (end_of_day(local_date(now) + timedelta(days=n)) for n in (-1, inbox.SOON))
    open_here = [
        r
        for r in rows
        if r["state"] == "open"
        and r["office_id"] == OFFICE
        and (HELD & set(r["roles"].split(",")) or r["roles"] == "" or r["assignee"] == "officer")
    ]
    own = [r for r in rows if r["office_id"] == OFFICE]
    expected = {
        Tab.ROLES: open_here,
        Tab.LATE: [r for r in open_here if r["due_sort"] <= late],
        Tab.SOON: [r for r in open_here if late < r["due_sort"] <= soon],
        Tab.MINE: [r for r in own if r["state"] == "open" and r["assignee"] == "officer"],
        Tab.DONE: [r for r in own if r["closed_by"] == "officer"],
    }
    for tab, wanted in expected.items():
        found, _ = listed(place, Filter(), tab)
        assert wanted, tab
        assert {item.task.id for item in found} == {r["id"] for r in wanted}, tab


@pytest.mark.parametrize("tab", [Tab.ROLES, Tab.MINE, Tab.LATE])
def test_the_newest_come_first_when_asked(busy, tab):
    place, _, _ = busy
    by_due, _ = listed(place, Filter(), tab)
    newest, _ = listed(place, Filter(order="newest"), tab)
    moments = [item.task.created_at for item in newest]
    assert moments == sorted(moments, reverse=True)
    assert {i.task.id for i in newest} == {i.task.id for i in by_due}


def test_done_tasks_come_latest_first(busy):
    place, _, _ = busy
    moments = [item.task.closed_at for item in listed(place, Filter(), Tab.DONE)[0]]
    assert moments == sorted(moments, reverse=True)


def test_a_due_period_narrows_list_and_first_count(busy):
    place, _, _ = busy
    today = local_date(place.engine.clock.now())
    period = Filter(due_after=end_of_day(today), due_by=end_of_day(today + timedelta(days=4)))
    for tab in (Tab.ROLES, Tab.SOON):
        found, counts = listed(place, period, tab)
        days = {(item.task.due_date - today).days for item in found}
        assert days <= ({1, 2, 3, 4} if tab is Tab.ROLES else {1, 2})
        if tab is Tab.ROLES:
            assert counts[tab] == len(found) > 0


def test_a_whole_number_finds_its_case(busy):
    place, cases, rows = busy
    open_ones = [r for r in rows if r["state"] == "open" and r["roles"] == "promo_officer"]
    chosen = next(r for r in open_ones if r["office_id"] == OFFICE)
    number = next(c["business_key"] for c in cases if c["id"] == chosen["instance_id"])
    with place.engine.begin() as tx:
        key = "HE-2569-000123"
        tx.run(
            filling.process_instance.update()
            .values(business_key=key)
            .where(filling.process_instance.c.business_key == number)
        )
    found, counts = listed(place, Filter(q=key.lower()), Tab.ROLES)
    assert [item.task.id for item in found] == [chosen["id"]]
    assert counts[Tab.ROLES] == 1


def test_counting_stops_at_its_limit(busy, monkeypatch):
    place, _, _ = busy
    monkeypatch.setattr(tallies, "MOST", 5)
    counts = inbox.look(place.engine, place.officer, Filter(), Tab.ROLES, (None, 5)).counts
    assert set(counts.values()) == {5}


def test_what_came_since_is_told_and_what_went_is_left_out(busy):
    place, _, _ = busy
    shown = inbox.look(place.engine, place.officer, Filter(), Tab.ROLES, (None, 20))
    ids = [item.task.id for item in shown.page.items]
    seen = (ids, shown.newest)
    still = inbox.news(place.engine, place.officer, Filter(), Tab.ROLES, seen)
    assert ([item.task.id for item in still.items], still.fresh) == (ids, 0)

    case = filling.case(place, OFFICE, 9_000)
    new = row(place, case, shown.newest + timedelta(minutes=5), random.Random(1))  # noqa: S311  any will do
    later = {"created_at": shown.newest + timedelta(minutes=1), "state": "open"}
    filling.write(place, [case], [{**new, **later, "roles": "promo_officer", "assignee": None}])
    free = next(item.task for item in shown.page.items if item.task.assignee is None)
    tasks.claim(place.engine, place.officer, free.id)

    then = inbox.news(place.engine, place.officer, Filter(), Tab.ROLES, seen)
    assert then.fresh == 1
    assert next(i for i in then.items if i.task.id == free.id).has_th == "นายสมมติ ตัวอย่าง"
    gone = inbox.news(place.engine, place.officer, Filter(is_taken=False), Tab.ROLES, seen)
    assert free.id not in [item.task.id for item in gone.items]


def test_counts_are_read_from_indexes(busy):
    place, _, _ = busy
    sent = []
    event.listen(
        place.engine.store.engine,
        "before_cursor_execute",
        lambda _c, _u, statement, values, *_: sent.append((statement, values)),
    )
    inbox.look(place.engine, place.officer, Filter(order="newest"), Tab.ROLES, (None, 20))
    plans = [
        plan(place, *each) for each in list(sent) if "count(" in each[0] or "stands" in each[0]
    ]
    assert len(plans) == 5
    assert [each for each in plans if "SCAN task" in each] == []
    assert any("ix_task_newest" in each for each in plans)
    assert any("ix_task_done" in each for each in plans)
    assert any("ix_task_mine" in each for each in plans)


def plan(place, statement, values):
    explain = "EXPLAIN" if place.kind == POSTGRESQL else "EXPLAIN QUERY PLAN"
    with place.engine.store.reading() as connection:
        if place.kind == POSTGRESQL:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # the table is small
            connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        found = connection.exec_driver_sql(f"{explain} {statement}", values)
        return "\n".join(each[-1] for each in found)


def named(place, roles, applicant=None):
    """Return an open task of these roles."""
    case = {**filling.case(place, OFFICE, next(NUMBERS)), "applicant_id": applicant}
    made = filling.open_task(case, roles, random.Random(1))  # noqa: S311  any will do
    filling.write(place, [case], [made])
    return made["id"]


def who_has(place, roles, applicant):
    """Return somebody who may hand the task on: of the office, or of those who brought the case."""
    held = {OFFICE: frozenset(roles.split(",") if roles else ["office"])}
    if applicant is None or not held[OFFICE] <= APPLICANT_ROLES:
        return replace(place.officer, offices=held)
    code = school_code(applicant)
    return replace(
        place.officer,
        id="somebody" if code else applicant,
        offices=held,
        schools={OFFICE: frozenset({code})} if code else {},
    )


@pytest.mark.parametrize(
    ("roles", "applicant"),
    [
        ("promo_officer", None),
        ("office_director,registrar", "family"),
        ("", None),
        ("school_director,promo_group", "school:9901000002"),
        ("class_teacher", "school:9901000001"),
        ("organiser", "family"),
    ],
)
def test_who_is_fit_is_whom_a_task_may_be_given_to(busy, roles, applicant):
    place, _, _ = busy
    task = named(place, roles, applicant)
    admin = replace(place.officer, offices={OFFICE: frozenset({"admin"})})
    everybody = {user.username for user in people.list_users(place.engine, admin, OFFICE)}
    person = who_has(place, roles, applicant)
    fit = {each.username for each in assignees.fit(place.engine, person, [task])}
    assert fit
    for user in sorted(everybody):
        task = named(place, roles, applicant)
        if user in fit:
            assert tasks.assign(place.engine, person, task, user).assignee == user
        else:
            with pytest.raises(AssigneeUnfit):
                tasks.assign(place.engine, person, task, user)


def test_who_is_fit_for_several_is_fit_for_each_and_found_by_name(busy):
    place, _, _ = busy
    both = [named(place, "promo_officer"), named(place, "office_director,promo_officer")]
    assert [each.username for each in assignees.fit(place.engine, place.officer, both)] == [
        "officer"
    ]
    one = assignees.fit(place.engine, place.officer, both[1:], "ผู้อำนวยการ")
    assert [(each.username, each.open_tasks) for each in one] == [("director", 0)]
    assert assignees.fit(place.engine, place.officer, both, "%") == []


def test_tasks_of_another_office_have_nobody_to_be_given_to(busy):
    place, _, rows = busy
    elsewhere = next(r["id"] for r in rows if r["office_id"] == "phayao2")
    with pytest.raises(TaskNotFound):
        assignees.fit(place.engine, place.officer, [elsewhere])
