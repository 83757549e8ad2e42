"""Verify an export of history with nothing but a public key: for auditors, away from the system."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engine.errors import ExportUnreadable, KeyUnreadable
from engine.exporting import read_heads
from engine.findings import Finding
from engine.signing import TreeHead
from engine.verifying import Report, verify_export

SOUND: Final = 0
TAMPERED: Final = 1
UNUSABLE: Final = 2
_SHOWN: Final = 50


def main(argv: Sequence[str] | None = None) -> int:
    """Print what was found, Thai first. Return 0: sound, 1: something was found, 2: unusable."""
    asked = _arguments().parse_args(argv)
    file = asked.export
    try:
        heads = None
        if asked.heads is not None:
            file = asked.heads
            heads = _heads(asked.heads)
        file = asked.export
        with file.open("rb") as stream:
            report = verify_export(stream, asked.public_key.read_bytes(), heads)
    except (ExportUnreadable, KeyUnreadable) as refused:
        print(f"{file}: {refused.text('th')}\n{file}: {refused.text('en')}", file=sys.stderr)
        return UNUSABLE
    except OSError as refused:
        print(f"เปิดแฟ้มไม่ได้ / Cannot open: {refused}", file=sys.stderr)
        return UNUSABLE
    _tell(report, outside=heads is not None)
    return SOUND if report.ok else TAMPERED


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="verify",
        description="ตรวจสอบประวัติที่ส่งออกว่าไม่ถูกแก้ไข / Verify that exported history is untouched.",
        epilog="0 = ครบถ้วน/sound, 1 = พบสิ่งผิดปกติ/something was found, 2 = ตรวจไม่ได้/unusable",
    )
    parser.add_argument("export", type=Path, help="แฟ้มส่งออก / the export (.jsonl)")
    parser.add_argument("public_key", type=Path, help="กุญแจสาธารณะ / the public key (.pem)")
    parser.add_argument(
        "heads",
        type=Path,
        nargs="?",
        help="หัวต้นไม้ที่เก็บไว้นอกระบบ / tree heads kept outside the system (.jsonl)",
    )
    return parser


def _heads(file: Path) -> list[TreeHead]:
    with file.open("rb") as stream:
        return read_heads(stream)


def _tell(report: Report, *, outside: bool) -> None:
    made_at = report.made_at.isoformat()
    offices = ", ".join(report.offices) if report.offices is not None else None
    print(f"ส่งออกเมื่อ {made_at}  สำนักงาน: {offices or 'ทุกแห่ง'}")
    print(f"  เรื่อง {report.instances:,}  เหตุการณ์ {report.events:,}  หัวต้นไม้ {report.heads:,}")
    print(f"  มีลายมือชื่อรับรอง {report.covered:,}  ใหม่กว่าหัวต้นไม้ล่าสุด {report.uncovered:,}")
    print(f"Exported at {made_at}  offices: {offices or 'all'}")
    print(f"  cases {report.instances:,}  events {report.events:,}  tree heads {report.heads:,}")
    print(f"  vouched for {report.covered:,}  newer than the last head {report.uncovered:,}")
    _caution(report, outside=outside)
    for finding in report.findings[:_SHOWN]:
        _tell_finding(finding)
    if len(report.findings) > _SHOWN:
        more = len(report.findings) - _SHOWN
        print(f"... และอีก {more:,} รายการ / and {more:,} more")
    _conclude(report)


def _caution(report: Report, *, outside: bool) -> None:
    if not outside:
        print("คำเตือน: ไม่ได้เทียบกับหัวต้นไม้ที่เก็บไว้นอกระบบ การตัดท้ายสมุดทะเบียนอาจไม่ปรากฏ")
        print("Caution: no heads from outside were given; a ledger cut at its end may not show.")
    if report.newer_heads:
        print(f"หัวต้นไม้ {report.newer_heads:,} รายการใหม่กว่าการส่งออกนี้ จึงไม่ได้เทียบ")
        print(f"{report.newer_heads:,} head(s) are newer than this export and were not compared.")


def _tell_finding(finding: Finding) -> None:
    where = f"{finding.office_id} {finding.instance_id}: " if finding.instance_id else ""
    print(f"- [{finding.kind}] {where}{finding.message_th}\n  {finding.message_en}")


def _conclude(report: Report) -> None:
    count = len(report.findings)
    if report.ok:
        print("ผล: ครบถ้วน ไม่พบการแก้ไข\nResult: sound; nothing was found.")
    else:
        print(f"ผล: พบสิ่งผิดปกติ {count:,} รายการ\nResult: {count:,} finding(s).")


if __name__ == "__main__":
    sys.exit(main())
