from datetime import UTC, datetime
from uuid import UUID

import pytest

from engine import exporting, merkle, sealing, signing
from engine.errors import ExportUnreadable

AT = datetime(2026, 11, 20, 5, tzinfo=UTC)
CASE = ("udonthani1", UUID(int=1))
HEADER = exporting.Header(made_at=AT, offices=("udonthani1",))


def content():
    """One line of every kind, in the order of the format."""
    told = sealing.UnsealedEvent(
        type="instance_started",
        element_id=None,
        actor="u-somchai",
        on_behalf_of="u-somying",
        at=AT,
        data={"ชื่อ": "นายสมมติ ตัวอย่าง"},
    )
    event = sealing.seal(sealing.first_link(*CASE), *CASE, 1, told, sealing.new_case_key())
    entry = merkle.LedgerEntry(
        office_id=CASE[0], instance_id=CASE[1], seq=event.seq, hash=event.hash
    )
    row = exporting.InstanceLine(
        office_id=CASE[0],
        instance_id=CASE[1],
        business_key="HE-2569-000001",
        last_seq=event.seq,
        last_hash=event.hash,
    )
    root = merkle.root([merkle.leaf_hash(entry)])
    return [row, event, entry, signing.sign_head(signing.new_signing_key(), 1, root, AT)]


def lines():
    return list(exporting.write_export(HEADER, content()))


def read(text):
    header, rest = exporting.read_export(text)
    return header, list(rest)


def test_an_export_is_read_back_as_it_was_written():
    written = content()

    assert read(exporting.write_export(HEADER, written)) == (HEADER, written)


def test_heads_are_read_back_as_they_were_written():
    head = content()[-1]
    line = exporting.write_line(head)

    assert exporting.read_heads([line, line]) == [head, head]
    with pytest.raises(ExportUnreadable, match="Line 2"):
        exporting.read_heads([line, lines()[1]])


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_a_file_that_breaks_off_within_a_line_names_it(number):
    text = lines()
    text[number - 1 :] = [text[number - 1][:15]]

    with pytest.raises(ExportUnreadable) as refused:
        read(text)

    assert refused.value.particulars["line"] == number
    assert f"บรรทัด {number}:" in refused.value.text("th")


def test_a_file_that_breaks_off_between_two_lines_is_refused():
    text = lines()

    for broken in (text[:-1], [], text[:3] + text[-1:], text[-1:]):
        with pytest.raises(ExportUnreadable):
            read(broken)


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "{'",
        '{"kind":"secret"}',
        '{"kind":"entry"}',
        '{"kind":"entry","office_id":"a","instance_id":"x","seq":1,"hash":""}',
        f'{{"kind":"entry","office_id":1,"instance_id":"{UUID(int=1)}","seq":1,"hash":""}}',
        '{"kind":"head","size":true,"root":"","at":"","signature":"","previous_size":null}',
        '{"kind":"head","size":1,"root":"","at":"2026-11-20T00:00:00","signature":""}',
        '{"kind":"head","size":1,"root":"","at":"0001-01-01T00:00:00+07:00","signature":""}',
        lines()[0].decode(),
    ],
)
def test_a_damaged_line_is_named(line):
    text = lines()
    text[2] = line.encode()

    with pytest.raises(ExportUnreadable, match="Line 3"):
        read(text)


@pytest.mark.parametrize("offices", ['"a"', "[1]"])
def test_a_damaged_header_is_named(offices):
    text = lines()
    text[0] = text[0].replace(b'["udonthani1"]', offices.encode())

    with pytest.raises(ExportUnreadable, match="Line 1"):
        read(text)


def test_an_export_of_another_version_is_refused():
    later = exporting.Header(made_at=AT, version=2)

    with pytest.raises(ExportUnreadable, match="version 2"):
        read(exporting.write_export(later, []))
