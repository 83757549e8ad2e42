"""Who may call: tokens, substitutions, and what a stranger is told."""

from tests.api.conftest import PASSWORD


def sign_in(call, username, password, **more):
    return call.post(None, "/auth/token", {"username": username, "password": password}, **more)


def test_who_knows_the_password_gets_a_token_that_opens_the_api(call):
    given = sign_in(call, "officer", PASSWORD)

    token = given.json["access_token"]
    me = call.get(None, "/me", headers={"Authorization": f"Bearer {token}"})

    assert given.status_code == 200
    assert given.json.keys() == {"access_token", "token_type", "expires_at"}
    assert me.json["username"] == "officer"
    assert me.json["offices"][0]["office"] == "udonthani1"
    assert "promo_officer" in [role["key"] for role in me.json["offices"][0]["roles"]]


def test_a_wrong_password_is_refused_without_saying_what_was_wrong(call):
    wrong, unknown = sign_in(call, "officer", "no"), sign_in(call, "nobody", "no")

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json["code"] == unknown.json["code"] == "bad_credentials"
    assert wrong.headers["WWW-Authenticate"].startswith("Bearer")


def test_trying_too_often_says_how_long_to_wait(call):
    for _ in range(5):
        sign_in(call, "officer", "no")

    answer = sign_in(call, "officer", PASSWORD)

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 300


def test_without_a_token_nothing_is_shown(call):
    for path in ("/me", "/tasks", "/process-instances", "/process-definitions", "/clock"):
        answer = call.get(None, path)
        assert answer.status_code == 401, path
        assert answer.json["code"] == "unauthenticated"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_made_up_token_is_refused(call):
    for given in ("Bearer made-up", "Bearer ", "Basic b2ZmaWNlcg==", "Bearer \u00ff"):
        assert call.get(None, "/me", headers={"Authorization": given}).status_code == 401


def test_a_token_that_was_signed_out_opens_nothing(call):
    out = call("officer", "DELETE", "/auth/token")

    assert out.json == {"signed_out": True}
    assert call.get("officer", "/me").status_code == 401


def test_nobody_acts_for_somebody_who_lends_them_nothing(call):
    answer = call.get("registrar", "/me", headers={"X-On-Behalf-Of": "director"})

    assert answer.status_code == 403
    assert answer.json["code"] == "no_substitution"


def test_a_substitute_does_the_work_of_the_absent_and_the_history_knows_both(call):
    lent = {"absent": "director", "substitute": "academic", "reason": "ลาพักผ่อน"}
    days = {"valid_from": "2026-04-01", "valid_to": "2026-04-02"}
    made = call.post("admin", "/offices/udonthani1/substitutions", {**lent, **days})
    case = call.start()
    call.complete("officer", call.task(case["id"]))

    place = f"/tasks/{call.task(case['id'])['id']}/complete"
    alone = call.post("academic", place, {"variables": {}})
    standing_in = call.post(
        "academic", place, {"variables": {}}, headers={"X-On-Behalf-Of": "director"}
    )

    assert made.status_code == 201
    assert alone.status_code == 403
    assert standing_in.status_code == 200
    assert standing_in.json["closed_by"] == "academic"
