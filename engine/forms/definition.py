"""What a form definition is, and how one is read from a file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from engine.forms.finding import Finding
from engine.forms.kinds import Field
from engine.forms.rules import rule_problems
from engine.forms.shape import deeper_than, shape_problems
from engine.model import Problem, Severity

MAX_BYTES = 1024 * 1024
_DEPTH = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    """A form that was found sound. `digest` is of its content: equal digests are equal forms.

    `fields` are the fields asked: those of another's hand (`by` other than `filled_by`) are left
    out. `body` is the JSON as written.
    """

    key: str
    digest: str
    title: Mapping[str, str] = field(compare=False)
    fields: tuple[Field, ...] = field(compare=False)
    body: Mapping[str, Any] = field(compare=False)


def load(body: bytes | Mapping[str, Any], file: str) -> tuple[FormDefinition | None, list[Problem]]:
    """Read a definition and check it; `file` is named in the problems, its stem must be the key.

    Never raises: without a sound definition the first value is None. Rules are called `form-…`.
    """
    read = _parse(body) if isinstance(body, bytes) else dict(body)
    if not isinstance(read, dict) or deeper_than(read, _DEPTH):
        return None, [_problem(file, _UNREADABLE)]
    findings = shape_problems(read) or [*rule_problems(read), *_file_problems(read, file)]
    if findings:
        return None, [_problem(file, finding) for finding in findings]
    return _definition(read), []


def _definition(body: dict[str, Any]) -> FormDefinition:
    canonical = json.dumps(body, sort_keys=True, ensure_ascii=True).encode()
    hand = body.get("filled_by")
    asked = tuple(each for each in body["fields"] if hand is None or each.get("by", hand) == hand)
    digest = hashlib.sha256(canonical).hexdigest()
    return FormDefinition(
        key=body["key"], digest=digest, title=body["title"], fields=asked, body=body
    )


def _parse(text: bytes) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse) if len(text) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        return None


def _refuse(constant: str) -> None:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(constant)


_UNREADABLE = Finding(
    "form-unreadable",
    None,
    "อ่านไฟล์แบบฟอร์มไม่ได้: ต้องเป็น JSON (UTF-8) ที่เป็นวัตถุ ขนาดไม่เกิน 1 MB",
    "The file cannot be read: expected one JSON object in UTF-8, at most 1 MB.",
)


def _file_problems(body: dict[str, Any], file: str) -> list[Finding]:
    stem, key = PurePosixPath(file).stem, body["key"]
    if stem == key:
        return []
    return [
        Finding(
            "form-file-name",
            None,
            f"ชื่อไฟล์คือ “{stem}” แต่ key ของแบบฟอร์มคือ “{key}”: ต้องตรงกัน",
            f"The file is called “{stem}” but the form's key is “{key}”: they must be the same.",
        )
    ]


def _problem(file: str, finding: Finding) -> Problem:
    return Problem(
        file=file,
        element_id=finding.field,
        rule=finding.rule,
        severity=Severity.ERROR,
        message_th=finding.th,
        message_en=finding.en,
    )
