"""Parties that bring cases: a person, by user name, or a school of the office, `school:<code>`.

A user name has no colon, so that one is never taken for the other.
"""

from typing import Any, Final

_SCHOOL: Final = "school:"


def school_party(code: str) -> str:
    """Return how a case names a school as its applicant."""
    return f"{_SCHOOL}{code}"


def school_code(party: str | None) -> str | None:
    """Return the code of the school that a party is; None for a person, or nobody."""
    if party is None or not party.startswith(_SCHOOL):
        return None
    return party.removeprefix(_SCHOOL)


def is_school(value: Any) -> bool:
    """Whether a value names a school as a party."""
    return isinstance(value, str) and school_code(value) is not None
