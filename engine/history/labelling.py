"""What the data of a case are called: by the forms that people filled in, as they are today."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import orjson

from engine.forms.kinds import parts
from engine.replay import ToldEvent
from engine.replay.stories import Pair
from engine.store import Transaction, catalogue

OF_SERVICE: Final[Mapping[str, Pair]] = {
    "applicant": ("ผู้ยื่น", "Applicant"),
    "business_key": ("เลขที่เรื่อง", "Number"),
    "office": ("สำนักงาน", "Office"),
    "started_at": ("เริ่มเมื่อ", "Began"),
    "filing_window": ("ช่วงรับเรื่อง", "Filing window"),
    "filing_window.th": ("คำอธิบาย", "In Thai"),
    "filing_window.en": ("คำอธิบายภาษาอังกฤษ", "In words"),
    "filing_window.is_open": ("อยู่ในช่วงรับเรื่อง", "Within the window"),
}
"""The variables that the service itself sets."""


def labels(tx: Transaction, events: Iterable[ToldEvent]) -> dict[str, Pair]:
    """Return names by path (`plan`, `plan.students.name`), and of choices (`path=value`).

    A path without a name here has none: its key must do.
    """
    keys = {str(data["form"]) for data in (each.data or {} for each in events) if "form" in data}
    found = dict(OF_SERVICE)
    for key in sorted(keys):
        if (form := catalogue.form(tx, key)) is not None:
            found.update(_of_form(orjson.loads(form[1])))
    return found


def _of_form(body: Mapping[str, Any]) -> Iterator[tuple[str, Pair]]:
    above = ""
    if into := body.get("into"):
        yield into, _pair(body["title"])
        above = f"{into}."
    for field in body["fields"]:
        yield from _of_field(field, above)


def _of_field(field: Mapping[str, Any], above: str) -> Iterator[tuple[str, Pair]]:
    path = f"{above}{field['key']}"
    yield path, _pair(field["label"])
    for option in field.get("options", ()):
        yield f"{path}={option['value']}", _pair(option)
    for part in parts(dict(field)):
        yield from _of_field(part, f"{path}.")


def _pair(words: Mapping[str, Any]) -> Pair:
    return str(words["th"]), str(words.get("en") or words["th"])
