"""The controls of a form: what each is and holds, what is wrong with it, whether it is seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from engine.forms import FormDefinition, normalise
from engine.forms.accepting import asked_for, rows_of
from engine.forms.conditions import holds
from engine.forms.formulas import formula_of
from engine.forms.kinds import Field, parts
from engine.model import Variables
from web.forms.layout import kind_of, unit_of, width_of
from web.forms.naming import Path, identity, posted
from web.forms.showing import shown
from web.forms.tables import cells_of
from web.language import language, t

_BEGUN_ROWS: Final = 1
"""A table that needs rows shows one to begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a form is shown with: what was typed, what the service fills in, what was wrong.

    `errors`: path → message in both languages, as the engine tells them.
    """

    data: Variables
    own: Variables = field(default_factory=dict)
    errors: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    is_read_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One control. `kind` chooses how it is drawn; `parts` are the controls it is made of.

    `value`: text; chosen values of `multi`; the files; the cells of a table. `needed`: always,
    never, or only while a condition holds (then `is_needed_now` says).
    """

    path: Path
    field: Field
    kind: str
    width: str
    value: Any
    error: str
    is_seen: bool
    is_needed: bool
    is_auto: bool
    parts: tuple["Control", ...] = ()

    @property
    def name(self) -> str:
        """What it is called when the form is posted."""
        return posted(self.path)

    @property
    def id(self) -> str:
        """Its id in the page: errors lead to it."""
        return identity(self.path)

    @property
    def label(self) -> str:
        """What it is called on the page."""
        return _said(self.field, "label")

    @property
    def hint(self) -> str:
        """How it is filled in."""
        return _said(self.field, "hint")

    @property
    def note(self) -> str:
        """What is remarked on it."""
        return _said(self.field, "note")

    @property
    def unit(self) -> str:
        """What its number counts: บาท, %."""
        return unit_of(self.field)

    @property
    def limits(self) -> tuple[int, int]:
        """How few and how many rows or files it takes."""
        return rows_of(self.field)

    @property
    def chosen(self) -> str:
        """The names of what was chosen, for reading."""
        named = {each["value"]: each[language()] for each in self.field.get("options", ())}
        values = self.value if isinstance(self.value, list) else [self.value]
        return ", ".join(str(named.get(value, value)) for value in values if value)


def controls_of(form: FormDefinition, filled: Filled) -> list[Control]:
    """Return a form's controls in order."""
    data = {**filled.data, **filled.own}
    known = normalise(form, data)
    return [_control(each, data.get(each["key"]), (known, filled), ()) for each in form.fields]


def _control(each: Field, value: Any, about: tuple[Mapping[str, Any], Filled], at: Path) -> Control:
    known, filled = about
    path: Path = (*at, each["key"])
    if at == () and "auto" in each:
        value = known.get(each["key"], value)
    is_needed = asked_for(each) or _holds(each, "required_if", known, default=False)
    made = Control(
        path=path,
        field=each,
        kind=kind_of(each),
        width=width_of(each, is_part=len(path) > 1),
        value=_value(each, value),
        error=_error(filled, path),
        is_seen=_holds(each, "visible", known, default=True),
        is_needed=is_needed,
        is_auto="auto" in each,
    )
    if made.kind != "group":
        return made
    inner = value if isinstance(value, Mapping) else {}
    return replace(
        made, parts=tuple(_control(p, inner.get(p["key"]), about, path) for p in parts(each))
    )


def _holds(each: Field, name: str, known: Mapping[str, Any], *, default: bool) -> bool:
    return holds(each[name], known) if name in each else default


def _error(filled: Filled, path: Path) -> str:
    said = filled.errors.get(posted(path))
    return said[language()] if said else ""


def _value(each: Field, value: Any) -> Any:
    kind = each["type"]
    if kind == "table":
        return cells_of(each, value)
    if kind == "multi":
        return [str(one) for one in value] if isinstance(value, list) else []
    if kind == "file":
        return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
    return "" if parts(each) else shown(each, value)


def _said(each: Field, name: str) -> str:
    return str(each[name][language()]) if name in each else ""


@dataclass(frozen=True, slots=True)
class Section:
    """Controls that stand together under a heading; without one, the form has no sections."""

    id: str
    title: str
    controls: tuple[Control, ...]

    @property
    def is_seen(self) -> bool:
        """Whether anything of it is seen just now."""
        return any(each.is_seen for each in self.controls)


def sections_of(form: FormDefinition, controls: Iterable[Control]) -> list[Section]:
    """Return the sections of a form; one without a title where it has none."""
    by_key = {str(each.path[0]): each for each in controls}
    told = form.body.get("sections")
    if not told:
        return [Section("s-0", "", tuple(by_key.values()))]
    return [
        Section(f"s-{number}", each["title"][language()], inside)
        for number, each in enumerate(told)
        if (inside := tuple(by_key[key] for key in each["fields"] if key in by_key))
    ]


def pending(control: Control) -> str:
    """Say of an empty field that the service fills when it will."""
    how = str(control.field.get("auto", ""))
    if how.startswith("number:"):
        return t("ระบบออกเลขให้เมื่อส่ง", "Numbered when you send")
    if formula_of(how) is None:
        return t("ไม่มีในเรื่องนี้", "Not in this case")
    return t("ระบบคำนวณให้", "Worked out for you")
