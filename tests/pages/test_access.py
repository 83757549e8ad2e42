"""Who may open and do what: the whole table, found out by trying, and what must hold in it."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.access import addresses, scene, table
from tests.access.probing import MAY, NOT_THERE, REFUSED, SIGN_IN
from web.audience import EVERYBODY, Audience, kinds_of

WRITTEN = Path(__file__).parents[2] / "docs" / "access.md"
OWN_ACCOUNT = {
    *("session.sign_in", "session.sign_out", "session.act_for"),
    *("auth.sign_in", "auth.sign_out", "track.enter", "track.leave"),
}
"""What an auditor may change: the own session, for whom it acts, and which case the browser follows
without an account. Pages add theirs by `own`."""
WITHOUT_SIGNING_IN = {"health.healthz", "health.readyz", "health.metrics", "docs.page",
                      "docs.openapi_json", "auth.sign_in"}  # fmt: skip
"""What the API answers to everybody."""
ONLY_LOOKS = {"papers.verify"}
"""What is asked by POST and changes nothing."""
OBJECTS = {"instance_id", "case_id", "task_id", "attachment_id"}
"""What stands in an address of the family's case."""


@pytest.fixture(scope="module")
def made(lived_directory, tmp_path_factory):
    ready = scene.set_up(lived_directory, tmp_path_factory.mktemp("access"))
    with closing(ready.engine):
        yield ready


@pytest.fixture(scope="module")
def rows(made):
    return table.found(made)


def of(rows, app):
    return [row for row in rows if row.address.app == app]


def named(row):
    return f"{row.address.method} {row.address.rule} {row.address.variant}"


MIGRATES = ("analyst", "process-instances.migrate")
"""An analyst moves the office's cases to a version: told of steps and days, of nothing personal."""


def is_of_a_case(row):
    return any(f"<{name}>" in row.address.rule for name in OBJECTS)


def test_the_written_table_is_what_was_found(rows):
    assert WRITTEN.read_text("utf-8") == table.written(rows), "scripts/access --write"


def test_nothing_fails(rows):
    failed = [
        f"{named(row)}: {name} {cell}"
        for row in rows
        for name, cell in row.cells.items()
        if cell.startswith("fails")
    ]
    assert not failed


def test_a_page_is_opened_only_by_those_it_declares(rows, made):
    declared = made.pages.extensions["khanton-whom"]
    people = {name: _kinds(made, user) for name, user in scene.PEOPLE.items()}
    wrong = [
        f"{named(row)}: {name} {cell}"
        for row in of(rows, "pages")
        for name, cell in row.cells.items()
        if not declared[row.address.endpoint].whom & people[name]
        and cell != (SIGN_IN if name == "nobody" else REFUSED)
    ]
    assert not wrong


def _kinds(made, user):
    from engine import people  # noqa: PLC0415 - asked only here

    return kinds_of(None if user is None else people.who(made.engine, made.tokens[user]))


def test_every_page_is_somebodys(rows):
    assert [named(row) for row in rows if MAY not in row.cells.values()] == []


def test_nobody_outside_sees_a_familys_case_by_any_address(rows):
    outside = ("nobody", "neighbour", "stranger", "admin elsewhere", "analyst")
    seen = [
        f"{named(row)}: {name} {row.cells[name]}"
        for row in rows
        if is_of_a_case(row)
        for name in outside
        if row.cells[name] == MAY and (name, row.address.endpoint) != MIGRATES
    ]
    assert not seen


def test_who_may_not_see_a_case_is_not_told_that_it_is_there(rows):
    told = [
        f"{named(row)}: {name}"
        for row in of(rows, "service")
        if is_of_a_case(row)
        for name in ("neighbour", "stranger", "admin elsewhere")
        if row.cells[name] != NOT_THERE
    ]
    assert not told


def test_owner_and_colleague_see_the_case(rows):
    reading = [row for row in of(rows, "service") if row.address.method == "GET"]
    seen = {row.address.endpoint: row.cells for row in reading if is_of_a_case(row)}

    for endpoint in ("process-instances.one", "tasks.one", "tasks.form", "attachments.content"):
        assert {seen[endpoint][name] for name in ("owner", "colleague", "admin", "auditor")} == {
            MAY
        }


def test_a_task_is_done_only_by_whom_it_lies_with(rows):
    doing = {"tasks.complete", "tasks.claim", "tasks.draft", "tasks.send_back", "tasks.unclaim"}
    for row in rows:
        if row.address.endpoint in doing:
            is_owners = row.address.variant == "the applicant's"
            assert (row.cells["owner"] == MAY) == is_owners, named(row)
            assert (row.cells["colleague"] == MAY) == (not is_owners), named(row)


def test_an_auditor_can_change_nothing_anywhere(rows, made):
    declared = made.pages.extensions["khanton-whom"]
    changed = [
        named(row)
        for row in rows
        if row.address.method != "GET"
        and row.cells["auditor"] == MAY
        and row.address.endpoint not in OWN_ACCOUNT | ONLY_LOOKS
        and not (row.address.app == "pages" and declared[row.address.endpoint].own)
    ]
    assert not changed


def test_who_has_not_signed_in_opens_only_what_is_everybodys(rows, made):
    declared = made.pages.extensions["khanton-whom"]
    opened = {row.address.endpoint for row in rows if row.cells["nobody"] == MAY}
    everybodys = {name for name, each in declared.items() if Audience.STRANGER in each.whom}

    assert opened - everybodys <= WITHOUT_SIGNING_IN
    assert all(declared[name].whom == EVERYBODY for name in everybodys)


def test_an_admin_administers_only_the_own_office(rows):
    paths = ("/offices/<office>", "/calendars/<office>/days")
    crossed = [
        named(row)
        for row in of(rows, "service")
        if any(path in row.address.rule for path in paths) and row.cells["admin elsewhere"] == MAY
    ]
    assert not crossed


def test_every_address_can_be_tried(made):
    tried = {each.endpoint for each in addresses.all_of(made)} | addresses.SKIPPED
    known = {
        rule.endpoint for app in (made.pages, made.service) for rule in app.url_map.iter_rules()
    }
    assert tried == known
