"""The pictures of the guides: which page, as whom, and what is done first."""

import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from engine import demo, drafts, incidents, instances, tasks
from tests.lived import engine_at
from tests.pages.browsing import Browser, Served
from tests.pages.lived_site import LivedSite

FOLDER = Path(__file__).parents[2] / "docs" / "th" / "shots"
PERMISSION = "home_education_permission"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: of which address, as whom, at which width, after doing what."""

    user: str | None
    path: str | Callable
    first: Callable | None = None
    width: int = 1366


def case(site, user, of="", status="active"):
    """Return a family's application that the user may see, by a part of the applicant's name."""
    wanted = instances.Filter(definition_key=PERMISSION, status=status)
    found = instances.list_some(site.engine, site.person(user), wanted, None, 50).items
    return next(each.id for each in found if of in (each.applicant_th or ""))


def task(user, element):
    """Return the address of an open task of an element that the user may see."""

    def found(site):
        page = tasks.list_some(site.engine, site.person(user), tasks.Filter(), None, 200)
        own = [each for each in page.items if each.element_id == element]
        mine = [each for each in own if each.assignee == user]
        return f"/tasks/{(mine or own)[0].id}"

    return found


def incident(site):
    found = incidents.list_some(site.engine, site.person("admin"), (True, None), None, 1)
    return f"/admin/incidents/{found.items[0].id}"


def draft(place=""):
    """Return the address of a page of a draft of student welfare; one is begun at first."""

    def found(site):
        analyst = site.person("analyst")
        known = [each.row.id for each in drafts.list_all(site.engine, analyst)]
        title = drafts.Begun(title_th="สวัสดิการนักเรียน ปรับเวลา ๒๕๗๐", title_en="Student welfare 2027")
        begin = (
            [] if known else [drafts.create(site.engine, analyst, title, of="student_welfare").id]
        )
        return f"/studio/{[*known, *begin][0]}{place}"

    return found


def studio(site):
    draft()(site)
    return "/studio"


def wait_for_modeler(page):
    page.locator(".studio-diagram.ready").wait_for()


def wait_for_diagram(page):
    page.locator(".djs-container svg").first.wait_for()


def play(page):
    """Go some events on in the replay."""
    wait_for_diagram(page)
    for _ in range(22):
        page.keyboard.press("ArrowRight")


SHOTS = {
    "sign-in": Shot(None, "/sign-in"),
    "family-cases": Shot("family", "/my"),
    "family-apply": Shot("family", "/apply"),
    "family-begin": Shot("family", f"/apply/{PERMISSION}"),
    "family-case": Shot("family", lambda s: f"/cases/{case(s, 'family')}"),
    "family-papers": Shot("family", lambda s: f"/cases/{case(s, 'family', status='completed')}"),
    "family-form": Shot("family", task("family", "revise_plan")),
    "family-phone": Shot("family", task("family", "revise_plan"), width=390),
    "track": Shot(None, "/track"),
    "school-inbox": Shot("school", "/inbox"),
    "school-table": Shot("school", task("school", "screen_students")),
    "officer-inbox": Shot("officer", "/inbox"),
    "officer-task": Shot("officer", task("officer", "check_documents"), wait_for_diagram),
    "officer-begin": Shot("officer", "/apply"),
    "officer-rounds": Shot("officer", "/rounds"),
    "officer-deadlines": Shot("officer", "/admin/deadlines"),
    "officer-substitution": Shot("officer", "/account/substitution"),
    "officer-account": Shot("officer", "/account"),
    "officer-search": Shot("officer", "/search?q=ดอกคูน"),
    "officer-notices": Shot("officer", "/notices"),
    "admin-home": Shot("admin", "/admin"),
    "admin-cases": Shot("admin", "/admin/cases"),
    "admin-case": Shot(
        "admin", lambda s: f"/admin/cases/{case(s, 'admin', 'กันเกรา')}", wait_for_diagram
    ),
    "admin-heat": Shot("admin", f"/admin/procedures/{PERMISSION}/1", wait_for_diagram),
    "admin-incidents": Shot("admin", "/admin/incidents"),
    "admin-incident": Shot("admin", incident),
    "admin-calendar": Shot("admin", "/admin/calendar"),
    "admin-people": Shot("admin", "/admin/people"),
    "admin-schools": Shot("admin", "/admin/schools"),
    "admin-settings": Shot("admin", "/admin/settings"),
    "admin-health": Shot("admin", "/admin/health"),
    "auditor-home": Shot("auditor", "/audit"),
    "auditor-case": Shot("auditor", lambda s: f"/audit/cases/{case(s, 'auditor', 'กันเกรา')}"),
    "auditor-replay": Shot(
        "auditor", lambda s: f"/audit/cases/{case(s, 'auditor', 'กันเกรา')}/replay", play
    ),
    "auditor-compare": Shot(
        "auditor", lambda s: f"/audit/cases/{case(s, 'auditor', 'กันเกรา')}/compare"
    ),
    "analyst-procedures": Shot("analyst", "/admin/procedures"),
    "analyst-studio": Shot("analyst", studio),
    "analyst-draft": Shot("analyst", draft()),
    "analyst-drawing": Shot(
        "analyst", draft("/diagrams/student_welfare.bpmn"), first=wait_for_modeler
    ),
}


def main():
    """Take every picture, or those named."""
    with tempfile.TemporaryDirectory() as lived:
        with closing(engine_at(Path(lived))) as engine:
            demo.seed_cases(engine)
        take(Path(lived), sys.argv[1:] or list(SHOTS))


def take(lived, names, folder=FOLDER):
    """Take the pictures of these names of a lived demonstration."""
    with (
        tempfile.TemporaryDirectory() as copy,
        closing(LivedSite(lived, Path(copy))) as site,
        Served(site) as served,
        Browser() as browser,
    ):
        for name in names:
            _take(browser, served, SHOTS[name], folder / f"{name}.png")


def _take(browser, served, shot, file):
    page = browser.page(served, shot.user, width=shot.width)
    page.goto(shot.path(served.site) if callable(shot.path) else shot.path)
    page.wait_for_load_state("networkidle")
    if shot.first is not None:
        shot.first(page)
    page.screenshot(path=file)
    page.context.close()


if __name__ == "__main__":
    main()
