"""People in the pages of cases go by their names; each is looked up once for a page."""

from collections.abc import Iterable

from flask import g

from engine.monitoring import people
from web.language import t
from web.session import engine


def know(parties: Iterable[tuple[str, str | None]]) -> None:
    """Look up those that a page is about to name, all at once; each with the office of the case."""
    known = _known()
    fresh = {(office, party) for office, party in parties if party and (office, party) not in known}
    if fresh:
        known.update(people.called(engine(), fresh))


def who(office: str, party: str | None) -> str:
    """Return what somebody is called; the service itself, and a dash for nobody."""
    if party is None:
        return "–"
    if party == "system":
        return t("ระบบ", "the service")
    know([(office, party)])
    th, en = _known().get((office, party), (party, party))
    return t(th, en or th)


def _known() -> dict[tuple[str, str | None], tuple[str, str]]:
    if "monitor_known" not in g:
        g.monitor_known = {}
    found: dict[tuple[str, str | None], tuple[str, str]] = g.monitor_known
    return found
