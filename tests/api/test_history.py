"""What happened in a case, and that nobody changed it."""

from uuid import uuid4


def test_history_tells_what_happened_in_order_and_by_whom(call):
    case = call.start()
    call.complete("officer", call.task(case["id"]), {"note": "ครบ"})

    events = call.get("officer", f"/process-instances/{case['id']}/history").json["items"]

    assert [each["seq"] for each in events] == list(range(1, len(events) + 1))
    assert events[0]["type"] == "instance_started"
    done = next(each for each in events if each["type"] == "task_completed")
    assert (done["actor"], done["element_id"]) == ("officer", "check")
    assert done["at"] == "2026-04-01T08:30:00+07:00"
    assert done["data"]["set"]["note"] == "ครบ"


def test_history_comes_in_pages_and_by_element(call):
    case = call.start()
    call.complete("officer", call.task(case["id"]))
    place = f"/process-instances/{case['id']}/history"

    seen, cursor = [], ""
    while cursor is not None:
        page = call.get("officer", f"{place}?limit=2&cursor={cursor}").json
        seen += [each["seq"] for each in page["items"]]
        cursor = page["next"]

    assert seen == list(range(1, len(seen) + 1))
    assert len(seen) > 2
    one = call.get("officer", f"{place}?element_id=sign").json["items"]
    assert 0 < len(one) < len(seen)
    assert call.get("officer", f"{place}?cursor=made-up").json["code"] == "cursor_invalid"


def test_an_untouched_record_is_found_whole(call):
    case = call.start()

    report = call.get("auditor", f"/process-instances/{case['id']}/history/verify").json

    assert report["ok"] is True
    assert report["findings"] == []
    assert report["events"] > 0


def test_who_read_a_case_is_shown_to_who_audits(call):
    case = call.start()
    place = f"/process-instances/{case['id']}"
    call.get("officer", f"{place}/variables")

    read = call.get("auditor", f"{place}/accesses").json["items"]

    assert {"username": "officer", "what": "variables"}.items() <= read[0].items()
    assert call.get("officer", f"{place}/accesses").status_code == 403


def test_the_history_of_another_office_is_not_there(call):
    case = call.start()

    for path in ("history", "history/verify", "accesses"):
        assert call.get("officer2", f"/process-instances/{case['id']}/{path}").status_code == 404
        assert call.get("admin", f"/process-instances/{uuid4()}/{path}").status_code == 404
        assert call.get("family", f"/process-instances/{case['id']}/{path}").status_code == 404


def test_the_evidence_and_the_logs_are_saved_by_who_audits(call):
    case = call.start()
    place = f"/process-instances/{case['id']}"
    for name, kind, beginning in (
        ("history.xes", "application/xml", b"<?xml"),
        ("history.csv", "text/csv", "\ufeffcase,".encode()),
        ("evidence.pdf", "application/pdf", b"%PDF"),
        ("evidence.zip", "application/zip", b"PK"),
    ):
        answer = call.get("auditor", f"{place}/{name}")
        assert (answer.status_code, answer.mimetype) == (200, kind)
        assert answer.data.startswith(beginning)
        ending = name.partition(".")[2]
        saved_as = f'attachment; filename="{case["business_key"]}.{ending}"'
        assert answer.headers["Content-Disposition"].startswith(saved_as)
        assert call.get("officer", f"{place}/{name}").status_code == 403
        assert call.get("officer2", f"{place}/{name}").status_code == 404
