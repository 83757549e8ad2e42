"""Every setting that is declared: with the program, and by what analysts have deployed since.

Of one name the newest declaration holds. A declaration never goes: cases of earlier versions may
ask for it still.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from engine import choices, shipped
from engine.choices import Choice
from engine.execution import outline
from engine.store import Transaction, setting_files


def catalogue(tx: Transaction) -> Mapping[str, Choice]:
    """Return every setting by name."""
    if (known := tx.memo.get("settings")) is None:
        newest = setting_files.newest_deployment(tx)
        known = choices.catalogue() if newest is None else _kept(newest, lambda: _merged(tx))
        tx.memo["settings"] = known
    found: Mapping[str, Choice] = known
    return found


def forget(tx: Transaction) -> None:
    """Read them anew within this transaction: it has written some."""
    tx.memo.pop("settings", None)


_LAST: dict[Any, Mapping[str, Choice]] = {}
_MOST = 16


def _kept(key: Any, make: Any) -> Mapping[str, Choice]:
    """Keep what was made for a state of the database; another process's deployment is another."""
    if key not in _LAST:
        while len(_LAST) >= _MOST:
            _LAST.pop(next(iter(_LAST)), None)
        _LAST[key] = make()
    return _LAST[key]


def _merged(tx: Transaction) -> Mapping[str, Choice]:
    found = dict(choices.catalogue())
    for procedure, body in setting_files.all_of(tx):
        for name, said in orjson.loads(body).items():
            found[name] = choices.as_choice(name, said, procedure)
    return found


def file_of(tx: Transaction, procedure: str) -> bytes | None:
    """Return the newest `settings.json` of a procedure; None when it declares nothing."""
    known = setting_files.newest(tx, procedure)
    return shipped.settings().get(procedure) if known is None else known[1]


def procedure_of(tx: Transaction, diagrams: Mapping[str, bytes]) -> str:
    """Return to which procedure a set of diagrams belongs: the name its settings go by.

    That is the folder it is shipped in; else the key that settings were deployed under before;
    else the key of the diagram that no other of the set calls. "" where there is no diagram.
    """
    return _procedure(diagrams, setting_files.procedures(tx))


def _procedure(diagrams: Mapping[str, bytes], known: frozenset[str]) -> str:
    outlines = [outline(body) for body in diagrams.values()]
    keys = sorted(each.key for each in outlines if each.key)
    folders = sorted({shipped.folders()[key] for key in keys if key in shipped.folders()})
    called = {call for each in outlines for call in each.calls}
    first = [key for key in keys if key in known]
    tops = [key for key in keys if key not in called]
    return next(iter([*folders, *first, *tops, *keys]), "")
