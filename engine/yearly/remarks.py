"""What a run has assumed and left out, in words: nobody should take it for more than it is."""

from collections.abc import Iterator
from typing import Final

from engine.foreseeing import Named, name_of
from engine.roles import called
from engine.yearly.outside import RARELY
from engine.yearly.world import World

Pair = tuple[str, str]

_ALWAYS: Final[tuple[Pair, ...]] = (
    (
        "งานของสำนักงานทำในเวลา 08.30–16.30 น. ของวันทำการ คนหนึ่งทำทีละงาน",
        "Office work is done between 08:30 and 16:30 on working days, one task at a time.",
    ),
    (
        "งานที่ครบกำหนดก่อนทำก่อน และไม่มีใครลา",
        "What is due first is done first, and nobody is on leave.",
    ),
    (
        "คนที่ถือหลายบทบาทนับเป็นหนึ่งคนในทุกบทบาท และนับเฉพาะงานของกระบวนงานนี้",
        "Whoever holds several roles counts in each; only work of this procedure is counted.",
    ),
    (
        "ข้อมูลในแบบฟอร์มแต่งขึ้นให้ถูกตามแบบ การตัดสินใจสุ่มตามสัดส่วนที่กำหนด",
        "Forms are filled in with made-up values; decisions are drawn by the shares given.",
    ),
    (
        "งานของระบบ (ออกเลข ทำหนังสือ แจ้งเตือน) ถือว่าสำเร็จทันทีทุกครั้ง",
        "What the service does itself (numbers, papers, notices) works at once, every time.",
    ),
    (
        "เรื่องอื่นที่เริ่มจากเรื่องนี้ไม่ได้จำลองต่อ และเรื่องที่เริ่มก่อนปีนี้ไม่ได้นำมานับ",
        "Cases that these begin are not simulated, nor are those that began before the year.",
    ),
)
_MESSAGES: Final[Pair] = (
    "ข้อความจากเรื่องอื่นมาถึงร้อยละ {share:g} ข้อความที่ขอบของขั้นตอนมาถึงร้อยละ {rarely:g} เนื้อหาแต่งขึ้น",
    (
        "Of the messages awaited from other cases {share:g} % come, of those at a step's edge "
        "{rarely:g} %; what they bring is made up."
    ),
)
_UNANSWERED: Final[Pair] = (
    "ข้อความที่รอแต่ไม่มาถึง {number} ครั้ง ที่ {places}",
    "Messages awaited that did not come: {number}, at {places}.",
)
_NOBODY: Final[Pair] = (
    "บทบาทที่ไม่มีคน งานจึงเดินตามเวลาที่กำหนดโดยไม่มีคิว: {roles}",
    "Roles without people, whose work takes its time without a queue: {roles}.",
)
_MISFILLED: Final[Pair] = (
    "แบบฟอร์ม {form} เติมค่าสมมติให้ถูกทั้งหมดไม่ได้ ({fields}) จึงเดินต่อด้วยค่าที่มี",
    "Form {form} could not be filled in as it asks ({fields}); cases went on with what there was.",
)
_ENDLESS: Final[Pair] = (
    "{number} เรื่องวนซ้ำไม่จบจนเกินที่จำลองได้ จึงหยุดเรื่องเหล่านั้น",
    "{number} cases went round and round, and were left.",
)
_FORECAST: Final[Pair] = (
    "วันหยุดบางวันของปีที่จำลองยังเป็นการคาดการณ์ สำนักงานยังไม่ได้ยืนยัน",
    "Some days off of the simulated year are a forecast, not confirmed by the office.",
)


def remarks(world: World) -> tuple[Pair, ...]:
    """Return the remarks on a run: those that hold of every run, and its own."""
    return (*_ALWAYS, *_of_messages(world), *_of_people(world), *_of_forms(world), *_of_end(world))


def _of_messages(world: World) -> Iterator[Pair]:
    yield _said(_MESSAGES, share=world.assumed.answers, rarely=RARELY)
    if missed := world.tally.unanswered:
        places = [name_of(world.model.definition, key) for key in missed]
        th, en = (", ".join(names) for names in zip(*_names(places), strict=True))
        number = sum(missed.values())
        yield (
            _UNANSWERED[0].format(number=number, places=th),
            _UNANSWERED[1].format(number=number, places=en),
        )


def _names(places: list[Named]) -> list[Pair]:
    return [(each.name_th, each.name_en) for each in places]


def _of_people(world: World) -> Iterator[Pair]:
    nobody = sorted(role for role, people in world.assumed.staff.items() if not people)
    if nobody:
        yield (
            _NOBODY[0].format(roles=called(nobody, "th")),
            _NOBODY[1].format(roles=called(nobody, "en")),
        )


def _of_forms(world: World) -> Iterator[Pair]:
    for key, faults in world.tally.misfilled.items():
        form = world.model.forms[key]
        yield (
            _MISFILLED[0].format(form=form.title["th"], fields=", ".join(faults[:3])),
            _MISFILLED[1].format(form=form.title["en"], fields=", ".join(faults[:3])),
        )


def _of_end(world: World) -> Iterator[Pair]:
    if world.tally.endless:
        yield _said(_ENDLESS, number=world.tally.endless)
    if world.model.forecast:
        yield _FORECAST


def _said(words: Pair, **particulars: float) -> Pair:
    return words[0].format(**particulars), words[1].format(**particulars)
