"""What the files of a draft are called by people: the names and titles that stand in them."""

from collections.abc import Mapping

import orjson

from engine.drafts import naming
from engine.execution import named

Called = tuple[str, str]


def called(files: Mapping[str, bytes]) -> dict[str, Called]:
    """Return the Thai and the English name of each file that has one; by file name."""
    found = {name: _called(name, body) for name, body in files.items()}
    return {name: each for name, each in found.items() if each[0]}


def _called(name: str, body: bytes) -> Called:
    kind = naming.kind_of(name)
    if kind in (naming.DIAGRAM, naming.TABLE):
        return named(body)
    return (
        _title(body) if kind == naming.FORM else ("ค่าตั้งของกระบวนงาน", "Settings of the procedure")
    )


def _title(body: bytes) -> Called:
    try:
        title = orjson.loads(body)["title"]
        th, en = title["th"], title["en"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return ("", "")
    return (th, en or th) if isinstance(th, str) and isinstance(en, str) else ("", "")
