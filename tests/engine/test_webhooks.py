"""An office's own systems are told: signed, to public addresses only, again when it fails."""

import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

import pytest

from engine import demo, mornings, news, notices, outgoing, webcalls, webhooks
from engine.calendar import BANGKOK
from engine.errors import EventUnknown, Forbidden, NotFound, WebhookUnfit
from engine.store import worklist
from engine.tidings import EVENTS, NoticeKind
from tests.engine.conftest import ADMIN, AUDITOR, OFFICER, STRANGER, Desk
from tests.engine.postoffice import listener

HERE = "udonthani1"


@pytest.fixture
def hall(sqlite_url, tmp_path):
    made = Desk(sqlite_url, tmp_path / "data")
    made.engine = replace(made.engine, settings=replace(made.engine.settings, webhooks_here=True))
    demo.seed(made.engine)
    news.tell(made.engine)
    yield made
    made.engine.close()


@pytest.fixture
def heard():
    with listener() as (url, calls):
        yield url, calls


def add(hall, url, *events):
    return webhooks.add(hall.engine, ADMIN, HERE, url, events or EVENTS)


def send_all(hall):
    while outgoing.send_one(hall.engine):
        pass


def the_hook(hall):
    [one] = webhooks.list_for(hall.engine, ADMIN)
    return one


def test_a_call_is_signed_over_its_moment_and_its_body(hall, heard):
    url, calls = heard
    made = add(hall, url)
    webhooks.try_out(hall.engine, ADMIN, HERE, made.webhook.id)
    send_all(hall)

    [body], [headers] = calls.bodies, calls.headers
    stamp = headers["Khanton-Timestamp"]
    expected = hmac.new(made.secret.encode(), stamp.encode() + b"." + body, sha256).hexdigest()
    assert headers["Khanton-Signature"] == f"v1={expected}"
    assert int(stamp) == int(hall.clock.now().timestamp())
    assert headers["Khanton-Delivery"] == json.loads(body)["delivery"]
    assert calls.paths == ["/hook?a=1"]
    assert the_hook(hall).arrived_at == hall.clock.now()


def test_what_happens_to_a_case_is_told_without_personal_data(hall, heard):
    url, calls = heard
    add(hall, url)
    hall.finish(hall.start(name="ชื่อของบุคคล"))
    hall.later(minutes=1)
    news.tell(hall.engine)
    send_all(hall)

    said = [json.loads(body) for body in calls.bodies]
    assert sorted(each["event"] for each in said) == ["case.ended", "case.started"]
    assert {each["case"]["procedure"]["key"] for each in said} == {"review"}
    assert all("ตรวจหลักฐาน" in each["text_th"] for each in said)
    assert all(
        "family" not in body.decode() and "ชื่อของบุคคล" not in body.decode() for body in calls.bodies
    )


def test_only_events_that_were_chosen_are_told(hall, heard):
    url, calls = heard
    add(hall, url, "task.opened")
    hall.start()
    hall.later(minutes=1)
    news.tell(hall.engine)
    send_all(hall)

    [said] = [json.loads(body) for body in calls.bodies]
    assert (said["event"], said["task"]["name_th"]) == ("task.opened", "ตรวจ")


def test_in_the_morning_the_deadlines_of_the_day_are_told(hall, heard):
    url, calls = heard
    add(hall, url, "deadlines.today")
    case = hall.start()
    with hall.engine.begin() as tx:
        worklist.change(tx, hall.task(case), due_date=datetime(2026, 4, 1, tzinfo=UTC).date())
    hall.clock.set(datetime(2026, 4, 2, 7, 30, tzinfo=BANGKOK))
    mornings.greet(hall.engine)
    send_all(hall)

    [said] = [json.loads(body) for body in calls.bodies]
    assert (said["overdue"], said["soon"]) == (1, 0)
    assert "เกินกำหนด 1 งาน" in said["text_th"]


@pytest.mark.parametrize("answer", [302, 400, 500])
def test_a_call_that_fails_comes_again_with_the_same_delivery(hall, heard, answer):
    url, calls = heard
    calls.answers.append(answer)
    webhooks.try_out(hall.engine, ADMIN, HERE, add(hall, url).webhook.id)
    send_all(hall)
    assert (the_hook(hall).failures, the_hook(hall).last_error) == (1, f"HTTP {answer}")
    assert len(calls.paths) == 1

    hall.later(minutes=1)
    send_all(hall)
    first, again = calls.headers
    assert first["Khanton-Delivery"] == again["Khanton-Delivery"]
    assert first["Khanton-Timestamp"] != again["Khanton-Timestamp"]
    assert (the_hook(hall).failures, the_hook(hall).last_error) == (0, None)


