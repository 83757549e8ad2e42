from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from engine import exporting, merkle, sealing, signing, verifying
from engine.errors import KeyUnreadable

START = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
SIGNING_KEY = signing.new_signing_key()
PUBLIC_KEY = signing.public_key_pem(SIGNING_KEY)
CASES = [("udonthani1" if number % 2 else "phayao2", UUID(int=number)) for number in range(1, 7)]
DAYS = 5


@dataclass
class History:
    """The rows as they stand in a database; whoever has SQL rights changes them at will."""

    events: dict[tuple[str, UUID], list[sealing.SealedEvent]] = field(default_factory=dict)
    last: dict[tuple[str, UUID], tuple[int, bytes]] = field(default_factory=dict)
    entries: list[merkle.LedgerEntry] = field(default_factory=list)
    heads: list[signing.TreeHead] = field(default_factory=list)
    key: bytes = field(default_factory=sealing.new_case_key)

    @property
    def made_at(self):
        return START + timedelta(days=30)

    def command(self, case, at, events=2):
        """One command: some events, and their last as an entry of the ledger."""
        chain = self.events.setdefault(case, [])
        for number in range(events):
            previous = chain[-1].hash if chain else sealing.first_link(*case)
            event = an_event(at, {"n": number})
            chain.append(sealing.seal(previous, *case, len(chain) + 1, event, self.key))
        self.settle(case)
        self.entries.append(self.entry(case))

    def entry(self, case, seq=0):
        event = self.events[case][seq - 1]
        return merkle.LedgerEntry(
            office_id=case[0], instance_id=case[1], seq=event.seq, hash=event.hash
        )

    def settle(self, case):
        """Let the instance's row say what its events say."""
        end = self.events[case][-1]
        self.last[case] = (end.seq, end.hash)

    def rehash(self, case):
        """Number and link a case's events anew, as one can who has no key."""
        previous, chain = sealing.first_link(*case), []
        for seq, event in enumerate(self.events[case], start=1):
            moved = replace(event, seq=seq)
            chain.append(replace(moved, hash=sealing.link(previous, moved)))
            previous = chain[-1].hash
        self.events[case] = chain
        self.settle(case)

    def head(self, at):
        root = merkle.root(map(merkle.leaf_hash, self.entries))
        previous = self.heads[-1].size if self.heads else None
        self.heads.append(signing.sign_head(SIGNING_KEY, len(self.entries), root, at, previous))

    def export(self, offices=None):
        lines = [
            exporting.InstanceLine(
                office_id=office,
                instance_id=instance,
                business_key=f"HE-2569-{instance.int:06}",
                last_seq=seq,
                last_hash=last_hash,
            )
            for (office, instance), (seq, last_hash) in self.last.items()
            if offices is None or office in offices
        ]
        for (office, _), chain in self.events.items():
            lines += chain if offices is None or office in offices else []
        header = exporting.Header(made_at=self.made_at, offices=offices)
        return list(exporting.write_export(header, [*lines, *self.entries, *self.heads]))

    def verify(self, outside=None):
        return verifying.verify_export(self.export(), PUBLIC_KEY, outside)


def an_event(at, data):
    return sealing.UnsealedEvent(
        type="task_completed",
        element_id="review",
        actor="u-somchai",
        on_behalf_of=None,
        at=at,
        data=data,
    )


@pytest.fixture
def history():
    """Five days; on each, every case takes a command, and the ledger is signed in the evening."""
    made = History()
    for day in range(DAYS):
        for hour, case in enumerate(CASES):
            made.command(case, START + timedelta(days=day, hours=hour))
        made.head(START + timedelta(days=day, hours=10))
    return made


def kinds(report):
    return {finding.kind.value for finding in report.findings}


def test_an_untouched_export_has_no_finding(history):
    report = history.verify(history.heads)

    assert report.ok
    assert report.findings == ()
    assert (report.events, report.instances, report.entries) == (60, 6, 30)
    assert (report.covered, report.uncovered, report.heads) == (60, 0, 5)


def test_what_is_newer_than_the_last_head_is_counted_and_is_no_failure(history):
    history.command(CASES[0], START + timedelta(days=6), events=3)

    report = history.verify(history.heads)

    assert report.ok
    assert (report.covered, report.uncovered) == (60, 3)


