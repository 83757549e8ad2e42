"""The manuals can be read in the running service, each sentence with what carries it."""


def test_a_period_of_the_manual_is_found_with_the_deadline_that_keeps_it(lite):
    for words in ("๑๕ วัน", "15 วัน"):
        answer = lite.get("officer", "/manual-rows", query_string={"process": "H", "q": words})
        assert answer.status_code == 200
        (row,) = answer.json["items"]
    assert row["id"] == "H-CAL-1-4"
    places = {(each["kind"], each["place"]) for each in row["carriers"]}
    assert ("deadline", "home_education_permission#review_due") in places
    assert ("setting", "plan_review_days") in places


def test_a_row_that_needs_no_step_says_why(lite):
    rows = lite.get("family", "/manual-rows", query_string={"process": "G"}).json["items"]

    title = next(each for each in rows if each["id"] == "A-01")
    assert title["carriers"] == []
    assert "ชื่อเล่ม" in title["reason"]["th"]


def test_contradictions_are_told_with_the_choice(lite):
    found = lite.get("analyst", "/manual-anomalies").json["items"]

    assert len(found) == 32
    order = next(each for each in found if each["id"] == "ANM-14")
    assert order["rows"] == ["H-4.2", "H-4.3"]
    assert "ทำแผนก่อน" in order["choice_th"]


def test_a_stranger_is_asked_to_sign_in(lite):
    assert lite(None, "GET", "/manual-rows").status_code == 401
