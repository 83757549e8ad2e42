import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from command.verify_export import main
from engine import exporting, merkle, sealing, signing

AT = datetime(2026, 11, 20, 5, tzinfo=UTC)
CASE = ("udonthani1", UUID(int=1))
SCRIPT = Path(__file__).parents[2] / "scripts" / "verify"


@pytest.fixture
def files(tmp_path):
    """An export of one event, the public key, and the tree heads outside."""
    told = sealing.UnsealedEvent(
        type="instance_started",
        element_id=None,
        actor="u-somchai",
        on_behalf_of=None,
        at=AT,
        data={"n": 1},
    )
    event = sealing.seal(sealing.first_link(*CASE), *CASE, 1, told, None)
    entry = merkle.LedgerEntry(office_id=CASE[0], instance_id=CASE[1], seq=1, hash=event.hash)
    key = signing.new_signing_key()
    head = signing.sign_head(key, 1, merkle.root([merkle.leaf_hash(entry)]), AT)
    write(tmp_path / "export.jsonl", event, entry, head)
    write(tmp_path / "forged.jsonl", replace(event, actor="u-intruder"), entry, head)
    (tmp_path / "public.pem").write_bytes(signing.public_key_pem(key))
    (tmp_path / "heads.jsonl").write_bytes(exporting.write_line(head))
    return tmp_path


def write(file, event, entry, head):
    row = exporting.InstanceLine(
        office_id=CASE[0],
        instance_id=CASE[1],
        business_key="HE-2569-000001",
        last_seq=event.seq,
        last_hash=event.hash,
    )
    lines = exporting.write_export(exporting.Header(made_at=AT), [row, event, entry, head])
    file.write_bytes(b"".join(lines))


def verify(files, *names):
    return main([str(files / name) for name in names])


def test_a_sound_export_is_told_in_both_languages(files, capsys):
    assert verify(files, "export.jsonl", "public.pem", "heads.jsonl") == 0

    said = capsys.readouterr().out
    assert said.index("ผล: ครบถ้วน") < said.index("Result: sound")
    assert "Caution" not in said


def test_without_heads_from_outside_it_says_what_may_not_show(files, capsys):
    assert verify(files, "export.jsonl", "public.pem") == 0

    assert "Caution" in capsys.readouterr().out


def test_a_forged_export_is_told_with_its_place(files, capsys):
    assert verify(files, "forged.jsonl", "public.pem", "heads.jsonl") == 1

    said = capsys.readouterr().out
    assert f"[event_changed] {CASE[0]} {CASE[1]}: เหตุการณ์ลำดับที่ 1 ถูกแก้ไข" in said
    assert "Event 1 was changed" in said


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("public.pem", "public.pem"), "public.pem: Line 1"),
        (("export.jsonl", "export.jsonl"), "export.jsonl: Expected an Ed25519 key"),
        (("export.jsonl", "public.pem", "export.jsonl"), "export.jsonl: Line 1"),
        (("absent.jsonl", "public.pem"), "absent.jsonl"),
    ],
)
def test_what_cannot_be_used_is_named(files, capsys, names, told):
    assert verify(files, *names) == 2

    assert told in capsys.readouterr().err


def test_the_script_needs_only_the_export_and_the_key(files):
    run = subprocess.run(
        [SCRIPT, "export.jsonl", "public.pem"], cwd=files, capture_output=True, check=False
    )

    # Where the interpreter it finds lacks the packages, it explains itself.
    explained = run.returncode == 2 and "khanton" in run.stderr.decode()
    assert run.returncode == 0 or explained
