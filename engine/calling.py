"""Who somebody is, in a refusal: the user name for programs, the names for people."""

from engine.store import Transaction, people


def told(tx: Transaction, part: str, user: str | None) -> dict[str, str | None]:
    """Return the particulars `part`, `part_th` and `part_en` of a user; a dash where nobody is."""
    if user is None:
        return {part: None, f"{part}_th": "–", f"{part}_en": "–"}
    th, en = people.names(tx, [user]).get(user, (user, user))
    return {part: user, f"{part}_th": th or user, f"{part}_en": en or th or user}
