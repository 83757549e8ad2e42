"""What differs between two diagrams, element by element."""

from collections.abc import Iterator, Mapping

from engine.differences import Change, Difference, How, Said, same, shifted
from engine.execution.differing.reading import Drawn, read
from engine.execution.differing.renaming import Diagram, renamed
from engine.execution.differing.telling import kind_called, property_called, value_called


def differences(before: bytes, after: bytes) -> tuple[Difference, ...]:
    """Return what differs between two BPMN files, in the order of the newer one, removed last.

    That a renamed element is called otherwise where others refer to it is no change of theirs.

    Raises:
        ValueError: one of them cannot be read as BPMN.
    """
    old, new = read(before), read(after)
    names = renamed(old, new)
    came_from = {now: then for then, now in names.items()}
    kept = [
        _compared(old.get(came_from.get(each, each)), new[each], (old, new, names)) for each in new
    ]
    gone = [each for each in old if each not in new and each not in names]
    removed = [_whole(How.REMOVED, old[each], old) for each in gone]
    return (*(each for each in kept if each is not None), *removed)


def _compared(
    was: Drawn | None, now: Drawn, both: tuple[Diagram, Diagram, Mapping[str, str]]
) -> Difference | None:
    if was is None:
        return _whole(How.ADDED, now, both[1])
    changes = tuple(_changes(was, now, both))
    is_moved = was.place != now.place
    how = _how(was, now, changes=bool(changes), is_moved=is_moved)
    if how is None:
        return None
    return Difference(
        how=how,
        id=now.id,
        id_before=was.id,
        kind=now.kind,
        kind_called=kind_called(now.kind),
        name=_name(now.id, both[1]),
        changes=changes,
        is_moved=is_moved,
    )


def _how(was: Drawn, now: Drawn, *, changes: bool, is_moved: bool) -> How | None:
    if was.id != now.id:
        return How.RENAMED
    if changes:
        return How.CHANGED
    return How.MOVED if is_moved else None


def _whole(how: How, each: Drawn, diagram: Diagram) -> Difference:
    return Difference(
        how=how,
        id=each.id,
        id_before=each.id,
        kind=each.kind,
        kind_called=kind_called(each.kind),
        name=_name(each.id, diagram),
    )


def _changes(
    was: Drawn, now: Drawn, both: tuple[Diagram, Diagram, Mapping[str, str]]
) -> Iterator[Change]:
    yield from _own_changes(was, now)
    old, new, names = both
    for end in {**was.ends, **now.ends}:
        left, right = was.ends.get(end), now.ends.get(end)
        if names.get(left or "", left) != right:
            yield _change(end, _end(left, old), _end(right, new))
    order = [names.get(each, each) for each in was.order]
    if shifted(order, list(now.order)):
        yield _change("order", _listed(was.order, old), _listed(now.order, new))


def _own_changes(was: Drawn, now: Drawn) -> Iterator[Change]:
    if was.kind != now.kind:
        called = Said(th="ชนิด", en="kind")
        before, after = kind_called(was.kind), kind_called(now.kind)
        yield Change(property="kind", called=called, before=before, after=after)
    for path in {**was.properties, **now.properties}:
        then, since = was.properties.get(path), now.properties.get(path)
        if then != since:
            said = (value_called(path, then), value_called(path, since))
            yield _change(path, *said)


def _change(path: str, before: Said | None, after: Said | None) -> Change:
    return Change(property=path, called=property_called(path), before=before, after=after)


def _end(name: str | None, diagram: Diagram) -> Said | None:
    return None if name is None else _name(name, diagram)


def _listed(names: tuple[str, ...], diagram: Diagram) -> Said:
    said = [_name(each, diagram) for each in names]
    return Said(th=", ".join(each.th for each in said), en=", ".join(each.en for each in said))


def _name(name: str, diagram: Diagram) -> Said:
    """Return what an element is called; a flow without a name by its two ends."""
    each = diagram.get(name)
    if each is None:
        return same(name)
    if not each.name and {"sourceRef", "targetRef"} <= each.ends.keys():
        left, right = (
            _point(each.ends["sourceRef"], diagram),
            _point(each.ends["targetRef"], diagram),
        )
        return Said(th=f"{left.th} → {right.th}", en=f"{left.en} → {right.en}")
    return _point(name, diagram)


def _point(name: str, diagram: Diagram) -> Said:
    """Return what an element is called: by its name, a note by its text, else by its id."""
    each = diagram.get(name)
    if each is None:
        return same(name)
    called = each.name or each.properties.get("text") or name
    return Said(th=called, en=each.name_en or called)
