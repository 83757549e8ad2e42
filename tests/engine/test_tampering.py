"""The seven attacks of someone with SQL rights, on the rows of a real database."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, select, update

from engine import history, ledger, sealing, verifying
from engine.exporting import read_heads
from engine.store import record
from engine.store.tables import history_event, ledger_entry, process_instance, tree_head
from tests.engine.conftest import AUDITOR, OPERATOR

OFFICE = "udonthani1"


def of(table, case):
    return (table.c.office_id == OFFICE) & (table.c.instance_id == case)


@dataclass
class Scene:
    """Three finished cases on three days, a signed head after each day."""

    desk: object
    cases: list[UUID]

    def verify(self):
        """As an auditor elsewhere: an export, the public key and the heads kept outside."""
        lines = list(history.export(self.desk.engine, OPERATOR))
        key = (self.desk.directory / "keys" / "ledger.pub.pem").read_bytes()
        with (self.desk.directory / "heads" / "heads.jsonl").open("rb") as file:
            return verifying.verify_export(lines, key, read_heads(file))

    def look(self, case):
        """As somebody in the office: one case."""
        return kinds(history.verify(self.desk.engine, AUDITOR, case))

    def events(self, case):
        with self.desk.reading() as tx:
            return record.events_of(tx, OFFICE, case)

    def change(self, case, seq, **values):
        place = of(history_event, case) & (history_event.c.seq == seq)
        self.desk.sql(update(history_event).where(place).values(**values))

    def delete(self, case, seq):
        place = of(history_event, case) & (history_event.c.seq >= seq)
        self.desk.sql(delete(history_event).where(place))

    def write(self, case, events):
        """Replace a case's events, numbered and hashed anew, and let its row say the same."""
        self.desk.sql(delete(history_event).where(of(history_event, case)))
        previous, chain = sealing.first_link(OFFICE, case), []
        for seq, event in enumerate(events, start=1):
            moved = replace(event, instance_id=case, seq=seq)
            previous = sealing.link(previous, moved)
            chain.append(replace(moved, hash=previous))
        names = [column.name for column in history_event.c]
        self.desk.sql(
            insert(history_event), [{name: getattr(e, name) for name in names} for e in chain]
        )
        self.settle(case, chain[-1])

    def settle(self, case, last):
        self.desk.sql(
            update(process_instance)
            .where(process_instance.c.id == case)
            .values(last_seq=last.seq, last_hash=last.hash)
        )


@pytest.fixture
def scene(desk):
    made = Scene(desk, [])
    for _ in range(3):
        case = desk.start(child="เด็กชายสมมติ")
        desk.finish(case)
        made.cases.append(case)
        ledger.seal_ledger(desk.engine)
        desk.later(days=1)
    return made


def kinds(report):
    return {finding.kind.value for finding in report.findings}


def test_untouched_rows_have_no_finding(scene):
    report = scene.verify()

    assert report.ok
    assert (report.instances, report.events, report.covered, report.heads) == (3, 18, 18, 3)
    assert [scene.look(case) for case in scene.cases] == [set(), set(), set()]


def test_what_is_newer_than_the_last_head_is_counted_and_no_failure(scene):
    fresh = scene.desk.start()

    report = history.verify(scene.desk.engine, AUDITOR, fresh)

    assert report.ok
    assert (report.covered, report.uncovered, report.entries) == (0, 2, 1)
    assert scene.verify().uncovered == 2


def test_attack_1_a_changed_body_is_found(scene):
    case = scene.cases[1]
    scene.change(case, 3, body=b'\x00{"set":{"plan_ok":true}}')

    assert kinds(scene.verify()) == {"event_changed"}
    assert scene.look(case) == {"event_changed"}


def test_attack_1_a_changed_actor_is_found(scene):
    case = scene.cases[1]
    scene.change(case, 3, actor="director")

    assert kinds(scene.verify()) == {"event_changed"}
    assert scene.look(case) == {"event_changed"}


def test_attack_2_a_body_changed_and_the_chain_hashed_anew_is_found(scene):
    case = scene.cases[1]
    events = scene.events(case)
    events[2] = replace(events[2], body=b'\x00{"set":{"plan_ok":true}}')
    scene.write(case, events)

    assert kinds(scene.verify()) == {"ledger_differs"}
    assert scene.look(case) == {"ledger_differs"}


def test_attack_2_is_found_when_the_entries_are_rewritten_too(scene):
    case = scene.cases[1]
    events = scene.events(case)
    events[2] = replace(events[2], body=b'\x00{"set":{"plan_ok":true}}')
    scene.write(case, events)
    for event in scene.events(case):
        place = of(ledger_entry, case) & (ledger_entry.c.seq == event.seq)
        scene.desk.sql(update(ledger_entry).where(place).values(hash=event.hash))

    assert kinds(scene.verify()) == {"root_wrong"}
    assert scene.look(case) == {"root_wrong"}


