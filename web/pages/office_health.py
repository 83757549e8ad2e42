"""The service's health in plain words: what each light means, and what to do about it."""

from collections.abc import Mapping
from typing import Final

from werkzeug.wrappers import Response

from engine import checkup
from engine.checkup import Check, Part
from web.audience import ADMINS
from web.language import t
from web.pages.office_family import chosen_office, page, pages
from web.session import engine, person

Pair = tuple[str, str]
_PARTS: Final[Mapping[Part, Pair]] = {
    Part.WORKER: ("งานเบื้องหลัง", "Background work"),
    Part.NOTIFICATIONS: ("การแจ้งเตือน", "Notifications"),
    Part.MAIL: ("อีเมลและเว็บฮุก", "Mail and webhooks"),
    Part.STORAGE: ("พื้นที่จัดเก็บ", "Storage"),
    Part.SEALING: ("การปิดผนึกประวัติ", "Sealing of the history"),
    Part.BACKUPS: ("การสำรองข้อมูล", "Backups"),
    Part.CLOCK: ("นาฬิกาของระบบ", "The clock"),
    Part.SCHEMA: ("รุ่นของฐานข้อมูล", "Database version"),
}
_SAID: Final[Mapping[tuple[Part, str], Pair]] = {
    (Part.WORKER, "works"): (
        "ทำงานปกติ กำหนดเวลาและการแจ้งเตือนเดินตามเวลา",
        "Works; deadlines and notifications run on time.",
    ),
    (Part.WORKER, "busy"): (
        "มีงานรอเกินสองนาที หากยังเพิ่มขึ้น ให้เปิดโปรแกรมงานเบื้องหลังเพิ่ม (scripts/work)",
        "Jobs wait for over two minutes. If they grow, start another worker (scripts/work).",
    ),
    (Part.WORKER, "late"): (
        (
            "งานค้างเกินสิบห้านาที การเตือนและกำหนดเวลาล่าช้า ให้ตรวจบันทึกของโปรแกรม "
            "และเปิดโปรแกรมงานเบื้องหลังเพิ่ม (scripts/work)"
        ),
        (
            "Jobs are late by over fifteen minutes: reminders and deadlines are delayed. "
            "Look at the log and start another worker (scripts/work)."
        ),
    ),
    (Part.WORKER, "silent"): (
        (
            "ไม่ได้ยินจากโปรแกรมงานเบื้องหลัง การเตือนและกำหนดเวลาหยุดเดิน ให้เปิดใหม่ด้วย scripts/serve "
            "หรือ scripts/work"
        ),
        (
            "Nothing is heard of a worker: reminders and deadlines stand still. "
            "Start it with scripts/serve or scripts/work."
        ),
    ),
    (Part.NOTIFICATIONS, "delivered"): ("ส่งได้ครบ", "All are delivered."),
    (Part.NOTIFICATIONS, "again"): (
        "บางฉบับส่งไม่สำเร็จ ระบบกำลังลองใหม่เอง ตรวจว่าเครื่องแม่ข่ายอีเมลใช้งานได้",
        "Some were not delivered and are tried again. See whether the mail server answers.",
    ),
    (Part.NOTIFICATIONS, "failed"): (
        "มีฉบับที่ระบบเลิกส่ง แก้สาเหตุด้านล่าง แล้วสั่งลองใหม่ที่หน้าเหตุขัดข้อง",
        "Some were given up. Mend the cause below, then retry them under Incidents.",
    ),
    (Part.MAIL, "sent"): ("ส่งถึงเครื่องแม่ข่ายอีเมลตามปกติ", "Handed to the mail server as usual."),
    (Part.MAIL, "outbox"): (
        "ยังไม่ได้ตั้งเครื่องแม่ข่ายอีเมล (KHANTON_SMTP_URL) จดหมายเก็บไว้ในกล่องจดหมายทดลอง",
        "No mail server is set up (KHANTON_SMTP_URL); letters stay in the demo mailbox.",
    ),
    (Part.MAIL, "late"): (
        "มีรายการรอส่งเกินสิบห้านาที ระบบลองใหม่เองเกือบหนึ่งวัน ตรวจเครื่องแม่ข่ายอีเมลและปลายทางเว็บฮุก",
        "Some have waited for over fifteen minutes and are tried again for most of a day.",
    ),
    (Part.MAIL, "lost"): (
        "ใน 30 วันมีรายการที่ส่งไม่ถึง ผู้รับยังเห็นได้ที่การแจ้งเตือนในระบบ ตรวจที่อยู่อีเมลและเว็บฮุก",
        "Some never arrived in 30 days; people still have their notices. Check the addresses.",
    ),
    (Part.STORAGE, "room"): ("พื้นที่เพียงพอ", "There is room."),
    (Part.STORAGE, "filling"): (
        "เหลือน้อยกว่า 2 GB ให้เพิ่มพื้นที่ก่อนเต็ม",
        "Less than 2 GB are left; make room before it is full.",
    ),
    (Part.STORAGE, "full"): (
        "พื้นที่เกือบเต็ม การยื่นเรื่องและแนบไฟล์จะล้มเหลว ให้เพิ่มพื้นที่ทันที",
        "The disk is nearly full; cases and attachments will fail. Make room now.",
    ),
    (Part.SEALING, "sealed"): (
        "ประวัติถูกลงลายมือชื่อครบ แก้ย้อนหลังโดยไม่มีใครเห็นไม่ได้",
        "The history is signed; nobody alters it unseen.",
    ),
    (Part.SEALING, "late"): (
        "มีรายการรอลงลายมือชื่อเกินสิบห้านาที ตรวจว่าโปรแกรมทำงานอยู่",
        "Entries wait for a signature for over fifteen minutes. See whether the service runs.",
    ),
    (Part.SEALING, "stopped"): (
        "การปิดผนึกหยุดเกินสองชั่วโมง ตรวจกุญแจลงลายมือชื่อ (keys/) และบันทึกของโปรแกรม",
        "Sealing has stopped for over two hours. Look at the signing key (keys/) and the log.",
    ),
    (Part.SEALING, "inside_only"): (
        "ไม่พบไฟล์ลายมือชื่อนอกฐานข้อมูล (heads/) ให้นำสำเนากลับมา ไม่เช่นนั้นตรวจย้อนหลังไม่ได้",
        "The file of signatures outside the database (heads/) is missing. Bring a copy back.",
    ),
    (Part.BACKUPS, "kept"): ("สำรองไว้เมื่อคืน", "Backed up last night."),
    (Part.BACKUPS, "none"): (
        "ไม่ได้ตั้งให้สำรองทุกคืน ตั้งค่า KHANTON_BACKUPS หรือสำรองด้วยวิธีของสำนักงาน",
        "No nightly backup is set up. Set KHANTON_BACKUPS, or back up in the office's own way.",
    ),
    (Part.BACKUPS, "old"): (
        "ไม่มีสำรองในรอบ 36 ชั่วโมง ตรวจพื้นที่และบันทึกของโปรแกรม หรือสั่ง khanton backup",
        "No backup of the last 36 hours. Look at the room and the log, or run khanton backup.",
    ),
    (Part.CLOCK, "system"): ("ใช้เวลาจริงของเครื่อง", "Runs on the machine's own time."),
    (Part.CLOCK, "manual"): (
        "ใช้นาฬิกาจำลองสำหรับทดลอง ห้ามใช้กับเรื่องจริง กำหนดเวลาเดินเมื่อมีคนเลื่อนเท่านั้น",
        "Runs on a trial clock: never for real cases. Time passes only when somebody sets it.",
    ),
    (Part.SCHEMA, "newest"): ("ตรงกับโปรแกรม", "As the program wants it."),
    (Part.SCHEMA, "other"): (
        "ฐานข้อมูลไม่ตรงรุ่นกับโปรแกรม ให้เริ่มระบบใหม่เพื่อปรับรุ่น",
        "The database is not of the program's version. Start the service again to upgrade it.",
    ),
}


def part_called(part: Part) -> str:
    """Return what a part of the service is called."""
    return t(*_PARTS[part])


def said_of(check: Check) -> str:
    """Say what was found of a part, and what to do."""
    return t(*_SAID[check.part, check.finding])


@pages.get("/admin/health", whom=ADMINS)
def health() -> Response:
    """Show a light for each part of the service."""
    chosen_office()
    return page(
        "health.html",
        title=t("สุขภาพระบบ", "Health of the service"),
        found=checkup.examine(engine(), person()),
        part_called=part_called,
        told_of=said_of,
    )
