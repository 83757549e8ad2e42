"""Attached files: told by their bytes, kept by their content, never by their name."""

import hashlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import AttachmentNotFound, AttachmentRefused
from engine.files import FileStore, disposition, safe_name

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(100)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100)


class Dribble:
    """Gives a few bytes at a time, as a slow network does, and remembers how many."""

    def __init__(self, content, step=3):
        self.stream, self.step, self.given = BytesIO(content), step, 0

    def read(self, size, /):
        chunk = self.stream.read(min(size, self.step))
        self.given += len(chunk)
        return chunk


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path / "attachments", max_bytes=1000)


def files_in(directory):
    return [path for path in directory.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")],
)
def test_a_file_is_kept_and_read_back_whole(store, content, kind):
    kept = store.save(content)

    with store.open(kept.sha256) as file:
        assert file.read() == content
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert (kept.size, kept.content_type) == (len(content), kind)


def test_a_stream_that_dribbles_is_the_same_file_and_is_kept_once(store, tmp_path):
    assert store.save(Dribble(PDF)) == store.save(PDF)

    assert len(files_in(tmp_path)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<html><script>alert(1)</script></html>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7\n<SCRIPT>alert(1)</SCRIPT>",
        b"\xff\xd8\xff\xe0<svg onload=alert(1)>",
        b" %PDF-1.7",
        b"%PDF-x",
        b"\x89PNG\r\n",
        b"GIF89a" + bytes(50),
        b"PK\x03\x04" + bytes(50),
        b"MZ" + bytes(50),
    ],
)
def test_anything_but_pdf_jpg_and_png_is_refused_and_leaves_nothing(store, tmp_path, content):
    with pytest.raises(AttachmentRefused) as refused:
        store.save(content)

    assert files_in(tmp_path) == []
    assert refused.value.text("th").startswith("แนบไฟล์ไม่ได้: ")
    assert "–" not in refused.value.text("th") + refused.value.text("en")


def test_a_file_may_be_as_large_as_allowed_and_not_a_byte_larger(store, tmp_path):
    whole = PDF + bytes(1000 - len(PDF))

    assert store.save(whole).size == 1000
    with pytest.raises(AttachmentRefused):
        store.save(whole + b"\x00")
    assert len(files_in(tmp_path)) == 1


def test_the_excess_of_a_large_file_is_never_read(store):
    stream = Dribble(PDF + bytes(1_000_000), step=100)

    with pytest.raises(AttachmentRefused):
        store.save(stream)

    assert stream.given < 1200


def test_a_stream_that_breaks_leaves_nothing(store, tmp_path):
    class Broken:
        def read(self, size, /):
            raise ConnectionResetError(size)

    with pytest.raises(ConnectionResetError):
        store.save(Broken())

    assert files_in(tmp_path) == []


def test_a_deleted_file_is_gone(store):
    kept = store.save(PDF)

    assert store.delete(kept.sha256)
    assert not store.delete(kept.sha256)
    with pytest.raises(AttachmentNotFound):
        store.open(kept.sha256)


@pytest.mark.parametrize("address", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_address_opens_nothing(store, address):
    with pytest.raises(AttachmentNotFound):
        store.open(address)
    with pytest.raises(AttachmentNotFound):
        store.delete(address)


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("แผนการจัดการศึกษา.pdf", "แผนการจัดการศึกษา.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\someone\\บัตร.jpg", "บัตร.jpg"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        (".pdf", "pdf"),
        ("..", "file"),
        ("", "file"),
        ("\ud800\x00", "file"),
        ("ก" * 500 + ".pdf", "ก" * 120 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_paths_or_tricks(given_name, shown):
    assert safe_name(given_name) == shown


@given(st.text())
def test_any_name_makes_a_header_that_is_one_line_of_ascii(text):
    header = disposition(text)

    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert safe_name(safe_name(text)) == safe_name(text)


def test_a_thai_name_is_sent_in_both_forms():
    assert disposition("แผน 1.pdf") == (
        "attachment; filename=\"___ 1.pdf\"; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99%201.pdf"
    )
