"""Writes event logs as XES (IEEE 1849-2016), which process mining tools read.

The order of the parts of a log, the keys of the extensions and the names of types are the
standard's. A value that has no type there (a table, a person) is written as JSON text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import orjson

from engine.calendar import BANGKOK

Value = str | int | float | bool | datetime
_EXTENSIONS: Final = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
)
_GLOBALS: Final[Mapping[str, Mapping[str, Value]]] = {
    "trace": {"concept:name": "-"},
    "event": {
        "concept:name": "-",
        "concept:instance": "-",
        "lifecycle:transition": "complete",
        "org:resource": "-",
        "time:timestamp": datetime(2026, 1, 1, tzinfo=BANGKOK),
    },
}
_CLASSIFIERS: Final = (
    ("Activity", "concept:name"),
    ("Activity and transition", "concept:name lifecycle:transition"),
    ("Resource", "org:resource"),
)
_LONGEST: Final = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One case: its own attributes and those of each of its events."""

    attributes: Mapping[str, Any]
    events: Iterable[Mapping[str, Any]] = field(default_factory=tuple)


def write_log(attributes: Mapping[str, Any], traces: Iterable[Trace]) -> Iterator[str]:
    """Yield the text of a log in pieces; `attributes` are of the log itself."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">\n'
    for name, prefix, uri in _EXTENSIONS:
        yield f'  <extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n'
    for scope, defaults in _GLOBALS.items():
        yield f'  <global scope="{scope}">\n'
        yield from _attributes(defaults, "    ")
        yield "  </global>\n"
    for name, keys in _CLASSIFIERS:
        yield f'  <classifier name="{name}" keys="{keys}"/>\n'
    yield from _attributes(attributes, "  ")
    for trace in traces:
        yield from _trace(trace)
    yield "</log>\n"


def _trace(trace: Trace) -> Iterator[str]:
    yield "  <trace>\n"
    yield from _attributes(trace.attributes, "    ")
    for event in trace.events:
        yield "    <event>\n"
        yield from _attributes(event, "      ")
        yield "    </event>\n"
    yield "  </trace>\n"


def _attributes(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if value is not None:
            tag, text = _written(value)
            yield f"{indent}<{tag} key={quoteattr(key)} value={_quoted(text)}/>\n"


def _written(value: Any) -> tuple[str, str]:
    if isinstance(value, bool):
        return "boolean", "true" if value else "false"
    if isinstance(value, int) and -_LONGEST <= value < _LONGEST:
        return "int", str(value)
    if isinstance(value, datetime):
        return "date", value.astimezone(BANGKOK).isoformat(timespec="milliseconds")
    tag = "float" if isinstance(value, float) else "string"
    return tag, value if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return orjson.dumps(value, default=str, option=orjson.OPT_SORT_KEYS).decode()


def _quoted(text: str) -> str:
    """Return an attribute's value; what XML 1.0 has no sign for is left out."""
    shown = "".join(letter for letter in text if letter >= " " or letter in "\t\n\r")
    return '"' + escape(shown, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}) + '"'
