"""A site to look at: the demo office, the shipped procedures, a clock that stands still."""

import re
from datetime import timedelta

from engine import demo, deployments, instances, jobs, people, shipped, tasks
from engine.model import Person
from tests.api.conftest import MORNING, PASSWORD, engine_on, issued
from web.app import create_app
from web.csrf import token_for
from web.session import cookie_name

OPERATOR = Person(id="tests", name="ทดสอบ", national=frozenset({"admin", "analyst"}))
ORIGIN = {"Origin": "http://localhost"}


def seed(url, directory):
    engine = engine_on(url, directory)
    demo.seed(engine)
    deployments.deploy(engine, OPERATOR, shipped.files())
    engine.close()


class Site:
    """The pages on an engine, and short ways to what tests begin with."""

    def __init__(self, url, directory):
        self.engine = engine_on(url, directory)
        self.clock = self.engine.clock
        self.app = create_app(self.engine, self.engine.settings)
        self._sessions = {}

    def close(self):
        self.engine.close()

    def session(self, user):
        """Return the token of a session of the user."""
        if user not in self._sessions:
            self._sessions[user] = issued(self.engine, user, is_session=True)
        return self._sessions[user]

    def keep(self, user, token):
        """Let clients of the user go on with this session."""
        self._sessions[user] = token

    def person(self, user):
        """Return the user as the engine knows them today."""
        return people.who(self.engine, self.session(user))

    def client(self, user, language="th"):
        """Return a client that is signed in as the user; None: a stranger."""
        return Visitor(self, user, language)

    def later(self, **by):
        """Let time pass, and the worker do what came due."""
        self.clock.set(self.clock.now() + timedelta(**by))
        self.work()

    def work(self):
        """Do every job that is due."""
        while jobs.run_due(self.engine):
            pass

    def start(self, user="family", key="home_education_permission", **variables):
        """Start a case and return its id."""
        asked = instances.Asked(definition_key=key, variables=variables)
        return instances.start(self.engine, self.person(user), asked).instance.id

    def tasks(self, instance_id, user="admin"):
        """Return the open tasks of a case."""
        return instances.get(self.engine, self.person(user), instance_id).tasks

    def complete(self, user, task_id, **variables):
        """Complete a task through the noun."""
        return tasks.complete(self.engine, self.person(user), task_id, variables, None)


class Visitor:
    """Flask's client with a session, the page's token, and our own origin."""

    def __init__(self, site, user, language):
        self.site, self.user = site, user
        self.client = site.app.test_client()
        self.client.set_cookie("khanton_language", language)
        if user is not None:
            with site.app.test_request_context():
                self.client.set_cookie(cookie_name(), site.session(user))

    def get(self, path, **more):
        return self.client.get(path, **more)

    def text(self, path, status=200):
        answer = self.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:2000])
        return answer.text

    def token(self):
        """Return the token for changes that this session's pages carry."""
        with self.site.app.test_request_context():
            return token_for(self.site.session(self.user)) if self.user else ""

    def post(self, path, data=None, *, headers=None, **more):
        """Send a form as a page of ours would."""
        given = {**ORIGIN, "X-CSRF-Token": self.token(), **(headers or {})}
        return self.client.post(path, data=data or {}, headers=given, **more)


def visible(html):
    """Return a page's text without markup: for looking up what a person reads."""
    without = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", without))


__all__ = ["MORNING", "OPERATOR", "PASSWORD", "Site", "Visitor", "seed", "visible"]
