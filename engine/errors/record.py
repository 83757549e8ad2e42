"""What can be wrong with records, exports and files."""

from engine.errors.base import Conflict, EngineError, Invalid, NotFound


class BodyUnreadable(EngineError):
    """An event's body does not open: it was changed or moved, or the key is another case's."""

    code = "body_unreadable"
    th = "อ่านเนื้อหาของเหตุการณ์ลำดับที่ {seq} ไม่ได้: เนื้อหาถูกแก้ไข หรือกุญแจไม่ใช่ของเรื่องนี้"
    en = "The body of event {seq} does not open: it was changed, or the key is another case's."


class KeyUnreadable(Invalid):
    """A signing or public key is not an Ed25519 key in PEM."""

    code = "key_unreadable"
    th = "อ่านกุญแจไม่ได้: ต้องเป็นกุญแจ Ed25519 ในรูปแบบ PEM"
    en = "Expected an Ed25519 key in PEM, but got something else."


class ExportUnreadable(Invalid):
    """A line of an export or of a file of tree heads cannot be read. `line` counts from 1."""

    code = "export_unreadable"
    th = "อ่านแฟ้มไม่ได้ที่บรรทัด {line}: {why_th}"
    en = "Line {line} cannot be read: {why}"


class AttachmentRefused(Invalid):
    """A file is too large, of a kind not accepted, or one too many."""

    code = "attachment_refused"
    th = "แนบไฟล์ไม่ได้: {why_th}"
    en = "The file was refused: {why}"


class AttachmentNotFound(NotFound):
    """No such attachment, or not one of yours."""

    code = "attachment_not_found"
    th = "ไม่พบไฟล์แนบที่ขอ หรือท่านไม่มีสิทธิเข้าถึง"
    en = "There is no such attachment, or it is not yours to see."


class DatabaseUnfit(Invalid):
    """The database, or its driver, cannot hold cases safely. `why` says what is wrong."""

    code = "database_unfit"
    th = "ใช้ฐานข้อมูลนี้ไม่ได้: {why}"
    en = "This database cannot be used: {why}"


class DatabaseNotEmpty(Conflict):
    """A backup is restored into an empty database only."""

    code = "database_not_empty"
    th = "ฐานข้อมูลปลายทางมีข้อมูลอยู่แล้ว กู้คืนได้เฉพาะฐานข้อมูลว่าง"
    en = "Expected an empty database, but it has tables: {tables}"


class BackupInvalid(Invalid):
    """The file is no backup of ours, is damaged, or is for the other kind of database."""

    code = "backup_invalid"
    th = "ไฟล์สำรองใช้ไม่ได้: {why}"
    en = "The backup cannot be used: {why}"


class LedgerUnfit(Conflict):
    """The ledger is not signed on: its last head is another key's, or was changed. `why` says."""

    code = "ledger_unfit"
    th = "ลงนามสมุดทะเบียนต่อไม่ได้: {why_th}"
    en = "The ledger is not signed on: {why}"


class InstanceNotEnded(Conflict):
    """A case's personal data are erased once it has ended, for a running case needs them."""

    code = "instance_not_ended"
    th = "เรื่องนี้ยังดำเนินการอยู่ ({status}) ลบข้อมูลส่วนบุคคลได้เมื่อเรื่องสิ้นสุดแล้ว"
    en = "Expected a case that has ended, but it is {status}: end it first."


class CommentUnfit(Invalid):
    """A comment says something, and not more than a person reads."""

    code = "comment_unfit"
    th = "ความเห็นต้องมี 1 ถึง {longest} ตัวอักษร"
    en = "Expected a comment of 1 to {longest} characters."
