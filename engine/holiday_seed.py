"""The first contents of an office's holiday table, from the `holidays` package.

Seed only: the truth is the office's table, where staff add what the cabinet announces. An office
closes on the package's public and government days except Labour Day and Children's Day, which
bind others; substitution days are included.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from holidays import country_holidays
from holidays.version import __version__

from engine.calendar import Holiday

CHECKED_THROUGH: Final = 2026
"""The last Gregorian year whose seed was checked against what was announced; later is forecast."""

_CATEGORIES: Final = ("public", "government")
_NOT_AN_OFFICE_HOLIDAY: Final = ("วันแรงงาน", "วันเด็ก", "Labor Day", "Children's Day")


def office_holidays(years: Iterable[int]) -> dict[date, Holiday]:
    """Return the office holidays of these Gregorian years, by day, in order."""
    wanted = set(years)
    thai, english = _names(wanted, "th"), _names(wanted, "en_US")
    return {day: _holiday(day, thai[day], english[day]) for day in sorted(thai) if thai[day]}


def _names(years: set[int], language: str) -> dict[date, str]:
    days = country_holidays("TH", years=years, language=language, categories=_CATEGORIES)
    return {day: "; ".join(filter(_closes_an_office, days.get_list(day))) for day in days}


def _closes_an_office(name: str) -> bool:
    return not any(other in name for other in _NOT_AN_OFFICE_HOLIDAY)


def _holiday(day: date, name_th: str, name_en: str) -> Holiday:
    forecast = "" if day.year <= CHECKED_THROUGH else ", forecast"
    source = f"holidays {__version__}{forecast}"
    return Holiday(day=day, name_th=name_th, name_en=name_en, source=source)
