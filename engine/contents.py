"""The content of attached files: kept before the row that names it, dropped after the last one."""

from engine.context import Engine
from engine.errors import AttachmentNotFound, AttachmentRefused
from engine.store import Transaction, attached


def hold(engine: Engine, tx: Transaction, sha256: str) -> None:
    """Make sure that content just kept is there, and stays until the transaction ends.

    Raises:
        AttachmentRefused: somebody removed the last file with the same content just now.
    """
    attached.hold_content(tx, sha256)
    try:
        engine.files.open(sha256).close()
    except AttachmentNotFound as gone:
        raise AttachmentRefused(
            why="the same file was being removed at that moment; send it again.",
            why_th="มีผู้ลบไฟล์เดียวกันในขณะนั้น กรุณาส่งอีกครั้ง",
        ) from gone


def drop_unused(engine: Engine, sha256: str) -> bool:
    """Delete content that no attachment has; True when it was deleted.

    As part of a larger command nothing is deleted, for that may still be rolled back; the
    housekeeping does it later.
    """
    if engine.joined is not None:
        return False
    with engine.begin() as tx:
        attached.hold_content(tx, sha256)
        return not attached.is_used(tx, sha256) and engine.files.delete(sha256)


def drop_all_unused(engine: Engine) -> int:
    """Delete the content of every removed file that no attachment has; return how many."""
    with engine.reading() as tx:
        digests = attached.unused(tx)
    return sum(drop_unused(engine, digest) for digest in digests)
