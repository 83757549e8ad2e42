"""Hearing the news of the small office, and reading what each has been told and mailed."""

from engine import demo, news, notices, outgoing, people
from engine.store import choices
from engine.tidings import Mailing
from tests.engine.conftest import person

HERE = "udonthani1"


def told(hall, who, kind=None):
    found = notices.list_some(hall.engine, who, None, 50).items
    return [each for each in found if kind is None or each.kind is kind]


def hear(hall):
    hall.later(minutes=1)
    return news.tell(hall.engine)


def reach(hall, user, email="somebody@example.go.th", mail=Mailing.AT_ONCE, language="th"):
    with hall.engine.begin() as tx:
        choices.change(tx, user, mail=mail.value, language=language)
    password = demo.PASSWORD
    people.change_email(hall.engine, person(user, HERE), email, password)


def send_all(hall):
    while outgoing.send_one(hall.engine):
        pass
    return hall.engine.notifier.mailed
