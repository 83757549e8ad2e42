"""A new form or decision table of a draft: what was asked for, and a key that is free."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import request, url_for

from engine import definitions, drafts
from engine.drafts import Draft
from web.language import t
from web.session import engine, person

_LONGEST: Final = 200
_KEY: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the page asked for: what the file is called in both languages, and of which kind."""

    title_th: str = ""
    title_en: str = ""
    kind: str = ""


def wanted(kinds: Sequence[str]) -> tuple[Wanted, dict[str, str]]:
    """Return what was posted, and what is wrong with it by control; the first kind if none is."""
    th = request.form.get("title_th", "").strip()[:_LONGEST]
    en = request.form.get("title_en", "").strip()[:_LONGEST]
    asked = request.form.get("kind", "")
    given = Wanted(title_th=th, title_en=en, kind=asked if asked in kinds else kinds[0])
    wrong = {}
    if not th:
        wrong["title_th"] = t("ตั้งชื่อภาษาไทย", "Give it a Thai name")
    if not en:
        wrong["title_en"] = t("ตั้งชื่อภาษาอังกฤษ", "Give it an English name")
    return given, wrong


def kinds_called(templates: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return (kind, what it is called, what it is for) of what a new file may begin with."""
    return [
        (kind, t(each.th, each.en), t(each.about_th, each.about_en))
        for kind, each in templates.items()
    ]


def begun(draft: UUID, given: Wanted, ending: str, body: Callable[[str], bytes]) -> str:
    """Write a new file of the draft under a key that nothing has yet; return the key."""
    taken = {each.name.rpartition(".")[0] for each in drafts.get(engine(), person(), draft).files}
    key = _free(given.title_en, taken | definitions.keys(engine()))
    drafts.save(engine(), person(), draft, f"{key}.{ending}", body(key), 0)
    return key


def _free(title: str, taken: set[str] | frozenset[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:_KEY].strip("_")
    stem = slug if slug[:1].isalpha() else f"form_{slug}".strip("_")
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key


def named_files(
    draft: Draft, kind: str, endpoint: str, titled: Callable[[bytes], str]
) -> list[tuple[str, str, str]]:
    """Return (address, key, title) of the draft's files of a kind; untitled ones by their key."""
    identity = draft.row.id
    bodies = drafts.bodies(engine(), person(), identity)
    names = [each.name for each in draft.files if drafts.kind_of(each.name) == kind]
    keys = {name.rpartition(".")[0]: bodies[name] for name in names}
    return [
        (url_for(endpoint, draft=identity, key=key), key, titled(body) or key)
        for key, body in keys.items()
    ]
