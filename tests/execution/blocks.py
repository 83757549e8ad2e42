"""Block-structured processes: what hypothesis draws, and how a block is drawn as a diagram."""

from dataclasses import dataclass
from itertools import count, pairwise
from typing import TypeAlias

from hypothesis import strategies as st

from tests.execution import drawing as d

AGAIN = "x % 3 == 0"
"""A loop goes round again while this holds."""


@dataclass(frozen=True)
class Task:
    name: str


@dataclass(frozen=True)
class Script:
    name: str


@dataclass(frozen=True)
class Sequence:
    parts: tuple["Block", ...]


@dataclass(frozen=True)
class Choice:
    """The first branch that is not below x; the last one is the default."""

    name: str
    branches: tuple["Block", ...]


@dataclass(frozen=True)
class Some:
    """Every branch whose number is below x; the last one if there is none."""

    name: str
    branches: tuple["Block", ...]


@dataclass(frozen=True)
class Together:
    name: str
    branches: tuple["Block", ...]


@dataclass(frozen=True)
class Again:
    name: str
    body: "Block"


@dataclass(frozen=True)
class Scope:
    name: str
    body: "Block"


@dataclass(frozen=True)
class Many:
    """A task or scope for each number below `times`."""

    body: Task | Scope
    times: int
    is_sequential: bool

    @property
    def name(self) -> str:
        return self.body.name


@dataclass(frozen=True)
class Timed:
    """An activity with a boundary timer; without interruption its tasks end by themselves."""

    body: Task | Scope | Many
    interrupts: bool
    branch: tuple[Task, ...]

    @property
    def timer(self) -> str:
        return f"late_{self.body.name}"


Block: TypeAlias = (
    Task | Script | Sequence | Choice | Some | Together | Again | Scope | Many | Timed
)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """A process of up to some dozens of elements, its names unique."""
    names = (f"n{number}" for number in count())
    whole = _block(draw, names, draw(st.integers(2, 4)))
    return Sequence((whole, Task(next(names))))


def _block(draw: st.DrawFn, names, depth: int) -> Block:
    if depth <= 0:
        return draw(st.sampled_from((Task, Task, Script)))(next(names))
    kind = draw(st.sampled_from((Sequence, Choice, Some, Together, Again, Scope, Many, Timed)))
    if kind in (Scope, Many, Timed):
        return _activity(draw, names, depth, kind)
    return _composed(draw, names, depth, kind)


def _composed(draw: st.DrawFn, names, depth: int, kind) -> Block:
    if kind is Again:
        first = Task(next(names))
        return Again(next(names), Sequence((first, _block(draw, names, depth - 1))))
    number = draw(st.integers(2, 3))
    parts = tuple(_block(draw, names, depth - 1) for _ in range(number))
    if kind is Sequence:
        return Sequence(parts)
    return Sequence((kind(next(names), parts), Task(next(names))))  # seen if it is entered early


def _activity(draw: st.DrawFn, names, depth: int, kind) -> Block:
    if kind is Scope:
        return Scope(next(names), _block(draw, names, depth - 1))
    inner = Task(next(names)) if draw(st.booleans()) else _activity(draw, names, depth - 1, Scope)
    if kind is Many:
        return Many(inner, draw(st.integers(0, 3)), draw(st.booleans()))
    body = Many(inner, 2, is_sequential=False) if draw(st.booleans()) else inner
    branch = tuple(Task(next(names)) for _ in range(draw(st.integers(0, 2))))
    return Timed(body, draw(st.booleans()), branch)


def diagram(block: Block) -> bytes:
    """Return the diagram of a process that is one block."""
    return d.process(*_scope(block, "process"))


class _Pen:
    """Nodes and flows of one scope."""

    def __init__(self) -> None:
        self.nodes: list[str] = []
        self.flows: list[str] = []

    def way(self, *names: str) -> None:
        self.flows += d.way(*names)


