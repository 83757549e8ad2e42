"""A job that was given up is tried again: queued, not mended; its trouble lasts since it began."""

import pytest

from engine import history, incidents, instances
from engine.monitoring import one
from tests import starting as s
from tests.auditing import audit
from tests.execution import drawing as d
from tests.stage import ADMIN, Stage


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    made.close()


def teller():
    """Sends a message to an office that is not there."""
    box = d.inputs(to_office="nowhere")
    thrown = d.event("endEvent", "tell", "message", messageRef="news_m")
    thrown = thrown.replace("<bpmn:messageEventDefinition", box + "<bpmn:messageEventDefinition")
    return d.process([d.start(), thrown], d.way("start", "tell"), id="teller", declared=s.NEWS)


def give_up(stage):
    for _ in range(stage.settings.attempts):
        stage.later(minutes=1)
        stage.work()


def wait_of(stage, case):
    (found,) = [e for e in one.view(stage.engine, ADMIN, case).waits if e.what == "incident"]
    return found


@pytest.fixture
def case(stage):
    s.deploy(stage, teller=teller())
    found = stage.start("teller")
    give_up(stage)
    return found


def test_a_job_put_back_is_queued_and_its_trouble_lasts_since_it_began(stage, case):
    (first,) = s.standing(stage, case).incidents

    (answer,) = incidents.retry_alike(stage.engine, ADMIN, first.id, "ลองใหม่")
    assert (answer.is_queued, answer.is_mended, answer.refusal) == (True, False, None)
    assert s.standing(stage, case).incidents == []
    give_up(stage)

    (again,) = s.standing(stage, case).incidents
    assert again.id != first.id
    assert again.raised_at > first.raised_at
    assert wait_of(stage, case).since == first.raised_at
    assert incidents.kinds(stage.engine, ADMIN)[0].since == first.raised_at
    (trouble,) = incidents.troubles_of(stage.engine, ADMIN, again.id)
    assert trouble.since == first.raised_at
    assert incidents.some_of(stage.engine, ADMIN, (None, None), 9)[0].since == first.raised_at
    assert audit(stage.engine) == []


def test_another_case_s_trouble_lasts_since_its_own_beginning(stage, case):
    other = stage.start("teller")
    give_up(stage)

    (mine,) = s.standing(stage, other).incidents
    assert wait_of(stage, other).since == mine.raised_at > wait_of(stage, case).since


def test_the_history_tells_an_incident_in_both_languages(stage, case):
    events = history.list_some(stage.engine, ADMIN, case, None, 50).items

    (told,) = [each.data for each in events if each.type == "incident_raised"]
    (row,) = instances.get(stage.engine, ADMIN, case).incidents
    assert (told["message_th"], told["message"]) == (row.message_th, row.message_en)
    assert told["message_th"].startswith("งานระบบล้มเหลว")
