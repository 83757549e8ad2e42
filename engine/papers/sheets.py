"""The sheet: all that a template reads, and the digest that ties the paper to the history."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson

from engine.papers.bundling import Bundle


def sheet(
    bundle: Bundle, filled: Mapping[str, Any], around: Mapping[str, Any], number: str | None
) -> dict[str, Any]:
    """Return what the template reads.

    `around`: `office` {name_th, name_en, province, address, phone} and `case` {business_key}.
    `digest` is over the template and everything else on the sheet; its beginning is printed at the
    foot of each page, so that a paper in the hand leads to its event in the history.
    """
    told = {"inputs": dict(filled), **around, "number": number}
    return {**told, "digest": digest_of(bundle.digest, told)}


def digest_of(template: str, told: Mapping[str, Any]) -> str:
    """Return the SHA-256 in hex of a template's digest and what is told, without its own digest."""
    plain = {name: value for name, value in told.items() if name != "digest"}
    return sha256(orjson.dumps([template, plain], option=orjson.OPT_SORT_KEYS)).hexdigest()
