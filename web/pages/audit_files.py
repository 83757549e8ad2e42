"""What auditors take with them: evidence, logs, the sealed record."""

from collections.abc import Iterable
from uuid import UUID

from flask import Response

from engine import history, instances
from engine.files import disposition
from web.pages.audit import WHOM, version_wanted
from web.routing import Pages
from web.session import engine, person

pages = Pages("audit_files")


@pages.get("/audit/procedures/<key>/history.xes", whom=WHOM)
def procedure_log(key: str) -> Response:
    """Send the log of a procedure's cases for process mining."""
    log = history.procedure_xes(engine(), person(), version_wanted(key))
    body = (piece.encode() for piece in log.pieces)
    return _saved(body, "application/xml", f"{_plain(key)}.xes")


@pages.get("/audit/offices/<office>/history.jsonl", whom=WHOM)
def office_record(office: str) -> Response:
    """Send an office's whole sealed record, to be verified outside this system."""
    return _saved(
        history.export(engine(), person(), office),
        "application/x-ndjson",
        f"{_plain(office)}.jsonl",
    )


@pages.get("/audit/cases/<uuid:case_id>/<any(xes, csv, pdf, zip):kind>", whom=WHOM)
def download(case_id: UUID, kind: str) -> Response:
    """Send a case's evidence or log."""
    looking = (engine(), person(), case_id)
    number = instances.get(*looking).instance.business_key
    name = f"{number.replace('/', '-')}.{kind}"
    if kind == "pdf":
        return _saved([history.evidence_pdf(*looking)], "application/pdf", name)
    if kind == "zip":
        stream = history.evidence_zip(*looking)
        return _saved(history.chunks(stream), "application/zip", name)
    pieces = history.xes(*looking) if kind == "xes" else history.csv(*looking)
    mimetype = "application/xml" if kind == "xes" else "text/csv"
    return _saved((piece.encode() for piece in pieces), mimetype, name)


def _saved(body: Iterable[bytes], mimetype: str, name: str) -> Response:
    headers = {"Content-Disposition": disposition(name)}
    return Response(body, headers=headers, mimetype=mimetype, direct_passthrough=True)


def _plain(name: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name)
