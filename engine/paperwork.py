"""The topic `document`: a service task makes an official paper from the data of its case.

In two halves. `make` runs before the case is locked: a short transaction draws the number and
notes it in the job, so that it is neither lost nor drawn twice if the worker dies; then the paper
is set and its content kept. `attach` runs in the transaction that lets the case go on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from engine import contents, papers, shelf
from engine.calendar import BANGKOK
from engine.context import Engine
from engine.files import StoredFile, safe_name
from engine.model import SYSTEM, InstanceStatus
from engine.office import office_of, setting_of
from engine.papers import Numbering, Paper
from engine.rows import AttachmentRow, InstanceRow, JobRow
from engine.shelf import Template
from engine.store import Transaction, attached, cases, claiming, new_id, paper_templates, record
from engine.thai import buddhist_year, to_thai_digits

_PAPER: Final = "paper"
_INTO: Final = "into"
_NUMBER: Final = "khanton:number"
"""Key in the job's payload of the number that was drawn for it; no input is named so."""
EVENT: Final = "paper_made"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a service task brought: variables for the case, and what the history tells."""

    variables: Mapping[str, Any]
    event: str = "service_completed"
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A paper that is set and whose content is kept; nothing of the case knows of it yet."""

    template: Template
    sheet: Mapping[str, Any]
    number: str | None
    made_at: datetime
    renderer: str
    file: StoredFile


def make(engine: Engine, job: JobRow) -> Drafted | None:
    """Set the paper a job asks for; None when the job is not this worker's to do, or waits.

    Raises:
        PaperRefused: the paper cannot be made of what the diagram gave it.
        PaperFontsMissing: this machine has not the fonts.
    """
    asked = dict(job.payload or {})
    template = shelf.template(str(asked.get(_PAPER) or ""))
    given = {name: value for name, value in asked.items() if name not in (_PAPER, _INTO, _NUMBER)}
    filled = papers.fill(template.paper, given)
    renderer = papers.renderer()
    with engine.begin() as tx:
        begun = _begin(tx, job, template, filled)
    if begun is None:
        return None
    sheet, number = begun
    content = papers.render(template.bundle, sheet, job.created_at, template.paper.key)
    return Drafted(
        template=template,
        sheet=sheet,
        number=number,
        made_at=job.created_at,
        renderer=renderer,
        file=engine.files.save(content),
    )


def _begin(
    tx: Transaction, job: JobRow, template: Template, filled: Mapping[str, Any]
) -> tuple[dict[str, Any], str | None] | None:
    """Draw the number, keep the template, and put the sheet together; None as `make` says."""
    instance = cases.lock(tx, [job.office_id], job.instance_id) if job.instance_id else None
    again = claiming.look_again(tx, job)
    if again is None or instance is None or instance.status is not InstanceStatus.ACTIVE:
        return None
    bundle = template.bundle
    paper_templates.keep(tx, bundle.digest, template.paper.key, bundle.source)
    number = _number(tx, again, template.paper, filled)
    return papers.sheet(bundle, filled, _around(tx, instance, job), number), number


def _number(tx: Transaction, job: JobRow, paper: Paper, filled: Mapping[str, Any]) -> str | None:
    """Return the number as it is printed: given by the case, drawn before, or drawn now."""
    given = filled.get(paper.given_number) if paper.given_number else None
    if given is not None or paper.numbering is Numbering.NONE:
        return None if given is None else to_thai_digits(given)
    payload = dict(job.payload or {})
    if _NUMBER not in payload:
        payload[_NUMBER] = _drawn(tx, job, paper)
        claiming.keep_payload(tx, job, payload)
    return str(payload[_NUMBER])


def _drawn(tx: Transaction, job: JobRow, paper: Paper) -> str:
    """Take the next number of the office and the Buddhist year in which the step was reached."""
    year = buddhist_year(job.created_at.astimezone(BANGKOK).date())
    taken = record.next_number(tx, job.office_id, f"paper:{paper.counter}", year)
    if paper.numbering is Numbering.LETTER:
        prefix = setting_of(tx, job.office_id, "letter_prefix")
        return to_thai_digits(f"{prefix}/{taken}".lstrip("/"))
    return to_thai_digits(f"{taken}/{year}")


def _around(tx: Transaction, instance: InstanceRow, job: JobRow) -> dict[str, Any]:
    """Return what every paper says beside its inputs: the letterhead, the case, the day."""
    office = office_of(tx, instance.office_id)
    address = setting_of(tx, office.id, "office_address") or f"จังหวัด{office.province}"
    return {
        "office": {
            "name_th": office.name_th,
            "name_en": office.name_en,
            "province": office.province,
            "address": address,
            "phone": setting_of(tx, office.id, "office_phone"),
        },
        "case": {"business_key": instance.business_key},
        "made_on": job.created_at.astimezone(BANGKOK).date().isoformat(),
    }


def attach(
    engine: Engine, tx: Transaction, instance: InstanceRow, job: JobRow, drafted: Drafted
) -> Result:
    """Add the paper to the case's files; the result goes into the variable that `into` names."""
    contents.hold(engine, tx, drafted.file.sha256)
    row = _row(tx, instance, job, drafted)
    attached.add_file(tx, row)
    told = {"attachment_id": str(row.id), "name": row.name, "sha256": row.sha256}
    into = str((job.payload or {}).get(_INTO) or "")
    variables = {into: {**told, "number": drafted.number}} if into else {}
    return Result(variables=variables, event=EVENT, data=_told(row, drafted))


def _row(tx: Transaction, instance: InstanceRow, job: JobRow, drafted: Drafted) -> AttachmentRow:
    title = f"{drafted.template.paper.title_th} {drafted.number or instance.business_key}"
    return AttachmentRow(
        office_id=instance.office_id,
        id=new_id(),
        instance_id=instance.id,
        task_id=None,
        field=job.element_id,
        name=safe_name(f"{title.replace('/', '-')}.pdf"),
        content_type=drafted.file.content_type,
        size=drafted.file.size,
        sha256=drafted.file.sha256,
        uploaded_by=SYSTEM.id,
        at=tx.now,
    )


def _told(row: AttachmentRow, drafted: Drafted) -> dict[str, Any]:
    """Return what the history keeps of a paper: enough to make it again, byte for byte."""
    return {
        "paper": drafted.template.paper.key,
        "attachment": str(row.id),
        "name": row.name,
        "number": drafted.number,
        "sha256": row.sha256,
        "size": row.size,
        "template": drafted.template.bundle.digest,
        "renderer": drafted.renderer,
        "made_at": drafted.made_at.isoformat(),
        "sheet": dict(drafted.sheet),
    }
