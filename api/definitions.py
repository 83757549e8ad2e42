"""Process definitions: what can be started, by key and version, and its diagram."""

from typing import Any

from flask import Response

from api.auth import engine
from api.fields import Form, Identity, Many, Number, Text, Truth
from api.http import Resource, pages_of, refuses, whole
from engine import definitions
from engine.rows import DefinitionRow

resource = Resource("process-definitions", "กระบวนงานที่ใช้ได้ / What can be started")


class DefinitionSchema(Form):
    """A version of a process definition."""

    key = Text(required=True, metadata={"example": "home_education_permission"})
    version = Number(required=True, metadata={"example": 1})
    name_th = Text(required=True)
    name_en = Text(required=True)
    business_key_prefix = Text(required=True, allow_none=True, metadata={"example": "HE"})
    has_diagram = Truth(required=True)
    start_messages = Many(Text(), required=True)
    deployment_id = Identity(required=True)
    digest = Text(required=True, metadata={"description": "SHA-256"})


_Page = pages_of(DefinitionSchema, "DefinitionPage")


@resource.get("/process-definitions")
@refuses()
@resource.response(200, _Page)
def newest() -> dict[str, Any]:
    """กระบวนงานรุ่นล่าสุด · The newest version of each process definition."""
    return whole(definitions.list_newest(engine()))


@resource.get("/process-definitions/<string(maxlength=200):key>")
@refuses(404)
@resource.response(200, DefinitionSchema)
def one(key: str) -> DefinitionRow:
    """กระบวนงานหนึ่ง · The newest version of a process definition."""
    return definitions.get(engine(), key)


@resource.get("/process-definitions/<string(maxlength=200):key>/versions")
@refuses(404)
@resource.response(200, _Page)
def versions(key: str) -> dict[str, Any]:
    """ทุกรุ่น · Every version, newest first."""
    return whole(definitions.versions(engine(), key))


@resource.get(
    "/process-definitions/<string(maxlength=200):key>/versions/<int(min=1, max=1000000):number>/xml"
)
@refuses(404)
@resource.response(200, {"type": "string"}, content_type="application/xml", description="BPMN 2.0")
def diagram(key: str, number: int) -> Response:
    """แผนผัง · The diagram as it was deployed."""
    xml = definitions.diagram(engine(), key, number)
    headers = {"Content-Disposition": f'attachment; filename="{_plain(key)}-{number}.bpmn"'}
    return Response(xml, headers=headers, content_type="application/xml")


def _plain(key: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in key)