def test_a_case_whose_key_was_destroyed_still_verifies(history):
    history.key = None

    report = history.verify(history.heads)

    assert report.ok
    assert sealing.open_body(history.events[CASES[0]][0], history.key) is None


# The seven attacks of someone with SQL rights, each as far as it can go without the signing key.


def changed(history, case=CASES[2]):
    history.events[case][3] = replace(history.events[case][3], body=b"\x00{}")


def test_attack_1_a_changed_body_is_found(history):
    changed(history)

    report = history.verify()

    [finding] = [each for each in report.findings if each.kind == "event_changed"]
    assert (finding.office_id, finding.instance_id, finding.seq) == (*CASES[2], 4)
    assert "4" in finding.message_th
    assert "4" in finding.message_en


def test_attack_2_a_changed_body_with_the_chain_rehashed_is_found(history):
    changed(history)
    history.rehash(CASES[2])

    report = history.verify()

    [finding] = report.findings
    assert (finding.kind, finding.instance_id, finding.seq) == ("ledger_differs", CASES[2][1], 4)


def test_attack_2_is_found_when_the_entries_are_rewritten_too(history):
    changed(history)
    history.rehash(CASES[2])
    history.entries = [
        history.entry(CASES[2], entry.seq) if entry.instance_id == CASES[2][1] else entry
        for entry in history.entries
    ]

    report = history.verify()

    assert kinds(report) == {"root_wrong"}


def test_attack_2_is_found_when_the_heads_are_forged_too(history):
    changed(history)
    history.rehash(CASES[2])
    history.entries = [history.entry((e.office_id, e.instance_id), e.seq) for e in history.entries]
    last = history.heads[-1]
    root = merkle.root(map(merkle.leaf_hash, history.entries))
    forged = signing.sign_head(signing.new_signing_key(), last.size, root, last.at, 24)
    own, history.heads = history.heads, [forged]

    assert kinds(history.verify()) == {"key_wrong"}
    assert kinds(history.verify(own)) >= {"signature_invalid", "root_wrong", "head_missing"}


def test_attack_3_an_event_deleted_in_the_middle_is_found(history):
    del history.events[CASES[1]][2]

    report = history.verify()

    [finding] = report.findings
    assert (finding.kind, finding.instance_id, finding.seq) == ("events_missing", CASES[1][1], 3)


def test_attack_3_is_found_when_the_rest_is_numbered_and_hashed_anew(history):
    del history.events[CASES[1]][2]
    history.rehash(CASES[1])

    assert kinds(history.verify()) >= {"ledger_differs", "tail_missing"}


def test_attack_4_a_cut_tail_is_found(history):
    del history.events[CASES[0]][-1]

    [finding] = history.verify().findings

    assert (finding.kind, finding.instance_id, finding.seq) == ("tail_missing", CASES[0][1], 10)


def test_attack_4_is_found_when_the_instance_s_row_is_set_back_too(history):
    del history.events[CASES[0]][-2:]
    history.settle(CASES[0])

    [finding] = history.verify().findings

    assert (finding.kind, finding.instance_id, finding.seq) == ("tail_missing", CASES[0][1], 9)


def test_attack_4_is_found_when_the_entries_are_cut_too(history):
    del history.events[CASES[-1]][-2:]
    history.settle(CASES[-1])
    del history.entries[-1]

    assert kinds(history.verify()) == {"ledger_short"}


def test_attack_4_is_found_by_the_heads_outside_when_those_inside_are_cut_too(history):
    outside = list(history.heads)
    for case in CASES:
        del history.events[case][-2:]
        history.settle(case)
    del history.entries[-len(CASES) :]
    del history.heads[-1]

    assert history.verify().ok
    assert kinds(history.verify(outside)) == {"ledger_short", "head_missing"}


def test_attack_5_a_deleted_instance_is_found(history):
    del history.events[CASES[4]], history.last[CASES[4]]

    [finding] = history.verify().findings

    assert (finding.kind, finding.instance_id) == ("instance_missing", CASES[4][1])


def test_attack_5_is_found_when_its_entries_are_deleted_too(history):
    del history.events[CASES[4]], history.last[CASES[4]]
    history.entries = [each for each in history.entries if each.instance_id != CASES[4][1]]

    assert "ledger_short" in kinds(history.verify())


