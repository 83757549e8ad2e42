"""Every row of the manuals is carried by something that exists; the page that says so is true."""

from pathlib import Path

from command.trace import page
from engine import manuals

_PAGE = Path(__file__).parents[2] / "docs" / "trace.md"


def test_every_row_of_both_manuals_is_covered_and_no_reference_leads_nowhere():
    assert manuals.faults() == []
    assert len(manuals.trace()) == 213


def test_the_page_of_the_docs_is_what_the_service_says():
    assert _PAGE.read_text(encoding="utf-8") == page(), "run scripts/trace --write docs/trace.md"


def test_every_contradiction_of_the_manuals_has_its_choice_in_thai():
    assert len(manuals.anomalies()) == 32
    for each in manuals.anomalies():
        assert any("\u0e01" <= letter <= "\u0e5b" for letter in each.choice_th), each.id


def test_a_period_is_carried_by_the_deadline_that_keeps_it():
    traced = {each.row.id: each for each in manuals.trace()}

    kept = {(c.kind, c.place) for c in traced["H-CAL-1-4"].carriers}

    assert ("deadline", "home_education_permission#review_due") in kept
    assert ("setting", "plan_review_days") in kept


def test_an_uncovered_row_and_a_dead_reference_are_found(monkeypatch):
    lost = {**manuals.rows(), "Z-1": _a_new_row()}
    del lost["H-CAL-1-4"]
    monkeypatch.setattr(manuals, "rows", lambda: lost)
    manuals.trace.cache_clear()

    found = manuals.faults()

    manuals.trace.cache_clear()
    assert "row Z-1 is carried by nothing" in found
    assert "H-CAL-1-4 is named by the service, but no manual has it" in found


def _a_new_row():
    return manuals.ManualRow(
        id="Z-1", process="H", manual="udonthani1", section="1", kind="step", text="ขั้นตอนใหม่"
    )