def test_a_webhook_that_keeps_failing_is_switched_off_and_its_admins_told(hall, heard):
    url, calls = heard
    calls.answers += [500] * 100
    hook = add(hall, url).webhook
    for _ in range(outgoing.HOOK_FAILURES):
        webhooks.try_out(hall.engine, ADMIN, HERE, hook.id)
        send_all(hall)
        hall.later(hours=5)

    assert the_hook(hall).disabled_at is not None
    [one] = notices.list_some(hall.engine, ADMIN, None, 10).items
    assert (one.kind, url in one.body_th) == (NoticeKind.WEBHOOK, True)
    count = len(calls.bodies)
    send_all(hall)
    assert (len(calls.bodies), outgoing.standing(hall.engine, ADMIN)["webhook"].waiting) == (
        count,
        0,
    )

    calls.answers.clear()
    webhooks.choose(hall.engine, ADMIN, HERE, hook.id, ["case.started"])
    assert (the_hook(hall).disabled_at, the_hook(hall).events) == (None, ["case.started"])


def test_who_says_gone_is_called_no_more(hall, heard):
    url, calls = heard
    calls.answers.append(410)
    webhooks.try_out(hall.engine, ADMIN, HERE, add(hall, url).webhook.id)
    send_all(hall)

    assert the_hook(hall).last_error == "HTTP 410"
    assert the_hook(hall).disabled_at == hall.clock.now()


def test_a_webhook_is_switched_off_and_removed_with_what_was_on_its_way(hall, heard):
    url, calls = heard
    hook = add(hall, url).webhook
    webhooks.try_out(hall.engine, ADMIN, HERE, hook.id)
    webhooks.switch_off(hall.engine, ADMIN, HERE, hook.id)
    send_all(hall)
    assert calls.bodies == []

    webhooks.remove(hall.engine, ADMIN, HERE, hook.id)
    assert webhooks.list_for(hall.engine, ADMIN) == []
    with pytest.raises(NotFound):
        webhooks.remove(hall.engine, ADMIN, HERE, hook.id)


REFUSED = [
    "http://hooks.example/x",
    "https://127.0.0.1/x",
    "https://localhost/x",
    "https://10.0.0.8/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://user@hooks.example/",
    "https://hooks.example/#x",
    "https://hooks.example:port/",
    "https:///x",
    "ftp://hooks.example/",
    "https://hooks.example/ก",
    "https://hooks.example/" + "x" * 1000,
    "",
]


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_may_not_be_called_is_refused(hall, url):
    hall.engine = replace(hall.engine, settings=replace(hall.engine.settings, webhooks_here=False))
    with pytest.raises(WebhookUnfit):
        add(hall, url)
    assert webhooks.list_for(hall.engine, ADMIN) == []


def test_a_name_that_leads_to_a_private_address_is_not_called():
    """`localhost` stands for a name of the internet that is made to mean this machine."""
    here = webcalls.target("http://localhost:9/", allow_here=True)
    outside = replace(here, is_here=False)

    with pytest.raises(webcalls.Unreachable, match="public internet"):
        webcalls.post(outside, b"{}", {})


def test_the_trials_permission_ends_with_the_setting(hall, heard):
    url, calls = heard
    webhooks.try_out(hall.engine, ADMIN, HERE, add(hall, url).webhook.id)
    hall.engine = replace(hall.engine, settings=replace(hall.engine.settings, webhooks_here=False))
    send_all(hall)

    assert (calls.bodies, the_hook(hall).failures) == ([], 1)


def test_events_are_ones_there_are(hall, heard):
    for wrong in ([], ["case.started", "case.exploded"]):
        with pytest.raises(EventUnknown):
            webhooks.add(hall.engine, ADMIN, HERE, heard[0], wrong)


def test_an_office_has_so_many_webhooks_and_no_more(hall, heard):
    for _ in range(webhooks.MOST):
        add(hall, heard[0])
    with pytest.raises(WebhookUnfit):
        add(hall, heard[0])


def test_webhooks_are_kept_by_admins_of_the_office_alone(hall, heard):
    hook = add(hall, heard[0]).webhook
    for stranger in (OFFICER, STRANGER, AUDITOR):
        with pytest.raises(Forbidden):
            webhooks.list_for(hall.engine, stranger)
    for command in (webhooks.try_out, webhooks.switch_off, webhooks.remove):
        for stranger in (OFFICER, STRANGER, AUDITOR):
            with pytest.raises((Forbidden, NotFound)):
                command(hall.engine, stranger, HERE, hook.id)
        with pytest.raises(NotFound):
            command(hall.engine, ADMIN, HERE, uuid4())
