"""What is sent with a request: enough to come to the question who may."""

from io import BytesIO

from engine.tidings import EVENTS
from tests.access.scene import OFFICE
from tests.api.conftest import PASSWORD, PDF, REVIEW

_REASON = "ทดสอบสิทธิ"
_DAY = {
    "day": "2027-01-02",
    "is_holiday": True,
    "name_th": "วันทดสอบ",
    "name_en": "Test day",
    "source": "ทดสอบ",
}
_SCHOOL = {
    "name_th": "โรงเรียนบ้านตัวอย่าง ๑",
    "name_en": "Ban Tuayang School 1",
    "affiliation": "obec",
    "size": "small",
    "levels": ["primary"],
    "students": 80,
}
_SCHOOLS = (
    "รหัสโรงเรียน,ชื่อโรงเรียน,สังกัด,ขนาด,ระดับชั้น,จำนวนนักเรียน\n"
    '9901000101,โรงเรียนบ้านนำเข้า,สพฐ.,เล็ก,"อนุบาล, ประถมศึกษา",๙๘\n'
)
_PERSON = {
    "username": "someone",
    "name_th": "สมมติ ใหม่",
    "name_en": "Someone New",
    "password": "a-long-password-1",
    "roles": ["promo_officer"],
}
_AWAY = {
    "absent": "registrar",
    "substitute": "officer",
    "valid_from": "2026-12-01",
    "valid_to": "2026-12-05",
}
_WITH_A_REASON = (
    *("incidents.retry", "jobs.run", "process-instances.cancel", "process-instances.suspend"),
    *("process-instances.resume", "tasks.send_back"),
)
_JSON = {
    **{endpoint: {"reason": _REASON} for endpoint in _WITH_A_REASON},
    "auth.sign_in": {"username": "teacher", "password": PASSWORD},
    "calendars.change": {"days": [_DAY], "reason": _REASON},
    "clock.set_forward": {"now": "2026-11-28T08:00:00+07:00"},
    "jobs.set_due": {"due_at": "2026-12-20T16:30:00+07:00", "reason": _REASON},
    "messages.send": {"name": "home_education_refused", "variables": {}, "correlation": {}},
    "messages.broadcast": {"name": "nothing_listens", "variables": {}},
    "people.grant": {"username": "teacher", "role": "promo_officer", "valid_from": "2026-12-01"},
    "people.end_grant": {"last_day": "2026-12-31"},
    "people.substitute": {**_AWAY, "reason": _REASON},
    "people.create": _PERSON,
    "process-instances.migrate": {"version": 1, "reason": _REASON},
    "offices.change": {"settings": {"plan_revision_days": 8}, "reason": _REASON},
    "process-instances.start": {"definition_key": "student_welfare", "variables": {}},
    "process-instances.change_variables": {"variables": {"remark": 1}, "reason": _REASON},
    "schools.put": _SCHOOL,
    "schools.join": {"username": "teacher", "valid_from": "2027-01-01"},
    "tasks.assign": {"assignee": "officer"},
    "tasks.complete": {"variables": {}},
    "tasks.draft": {"data": {}},
    "comments.add": {"text": _REASON},
}
_FILES = {
    "deployments.deploy": ("files", "review.bpmn", REVIEW),
    "schools.import_file": ("file", "schools.csv", _SCHOOLS.encode()),
    "cases.add_paper": ("file", "paper.pdf", PDF),
    "task_parts.add_file": ("file", "paper.pdf", PDF),
    "task_parts.read_rows": ("file", "list.csv", "ชื่อ\nสมมติ\n".encode()),
    "attachments.add": ("file", "paper.pdf", PDF),
    "imports.read": ("file", "list.csv", "ชื่อ\nสมมติ\n".encode()),
}
_FILE_FIELD = {"field": "att_transcript"}
_BESIDE = {"attachments.add": _FILE_FIELD, "task_parts.add_file": _FILE_FIELD}
_FORMS = {"studio.remove": {"name": "meal_price.dmn"}}
_QUERIES = {
    "studio.recorded_part": {"key": "school_community"},
    "calendars.due": {"rule": "working_days", "n": "3", "from": "2026-11-27"},
    "audit.procedure_data": {"version": 1},
    "task_parts.schools": {"q": "โรงเรียน"},
    "imports.read": {"field": "items"},
    "imports.template": {"field": "items"},
}
_FORM = {
    "reason": _REASON,
    "text": _REASON,
    "to": "officer",
    "assignee": "officer",
    "username": "officer",
    "q": "โรงเรียน",
    "office": OFFICE,
    "url": "https://hooks.example.org/another",
    "event": EVENTS[0],
    "cases": "none",
}
"""A form with what many pages ask; each takes what it knows."""


def sent(scene, address):
    """Return what goes with a request: `json`, `data`, `query_string`."""
    given = {"query_string": _QUERIES.get(address.endpoint, {})}
    if address.method == "GET":
        return given
    if address.endpoint in _FILES:
        field, name, content = _FILES[address.endpoint]
        beside = _BESIDE.get(address.endpoint, {})
        return {**given, "data": {**beside, field: (BytesIO(content), name)}}
    if address.app == "pages":
        return {**given, "data": {**_FORM, **_FORMS.get(address.endpoint, {})}}
    return {**given, "json": _JSON.get(address.endpoint) or _about(scene, address.endpoint)}


def _about(scene, endpoint):
    """Return bodies that name something of the scene."""
    known = {name: str(value) for name, value in scene.objects.items()}
    return {
        "incidents.retry_alike": {"incident_id": known["incident"], "reason": _REASON},
        "process-instances.move": {
            "token": known["running task"],
            "to": "contact_family",
            "reason": _REASON,
        },
        "tasks.bulk": {"action": "claim", "task_ids": [known["own task"]]},
    }.get(endpoint, {})
