import stat
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert, select, update

from engine import keys, ledger, merkle, signing
from engine.errors import KeyUnreadable, LedgerUnfit
from engine.exporting import read_heads
from engine.store import ledger as rows
from engine.store import new_id
from engine.store.tables import ledger_entry, tree_head


def heads_outside(desk):
    with (desk.directory / "heads" / "heads.jsonl").open("rb") as file:
        return read_heads(file)


def leaves(desk):
    with desk.reading() as tx:
        return [merkle.leaf_hash(entry) for entry in rows.all_entries(tx)]


def test_every_command_leaves_an_entry_and_sealing_signs_them_in_order(desk):
    desk.finish(desk.start())

    head = ledger.seal_ledger(desk.engine)

    key = keys.ledger_key(desk.directory)
    assert (head.size, head.previous_size) == (3, None)
    assert head.root == merkle.root(leaves(desk))
    assert head.at == desk.clock.now()
    assert signing.verify_head(head, key.public)
    numbered = desk.rows(select(ledger_entry.c.leaf_index).order_by(ledger_entry.c.id))
    assert [row[0] for row in numbered] == [0, 1, 2]


def test_a_second_head_goes_on_from_the_first(desk):
    desk.start()
    first = ledger.seal_ledger(desk.engine)
    desk.later(days=1)
    desk.start()
    desk.start()

    second = ledger.seal_ledger(desk.engine)

    assert (first.size, second.size, second.previous_size) == (1, 3, 1)
    everything = leaves(desk)
    proof = merkle.consistency_proof(everything, 1)
    assert merkle.verify_consistency(1, 3, first.root, second.root, proof)
    assert heads_outside(desk) == [first, second]


def test_nothing_new_is_nothing_signed(desk):
    assert ledger.seal_ledger(desk.engine) is None
    desk.start()
    ledger.seal_ledger(desk.engine)

    assert ledger.seal_ledger(desk.engine) is None
    assert len(heads_outside(desk)) == 1


def test_a_long_backlog_is_sealed_in_batches_that_each_verify(desk):
    case = new_id()
    values = [
        {"office_id": "udonthani1", "instance_id": case, "seq": seq, "hash": b"%032d" % seq}
        for seq in range(1, ledger.BATCH + 8)
    ]
    desk.sql(insert(ledger_entry), values)

    newest = ledger.seal_ledger(desk.engine)

    assert [head.size for head in heads_outside(desk)] == [ledger.BATCH, ledger.BATCH + 7]
    assert newest.root == merkle.root(leaves(desk))


def test_the_key_is_made_once_and_only_its_owner_reads_it(desk):
    first = keys.ledger_key(desk.directory)

    again = keys.ledger_key(desk.directory)

    directory = desk.directory / "keys"
    assert first == again
    assert stat.S_IMODE((directory / "ledger.pem").stat().st_mode) == 0o600
    assert (directory / "ledger.pub.pem").read_bytes() == first.public
    assert sorted(each.name for each in directory.iterdir()) == ["ledger.pem", "ledger.pub.pem"]
    assert "PRIVATE" not in repr(first)


def test_a_file_that_is_no_key_is_refused_and_not_replaced(desk):
    directory = desk.directory / "keys"
    directory.mkdir(parents=True)
    (directory / "ledger.pem").write_bytes(b"something else")

    with pytest.raises(KeyUnreadable):
        ledger.seal_ledger(desk.engine)

    assert (directory / "ledger.pem").read_bytes() == b"something else"


def test_a_head_that_a_crash_kept_inside_leaves_at_the_next_run(desk):
    desk.start()
    first = ledger.seal_ledger(desk.engine)
    file = desk.directory / "heads" / "heads.jsonl"
    file.unlink()

    assert ledger.seal_ledger(desk.engine) is None

    assert heads_outside(desk) == [first]


def test_a_line_that_a_crash_cut_off_is_written_anew(desk):
    desk.start()
    first = ledger.seal_ledger(desk.engine)
    desk.start()
    second = ledger.seal_ledger(desk.engine)
    file = desk.directory / "heads" / "heads.jsonl"
    file.write_bytes(file.read_bytes()[:-40])

    ledger.seal_ledger(desk.engine)

    assert heads_outside(desk) == [first, second]


def test_heads_outside_are_never_taken_back(desk):
    desk.start()
    first = ledger.seal_ledger(desk.engine)
    desk.sql(delete(tree_head))

    ledger.publish(desk.engine)

    assert heads_outside(desk) == [first]


def test_a_ledger_of_another_key_is_not_signed_on(desk):
    desk.start()
    ledger.seal_ledger(desk.engine)
    (desk.directory / "keys" / "ledger.pem").unlink()
    desk.start()

    with pytest.raises(LedgerUnfit):
        ledger.seal_ledger(desk.engine)

    unsealed = select(func.count()).where(ledger_entry.c.leaf_index.is_(None))
    assert desk.rows(unsealed)[0][0] == 1


def test_a_changed_frontier_is_not_signed_on(desk):
    desk.start()
    ledger.seal_ledger(desk.engine)
    other = merkle.Frontier()
    other.append(bytes(32))
    desk.sql(update(tree_head).values(frontier=other.to_bytes()))
    desk.start()

    with pytest.raises(LedgerUnfit):
        ledger.seal_ledger(desk.engine)


def test_while_one_sequencer_works_another_leaves_it_alone(desk):
    desk.start()
    with desk.engine.store.reading() as connection:
        if connection.dialect.name == "sqlite":
            pytest.skip("SQLite has one writer at a time")

    with desk.engine.begin() as tx:
        assert rows.take_turn(tx)
        assert ledger.seal_ledger(desk.engine) is None

    assert ledger.seal_ledger(desk.engine).size == 1


def test_heads_are_signed_at_the_engine_s_own_moment(desk):
    desk.start()
    desk.later(days=3)

    head = ledger.seal_ledger(desk.engine)

    assert head.at - desk.rows(select(tree_head.c.at))[0][0] == timedelta(0)
