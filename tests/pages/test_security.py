"""What a browser is told and given: the policy, no inline code, cookies, forged requests."""

import re
from contextlib import closing

import pytest

from tests.access import addresses, bodies, scene
from tests.access.scene import PEOPLE
from tests.pages import walking
from web.audience import Audience
from web.csrf import token_for
from web.headers import POLICY

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ALONE = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""Of files that people attached: not even our own scripts run beside them."""
INLINE = {
    "a style of its own": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script that stands in the page": re.compile(
        r"<script(?![^>]*\b(src=|type=\"application/json\"))[^>]*>", re.IGNORECASE
    ),
    "a script as an address": re.compile(r"(href|src|action)=[\"']?\s*javascript:", re.IGNORECASE),
    "something of another host": re.compile(
        r"<(script|link|img|iframe|form)[^>]+(src|href|action)=\"(https?:)?//", re.IGNORECASE
    ),
}


@pytest.fixture(scope="module")
def made(lived_directory, tmp_path_factory):
    ready = scene.set_up(lived_directory, tmp_path_factory.mktemp("security"))
    with closing(ready.engine):
        yield ready


@pytest.fixture(scope="module")
def opened(made):
    return walking.walked(made, "th") + walking.walked(made, "en")


def test_the_policy_lets_nothing_inline_or_foreign_run():
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY
    assert "frame-ancestors 'none'" in POLICY
    assert not re.search(r"https?:|\*", POLICY)


def test_every_answer_carries_the_policy_and_the_headers(opened):
    assert {page.status for page in opened} >= {200, 303, 403, 404}
    for page in opened:
        assert page.headers["Content-Security-Policy"] in (POLICY, ALONE), page.path
        assert HEADERS.items() <= page.headers.items(), page.path


def test_pages_are_kept_by_nobody(opened):
    for page in opened:
        if page.text is not None:
            assert page.headers["Cache-Control"] == "no-store", page.path


def test_no_page_fails(opened):
    assert [(page.who, page.path) for page in opened if page.status >= 500] == []


@pytest.mark.parametrize("what", INLINE)
def test_no_page_holds(opened, what):
    found = {
        (page.path, found[0][:200])
        for page in opened
        if page.text is not None and (found := INLINE[what].search(page.text))
    }
    assert not found


def test_what_is_looked_for_would_be_found():
    bad = {
        "a style of its own": '<p class="x" style="color: red">',
        "a style element": "<style>p {}</style>",
        "an event handler": '<img src="x" onerror="alert(1)">',
        "a script that stands in the page": "<script>alert(1)</script>",
        "a script as an address": '<a href="javascript:alert(1)">',
        "something of another host": '<script src="https://evil.example/x.js">',
    }
    assert bad.keys() == INLINE.keys()
    assert all(INLINE[what].search(text) for what, text in bad.items())
    good = '<script type="module" src="/static/app.js"></script><script type="application/json">'
    assert not any(pattern.search(good) for pattern in INLINE.values())


def changes(made):
    """Yield every address that changes something, with somebody who may ask it."""
    declared = made.pages.extensions["khanton-whom"]
    kinds = {"owner": Audience.APPLICANT, "colleague": Audience.STAFF, "admin": Audience.ADMIN,
             "auditor": Audience.AUDITOR, "analyst": Audience.ANALYST}  # fmt: skip
    for address in addresses.all_of(made):
        if address.app == "pages" and address.method != "GET":
            whom = declared[address.endpoint].whom
            yield address, next(who for who, kind in kinds.items() if kind & whom)


def asked(made, address, who, origin, token):
    headers = {name: value for name, value in
               (("Origin", origin), ("X-CSRF-Token", token)) if value is not None}  # fmt: skip
    return walking.client_of(made, who).open(
        address.path, method=address.method, headers=headers, **bodies.sent(made, address)
    )


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://localhost.evil.example", "https://localhost:1", None],
)
def test_every_change_refuses_a_forged_origin(made, origin):
    for address, who in changes(made):
        with made.pages.test_request_context():
            token = token_for(made.sessions[PEOPLE[who]])
        answer = asked(made, address, who, origin, token)
        assert answer.status_code == 403, address
        assert "forged_request" in answer.text or "ไม่ได้ส่งจากหน้าของระบบ" in answer.text, address


@pytest.mark.parametrize("forged", [None, "", "x", "A" * 88, "another's"])
def test_every_change_refuses_a_missing_or_forged_token(made, forged):
    with made.pages.test_request_context():
        others = token_for("another session")
    for address, who in changes(made):
        if address.endpoint == "session.sign_in":  # made before there is a session
            continue
        token = others if forged == "another's" else forged
        answer = asked(made, address, who, "http://localhost", token)
        assert answer.status_code == 403, address


def test_nothing_is_changed_by_get(made):
    """A link must not change anything: what a page's GET writes is that it was read, no more."""
    before = _everything(made)
    walking.walked(made, "th", ("owner", "colleague", "admin", "auditor"))
    assert _everything(made) == before


_WRITTEN_BY_READING = {"access_event", "web_session", "token", "heartbeat", "sqlite_sequence"}


def _everything(made):
    from sqlalchemy import text  # noqa: PLC0415 - asked only here

    with made.engine.reading() as tx:
        names = [r[0] for r in tx.all(text("SELECT name FROM sqlite_master WHERE type = 'table'"))]
        return {
            name: [tuple(row) for row in tx.all(text(f"SELECT * FROM {name}"))]  # noqa: S608 - its own names
            for name in names
            if name not in _WRITTEN_BY_READING
        }


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(made):
    client = made.pages.test_client()
    answer = client.post(
        "/sign-in",
        data={"username": "officer", "password": "khanton-demo"},
        headers={"Origin": "http://localhost"},
    )
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("khanton="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_behind_https_the_cookie_is_bound_to_the_host(made):
    from dataclasses import replace  # noqa: PLC0415 - asked only here

    from web.app import create_app  # noqa: PLC0415 - asked only here

    secure = create_app(made.engine, replace(made.engine.settings, https=True))
    answer = secure.test_client().post(
        "/sign-in",
        data={"username": "officer", "password": "khanton-demo"},
        headers={"Origin": "http://localhost"},
        base_url="https://localhost",
    )
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "khanton=" in c)
    assert cookie.startswith("__Host-khanton=")
    assert "Secure" in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]
