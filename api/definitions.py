"""Process definitions: what can be started, by key and version, and its diagram."""

from typing import Any

from flask import Response

from api.auth import engine
from api.fields import Form, Identity, Many, Number, Of, Text, Truth, between
from api.http import Resource, pages_of, refuses, whole
from engine import comparing, definitions
from engine.comparing import Comparison
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


class CompareQuery(Form):
    """Which two versions."""

    before = Number(required=True, validate=between(1, 1_000_000), metadata={"example": 1})
    after = Number(required=True, validate=between(1, 1_000_000), metadata={"example": 1})


class SaidSchema(Form):
    """A text in both languages."""

    th = Text(required=True)
    en = Text(required=True)


class PropertyChangeSchema(Form):
    """One property that is another; null: it was not there, or is there no more."""

    property = Text(required=True, metadata={"example": "timerEventDefinition/deadline/@n"})
    called = Of(SaidSchema, required=True)
    before = Of(SaidSchema, required=True, allow_none=True)
    after = Of(SaidSchema, required=True, allow_none=True)


class DifferenceSchema(Form):
    """What became of an element, a field or a rule: added, removed, changed, renamed or moved."""

    how = Text(required=True, attribute="how.value", metadata={"example": "changed"})
    id = Text(required=True, metadata={"example": "review_due"})
    id_before = Text(required=True)
    kind = Text(required=True, metadata={"example": "boundaryEvent"})
    kind_called = Of(SaidSchema, required=True)
    name = Of(SaidSchema, required=True)
    changes = Many(Of(PropertyChangeSchema), required=True)
    is_moved = Truth(required=True)


class PartSchema(Form):
    """A form or decision table that differs, and its version in each; null: not asked there."""

    key = Text(required=True)
    before = Number(required=True, allow_none=True)
    after = Number(required=True, allow_none=True)
    differences = Many(Of(DifferenceSchema), required=True)


class ComparisonSchema(Form):
    """Two versions held against each other."""

    before = Of(DefinitionSchema, required=True)
    after = Of(DefinitionSchema, required=True)
    elements = Many(Of(DifferenceSchema), required=True)
    forms = Many(Of(PartSchema), required=True)
    tables = Many(Of(PartSchema), required=True)


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


@resource.get("/process-definitions/<string(maxlength=200):key>/compare")
@refuses(404)
@resource.arguments(CompareQuery, location="query")
@resource.response(200, ComparisonSchema)
def compare(given: dict[str, Any], key: str) -> Comparison:
    """เทียบสองรุ่น · What differs between two versions: diagram, forms, decision tables."""
    return comparing.versions(engine(), key, given["before"], given["after"])


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
