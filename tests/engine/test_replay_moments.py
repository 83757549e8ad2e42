"""Moments of real cases: what moved, who did it, what was due; through the nouns, on a database."""

from datetime import timedelta

import pytest

from engine import history, instances, tasks
from engine.model import InstanceStatus
from engine.replay import Timeline, compare, dues_of
from tests.auditing import audit
from tests.stage import ADMIN, ALICE, AUDITOR, BOB, Stage, closing


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    closing([made])


def timeline(stage, case):
    return Timeline(history.list_some(stage.engine, AUDITOR, case, None, 500).items)


def places(moment):
    return sorted(standing.element_id for standing in moment.tokens.values())


def test_two_moments_say_what_changed_and_by_whom(stage):
    case = stage.start("permit", child="เด็กชายสมมติ ตัวอย่าง")
    stage.complete(case, BOB, ok=True)
    line = timeline(stage, case)
    print([(e.type, e.element_id, e.data) for e in line.events])
