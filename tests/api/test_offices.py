"""Settings of offices: what holds and why, and choosing anew."""

PLACE = "/offices/udonthani1/settings"


def _held(answer):
    return {each["name"]: each for each in answer.json["items"]}


def test_an_office_sees_what_holds_and_on_what_basis(lite):
    days = _held(lite.get("officer", PLACE))["plan_revision_days"]

    assert days["value"] == 7
    assert days["rows"] == ["H-CAL-1-5"]
    assert "ครอบครัว" in days["name_th"]


def test_a_new_choice_holds_for_what_comes_after(lite):
    reason = "กศจ. เห็นชอบให้ขยายเวลา"
    asked = {"settings": {"plan_revision_days": 10}, "reason": reason}

    changed = lite("admin", "PATCH", PLACE, json=asked)

    assert changed.status_code == 200
    assert _held(changed)["plan_revision_days"]["value"] == 10
    assert _held(changed)["plan_revision_days"]["is_chosen"]
    back = {"settings": {"plan_revision_days": None}, "reason": reason}
    again = _held(lite("admin", "PATCH", PLACE, json=back))["plan_revision_days"]
    assert (again["value"], again["is_chosen"]) == (7, False)


def test_a_choice_that_does_not_fit_changes_nothing(lite):
    for settings, code in (
        ({"plan_revision_days": "many", "closes": "15:00"}, "setting_unfit"),
        ({"no_such_thing": 1}, "setting_unknown"),
        ({"community_register_window": "06-01/06-31"}, "setting_unfit"),
    ):
        asked = {"settings": settings, "reason": "ทดลอง"}
        refused = lite("admin", "PATCH", PLACE, json=asked)
        assert refused.status_code == 422
        assert refused.json["code"] == code
    assert _held(lite.get("officer", PLACE))["closes"]["value"] == "16:30"


def test_only_its_admin_chooses_and_says_why(lite):
    asked = {"settings": {"plan_revision_days": 10}, "reason": "ทดลอง"}

    assert lite("officer", "PATCH", PLACE, json=asked).status_code == 403
    assert lite("officer2", "PATCH", PLACE, json=asked).status_code == 404
    unsaid = lite("admin", "PATCH", PLACE, json={**asked, "reason": " "})
    assert unsaid.status_code == 422
