"""What a draft runs with: its own files, and what is deployed of all that they name."""

from collections.abc import Mapping
from hashlib import sha256

from engine.execution import asked_decisions, asked_forms, outline
from engine.store import Transaction, catalogue


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return what tells these files from others."""
    found = sha256()
    for name, body in sorted(files.items()):
        found.update(f"{name}\0{len(body)}\0".encode())
        found.update(body)
    return found.hexdigest()


def whole(tx: Transaction, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files with the newest of what is deployed and they name, directly or further on.

    Of the same key, the files' own wins. What is neither there nor deployed is left out: the rules
    of deployment tell of it.
    """
    found = {name.rpartition("/")[2]: body for name, body in files.items()}
    known = {outline(body).key for name, body in found.items() if name.endswith(".bpmn")}
    waiting = [name for name in found if name.endswith(".bpmn")]
    while waiting:
        for name, body in _named(tx, found[waiting.pop()], known).items():
            if name not in found:
                found[name] = body
                if name.endswith(".bpmn"):
                    known.add(name.removesuffix(".bpmn"))
                    waiting.append(name)
    return found


def _named(tx: Transaction, diagram: bytes, known: set[str]) -> dict[str, bytes]:
    """Return what is deployed of the processes, forms and tables that a diagram names."""
    seen = outline(diagram)
    if not seen.key:
        return {}  # it cannot be read: the rules say why
    forms = {f"{key}.json": catalogue.form(tx, key) for key in asked_forms(diagram)}
    tables = {f"{key}.dmn": catalogue.decision(tx, key) for key in asked_decisions(diagram)}
    deployed = {name: found[1] for name, found in {**forms, **tables}.items() if found is not None}
    called = {f"{key}.bpmn": _diagram(tx, key) for key in seen.calls if key not in known}
    return deployed | {name: body for name, body in called.items() if body is not None}


def _diagram(tx: Transaction, key: str) -> bytes | None:
    newest = catalogue.newest(tx, key)
    found = None if newest is None else catalogue.diagram(tx, key, newest.version)
    return None if found is None else found[0]
