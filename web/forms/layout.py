"""How a field is drawn: with which kind of control, how wide, in which unit."""

from typing import Any, Final

from engine.forms.kinds import Field
from web.language import language

_FEW: Final = 6
"""Up to so many options stand beside each other; more are a list to open."""
_SHORT: Final = 26
_LONG: Final = 56
_KINDS: Final = {
    "longtext": "lines",
    "bool": "yes_no",
    "multi": "ticks",
    "person": "group",
    "address_th": "group",
    "signature": "group",
    "geo": "group",
    "file": "files",
    "table": "table",
    "school_code": "school",
}
_QUARTER: Final = frozenset({"int", "be_year", "percent", "decimal", "degrees", "date"})
_WHOLE: Final = frozenset({"lines", "group", "files", "table", "tick", "ticks", "yes_no", "radios"})
_CHOSEN: Final = frozenset({"radios", "yes_no", "tick"})
_PARTS: Final = {
    **dict.fromkeys(("house_no", "moo", "postcode", "title", "first_name"), "quarter"),
    **dict.fromkeys(("date", "lat", "lon"), "quarter"),
}
"""How wide the parts of an address, a person and the like are, where it is not by their type."""


def kind_of(field: Field) -> str:
    """Return which kind of control draws a field."""
    kind = field["type"]
    if kind == "bool" and field.get("must"):
        return "tick"
    if kind == "enum":
        return "radios" if len(field["options"]) <= _FEW and _fit(field["options"]) else "choice"
    return _KINDS.get(kind, "line")


def _fit(options: list[Any]) -> bool:
    return sum(len(each["th"]) + 6 for each in options) <= _FEW * _SHORT


def width_of(field: Field, *, is_part: bool = False) -> str:
    """Return how wide a control is: a quarter, half or all of the form."""
    kind, label = kind_of(field), field["label"][language()]
    if is_part and field["key"] in _PARTS:
        return _PARTS[field["key"]]
    if "auto" in field and kind in _CHOSEN:
        return "half"
    if kind in _WHOLE or len(label) > _LONG:
        return "whole"
    return "quarter" if field["type"] in _QUARTER and len(label) <= _SHORT else "half"


def unit_of(field: Field) -> str:
    """Return the unit beside a number."""
    units = {"money": ("บาท", "baht"), "percent": ("%", "%")}
    th, en = units.get(field["type"], ("", ""))
    return th if language() == "th" else en
