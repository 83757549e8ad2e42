"""What is wrong with a set of files: the one rule set of deployment and of the analyst's studio."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from hashlib import sha256
from threading import Lock
from typing import TypeAlias

from engine import declared, declaring, shelf
from engine.execution import (
    Known,
    Made,
    Outline,
    PaperInputs,
    check_diagram,
    check_table,
    outline,
    outputs_of,
)
from engine.forms import load as load_form
from engine.forms import makes
from engine.model import Problem, Severity
from engine.roles import ROLES
from engine.services import HANDLERS
from engine.store import Transaction, catalogue


@dataclass(slots=True)
class Examined:
    """The files of a procedure, sorted by their kind, and every problem found in them."""

    diagrams: dict[str, bytes] = field(default_factory=dict)
    """By file name; forms and tables by their key."""
    forms: dict[str, bytes] = field(default_factory=dict)
    tables: dict[str, bytes] = field(default_factory=dict)
    settings: tuple[str, bytes] | None = None
    """Whose settings, and their `settings.json`."""
    problems: list[Problem] = field(default_factory=list)


def examine(tx: Transaction, files: Mapping[str, bytes], limit: int) -> Examined:
    """Return the files sorted by kind, with every problem by every rule; errors come first.

    `files`: content by file name. `limit`: the most bytes of a diagram or table. What the diagrams
    name may be deployed already or be among the files.
    """
    found = Examined()
    for name, body in sorted(files.items()):
        _sort(found, name, body, limit)
    settings = frozenset(declared.catalogue(tx)) | _examine_settings(tx, found)
    known = _known(tx, found, settings) if found.diagrams else Known()
    stamp = _stamp(known, limit)
    for name, body in found.diagrams.items():
        key = sha256(body).digest() + stamp + name.encode()
        found.problems += _RECENT.get(key, partial(check_diagram, body, name, known, limit))
    found.problems.sort(key=lambda problem: problem.severity is not Severity.ERROR)
    return found


def _sort(found: Examined, name: str, body: bytes, limit: int) -> None:
    stem, _, ending = name.rpartition("/")[2].rpartition(".")
    key = sha256(body).digest() + name.encode()
    if f"{stem}.{ending}" == "settings.json":
        found.settings = ("", body)
    elif ending == "json":
        found.forms[stem] = body
        found.problems += _RECENT.get(key, lambda: load_form(body, name)[1])
    elif ending == "dmn":
        found.tables[stem] = body
        found.problems += _RECENT.get(key, partial(check_table, body, name, limit))
    elif ending == "bpmn":
        found.diagrams[name] = body
    else:
        found.problems.append(_unknown_kind(name))


def _examine_settings(tx: Transaction, found: Examined) -> frozenset[str]:
    """Find whose settings the file declares, and its problems; return what it declares."""
    if found.settings is None:
        return frozenset()
    procedure, body = declared.procedure_of(tx, found.diagrams), found.settings[1]
    taken = {name: choice.procedure for name, choice in declared.catalogue(tx).items()}
    found.settings = (procedure, body)
    own, problems = declaring.read(body, "settings.json", procedure, taken)
    found.problems += problems if procedure else [_nobodys_settings()]
    return frozenset(own)


class _Recent:
    """What was found lately, by what it was found of: while drawing, most files do not change."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[bytes, tuple[Problem, ...]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes, find: Callable[[], Iterable[Problem]]) -> tuple[Problem, ...]:
        """Return what was found before, else find it."""
        with self._lock:
            if (known := self._found.get(key)) is not None:
                self._found.move_to_end(key)
                return known
        found = tuple(find())
        with self._lock:
            self._found[key] = found
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return found


_RECENT = _Recent(most=512)


