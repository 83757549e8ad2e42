"""Versions that need not be deployed: a draft's files, with what is deployed around them."""

from collections.abc import Mapping

from engine.execution import Target, asked_decisions, called_processes, outline, parse
from engine.store import Transaction, catalogue


def of_files(tx: Transaction, files: Mapping[str, bytes]) -> dict[str, tuple[Target, bytes]]:
    """Return each process of the files as it would run, with its diagram, by key.

    `files`: content by file name, free of errors. What a diagram calls or asks and is not among the
    files is taken as it is deployed now.
    """
    diagrams = {outline(body).key: body for name, body in files.items() if _is(name, "bpmn")}
    tables = {name.rpartition(".")[0]: body for name, body in files.items() if _is(name, "dmn")}
    return {key: (_target(tx, body, diagrams, tables), body) for key, body in diagrams.items()}


def _is(name: str, ending: str) -> bool:
    return name.rpartition(".")[2] == ending


def _target(
    tx: Transaction, xml: bytes, diagrams: Mapping[str, bytes], tables: Mapping[str, bytes]
) -> Target:
    called: dict[str, bytes] = {}
    waiting = called_processes(xml)
    while waiting:
        name = waiting.pop()
        body = diagrams.get(name) or _deployed(tx, name)
        if name not in called and body is not None:
            called[name] = body
            waiting += called_processes(body)
    asked = {name for body in (xml, *called.values()) for name in asked_decisions(body)}
    found = {name: tables.get(name) or _table(tx, name) for name in sorted(asked)}
    decisions = {name: body for name, body in found.items() if body is not None}
    return Target(parse(xml, called, decisions), xml, called)


def _deployed(tx: Transaction, key: str) -> bytes | None:
    newest = catalogue.newest(tx, key)
    found = None if newest is None else catalogue.diagram(tx, key, newest.version)
    return None if found is None else found[0]


def _table(tx: Transaction, key: str) -> bytes | None:
    found = catalogue.decision(tx, key)
    return None if found is None else found[1]
