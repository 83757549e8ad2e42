"""What a case waits for and where it stands, in words that are not a program's."""

import pytest

from engine import deployments, instances
from engine.errors import InstanceNotActive
from tests import starting
from tests.execution import drawing as d
from tests.pages.site import OPERATOR, visible


def listening():
    """Waits for a message whose own name is for programs."""
    catch = d.event(
        "intermediateCatchEvent", "hear", "message", name="หลักฐานมาถึง", messageRef="news_m"
    )
    flows = d.way("start", "hear", "end")
    return d.process([d.start(), catch, d.end()], flows, id="listening", declared=starting.NEWS)


def test_a_message_is_waited_for_by_its_place_in_the_diagram(site):
    deployments.deploy(site.engine, OPERATOR, {"listening.bpmn": listening()})
    case = site.start("officer", "listening")

    (heard,) = instances.get(site.engine, site.person("admin"), case).subscriptions
    page = visible(site.client("admin").text(f"/admin/cases/{case}"))

    assert "รอ “หลักฐานมาถึง”" in page
    assert f"“{heard.name}”" not in page


def test_a_suspended_case_refuses_in_the_person_s_language(site):
    case = site.start()
    instances.suspend(site.engine, site.person("admin"), case, "รอ")

    with pytest.raises(InstanceNotActive) as refused:
        instances.suspend(site.engine, site.person("admin"), case, "รออีก")

    assert "เรื่องนี้อยู่ในสถานะ “ระงับไว้”" in refused.value.text("th")
    assert "it is suspended" in refused.value.text("en")
