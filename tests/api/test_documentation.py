"""The OpenAPI document, the page that shows it, and the machine's own doors."""

import re
from datetime import timedelta

import jsonschema
import pytest

from api.docs import docs
from engine.store import record


@pytest.fixture
def call(lite):
    return lite


@pytest.fixture
def document(call):
    return call.get(None, "/openapi.json").json


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield path, method, operation


def test_every_route_of_the_service_is_in_the_document(call, document):
    outside = {
        rule.endpoint
        for rule in call.app.url_map.iter_rules()
        if rule.endpoint.startswith(docs.name)
    }
    routes = {
        re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)
        for rule in call.app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.endpoint not in outside
    }

    assert routes == set(document["paths"])


def test_every_operation_says_how_it_answers_and_refuses(document):
    for path, method, operation in operations(document):
        told = operation["responses"]
        assert operation["summary"].strip(), path
        assert {"401", "422"} <= set(told), path
        assert any(status.startswith("2") for status in told), path
        assert operation.get("security") == [] or path != "/api/v1/auth/token" or method != "post"


def test_references_lead_somewhere_and_names_are_unique(document):
    text = str(document)
    for reference in set(re.findall(r"#/components/(\w+)/(\w+)", text)):
        assert reference[1] in document["components"][reference[0]], reference
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(names)) == len(names)


def test_schemas_are_json_schema(document):
    for name, schema in document["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema), name


def test_the_page_needs_nothing_from_elsewhere_and_no_inline_script(call):
    page = call.get(None, "/docs")

    assert page.status_code == 200
    assert "http:" not in page.text
    assert "https:" not in page.text
    assert "<script>" not in page.text
    for source in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert call.get(None, f"/{source}").status_code == 200, source
    assert call.get(None, "/docs/..%2Fapp.py").status_code == 404
    assert call.get(None, "/docs/page.html").status_code == 404


def test_the_service_says_that_it_lives_and_is_ready(call):
    client = call.app.test_client()
    with call.engine.begin() as tx:
        record.beat(tx, "worker")

    assert client.get("/healthz").json == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json["checks"] == {
        "database": True,
        "schema": True,
        "storage": True,
        "worker": True,
    }
    call.engine.clock.set(call.engine.clock.now() + timedelta(minutes=5))
    assert client.get("/readyz").json["checks"]["worker"] is False


def test_the_numbers_count_requests_by_route_and_what_there_is_to_do(call):
    call.start()

    numbers = call.app.test_client().get("/metrics").text

    started = 'khanton_requests_total{method="POST",route="/api/v1/process-instances",status="201"}'
    assert f"{started} 1.0" in numbers
    assert "khanton_tasks_open 1.0" in numbers
    assert "khanton_request_seconds_bucket" in numbers
