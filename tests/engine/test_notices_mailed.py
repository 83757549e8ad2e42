"""Mail to people: at once or in the morning, in their language, again when it does not arrive."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine import (
    checkup,
    comments,
    mornings,
    notices,
    outgoing,
)
from engine.calendar import BANGKOK
from engine.errors import Forbidden
from engine.notifier import OutboxNotifier, outbox_file
from engine.tidings import Mailing
from tests.engine.conftest import ADMIN, AUDITOR, DIRECTOR, OFFICER
from tests.engine.telling import hear, reach, send_all, told


def test_mail_goes_at_once_in_the_person_s_language_and_says_where(hall):
    reach(hall, "director", language="en")
    hall.engine = replace(
        hall.engine, settings=replace(hall.engine.settings, public_url="https://khanton.example/")
    )
    comments.add(hall.engine, OFFICER, hall.task(hall.start()).id, "@director")

    [mail] = send_all(hall)
    [one] = told(hall, DIRECTOR)
    assert (mail.to, mail.language, mail.key) == ("somebody@example.go.th", "en", one.id.hex)
    assert mail.subject.startswith("Sommut Example (officer) mentioned you")
    assert f"Open: https://khanton.example/notices/{one.id}\n" in mail.body
    assert send_all(hall) == [mail]


def test_who_wants_no_mail_or_has_no_address_is_told_in_the_page_alone(hall):
    reach(hall, "director", mail=Mailing.NONE)
    comments.add(hall.engine, OFFICER, hall.task(hall.start()).id, "@director @admin")

    assert send_all(hall) == []
    assert len(told(hall, DIRECTOR)) == len(told(hall, ADMIN)) == 1


def test_new_tasks_are_mailed_once_until_they_are_looked_at(hall):
    reach(hall, "director")
    for _ in range(2):
        hall.complete(hall.start())
        hear(hall)
    assert len(send_all(hall)) == 1

    notices.mark_read(hall.engine, DIRECTOR)
    hall.complete(hall.start())
    hear(hall)
    assert len(send_all(hall)) == 2


def at(hall, *moment):
    hall.clock.set(datetime(*moment, tzinfo=BANGKOK).astimezone(UTC))


def test_a_daily_letter_tells_in_the_morning_of_all_since_the_last(hall):
    reach(hall, "director", mail=Mailing.DAILY)
    at(hall, 2026, 4, 1, 12)
    mornings.greet(hall.engine)
    task = hall.task(hall.start())
    for _ in range(2):
        comments.add(hall.engine, OFFICER, task.id, "@director")
    assert send_all(hall) == []

    at(hall, 2026, 4, 2, 7, 29)
    assert mornings.greet(hall.engine) == 0
    at(hall, 2026, 4, 2, 7, 30)
    mornings.greet(hall.engine)
    mornings.greet(hall.engine)
    [mail] = send_all(hall)
    assert mail.subject == "สรุปประจำวัน: 2 เรื่องแจ้งให้ท่านทราบ"
    assert mail.body.count("กล่าวถึงท่าน") == 2

    at(hall, 2026, 4, 3, 8)
    mornings.greet(hall.engine)
    assert len(send_all(hall)) == 1


def test_mail_that_does_not_arrive_is_tried_again_and_keeps_its_key(hall):
    reach(hall, "director")
    comments.add(hall.engine, OFFICER, hall.task(hall.start()).id, "@director")
    hall.engine.notifier.broken = True
    assert outgoing.send_one(hall.engine)
    assert not outgoing.send_one(hall.engine)
    assert outgoing.standing(hall.engine, ADMIN)["mail"].waiting == 1

    hall.later(minutes=2)
    hall.engine.notifier.broken = False
    assert len(send_all(hall)) == 1
    assert outgoing.standing(hall.engine, ADMIN)["mail"].waiting == 0


def test_mail_that_never_arrives_is_given_up_noted_and_forgotten(hall):
    reach(hall, "director")
    comments.add(hall.engine, OFFICER, hall.task(hall.start()).id, "@director")
    hall.engine.notifier.broken = True
    for _ in range(outgoing.ATTEMPTS + 1):
        send_all(hall)
        hall.later(hours=5)

    standing = outgoing.standing(hall.engine, ADMIN)["mail"]
    assert (standing.waiting, standing.failed) == (0, 1)
    assert len(told(hall, DIRECTOR)) == 1
    with pytest.raises(Forbidden):
        outgoing.standing(hall.engine, OFFICER)
    hall.later(days=31)
    assert outgoing.sweep(hall.engine) == 1


def test_while_the_mail_server_is_away_all_mail_waits_with_the_first(hall):
    reach(hall, "director")
    reach(hall, "admin", email="admin@example.go.th")
    comments.add(hall.engine, OFFICER, hall.task(hall.start()).id, "@director @admin")
    hall.engine.notifier.broken = True

    assert outgoing.send_one(hall.engine)
    assert not outgoing.send_one(hall.engine)


def test_the_mailbox_shows_an_admin_the_letters_of_their_office(hall):
    hall.engine = replace(
        hall.engine, notifier=OutboxNotifier(outbox_file(hall.engine.settings.data_dir))
    )
    reach(hall, "director")
    comments.add(hall.engine, OFFICER, hall.task(hall.start()).id, "@director")
    outgoing.send_one(hall.engine)
    with outbox_file(hall.engine.settings.data_dir).open("a") as outbox:
        outbox.write('{"office_id": "phayao2", "to": "x", "subject": "", "body": "", ')
        outbox.write('"business_key": ""}\n{"half')

    [letter] = notices.mailbox(hall.engine, ADMIN)
    assert letter.to == "somebody@example.go.th"
    assert notices.mailbox(hall.engine, AUDITOR) == [letter]
    with pytest.raises(Forbidden):
        notices.mailbox(hall.engine, OFFICER)
    by_mail = replace(hall.engine.settings, smtp_url="smtp://localhost")
    assert notices.mailbox(replace(hall.engine, settings=by_mail), ADMIN) is None


def test_an_admin_s_checkup_says_how_mail_goes(hall):
    def said():
        checks = checkup.examine(hall.engine, ADMIN).checks
        mail = next(each for each in checks if each.part is checkup.Part.MAIL)
        return str(mail.light), mail.finding, mail.facts["waiting"], mail.facts["failed"]

    assert said() == ("green", "outbox", 0, 0)
    reach(hall, "director")
    comments.add(hall.engine, OFFICER, hall.task(hall.start()).id, "@director")
    hall.engine.notifier.broken = True
    send_all(hall)
    assert said() == ("green", "outbox", 1, 0)
    hall.later(minutes=16)
    assert said() == ("amber", "late", 1, 0)
    for _ in range(outgoing.ATTEMPTS):
        send_all(hall)
        hall.later(hours=5)
    assert said() == ("amber", "lost", 0, 1)
