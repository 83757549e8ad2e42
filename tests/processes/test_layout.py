"""The diagrams that ship can be read: nothing lies on anything else, and nothing is left out."""

import pytest

from engine import shipped
from tests.processes.layout import problems


@pytest.mark.parametrize("name", sorted(n for n in shipped.files() if n.endswith(".bpmn")))
def test_a_shipped_diagram_is_drawn_cleanly(name):
    assert problems(shipped.files()[name]) == []


def test_what_is_drawn_badly_is_found():
    good = shipped.files()["home_education_permission.bpmn"].decode()
    bad = good.replace('<dc:Bounds x="385" y="270"', '<dc:Bounds x="385" y="1000"')

    found = problems(bad.encode())

    assert any("overlap" in each for each in found)
    assert "draft_plan lies outside its lane lane_organiser" in found
