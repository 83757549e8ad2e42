"""The evidence of one case: a PDF for people, JSON for programs, and the files themselves."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from importlib.resources import files as resources
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import orjson

from engine.context import Engine
from engine.files import CHUNK
from engine.history.casefile import CaseFile
from engine.history.gathering import Evidence, gather
from engine.history.logs import csv_of, xes_of
from engine.history.sheet import sheet
from engine.model import Person
from engine.papers import Bundle, render
from engine.replay import Timeline
from engine.rows import AttachmentRow

FORMAT: Final = "khanton-evidence"
VERSION: Final = 1
_IN_MEMORY: Final = 8 * 1024 * 1024
_ABOUT: Final = """ชุดหลักฐานของเรื่อง {number}
evidence.pdf     อ่านและพิมพ์ได้: ผลการตรวจ เหตุการณ์ ข้อมูล ไฟล์ ผู้อ่าน และแผนผัง
evidence.json    เนื้อหาเดียวกันสำหรับโปรแกรม พร้อมรหัสของทุกเหตุการณ์
history.xes      ประวัติตามมาตรฐาน IEEE 1849 (process mining)
history.csv      ประวัติสำหรับโปรแกรมตารางคำนวณ
diagrams/        แผนผัง BPMN รุ่นที่เรื่องนี้เดิน
files/           ไฟล์ที่แนบ
public-key.pem   กุญแจสาธารณะของหัวทะเบียน
SHA256SUMS.txt   รหัสของทุกไฟล์ในชุดนี้ (ตรวจด้วย sha256sum -c SHA256SUMS.txt)

Evidence of case {number}
The chain: hash(n) = SHA-256(hash(n-1) + header + SHA-256(body)); body is base64 in evidence.json,
header the JSON array ["khanton event v1", office, instance, seq, type, element, actor,
on behalf of, at in UTC]. hash(0) = SHA-256("khanton first link v1\\0" + JSON [office, instance]).
"""


def evidence_pdf(engine: Engine, person: Person, instance_id: UUID) -> bytes:
    """Return the evidence of a case as a PDF; that it was taken is written down.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        Forbidden: the person neither audits nor administers the office.
    """
    return _pdf(gather(engine, person, instance_id, "evidence_pdf"))


def evidence_zip(engine: Engine, person: Person, instance_id: UUID) -> IO[bytes]:
    """Return the whole evidence of a case as an open ZIP file; that it was taken is written down.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        Forbidden: the person neither audits nor administers the office.
    """
    told = gather(engine, person, instance_id, "evidence_zip")
    out: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    sums: list[str] = []
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, content in _parts(engine, told):
            packed.writestr(name, content)
            sums.append(f"{sha256(content).hexdigest()}  {name}\n")
        packed.writestr("SHA256SUMS.txt", "".join(sums))
    out.seek(0)
    return out


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what an open file holds, and close it."""
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _pdf(told: Evidence) -> bytes:
    source = (resources("engine.history") / "evidence.typ").read_bytes()
    bundle = Bundle(source=source, digest=sha256(source).hexdigest())
    return render(bundle, sheet(told), told.made_at, "evidence")


def _parts(engine: Engine, told: Evidence) -> Iterator[tuple[str, bytes]]:
    number = told.case.instance.business_key
    yield "README.txt", _ABOUT.format(number=number).encode()
    yield "evidence.pdf", _pdf(told)
    yield "evidence.json", orjson.dumps(as_json(told), option=orjson.OPT_INDENT_2)
    yield "history.xes", "".join(xes_of(told.case)).encode()
    yield "history.csv", "".join(csv_of(told.case)).encode()
    yield "public-key.pem", told.public_key
    for diagram in told.case.diagrams:
        yield f"diagrams/{diagram.key}-v{diagram.version}.bpmn", diagram.xml
    for number_of, file in enumerate(told.files, start=1):
        with engine.files.open(file.sha256) as stream:
            yield f"files/{number_of:03}-{file.name}", stream.read()


def as_json(told: Evidence) -> dict[str, Any]:
    """Return the evidence for programs: everything, nothing shortened."""
    line = Timeline(told.case.events)
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": told.made_at,
        "made_by": told.made_by,
        "case": _case(told.case),
        "verification": asdict(told.report),
        "diagrams": [
            {"key": each.key, "version": each.version, "sha256": sha256(each.xml).hexdigest()}
            for each in told.case.diagrams
        ],
        "events": list(_events(told.case)),
        "data": dict(line.at(len(line.events)).data),
        "files": [_file(each) for each in told.files],
        "readers": [
            {"user": each.user_id, "what": each.what, "at": each.at} for each in told.readers
        ],
    }


def _case(case: CaseFile) -> dict[str, Any]:
    row = case.instance
    return {
        "office": row.office_id,
        "id": row.id,
        "business_key": row.business_key,
        "definition": row.definition_key,
        "definition_version": row.definition_version,
        "applicant": row.applicant_id,
        "status": row.status.value,
        "started_by": row.started_by,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "personal_data_erased": case.is_erased,
        "last_seq": len(case.rows),
        "last_hash": case.rows[-1].hash.hex() if case.rows else None,
    }


def _events(case: CaseFile) -> Iterator[dict[str, Any]]:
    for row, event in zip(case.rows, case.events, strict=True):
        yield {
            **{name: getattr(event, name) for name in ("seq", "type", "element_id", "actor")},
            "on_behalf_of": event.on_behalf_of,
            "at": event.at,
            "data": event.data,
            "erased": event.erased,
            "unreadable": event.unreadable,
            "body": None if row.body is None else b64encode(row.body).decode(),
            "hash": row.hash.hex(),
        }


def _file(row: AttachmentRow) -> dict[str, Any]:
    names = ("name", "content_type", "size", "sha256", "field", "uploaded_by", "at")
    return {"id": row.id, **{name: getattr(row, name) for name in names}}
