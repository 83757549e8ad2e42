"""The newest recorded cases of a procedure, retraced some at a time."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from engine import access, context, targets
from engine.context import Engine
from engine.differences import How, Said
from engine.errors import DefinitionNotFound, EngineError
from engine.execution import Target, differences
from engine.history.reading import tell_event
from engine.model import Person
from engine.retracing.comparing import Outcome, Retraced, Two, compared
from engine.retracing.doing import Retracing
from engine.rows import InstanceRow
from engine.store import Transaction, record
from engine.store import migrating as rows

MOST: Final = 200
"""So many of the newest cases are retraced at most."""
_MOST_EVENTS: Final = 5_000
"""A longer history is not retraced, and that is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some recorded cases, newest first; `behind`: the last of them, if there may be more."""

    cases: tuple[Retraced, ...]
    behind: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How many cases would have gone how; `dues`: in how many a due date would be another."""

    outcomes: Mapping[Outcome, int]
    dues: int
    looked_at: int


def part(
    engine: Engine,
    person: Person,
    of: tuple[str, Mapping[str, bytes]],
    at: tuple[UUID | None, int],
) -> Part:
    """Retrace the next cases of a procedure on the draft's files; nothing is written.

    `of`: the procedure's key and the files, free of errors. `at`: behind which case, how many.
    Only cases of offices where the person may migrate are looked at.

    Raises:
        DefinitionNotFound: none of the files is that procedure.
    """
    (key, files), (behind, many) = of, at
    with engine.begin() as tx:
        made = targets.of_files(tx, files)
        if key not in made:
            raise DefinitionNotFound(key=key)
        target, xml = made[key]
        offices = access.migrating_offices(tx, person)
        found = rows.recorded(tx, offices, key, behind, min(many, MOST))
        retracer = _Retracer(engine, tx, target, xml)
        told = tuple(retracer.retrace(each) for each in found)
        for each in found:
            record.note_access(tx, person.id, each, "retraced")
    return Part(cases=told, behind=found[-1].id if len(found) == many else None)


def summary(
    engine: Engine, person: Person, of: tuple[str, Mapping[str, bytes]], many: int
) -> Summary:
    """Count how the newest cases would have gone."""
    told = part(engine, person, of, (None, many)).cases
    return Summary(
        outcomes=Counter(each.outcome for each in told),
        dues=sum(1 for each in told if each.dues),
        looked_at=len(told),
    )


class _Retracer:
    """Reads each older version once."""

    def __init__(self, engine: Engine, tx: Transaction, target: Target, xml: bytes) -> None:
        self.engine, self.tx, self.target, self.xml = engine, tx, target, xml
        self._known: dict[tuple[str, int], Two] = {}

    def retrace(self, row: InstanceRow) -> Retraced:
        """Do one history again on both versions."""
        key = record.key_of(self.tx, row.office_id, row.id)
        sealed = record.events_of(self.tx, row.office_id, row.id)
        events = [tell_event(each, key) for each in sealed[:_MOST_EVENTS]]
        if len(sealed) > _MOST_EVENTS or any(each.data is None for each in events):
            return Retraced(instance=row, outcome=Outcome.CANNOT, why=_GONE)
        two = self._two(row)
        try:
            traces = [
                Retracing(definition, self.engine.environment(self.tx, row), names, fresh).run(
                    events
                )
                for definition, names, fresh in (
                    (two.older, {}, frozenset[str]()),
                    (two.newer, two.names, self._fresh(two)),
                )
            ]
        except EngineError as problem:
            why = Said(th=problem.text("th"), en=problem.text("en"))
            return Retraced(instance=row, outcome=Outcome.CANNOT, why=why)
        return compared(row, traces[0], traces[1], two)

    def _two(self, row: InstanceRow) -> Two:
        of = row.definition_key, row.definition_version
        if of not in self._known:
            before, _ = context.diagrams_of(self.tx, *of)
            renamed = [e for e in differences(before, self.xml) if e.how is How.RENAMED]
            self._known[of] = Two(
                older=self.engine.definitions.get(self.tx, *of),
                newer=self.target.definition,
                names={each.id_before: each.id for each in renamed},
            )
        return self._known[of]

    @staticmethod
    def _fresh(two: Two) -> frozenset[str]:
        known = {two.names.get(each, each) for each in two.older.elements}
        return frozenset(two.newer.elements) - known


_GONE: Final = Said(
    th="อ่านประวัติไม่ได้ครบ: ข้อมูลส่วนบุคคลถูกลบตามกฎหมาย หรือประวัติยาวเกินไป",
    en="The history cannot be read whole: personal data were erased, or it is too long.",
)
