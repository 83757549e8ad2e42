"""Why a case cannot move, in words: one function for each reason."""

from engine.differences import Said
from engine.execution.differing.telling import KINDS
from engine.execution.elements import Element
from engine.execution.migrating.values import Choice, Hindrance


def gone(element: Element) -> Hindrance:
    """The element where the case waits is not in the newer version."""
    return _told(
        "element_gone",
        element,
        "เรื่องรออยู่ที่ {th} ซึ่งไม่มีในรุ่นใหม่ ให้เลือกว่าจะไปรอที่ขั้นตอนใด",
        "The case waits at {en}, which the newer version does not have: choose where it goes on.",
        choice=Choice.MAP,
    )


def elsewhere(element: Element) -> Hindrance:
    """The newer element lies in another sub-process than the token."""
    return _told(
        "element_in_other_scope",
        element,
        "{th} อยู่คนละกระบวนงานย่อยกับที่เรื่องเดินอยู่",
        "{en} lies in another sub-process than the one the case is in.",
        choice=Choice.MAP,
    )


def other_kind(element: Element, newer: Element) -> Hindrance:
    """What a token does at the two elements is not the same."""
    was, now = _kind(element), _kind(newer)
    return _told(
        "kind_changed",
        element,
        f"{{th}} เปลี่ยนจาก{was.th}เป็น{now.th} เรื่องที่รออยู่จึงรอต่อแบบเดิมไม่ได้",
        f"{{en}} was a {was.en} and is a {now.en} now: it cannot go on waiting as it did.",
        choice=Choice.MAP,
    )


def event_gone(element: Element) -> Hindrance:
    """An armed boundary event is not there, or is of another kind, or on another activity."""
    return _told(
        "event_gone",
        element,
        "{th} กำลังนับหรือรออยู่ แต่รุ่นใหม่ไม่มีแบบเดียวกันบนขั้นตอนนั้น ให้เลือกว่าจะเลิกนับหรือไปใช้อันใด",
        "{en} is armed, but the newer version has no such event on that element: "
        "choose whether it ends or which one it becomes.",
        choice=Choice.LET_GO,
    )


def other_name(element: Element, was: str, now: str) -> Hindrance:
    """It waits for a message, signal or service of another name."""
    return _told(
        "waits_for_other",
        element,
        f"{{th}} รอ “{was}” อยู่ แต่รุ่นใหม่รอ “{now}” สิ่งที่ส่งมาแล้วจะไม่ถึงเรื่องนี้",
        f"{{en}} waits for “{was}”, the newer version for “{now}”: what was asked would be lost.",
        choice=Choice.MAP,
    )


def other_rounds(element: Element) -> Hindrance:
    """A multi-instance is asked otherwise."""
    return _told(
        "rounds_changed",
        element,
        "{th} ทำหลายรอบและทำไปแล้วบางส่วน แต่รุ่นใหม่กำหนดรอบไว้ต่างไป",
        "{en} is done in rounds, some of them done, and the newer version asks for other rounds.",
    )


def other_ways_in(element: Element) -> Hindrance:
    """A join waits, and by which flow its token came cannot be told in the newer version."""
    return _told(
        "join_changed",
        element,
        "เรื่องรอรวมทางที่ {th} แต่ทางที่เข้ามาในรุ่นใหม่ต่างไป จึงบอกไม่ได้ว่าทางใดมาถึงแล้ว",
        "A token waits at the join {en}, whose ways in are others now: which has come is unknown.",
    )


def other_race(element: Element) -> Hindrance:
    """The events that exclude each other are others."""
    return _told(
        "race_changed",
        element,
        "{th} รอเหตุการณ์แรกในกลุ่ม แต่รุ่นใหม่มีเหตุการณ์ในกลุ่มต่างไป",
        "{en} is one of several events of which the first counts; the newer version has others.",
    )


def waits_for_ever(element: Element) -> Hindrance:
    """Played from where the case stands, the newer version can get stuck."""
    return _told(
        "waits_for_ever",
        element,
        "ถ้าย้าย เรื่องจะค้างที่ {th} เพราะรอทางที่ไม่มีวันมาถึง",
        "Moved, the case could wait at {en} for ever: for a way that will never come.",
    )


def done_twice(element: Element) -> Hindrance:
    """Played from where the case stands, two tokens meet without waiting for each other."""
    return _told(
        "done_twice",
        element,
        "ถ้าย้าย งานตั้งแต่ {th} จะถูกทำสองครั้ง เพราะมีสองทางมาถึงโดยไม่รวมกัน",
        "Moved, the case would do what follows from {en} twice: two ways come there unjoined.",
    )


def done_again(element: Element) -> Hindrance:
    """Finished work comes after the place where the case stands."""
    return _told(
        "done_again",
        element,
        "{th} ทำเสร็จแล้ว แต่ในรุ่นใหม่อยู่ถัดจากจุดที่เรื่องรออยู่ ถ้าย้ายจะต้องทำซ้ำ",
        "{en} is finished, and in the newer version it comes after where the case waits: "
        "it would be done again.",
    )


def cannot_end() -> Hindrance:
    """No way leads to an end from where the case stands."""
    why = Said(
        th="จากจุดที่เรื่องรออยู่ รุ่นใหม่ไม่มีทางไปถึงจุดสิ้นสุด",
        en="From where the case stands the newer version has no way to an end.",
    )
    return Hindrance(code="cannot_end", element_id="", why=why)


def not_judged() -> Hindrance:
    """There are too many ways on from where the case stands to look at all of them."""
    why = Said(
        th="จากจุดที่เรื่องรออยู่มีทางเดินมากเกินกว่าจะตรวจได้ครบ จึงไม่ย้ายให้",
        en="From where the case stands there are too many ways to look at: it is not moved.",
    )
    return Hindrance(code="not_judged", element_id="", why=why)


def not_evaluated(element: Element, problem: Said) -> Hindrance:
    """What the newer version asks at this element cannot be worked out with the case's data."""
    return _told(
        "not_evaluated",
        element,
        f"ข้อมูลของเรื่องนี้ใช้กับ {{th}} ในรุ่นใหม่ไม่ได้: {_plain(problem.th)}",
        f"The case's data do not fit {{en}} of the newer version: {_plain(problem.en)}",
    )


def _told(
    code: str, element: Element, th: str, en: str, *, choice: Choice | None = None
) -> Hindrance:
    said = {"th": f"“{element.name}”", "en": f"“{element.name_en}”"}
    why = Said(th=th.format_map(said), en=en.format_map(said))
    return Hindrance(code=code, element_id=element.id, why=why, choice=choice)


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _kind(element: Element) -> Said:
    th, en = KINDS.get(element.kind, (element.kind, element.kind))
    return Said(th=th, en=en)
