"""What a paper must be told: its declaration, read from `papers/<key>.json`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import orjson


class Numbering(StrEnum):
    """How a paper is numbered: `letter` ศธ ๐๔๙๙๙/๑, `yearly` ๑/๒๕๖๙; by office and year."""

    NONE = "none"
    LETTER = "letter"
    YEARLY = "yearly"


KINDS: Final = frozenset(
    {"text", "date", "period", "person", "address", "texts", "rows", "table", "choice"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One thing a paper is told, or one column of its rows; `kind` is explained in `__init__`."""

    key: str
    kind: str
    th: str
    en: str
    required: bool = False
    choices: tuple[str, ...] = ()
    columns: tuple["Column", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A declaration. `given_number`: the input whose value is the number when the case has one.

    `counter`: which running number it takes; papers of one register share one.
    """

    key: str
    title_th: str
    title_en: str
    numbering: Numbering = Numbering.NONE
    counter: str = ""
    given_number: str | None = None
    inputs: Mapping[str, Column] = field(default_factory=dict)

    @property
    def required(self) -> frozenset[str]:
        """The inputs a diagram must give."""
        return frozenset(key for key, each in self.inputs.items() if each.required)


def load(body: bytes, name: str) -> Paper:
    """Read a declaration; `name` is the file's, and says the key.

    Raises:
        ValueError: it is not a declaration: a fault of the program, found by its tests.
    """
    told: dict[str, Any] = orjson.loads(body)
    key = name.removesuffix(".json")
    if told.get("key") != key:
        raise ValueError(f"{name} declares the key {told.get('key')}")
    try:
        return Paper(
            key=key,
            title_th=told["title"]["th"],
            title_en=told["title"]["en"],
            numbering=Numbering(told.get("numbering", "none")),
            counter=told.get("counter", ""),
            given_number=told.get("given_number"),
            inputs={name: _column(name, each) for name, each in told["inputs"].items()},
        )
    except KeyError as missing:
        raise ValueError(f"{name} does not say {missing}") from missing


def _column(key: str, told: Mapping[str, Any]) -> Column:
    kind = told["type"]
    if kind not in KINDS:
        raise ValueError(f"{key} is of an unknown type {kind}")
    return Column(
        key=key,
        kind=kind,
        th=told["th"],
        en=told["en"],
        required=told.get("required", False),
        choices=tuple(told.get("choices", ())),
        columns=tuple(_column(name, each) for name, each in told.get("columns", {}).items()),
    )
