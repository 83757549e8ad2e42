"""The demonstration's cases: what there is to see, and that making them is safe to repeat."""

import logging
from contextlib import closing
from datetime import timedelta
from itertools import pairwise

import pytest

from engine import (
    attachments,
    comments,
    demo,
    deployments,
    history,
    incidents,
    instances,
    jobs,
    ledger,
    people,
    shipped,
    tasks,
)
from engine.calendar import local_date
from engine.demo import seed_cases
from engine.demo.words import citizen_number
from engine.files import FileStore
from engine.model import SYSTEM, Person
from tests.lived import PRESENT, engine_at

AUDITOR = Person(
    id="auditor",
    name="ผู้ตรวจสอบ",
    offices={office: frozenset({"auditor"}) for office in ("udonthani1", "phayao2")},
)
TODAY = local_date(PRESENT)


@pytest.fixture(scope="module")
def engine(lived_directory):
    with closing(engine_at(lived_directory)) as made:
        yield made


def all_of(list_some, engine, wanted):
    items, cursor = [], None
    while True:
        page = list_some(engine, SYSTEM, wanted, cursor, 200)
        items += page.items
        if (cursor := page.next) is None:
            return items


@pytest.fixture(scope="module")
def cases(engine):
    return all_of(instances.list_some, engine, instances.Filter())


@pytest.fixture(scope="module")
def open_tasks(engine):
    return all_of(tasks.list_some, engine, tasks.Filter())


@pytest.fixture(scope="module")
def events(engine, cases):
    return [
        event
        for case in cases
        for event in history.list_some(engine, AUDITOR, case.id, None, 1000).items
    ]


def test_both_offices_have_cases_of_all_five_procedures_in_every_state(cases):
    here, there = (
        {case.definition_key for case in cases if case.office_id == office}
        for office in ("udonthani1", "phayao2")
    )

    assert {"home_education_permission", "home_education_year", "cct_screening"} <= here
    assert {"royal_award", "royal_award_application", "cct_school"} <= here
    assert {"home_education_permission", "student_welfare", "student_welfare_nomination"} <= there
    assert {"school_community", "school_community_register"} <= there
    assert {c.status.value for c in cases} == {"active", "completed", "cancelled", "suspended"}
    assert 40 <= len(cases) <= 130


def test_work_lies_open_overdue_due_today_or_soon_and_later(open_tasks):
    days = [(task.due_date - TODAY).days for task in open_tasks if task.due_date is not None]

    assert sum(n < 0 for n in days) >= 4
    assert sum(0 <= n <= 3 for n in days) >= 3
    assert sum(n > 3 for n in days) >= 10
    assert any(task.due_date is None for task in open_tasks)


def test_no_case_lies_forgotten_for_months(open_tasks):
    oldest = min(task.due_date for task in open_tasks if task.due_date is not None)

    assert oldest > TODAY - timedelta(days=150)


def test_somebody_has_claimed_drafted_remarked_and_attached(engine, open_tasks, cases):
    assert any(task.assignee == "officer" for task in open_tasks)
    drafts = [tasks.get(engine, SYSTEM, task.id).draft for task in open_tasks]
    assert sum(draft is not None for draft in drafts) >= 2
    remarks = [c for t in open_tasks for c in comments.list_for(engine, SYSTEM, task_id=t.id)]
    assert len(remarks) >= 3
    files = [f for c in cases for f in attachments.list_for(engine, SYSTEM, instance_id=c.id)]
    made_by_the_service = [f for f in files if f.uploaded_by == "system"]
    assert len(files) - len(made_by_the_service) > 50
    assert len(made_by_the_service) > 20
    assert {f.content_type for f in files} == {"application/pdf", "image/png"}


def test_every_file_can_be_opened(engine, cases):
    for case in cases[:30]:
        for file in attachments.list_for(engine, SYSTEM, instance_id=case.id):
            _, content = attachments.open(engine, SYSTEM, file.id)
            with content:
                assert content.read(4) in (b"%PDF", b"\x89PNG")


def test_deadlines_have_fired_and_people_were_sent_back(events):
    kinds = {event.type for event in events}

    assert {"timer_fired", "notification_sent", "paper_made", "due_changed", "task_claimed",
            "instance_suspended", "instance_cancelled", "incident_raised"} <= kinds  # fmt: skip
    returned = [e for e in events if e.element_id == "revise_plan" and e.type == "task_opened"]
    assert len(returned) >= 3


def test_a_substitute_has_acted_and_another_stands_in_today(engine, events):
    assert ("assessor", "academic") in {(e.actor, e.on_behalf_of) for e in events}
    token = people.sign_in(engine, "officer", demo.PASSWORD, "192.0.2.1").access_token
    assert people.who(engine, token, "director").on_behalf_of == "director"


def test_the_only_incidents_are_two_files_sent_to_an_office_that_is_not_there(engine):
    found = incidents.list_some(engine, SYSTEM, (True, None), None, 50).items

    assert {(each.element_id, each.code) for each in found} == {("file_sent", "job_failed")}
    assert 1 <= len(found) <= 2


def test_the_worker_finds_nothing_that_is_due(engine):
    assert jobs.next_run(engine) > PRESENT


def test_the_record_verifies_case_by_case(engine, cases):
    assert all(history.verify(engine, AUDITOR, case.id).ok for case in cases)
    assert ledger.seal_ledger(engine) is None


def test_nothing_is_of_the_time_to_come(cases, events):
    assert max(event.at for event in events) <= PRESENT
    assert all(a.at <= b.at for a, b in pairwise(events) if a.seq < b.seq)
    assert min(case.started_at for case in cases) < PRESENT - timedelta(days=200)


def test_seeding_again_changes_nothing(engine, cases):
    assert seed_cases(engine) is False

    again = all_of(instances.list_some, engine, instances.Filter())
    assert [(c.id, c.last_hash) for c in again] == [(c.id, c.last_hash) for c in cases]


def test_where_people_have_cases_already_none_are_added(tmp_path):
    with closing(engine_at(tmp_path)) as engine:
        demo.seed(engine)
        deployments.deploy(engine, SYSTEM, shipped.files())
        asked = instances.Asked(definition_key="student_welfare", variables={}, office="phayao2")
        instances.start(engine, SYSTEM, asked)

        assert seed_cases(engine) is False
        assert len(all_of(instances.list_some, engine, instances.Filter())) == 1


class Full(FileStore):
    """A disk that is full after some files."""

    left = 60

    def save(self, content):
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().save(content)


def test_a_seed_that_was_killed_goes_on_where_it_was(tmp_path, caplog):
    with closing(engine_at(tmp_path, files=Full)) as engine, pytest.raises(KeyboardInterrupt):
        seed_cases(engine)
    with closing(engine_at(tmp_path)) as engine:
        half = all_of(instances.list_some, engine, instances.Filter())
        assert 0 < len(half) < 60

        with caplog.at_level(logging.INFO, logger="engine.demo"):
            assert seed_cases(engine) is True

        whole = all_of(instances.list_some, engine, instances.Filter())
        begun = [(c.definition_key, c.office_id, c.started_at, c.applicant_id) for c in whole]
        assert len(whole) > 80
        assert len(set(begun)) == len(begun)
        assert {c.id for c in half} < {c.id for c in whole}
        assert not caplog.records
        assert seed_cases(engine) is False


def test_invented_citizen_numbers_have_their_check_digit():
    digits = citizen_number(42)

    total = sum(int(d) * (13 - place) for place, d in enumerate(digits[:12]))
    assert len(digits) == 13
    assert (11 - total % 11) % 10 == int(digits[12])
