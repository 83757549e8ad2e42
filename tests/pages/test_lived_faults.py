"""What testers found by living as the office's people; each stays mended."""

import pytest

from engine import comments, instances
from tests.pages.site import visible

TOO_LARGE = "99999999999999999999"


@pytest.mark.parametrize(
    "path",
    [
        f"/diagrams/home_education_permission/{TOO_LARGE}.bpmn",
        f"/admin/procedures/home_education_permission/{TOO_LARGE}",
    ],
)
def test_a_number_greater_than_a_database_holds_names_nothing(site, path):
    assert site.client("admin").get(path).status_code == 404


@pytest.mark.parametrize("number", [TOO_LARGE, f"-{TOO_LARGE}", "x"])
def test_a_number_in_a_query_that_cannot_be_names_nothing(site, number):
    path = f"/audit/procedures/home_education_permission/replay.json?version={number}"
    assert site.client("auditor").get(path).status_code == 404


def test_what_the_office_remarks_stays_among_the_office(site):
    case = site.start()
    task = site.tasks(case)[0]
    comments.add(site.engine, site.person("officer"), task.id, "ภายใน: ตรวจสอบเอกสารอีกครั้ง")
    place = f"/tasks/{task.id}/comments"
    assert "ภายใน" in site.client("director").text(place)
    assert "ภายใน" not in site.client("family").text(place)
    assert place not in site.client("family").text(f"/tasks/{task.id}")


def test_a_familys_work_is_what_the_family_does(site):
    case = site.start()
    theirs = instances.get(site.engine, site.person("family"), case).tasks
    assert [task.roles for task in theirs] == ["promo_officer"]
    assert theirs[0].name not in visible(site.client("family").text("/inbox"))
    assert theirs[0].name in visible(site.client("officer").text("/inbox"))


def test_people_are_called_in_the_readers_language(site):
    assert "นายสมมติ ตัวอย่าง" in visible(site.client("officer").text("/inbox"))
    english = visible(site.client("officer", "en").text("/inbox"))
    assert "Sommut Example (officer)" in english
    assert "นายสมมติ ตัวอย่าง" not in english
