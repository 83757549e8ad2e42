"""How much there is to do: the nation's figures, where each comes from, the cases they make."""

import json
from dataclasses import dataclass
from pathlib import Path

_FIGURES = json.loads((Path(__file__).parent / "figures.json").read_text(encoding="utf-8"))
NATION_OFFICES, NATION_SCHOOLS = _FIGURES["offices"]["value"], _FIGURES["schools"]["value"]


def figure(name):
    """Return a figure of the nation; `figures.json` says where it comes from."""
    return _FIGURES[name]["value"]


def sources():
    """Return (name, value, source, confidence) of every figure."""
    return [(name, f["value"], f["source"], f["confidence"]) for name, f in _FIGURES.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How many offices and schools; families and candidates are the nation's share of them."""

    offices: int = NATION_OFFICES
    schools: int = NATION_SCHOOLS

    def scaled(self, scale):
        """Return a part of it, of one office and one school at least in each."""
        offices = max(1, round(self.offices * scale))
        return Extent(offices=offices, schools=max(offices, round(self.schools * scale)))

    def by_office(self, name):
        """Return a national figure's share for so many offices."""
        return figure(name) * self.offices / NATION_OFFICES

    def by_school(self, name):
        """Return a national figure's share for so many schools."""
        return figure(name) * self.schools / NATION_SCHOOLS


OTHERS = {
    "home_education_transfer": 0.45,
    "home_education_recognition": 0.35,
    "home_education_cancellation": 0.12,
    "home_education_move": 0.08,
}
"""How the other cases of home education part: assumed."""
REFUSED = 0.05
"""Share of families that are refused: assumed."""


def cases(extent):
    """Return how many cases of each procedure begin in a year, by definition key."""
    terms, rounds = figure("terms"), figure("welfare_rounds")
    other = extent.by_office("other_home_education")
    return {
        "cct_screening": extent.offices * terms,
        "cct_school": extent.schools * terms,
        "cct_grants": extent.schools * terms,
        "student_welfare": extent.offices * rounds,
        "student_welfare_nomination": extent.schools * rounds,
        "school_community": extent.offices,
        "school_community_register": extent.schools,
        "royal_award": extent.offices,
        "royal_award_application": extent.by_school("candidates"),
        "home_education_permission": extent.by_office("new_families"),
        "home_education_year": extent.by_office("learners"),
        "home_education_appeal": extent.by_office("new_families") * REFUSED,
        "home_education_publicity": extent.offices,
        "home_education_window": extent.offices * 2,
        **{key: other * share for key, share in OTHERS.items()},
        "home_education_arrival": other * OTHERS["home_education_move"],
    }