def test_attack_3_an_event_deleted_in_the_middle_is_found(scene):
    case = scene.cases[0]
    place = of(history_event, case) & (history_event.c.seq == 3)
    scene.desk.sql(delete(history_event).where(place))

    assert kinds(scene.verify()) == {"events_missing"}
    assert scene.look(case) == {"events_missing"}


def test_attack_4_a_cut_tail_is_found(scene):
    case = scene.cases[2]
    scene.delete(case, 5)

    assert kinds(scene.verify()) == {"tail_missing"}
    assert scene.look(case) == {"tail_missing"}


def test_attack_4_is_found_when_the_row_is_set_back_too(scene):
    case = scene.cases[2]
    scene.delete(case, 5)
    scene.settle(case, scene.events(case)[-1])

    assert kinds(scene.verify()) == {"tail_missing"}
    assert scene.look(case) == {"tail_missing"}


def test_attack_4_is_found_outside_when_entries_and_heads_are_cut_too(scene):
    case = scene.cases[2]
    scene.delete(case, 5)
    scene.settle(case, scene.events(case)[-1])
    place = of(ledger_entry, case) & (ledger_entry.c.seq > 4)
    scene.desk.sql(delete(ledger_entry).where(place))
    assert kinds(scene.verify()) == {"ledger_short"}
    assert scene.look(case) == {"root_wrong"}
    scene.desk.sql(delete(tree_head).where(tree_head.c.size == 9))

    assert kinds(scene.verify()) == {"ledger_short", "head_missing"}
    assert "head_missing" in scene.look(case)


def test_attack_5_a_deleted_case_is_found(scene):
    _forget_case(scene, scene.cases[1])

    [finding] = scene.verify().findings

    assert (finding.kind, finding.instance_id) == ("instance_missing", scene.cases[1])


def test_attack_5_is_found_when_its_entries_are_deleted_too(scene):
    _forget_case(scene, scene.cases[1])
    scene.desk.sql(delete(ledger_entry).where(of(ledger_entry, scene.cases[1])))

    assert "ledger_short" in kinds(scene.verify())
    assert scene.look(scene.cases[0]) == set()
    assert scene.look(scene.cases[2]) == set()


def _forget_case(scene, case):
    """Every row that belongs to a case goes, in the order in which rows refer to each other."""
    tables = process_instance.metadata.sorted_tables
    for table in reversed(tables):
        if "instance_id" in table.c and table is not ledger_entry:
            scene.desk.sql(delete(table).where(of(table, case)))
    scene.desk.sql(delete(process_instance).where(process_instance.c.id == case))


def test_attack_6_an_event_inserted_with_an_old_date_is_found(scene):
    case = scene.cases[0]
    events = scene.events(case)
    invented = replace(events[2], actor="director", at=events[2].at + timedelta(minutes=1))
    scene.write(case, [*events[:3], invented, *events[3:]])

    assert kinds(scene.verify()) >= {"ledger_differs"}
    assert scene.look(case) >= {"ledger_differs"}


def test_attack_6_an_event_put_behind_an_ended_case_is_found(scene):
    case = scene.cases[0]
    events = scene.events(case)
    scene.write(case, [*events, replace(events[2], actor="director")])

    assert kinds(scene.verify()) == {"backdated"}
    assert scene.look(case) == {"ledger_differs"}


def test_attack_7_reordered_events_are_found(scene):
    case = scene.cases[2]
    events = scene.events(case)
    events[2], events[4] = events[4], events[2]
    scene.write(case, events)

    assert kinds(scene.verify()) == {"ledger_differs"}
    assert scene.look(case) == {"ledger_differs"}


def test_attack_7_reordered_entries_are_found(scene):
    first, last = (
        row.id for row in scene.desk.rows(select(ledger_entry.c.id).where(_leaf_in(0, 8)))
    )
    for entry, leaf in ((first, 100), (last, 0), (first, 8)):
        place = ledger_entry.c.id == entry
        scene.desk.sql(update(ledger_entry).where(place).values(leaf_index=leaf))

    assert "root_wrong" in kinds(scene.verify())
    assert "root_wrong" in scene.look(scene.cases[0])


def _leaf_in(*leaves):
    return ledger_entry.c.leaf_index.in_(leaves)


def test_a_head_of_another_key_is_found(scene):
    scene.desk.sql(update(tree_head).where(tree_head.c.size == 6).values(signature=bytes(64)))

    assert "signature_invalid" in kinds(scene.verify())
    assert scene.look(scene.cases[1]) == {"signature_invalid"}
    assert scene.look(scene.cases[0]) == set()


def test_a_changed_body_is_shown_as_unreadable_and_the_rest_is_read(scene):
    case = scene.cases[1]
    scene.change(case, 3, body=b"\x01" + bytes(40))

    page = history.list_some(scene.desk.engine, AUDITOR, case, None, 50)

    assert [event.seq for event in page.items if event.unreadable] == [3]
    assert not any(event.erased for event in page.items)
