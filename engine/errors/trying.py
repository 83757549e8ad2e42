"""What can be wrong with trying a draft."""

from engine.errors.base import Conflict, Invalid, NotFound


class MoveUnfit(Conflict):
    """A move of a scratch world no longer fits: what it was about is not there (any more)."""

    code = "move_unfit"
    th = "ทำไม่ได้: {why_th}"
    en = "It cannot be done: {why_en}"


class MoveInvalid(Invalid):
    """What was asked of a scratch world makes no sense."""

    code = "move_invalid"
    th = "คำสั่งในการทดลองไม่ถูกต้อง: {why_th}"
    en = "That makes no sense in a trial: {why_en}"


class TooManyMoves(Conflict):
    """A scratch world is to be looked at, not lived in."""

    code = "too_many_moves"
    th = "การทดลองหนึ่งครั้งทำได้ไม่เกิน {most} การกระทำ เริ่มใหม่หรือย้อนกลับก่อน"
    en = "A trial takes at most {most} moves; begin anew or step back first."


class TrialMoved(Conflict):
    """The trial was moved in another tab."""

    code = "trial_moved"
    th = "การทดลองนี้เดินต่อไปแล้วในอีกหน้าหนึ่ง หน้านี้แสดงสภาพล่าสุด"
    en = "This trial has moved on in another tab; this page now shows where it stands."


class ScenarioNotFound(NotFound):
    """There is no such scenario in the draft."""

    code = "scenario_not_found"
    th = "ไม่พบสถานการณ์ทดสอบนี้"
    en = "There is no such scenario."


class ScenarioChanged(Conflict):
    """Somebody else changed the scenario meanwhile."""

    code = "scenario_changed"
    th = "{by} แก้ไขสถานการณ์ทดสอบนี้ไปแล้ว เปิดดูใหม่ก่อนแก้ไข"
    en = "{by} has changed this scenario meanwhile; read it again first."


class ScenarioNameTaken(Conflict):
    """Another scenario of the draft has that name."""

    code = "scenario_name_taken"
    th = "มีสถานการณ์ทดสอบชื่อ “{name}” อยู่แล้ว"
    en = "There is a scenario called “{name}” already."
