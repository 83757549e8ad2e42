"""Files from strangers: nothing outside the file is read, nothing grows, nothing takes long."""

import socket
from time import perf_counter

import pytest

from engine.execution.vocabulary import NS
from engine.execution.xml import read
from tests.execution import drawing as d

LIMIT = 2_000_000
GOOD = d.process([d.start(), d.end()], d.way("start", "end"))
BODY = GOOD.decode().partition("?>")[2]
SECRET = "คำลับที่ต้องไม่รั่ว"  # noqa: S105 - what the payloads try to read


def doc(dtd: str, inside: str = "") -> bytes:
    text = f"<bpmn:documentation>{inside}</bpmn:documentation>"
    return (
        '<?xml version="1.0"?>' + dtd + BODY.replace("<bpmn:process", f"{text}<bpmn:process", 1)
    ).encode()


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
UTF16 = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]>{BODY}'
UTF7 = (
    '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x [+ADwAIQ-ENTITY a "b"+AD4]+AD4' + BODY
)

HOSTILE = {
    "an entity that reads a file": (
        doc('<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}">]>', "&a;"),
        "xml-doctype",
    ),
    "an entity that reads a file beside": (
        doc('<!DOCTYPE x [<!ENTITY a SYSTEM "secret.txt">]>', "&a;"),
        "xml-doctype",
    ),
    "an entity from the network": (
        doc('<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:{port}/a">]>', "&a;"),
        "xml-doctype",
    ),
    "a DTD from the network": (
        doc('<!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/dtd">'),
        "xml-doctype",
    ),
    "a public DTD": (
        doc('<!DOCTYPE x PUBLIC "-//X//Y" "http://127.0.0.1:{port}/dtd">'),
        "xml-doctype",
    ),
    "a parameter entity": (
        doc('<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/p"> %p;]>'),
        "xml-doctype",
    ),
    "an entity of its own": (doc('<!DOCTYPE x [<!ENTITY a "b">]>', "&a;"), "xml-doctype"),
    "a billion laughs": (doc(f'<!DOCTYPE x [<!ENTITY a0 "lol">{LAUGHS}]>', "&a9;"), "xml-doctype"),
    "a quadratic blow-up": (
        doc(f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>', "&a;" * 2_000),
        "xml-doctype",
    ),
    "entities that call each other": (
        doc('<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"),
        "xml-doctype",
    ),
    "attribute defaults": (doc('<!DOCTYPE x [<!ATTLIST a b CDATA "c">]>'), "xml-doctype"),
    "a DOCTYPE in another encoding": (UTF16.encode("utf-16"), "xml-doctype"),
    "a DOCTYPE in UTF-7": (UTF7.encode(), None),
    "an undeclared entity": (doc("", "&a;"), "xml-malformed"),
    "nesting a hundred thousand deep": (b"<a>" * 100_000 + b"</a>" * 100_000, "xml-malformed"),
    "a file that is cut off": (GOOD[:-20], "xml-malformed"),
    "an unknown encoding": (GOOD.replace(b"UTF-8", b"X-NONE"), "xml-malformed"),
    "bytes that are no text": (bytes(range(256)), "xml-malformed"),
    "nothing": (b"", "xml-malformed"),
    "a text of too many bytes": (doc("", "y" * LIMIT), "xml-too-large"),
    "another kind of file": (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "xml-not-bpmn"),
    "a root without its namespace": (b"<definitions/>", "xml-not-bpmn"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused_without_reading_anything_else(name, tmp_path, monkeypatch):
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    data, rule = HOSTILE[name]
    listener = socket.create_server(("127.0.0.1", 0))
    port = str(listener.getsockname()[1]).encode()
    data = data.replace(b"{port}", port).replace(b"{secret}", bytes(tmp_path / "secret.txt"))
    began = perf_counter()

    tree, problems = read(data, "hostile.bpmn", LIMIT)

    assert tree is None
    assert [problem.rule for problem in problems] == [rule or problems[0].rule]
    assert SECRET not in problems[0].message_en + problems[0].message_th
    assert not _was_called(listener)
    assert perf_counter() - began < 2


def test_an_xinclude_is_left_alone(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="{secret}"/>'
    )

    tree, problems = read(doc("", include), "example.bpmn", LIMIT)

    assert problems == []
    assert SECRET not in "".join(tree.itertext())


def test_fifty_megabytes_are_refused_at_once():
    data = GOOD + b" " * 50_000_000
    began = perf_counter()

    tree, problems = read(data, "large.bpmn", LIMIT)

    assert tree is None
    assert [problem.rule for problem in problems] == ["xml-too-large"]
    assert perf_counter() - began < 0.1


def test_a_mistake_is_told_with_its_line():
    _, problems = read(b"<a>\n<b>\n</a>", "example.bpmn", LIMIT)

    assert "line 3" in problems[0].message_en
    assert "บรรทัด 3" in problems[0].message_th


def test_a_good_file_is_read():
    tree, problems = read(GOOD, "example.bpmn", LIMIT)

    assert problems == []
    assert tree.tag == f"{{{NS['bpmn']}}}definitions"


def test_another_root_may_be_asked_for():
    tree, problems = read(b'<d:definitions xmlns:d="urn:d"/>', "a.dmn", LIMIT, "{urn:d}definitions")

    assert problems == []
    assert tree is not None


def _was_called(listener) -> bool:
    listener.setblocking(False)  # noqa: FBT003 - the standard library wants it so
    with listener:
        try:
            listener.accept()
        except BlockingIOError:
            return False
    return True
