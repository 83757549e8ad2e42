"""Official papers: which there are for diagrams, and whether one is still what was made."""

from typing import Any
from uuid import UUID

from api.auth import engine, person
from api.fields import Form, Identity, Many, Moment, Of, Text, Truth
from api.http import Resource, pages_of, refuses, whole
from api.instances import PLACE
from engine import documents
from engine.documents import Verified
from engine.papers import Column, Paper

resource = Resource("papers", "เอกสารราชการที่ระบบจัดทำ / Official papers")


class PaperColumnSchema(Form):
    """One thing a row of a paper is told."""

    key = Text(required=True)
    kind = Text(required=True, metadata={"example": "text"})
    th = Text(required=True)
    en = Text(required=True)
    required = Truth(required=True)


class PaperInputSchema(PaperColumnSchema):
    """One thing a paper is told, by the name of a service task's input."""

    choices = Many(Text(), required=True)
    columns = Many(Of(PaperColumnSchema), required=True)


class PaperSchema(Form):
    """A paper that a service task of topic `document` can make."""

    key = Text(required=True, metadata={"example": "receipt"})
    title_th = Text(required=True)
    title_en = Text(required=True)
    numbering = Text(required=True, metadata={"enum": ["none", "letter", "yearly"]})
    inputs = Many(Of(PaperInputSchema), required=True)


class VerifiedSchema(Form):
    """A paper made again: what was recorded, what is kept, and what came of it now."""

    attachment_id = Identity(required=True)
    identical = Truth(required=True)
    paper = Text(required=True, metadata={"example": "receipt"})
    name = Text(required=True)
    number = Text(required=True, allow_none=True, metadata={"example": "ศธ ๐๔๙๙๙/๑๒"})
    made_at = Moment(required=True)
    template = Text(required=True, metadata={"description": "SHA-256"})
    sha256 = Text(required=True)
    stored_sha256 = Text(required=True, allow_none=True)
    remade_sha256 = Text(required=True)
    renderer = Text(required=True)
    renderer_now = Text(required=True)


_Page = pages_of(PaperSchema, "PaperPage")


@resource.get("/papers")
@refuses()
@resource.response(200, _Page)
def listed() -> dict[str, Any]:
    """แบบเอกสารที่แผนผังเรียกใช้ได้ · Every paper that diagrams may ask for, and its inputs."""
    return whole([_shown(paper) for paper in documents.list_kinds()])


@resource.post(f"{PLACE}/papers/<uuid:attachment_id>/verify")
@refuses(403, 404, 409)
@resource.response(200, VerifiedSchema)
def verify(instance_id: UUID, attachment_id: UUID) -> Verified:
    """จัดทำซ้ำแล้วเทียบ · Make a paper again and compare it, byte for byte: staff and auditors."""
    return documents.verify(engine(), person(), instance_id, attachment_id)


def _shown(paper: Paper) -> dict[str, Any]:
    return {
        "key": paper.key,
        "title_th": paper.title_th,
        "title_en": paper.title_en,
        "numbering": paper.numbering.value,
        "inputs": [_input(each) for each in paper.inputs.values()],
    }


def _input(asked: Column) -> dict[str, Any]:
    return {
        "key": asked.key,
        "kind": asked.kind,
        "th": asked.th,
        "en": asked.en,
        "required": asked.required,
        "choices": list(asked.choices),
        "columns": [_input(each) for each in asked.columns],
    }
