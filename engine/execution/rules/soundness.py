"""Rules on what tokens can do together: nothing waits for ever, nothing is done twice unmeant."""

from collections import defaultdict
from collections.abc import Iterator

from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import Check, Diagram, Scope, identity
from engine.execution.rules.token_game import MOST_STATES, Game, Net, Place
from engine.execution.vocabulary import Element
from engine.model import Problem, Severity

DEADLOCK = Fault(
    "deadlock",
    "เรื่องอาจค้างที่นี่ตลอดไป เพราะรอทางที่ไม่มีวันมาถึงพร้อมกัน",
    "A case can wait here for ever: it waits for a way that may never be taken.",
    "ให้เกตเวย์ที่รวมทางเป็นชนิดเดียวกับเกตเวย์ที่แยกทาง (เลือกทางรวมด้วยเลือกทาง ขนานรวมด้วยขนาน)",
    "Join with the kind of gateway that parted the ways: exclusive or parallel with its like.",
    Severity.WARNING,
)
TWICE = Fault(
    "not-synchronised",
    "ทางที่เดินพร้อมกันมารวมกันโดยไม่รอกัน งานหลังจากนี้อาจถูกทำซ้ำ",
    "Ways that run at the same time meet without waiting: what follows may be done twice.",
    "รวมทางขนานด้วยเกตเวย์แบบขนาน ก่อนถึงงานถัดไป",
    "Join parallel ways with a parallel gateway before the next element.",
    Severity.WARNING,
)
NOT_JUDGED = Fault(
    "too-many-ways",
    "ตรวจไม่จบ: มีทางเดินที่เป็นไปได้มากเกินไป (เกิน {most} แบบ) ระบบจึงไม่ได้ตรวจว่าเรื่องจะค้างหรือทำซ้ำหรือไม่",
    "There are too many ways to go (over {most}): whether a case can get stuck was not found out.",
    "แยกส่วนที่ซับซ้อนเป็นกระบวนงานย่อย",
    "Put the most branched part into a sub-process.",
    Severity.WARNING,
)


def tokens_get_through(diagram: Diagram) -> Iterator[Problem]:
    """Each scope is played in every way it can go; conditions are not looked at."""
    for scope in diagram.scopes:
        if len({identity(node) for node in scope.nodes.values()}) == len(scope.nodes):
            yield from _judged(diagram, scope)


def _judged(diagram: Diagram, scope: Scope) -> Iterator[Problem]:
    net = Net(scope)
    game = net.play()
    for node in _waiting(net, game):
        yield DEADLOCK.at(diagram, node)
    for node in _meeting(net, game):
        yield TWICE.at(diagram, node)
    if not game.complete:
        yield NOT_JUDGED.at(diagram, scope.element, most=MOST_STATES)


def _waiting(net: Net, game: Game) -> Iterator[Element]:
    """Yield the joins at which a token waits when nothing can happen any more."""
    places = {place for marking in game.stuck for place, _ in marking}
    names = {move.element for move in net.moves if places & {*move.takes, *move.optional}}
    yield from (node for name, node in net.scope.nodes.items() if name in names)


def _meeting(net: Net, game: Game) -> Iterator[Element]:
    """Yield where two tokens come into one place: where several flows meet, else what follows."""
    into = _nodes_by_place(net)
    for place in sorted(game.crowded):
        inside = into.get(place, [])
        met = [node for node in inside if len(net.scope.incoming(node)) > 1]
        yield from met[:1] or inside[:1]


def _nodes_by_place(net: Net) -> dict[Place, list[Element]]:
    found: dict[Place, list[Element]] = defaultdict(list)
    for node in net.scope.nodes.values():
        for place in {net.place(identity(flow)) for flow in net.scope.incoming(node)}:
            found[place].append(node)
    return found


RULES: tuple[Check, ...] = (tokens_get_through,)
