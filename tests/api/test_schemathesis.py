"""What the OpenAPI document promises holds for whatever the document allows to be sent."""

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
SIGNS_OUT = ("delete", "/api/v1/auth/token")
"""Whoever signs out ends the token that the other requests use."""


def test_the_service_answers_as_it_documents(lite):
    stuck = lite.start(variables={"share": 0})
    lite.complete("officer", lite.task(stuck["id"]))
    lite.complete("director", lite.task(stuck["id"]))
    lite.start("family", "home_education_permission")
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", lite.app)

    tried = 0
    for operation in operations(document):
        if (operation.method, operation.path) != SIGNS_OUT:
            try_all(operation, lite.token("admin"), known_ids(lite))
            tried += 1

    assert tried > 30


def operations(document):
    """The clock comes last: a deadline centuries ahead cannot be counted."""
    found = list(document.get_all_operations())
    assert all(isinstance(each, Ok) for each in found), found
    return sorted((each.ok() for each in found), key=lambda each: each.path.endswith("/clock"))


def known_ids(lite):
    """Ids that lead somewhere: a made-up one never gets past 404."""
    case = lite.start(office="udonthani1")
    incidents = lite.get("admin", "/incidents?state=any").json["items"]
    return {
        "instance_id": case["id"],
        "task_id": case["tasks"][0]["id"],
        "job_id": case["timers"][0]["id"],
        "incident_id": incidents[0]["id"],
        "office": "udonthani1",
        "key": "review",
        "number": 1,
    }


def try_all(operation, token, known):
    @given(case=operation.as_strategy(), is_known=booleans())
    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def answers(case, is_known):
        named = {name: known[name] for name in case.path_parameters or {} if name in known}
        if is_known and named:
            case.path_parameters = {**case.path_parameters, **named}
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(answer, checks=CHECKS)

    answers()
