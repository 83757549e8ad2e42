"""Random edits of block-structured processes, as an analyst makes them: a newer version."""

from dataclasses import replace

from hypothesis import strategies as st

from tests.execution.blocks import (
    Again,
    Block,
    Choice,
    Many,
    Scope,
    Script,
    Sequence,
    Some,
    Task,
    Timed,
    Together,
)

_BRANCHED = (Choice, Some, Together)


@st.composite
def edited(draw: st.DrawFn, block: Block) -> Block:
    """Return the process with one to three things changed."""
    for number in range(draw(st.integers(1, 3))):
        places = list(_places(block, ()))
        place = draw(st.sampled_from(places))
        block = _put(block, place, _other(draw, _at(block, place), f"new{number}"))
    return block


def _other(draw: st.DrawFn, part: Block, name: str) -> Block:
    kinds = [_before, _after, _beside, _chosen]
    if isinstance(part, Sequence):
        kinds += [_turned, _shorter, _shorter]
    if isinstance(part, _BRANCHED):
        kinds += [_joined_otherwise, _turned_branches, _branch_more]
    if isinstance(part, Task):
        kinds += [_renamed, _computed, _timed]
    if isinstance(part, Timed):
        kinds += [_untimed, _interrupting]
    if isinstance(part, Scope | Again | Many):
        kinds += [_unpacked, _unpacked]
    return draw(st.sampled_from(kinds))(part, name)


def _before(part, name):
    return Sequence((Task(name), part))


def _after(part, name):
    return Sequence((part, Task(name)))


def _beside(part, name):
    return Sequence((Together(name, (part, Task(f"{name}b"))), Task(f"{name}z")))


def _chosen(part, name):
    return Sequence((Choice(name, (part, Task(f"{name}b"))), Task(f"{name}z")))


def _turned(part, _):
    return Sequence(part.parts[::-1])


def _shorter(part, _):
    return Sequence(part.parts[1:]) if len(part.parts) > 1 else part


def _joined_otherwise(part, _):
    kind = _BRANCHED[(_BRANCHED.index(type(part)) + 1) % len(_BRANCHED)]
    return kind(part.name, part.branches)


def _turned_branches(part, _):
    return replace(part, branches=part.branches[::-1])


def _branch_more(part, name):
    return replace(part, branches=(*part.branches, Task(name)))


def _renamed(_, name):
    return Task(name)


def _computed(part, _):
    return Script(part.name)


def _timed(part, name):
    return Timed(part, interrupts=False, branch=(Task(name),))


def _untimed(part, _):
    return part.body


def _interrupting(part, _):
    return replace(part, interrupts=not part.interrupts)


def _unpacked(part, _):
    return part.body


def _parts(block: Block) -> list[tuple[tuple, Block]]:
    if isinstance(block, Sequence):
        return [(("parts", n), each) for n, each in enumerate(block.parts)]
    if isinstance(block, _BRANCHED):
        return [(("branches", n), each) for n, each in enumerate(block.branches)]
    if isinstance(block, Again | Scope):
        return [(("body", None), block.body)]
    return []  # what stands in a multi-instance or under a timer is one activity


def _places(block: Block, at: tuple):
    yield at
    for step, part in _parts(block):
        yield from _places(part, (*at, step))


def _at(block: Block, place: tuple) -> Block:
    for step in place:
        block = dict(_parts(block))[step]
    return block


def _put(block: Block, place: tuple, other: Block) -> Block:
    if not place:
        return other
    (name, number), *rest = place
    inner = _put(_at(block, place[:1]), tuple(rest), other)
    if number is None:
        return replace(block, body=inner)
    parts = list(getattr(block, name))
    parts[number] = inner
    return replace(block, **{name: tuple(parts)})


def repeatable(block: Block) -> set[str]:
    """Return the tasks that a process may do more than once: those of loops and of rounds."""
    if isinstance(block, Again | Many):
        return set(_names(block))
    if isinstance(block, Timed):
        return repeatable(block.body)
    return {name for _, part in _parts(block) for name in repeatable(part)}


def _names(block: Block):
    if isinstance(block, Task):
        yield block.name
    if isinstance(block, Many):
        yield from _names(block.body)
    if isinstance(block, Timed):
        yield from (*_names(block.body), *(task.name for task in block.branch))
    for _, part in _parts(block):
        yield from _names(part)