def _stamp(known: Known, limit: int) -> bytes:
    """Return a digest of all that a diagram's problems hang on beside itself."""
    made = known.made
    names = (known.roles, known.forms, known.decisions, known.processes, known.topics, made.called)
    told: list[object] = [limit, sorted(known.settings or ()), *map(sorted, names)]
    told += [_sorted(made.tables), _sorted(made.messages)]
    told += [sorted((key, _sorted(of)) for key, of in made.forms.items())]
    told += [sorted((key, sorted(of.all), sorted(of.required)) for key, of in known.papers.items())]
    return sha256(repr(told).encode()).digest()


def _sorted(names: Mapping[str, frozenset[str] | None]) -> list[tuple[str, list[str]]]:
    return sorted((key, sorted(inside or ())) for key, inside in names.items())


def _known(tx: Transaction, found: Examined, settings: frozenset[str]) -> Known:
    deployed = catalogue.keys(tx)
    outlines = [outline(body) for body in found.diagrams.values()]
    return Known(
        roles=frozenset(ROLES),
        forms=deployed["forms"] | frozenset(found.forms),
        decisions=deployed["decisions"] | frozenset(found.tables),
        processes=deployed["processes"] | frozenset(each.key for each in outlines if each.key),
        topics=frozenset(HANDLERS),
        papers=_papers(),
        settings=settings,
        made=_made(tx, found, outlines),
    )


def _made(tx: Transaction, found: Examined, outlines: list[Outline]) -> Made:
    """Return the variables that come from outside: of these files, else of what is deployed."""
    forms = {key for each in outlines for key in each.form_keys}
    tables = {key for each in outlines for key in each.decision_keys}
    messages: dict[str, frozenset[str]] = {}
    for name, carried in (pair for each in outlines for pair in each.thrown.items()):
        messages[name] = messages.get(name, frozenset()) | carried
    return Made(
        forms={
            key: made
            for key, body in _bodies(forms, found.forms, lambda key: catalogue.form(tx, key))
            if (made := _by_form(body, key))
        },
        tables={
            key: outputs
            for key, body in _bodies(tables, found.tables, lambda key: catalogue.decision(tx, key))
            if (outputs := outputs_of(body))
        },
        messages=messages,
        called=frozenset(key for each in outlines for key in each.calls),
    )


_Deployed: TypeAlias = Callable[[str], tuple[int, bytes, str] | None]


def _bodies(
    keys: set[str], given: Mapping[str, bytes], newest: _Deployed
) -> Iterator[tuple[str, bytes]]:
    """Yield the content of what is named: as given, else the newest that is deployed."""
    for key in sorted(keys):
        if key in given:
            yield key, given[key]
        elif (deployed := newest(key)) is not None:
            yield key, deployed[1]


@lru_cache(512)
def _by_form(body: bytes, key: str) -> Mapping[str, frozenset[str] | None]:
    """Return the variables that a form makes; nothing when it is not sound."""
    form, _ = load_form(body, f"{key}.json")
    return {} if form is None else makes(form)


def _nobodys_settings() -> Problem:
    return Problem(
        file="settings.json",
        element_id=None,
        rule="setting-of-nothing",
        severity=Severity.ERROR,
        message_th="ค่าตั้งต้องมากับแผนผังของกระบวนงาน",
        message_en="Settings come with a diagram of their procedure.",
        remedy_th="ส่งไฟล์ .bpmn ของกระบวนงานมาด้วย",
        remedy_en="Send the procedure's .bpmn along.",
    )


def _papers() -> dict[str, PaperInputs]:
    return {
        key: PaperInputs(all=frozenset(each.paper.inputs), required=each.paper.required)
        for key, each in shelf.templates().items()
    }


def _unknown_kind(name: str) -> Problem:
    return Problem(
        file=name,
        element_id=None,
        rule="file-kind",
        severity=Severity.ERROR,
        message_th=f"ไม่รู้จักชนิดของไฟล์ {name}",
        message_en=f"The kind of file {name} is not known.",
        remedy_th="ส่งไฟล์ .bpmn, .dmn หรือ .json",
        remedy_en="Send .bpmn, .dmn or .json files.",
    )
