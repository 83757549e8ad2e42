"""How cases that move, and recorded cases, are told of in words."""

from engine.migrating import Verdict
from engine.retracing import Outcome
from web.language import t


def verdicts() -> dict[Verdict, str]:
    """Return whether cases can move, in words."""
    return {
        Verdict.MOVABLE: t("ย้ายได้เลย", "can move"),
        Verdict.AFTER_CHOICE: t("ย้ายได้เมื่อเลือกเพิ่ม", "can move after a choice"),
        Verdict.CANNOT: t("ย้ายไม่ได้", "cannot move"),
    }


def kinds_of_outcome() -> dict[Outcome, str]:
    """Return how recorded cases would have gone, in words."""
    return {
        Outcome.SAME: t("ไปทางเดิม", "the same way"),
        Outcome.LONGER: t("ทางเดิม มีขั้นตอนเพิ่ม", "the same way, with new steps"),
        Outcome.OTHER: t("ไปทางอื่น", "another way"),
        Outcome.CANNOT: t("ทดสอบไม่ได้", "cannot be tested"),
    }