def test_an_instance_whose_row_alone_was_deleted_is_found(history):
    del history.last[CASES[4]]

    assert kinds(history.verify()) == {"instance_missing"}


INVENTED = ("udonthani1", UUID(int=999))


def test_attack_6_a_case_invented_for_the_past_is_found(history):
    history.command(INVENTED, START + timedelta(days=1))
    del history.entries[-1]

    report = history.verify()

    assert kinds(report) == {"backdated"}
    assert {each.instance_id for each in report.findings} == {INVENTED[1]}


def test_attack_6_is_found_when_it_is_entered_among_the_old_entries(history):
    history.command(INVENTED, START + timedelta(days=1))
    history.entries.insert(8, history.entries.pop())

    assert "root_wrong" in kinds(history.verify())


def test_attack_6_is_found_when_the_honest_ledger_signs_it_later(history):
    history.command(INVENTED, START + timedelta(days=1))
    history.head(START + timedelta(days=6))

    assert kinds(history.verify(history.heads)) == {"backdated"}


def test_attack_6_is_found_when_an_event_is_put_into_an_old_chain(history):
    chain = history.events[CASES[3]]
    chain.insert(4, replace(chain[4], actor="u-intruder"))
    history.rehash(CASES[3])

    assert "ledger_differs" in kinds(history.verify())


def test_attack_7_reordered_events_are_found(history):
    chain = history.events[CASES[3]]
    chain[2], chain[3] = chain[3], chain[2]
    assert "event_out_of_order" in kinds(history.verify())

    chain[2], chain[3] = replace(chain[2], seq=3), replace(chain[3], seq=4)
    assert "event_changed" in kinds(history.verify())

    history.rehash(CASES[3])
    assert kinds(history.verify()) == {"ledger_differs"}


def test_attack_7_reordered_entries_are_found(history):
    history.entries[10], history.entries[20] = history.entries[20], history.entries[10]

    [finding, *_] = history.verify().findings

    assert finding.kind == "root_wrong"
    assert "7" in finding.message_en


def test_removed_heads_are_found(history):
    outside = list(history.heads)
    del history.heads[2]

    assert kinds(history.verify()) == {"head_missing"}
    assert kinds(history.verify(outside)) == {"head_missing"}


def test_history_that_nothing_vouches_for_is_not_called_sound(history):
    history.heads = []

    assert kinds(history.verify()) == {"no_head"}


def test_an_installation_in_which_nothing_has_happened_is_sound():
    assert History().verify().ok


def test_heads_signed_after_the_export_are_counted_and_not_compared(history):
    history.command(CASES[0], START + timedelta(days=31))
    outside = [*history.heads]
    history.head(START + timedelta(days=31))
    newer = history.heads.pop()

    report = history.verify([*outside, newer])

    assert report.ok
    assert report.newer_heads == 1


def test_the_wrong_public_key_is_told_once(history):
    other = signing.public_key_pem(signing.new_signing_key())

    report = verifying.verify_export(history.export(), other)

    assert [each.kind for each in report.findings] == ["key_wrong"]


def test_what_is_no_public_key_is_refused(history):
    with pytest.raises(KeyUnreadable):
        verifying.verify_export(history.export(), b"no key")
    with pytest.raises(KeyUnreadable):
        verifying.verify_export(history.export(), SIGNING_KEY)


def test_an_export_of_one_office_verifies_against_the_whole_ledger(history):
    lines = history.export(offices=("phayao2",))

    report = verifying.verify_export(lines, PUBLIC_KEY, history.heads)

    assert report.ok
    assert (report.instances, report.offices) == (3, ("phayao2",))


def test_one_chain_is_verified_by_itself(history):
    case = CASES[0]
    seq, last_hash = history.last[case]

    def found(events):
        return [each.kind for each in verifying.verify_chain(*case, events, seq, last_hash)]

    assert found(history.events[case]) == []
    assert found(history.events[case][:-1]) == ["tail_missing"]
    assert found(history.events[CASES[1]][:1])[0] == "event_changed"
    changed(history, case)
    assert found(history.events[case]) == ["event_changed"]
    history.rehash(case)
    assert found(history.events[case]) == ["instance_changed"]
