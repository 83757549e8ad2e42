"""Deployments: diagrams, decision tables and forms, brought in together or not at all."""

from http import HTTPStatus
from typing import Any

from flask import request
from flask_smorest.fields import Upload
from marshmallow import fields

from api import bodies
from api.auth import engine, person
from api.errors import deployment_problem
from api.fields import Form, Identity, Many, Number, Of, Text, Truth, length
from api.http import Resource, command, refuses
from api.language import both, one_of
from api.refusals import RequestInvalid
from engine import deployments

resource = Resource("deployments", "นำแผนผังและแบบฟอร์มขึ้นใช้งาน / Bringing diagrams and forms in")
bodies.takes_files("deployments.deploy")


class DeployQuery(Form):
    """How to deploy."""

    dry_run = Truth(load_default=False, metadata={"description": "ตรวจเท่านั้น / only check"})


class DeployForm(Form):
    """The act's name."""

    name = Text(load_default="", validate=length(200, 0))


class DeployFiles(Form):
    """The files: .bpmn, .dmn, .json; a name ends in what the file is."""

    files = fields.List(Upload(), required=True)


class DeployedSchema(Form):
    """One definition of the deployment."""

    kind = Text(required=True, metadata={"enum": ["process", "form", "decision"]})
    key = Text(required=True, metadata={"example": "home_education_permission"})
    version = Number(required=True)
    is_new = Truth(required=True, metadata={"description": "false: unchanged, keeps its version"})


class FileProblemSchema(Form):
    """What an analyst should know of a file."""

    file = Text(required=True)
    element_id = Text(required=True, allow_none=True)
    rule = Text(required=True)
    severity = Text(required=True, metadata={"enum": ["error", "warning"]})
    message = Text(required=True)
    remedy = Text(required=True)


class DeploymentSchema(Form):
    """What a deployment brought; `id` null when nothing was written."""

    id = Identity(required=True, allow_none=True)
    definitions = Many(Of(DeployedSchema), required=True)
    problems = Many(Of(FileProblemSchema), required=True)


@resource.post("/deployments")
@command
@refuses(403)
@resource.arguments(DeployQuery, location="query")
@resource.arguments(DeployForm, location="form")
@resource.arguments(DeployFiles, location="files")
@resource.response(201, DeploymentSchema)
@resource.alt_response(200, schema=DeploymentSchema, description="dry_run: checked", success=True)
def deploy(query: dict[str, bool], form: dict[str, str], _: dict[str, Any]) -> Any:
    """นำขึ้นใช้งาน · Deploy BPMN, DMN and form files together; 422 lists every problem."""
    dry = query["dry_run"]
    made = deployments.deploy(engine(), person(), _uploaded(), form["name"], dry_run=dry)
    told = {
        "id": made.id,
        "definitions": made.definitions,
        "problems": [deployment_problem(each) for each in made.problems],
    }
    return told, HTTPStatus.OK if dry else HTTPStatus.CREATED


def _uploaded() -> dict[str, bytes]:
    """Return the files by name.

    Raises:
        RequestInvalid: two have one name, so that one of them would be passed over.
    """
    given = request.files.getlist("files")
    read = {file.filename or "": file.stream.read() for file in given}
    if len(read) != len(given):
        told = one_of(both("มีแฟ้มชื่อซ้ำกัน", "Two files have the same name."))
        raise RequestInvalid(count=1, errors={"files": told})
    return read
