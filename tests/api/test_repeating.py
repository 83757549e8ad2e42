"""A command sent again under its Idempotency-Key is answered again and not done again."""

from threading import Barrier, Thread

from tests.api.conftest import REVIEW, new_key, upload

STARTING = {"definition_key": "review", "variables": {}}


def test_a_repeated_command_returns_the_first_answer_and_does_nothing(call):
    key = new_key()

    first = call.post("officer", "/process-instances", STARTING, headers=key)
    again = call.post("officer", "/process-instances", STARTING, headers=key)

    assert first.status_code == again.status_code == 201
    assert again.data == first.data
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Location"] == first.headers["Location"]
    assert len(call.get("officer", "/process-instances").json["items"]) == 1


def test_a_completed_task_is_completed_again_by_the_same_key_only(call):
    place = f"/tasks/{call.task(call.start()['id'])['id']}/complete"
    key = new_key()

    first = call.post("officer", place, {"variables": {}}, headers=key)
    again = call.post("officer", place, {"variables": {}}, headers=key)
    other = call.post("officer", place, {"variables": {}}, headers=new_key())

    assert (first.status_code, again.status_code, other.status_code) == (200, 200, 409)
    assert again.json == first.json


def test_a_key_used_for_another_request_is_refused(call):
    key = new_key()
    call.post("officer", "/process-instances", STARTING, headers=key)

    other = call.post("officer", "/process-instances", {**STARTING, "version": 1}, headers=key)

    assert (other.status_code, other.json["code"]) == (409, "idempotency_mismatch")


def test_two_people_may_use_one_key(call):
    key = new_key()

    mine = call.post("officer", "/process-instances", STARTING, headers=key)
    theirs = call.post("officer2", "/process-instances", STARTING, headers=key)

    assert theirs.status_code == 201
    assert theirs.json["id"] != mine.json["id"]


def test_a_refusal_is_not_kept(call):
    key, case = new_key(), call.start()
    task = f"/tasks/{call.task(case['id'])['id']}"
    call.post("admin", f"/process-instances/{case['id']}/suspend", {"reason": "รอ"})

    refused = call.post("officer", f"{task}/complete", {"variables": {}}, headers=key)
    call.post("admin", f"/process-instances/{case['id']}/resume", {"reason": "ต่อ"})
    done = call.post("officer", f"{task}/complete", {"variables": {}}, headers=key)

    assert (refused.status_code, done.status_code) == (409, 200)


def test_a_key_is_of_one_to_two_hundred_characters(call):
    for key in ("", "k" * 201):
        answer = call.post(
            "officer", "/process-instances", STARTING, headers={"Idempotency-Key": key}
        )
        assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_unfit")


def test_the_same_key_at_the_very_same_time_does_the_work_once(call):
    place = f"/tasks/{call.task(call.start()['id'])['id']}/complete"
    call.token("officer")
    key, barrier, answers = new_key(), Barrier(4), []

    def complete():
        barrier.wait()
        answers.append(call.post("officer", place, {"variables": {}}, headers=key))

    threads = [Thread(target=complete) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.data for answer in answers}) == 1


def test_a_repeated_deployment_is_the_same_whatever_the_boundary(call):
    key, changed = new_key(), REVIEW.replace("ลงนาม".encode(), "อนุมัติ".encode())

    first = call("analyst", "POST", "/deployments", data=upload(body=changed), headers=key)
    again = call("analyst", "POST", "/deployments", data=upload(body=changed), headers=key)

    assert first.status_code == again.status_code == 201
    assert again.json == first.json