def _scope(block: Block, name: str) -> tuple[list[str], list[str]]:
    pen = _Pen()
    first, last = _draw(pen, block)
    pen.nodes += [d.start(f"{name}_start"), d.end(f"{name}_end")]
    pen.way(f"{name}_start", first)
    pen.way(last, f"{name}_end")
    return pen.nodes, pen.flows


def _draw(pen: _Pen, block: Block) -> tuple[str, str]:
    """Draw a block; return its first and its last element."""
    if isinstance(block, Task | Script | Scope | Many):
        pen.nodes.append(_drawn(block))
        return block.name, block.name
    return _DRAWERS[type(block)](pen, block)


def _draw_sequence(pen: _Pen, block: Sequence) -> tuple[str, str]:
    ends = [_draw(pen, part) for part in block.parts]
    for (_, left), (right, _) in pairwise(ends):
        pen.way(left, right)
    return ends[0][0], ends[-1][1]


def _drawn(block: Task | Script | Scope | Many) -> str:
    loop = ""
    if isinstance(block, Many):
        times = d.formal("loopCardinality", str(block.times))
        kind = {"isSequential": str(block.is_sequential).lower()}
        loop = d.element("bpmn:multiInstanceLoopCharacteristics", times, **kind)
        block = block.body
    if isinstance(block, Script):
        return d.script(block.name, f"s_{block.name} = 1")
    if isinstance(block, Task):
        return d.user_task(block.name, loop)
    nodes, flows = _scope(block.body, block.name)
    return d.node("subProcess", block.name, loop, *nodes, *flows)


def _draw_timed(pen: _Pen, block: Timed) -> tuple[str, str]:
    pen.nodes.append(_drawn(block.body))
    pen.nodes.append(
        d.event(
            "boundaryEvent",
            block.timer,
            "timer",
            d.time("timeDuration", "PT1H"),
            attachedToRef=block.body.name,
            cancelActivity="true" if block.interrupts else "false",
        )
    )
    pen.nodes += [_drawn(task) for task in block.branch]
    after = f"after_{block.body.name}"
    pen.nodes.append(d.node("exclusiveGateway", after))
    pen.way(block.body.name, after)
    names = [block.timer, *(task.name for task in block.branch)]
    if block.interrupts:
        pen.way(*names, after)
    else:
        pen.nodes.append(d.end(f"end_{block.body.name}"))
        pen.way(*names, f"end_{block.body.name}")
    return block.body.name, after


def _draw_loop(pen: _Pen, block: Again) -> tuple[str, str]:
    before, split, after = (f"{block.name}_{part}" for part in ("join", "split", "after"))
    pen.nodes += [
        d.node("exclusiveGateway", before),
        d.node("exclusiveGateway", split, default=f"{split}_{after}"),
        d.node("task", after),
    ]
    first, last = _draw(pen, block.body)
    pen.way(before, first)
    pen.way(last, split, after)
    pen.flows.append(d.flow(split, before, f"${{{AGAIN}}}"))
    return before, after


_GATEWAYS = {Choice: "exclusiveGateway", Some: "inclusiveGateway", Together: "parallelGateway"}


def _draw_branches(pen: _Pen, block: Choice | Some | Together) -> tuple[str, str]:
    split, join = f"{block.name}_split", f"{block.name}_join"
    default = {}
    for number, branch in enumerate(block.branches):
        first, last = _draw(pen, branch)
        condition = f"${{x > {number}}}"
        is_last = number == len(block.branches) - 1
        if is_last and not isinstance(block, Together):
            default = {"default": f"{split}_{first}"}
        plain = is_last or isinstance(block, Together)
        pen.flows.append(d.flow(split, first, None if plain else condition))
        pen.way(last, join)
    kind = _GATEWAYS[type(block)]
    pen.nodes += [d.node(kind, split, **default), d.node(kind, join)]
    return split, join


_DRAWERS = {
    Sequence: _draw_sequence,
    Timed: _draw_timed,
    Again: _draw_loop,
    Choice: _draw_branches,
    Some: _draw_branches,
    Together: _draw_branches,
}
