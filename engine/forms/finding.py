"""A fault of a form definition, as the analyst is told of it."""

from typing import NamedTuple

from engine.forms.kinds import Field


class Finding(NamedTuple):
    """The rule broken, the field, and the sentence in both languages."""

    rule: str
    field: str | None
    th: str
    en: str


def of_field(field: Field, rule: str, th: str, en: str) -> Finding:
    """Return a finding whose sentence begins with the field."""
    key = field["key"]
    return Finding(rule, key, f"ช่อง “{key}”: {th}", f"Field “{key}”: {en}.")
