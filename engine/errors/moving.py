"""Why a running case does not move to another version of its procedure."""

from engine.errors.base import Conflict, Invalid


class MigrationRefused(Conflict):
    """The case cannot go on in the other version; `hindrances` says all that is in the way."""

    code = "migration_refused"
    th = "ย้ายเรื่อง {business_key} ไปรุ่นใหม่ไม่ได้: {why_th}"
    en = "Case {business_key} cannot move to the other version: {why}"


class SameVersion(Invalid):
    """The case runs in that version already, or it has moved since it was looked at."""

    code = "same_version"
    th = "เรื่องนี้ใช้รุ่นที่ {version} อยู่แล้ว"
    en = "The case runs in version {version} already."


class DraftChangedSince(Conflict):
    """Somebody has changed the draft since it was looked at: what it would do is not known."""

    code = "draft_changed_since"
    th = "ร่างถูกแก้หลังจากที่ท่านดูผล กรุณาดูผลอีกครั้งก่อนนำขึ้นใช้"
    en = "The draft was changed since you saw what it would do; look again before deploying."
