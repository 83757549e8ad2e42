"""Every refusal is problem details, in the caller's language, and changes nothing."""

import pytest

PROBLEM = "application/problem+json"


@pytest.fixture
def call(lite):
    return lite


def raw(call, body, path="/process-instances", content_type="application/json"):
    return call("officer", "POST", path, data=body, content_type=content_type)


def test_a_refusal_is_a_problem_with_a_stable_code(call):
    answer = call.get("officer", "/process-definitions/nothing")

    assert answer.content_type == PROBLEM
    assert answer.json == {
        "type": "urn:khanton:problem:definition_not_found",
        "title": "ไม่พบ",
        "status": 404,
        "detail": "ไม่พบกระบวนงาน nothing",
        "code": "definition_not_found",
        "instance": "/api/v1/process-definitions/nothing",
        "about": {"key": "nothing"},
    }


@pytest.mark.parametrize(
    ("accepted", "language"),
    [(None, "th"), ("th", "th"), ("en-GB,en;q=0.8", "en"), ("th;q=0.5, en", "en"), ("fr", "th")],
)
def test_thai_unless_english_is_preferred(call, accepted, language):
    headers = {"Accept-Language": accepted} if accepted else {}

    answer = call.get("officer", "/process-definitions/nothing", headers=headers)

    assert answer.headers["Content-Language"] == language
    assert answer.json["title"] == {"th": "ไม่พบ", "en": "Not found"}[language]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "no_such_address"),
        ("GET", "/tasks/not-a-uuid", 404, "no_such_address"),
        ("GET", "/tasks/", 404, "no_such_address"),
        ("GET", "//tasks", 404, "no_such_address"),
        ("DELETE", "/tasks", 405, "method_not_allowed"),
        ("GET", "/tasks?q=a%00b", 422, "nul_character"),
        ("GET", "/process-definitions/a%00b", 422, "nul_character"),
    ],
)
def test_addresses_that_are_none_are_told_of_the_same_way(call, method, path, status, code):
    answer = call("officer", method, path)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.content_type == PROBLEM
    if status == 405:
        assert {"GET", "HEAD"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"nothing",
        b'{"definition_key": "\\u0000"}',
        b'{"definition_key": "review", "variables": {"a\\u0000": 1}}',
        b'{"definition_key": "review", "variables": {"a": NaN}}',
        b'{"definition_key": "\xff"}',
        b'{"definition_key": "review", "variables": {"a": ' + b"[" * 65 + b"]" * 65 + b"}}",
        b"[" * 100_000,
        b"[]",
        b'"text"',
        b"null",
    ],
)
def test_json_that_cannot_be_meant_is_refused(call, body):
    answer = raw(call, body)

    assert answer.status_code == 422
    assert answer.json["code"] in {"json_unreadable", "request_invalid"}
    assert answer.content_type == PROBLEM


def test_what_looks_like_a_nul_but_is_none_is_taken(call):
    answer = raw(call, b'{"definition_key": "review", "variables": {"a": "\\\\u0000"}}')

    assert answer.status_code == 201


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_taken(call, content_type):
    answer = raw(call, b"{}", content_type=content_type)

    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_media_type")


def test_a_body_too_large_is_refused_unread(call):
    body = b'{"definition_key": "' + b"a" * (13 * 1024 * 1024) + b'"}'

    answer = raw(call, body)

    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_every_wrong_field_is_named_with_its_path_in_both_languages(call):
    body = {"definition_key": 5, "variables": [], "version": "1", "colour": "red"}

    thai = call.post("officer", "/process-instances", body)
    english = call.post("officer", "/process-instances", body, headers={"Accept-Language": "en"})

    assert thai.json["errors"].keys() == {"definition_key", "variables", "version", "colour"}
    assert thai.json["errors"]["definition_key"] == "ต้องเป็นข้อความ"
    assert english.json["errors"]["definition_key"] == "Expected a text."
    assert all(text.isascii() for text in english.json["errors"].values())


def test_our_own_fault_is_told_without_its_insides_and_logged_with_its_reference(call, caplog):
    call.token("officer")
    call.engine.store.close()
    call.app.extensions["khanton"] = None

    answer = call.get("officer", "/me")

    assert answer.status_code == 500
    assert answer.content_type == PROBLEM
    assert answer.json["code"] == "internal_error"
    reference = answer.json["instance"].removeprefix("urn:uuid:")
    assert reference in caplog.text
    assert "NoneType" not in answer.text


def test_every_answer_carries_the_security_headers(call):
    for path in ("/me", "/nowhere", "/openapi.json", "/docs", "/tasks?limit=x"):
        headers = call.get("officer", path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), path
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
    assert call.get("officer", "/me").headers["Cache-Control"] == "no-store"
