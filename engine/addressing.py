"""Who hears what is told to a role, a school, a person or whoever has a task; substitutes too.

One of an office on one day. Somebody who stands in for an absent person hears what that person
would, for the roles that were lent; the absent person still hears it as well.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from engine.calendar import local_date
from engine.parties import school_code
from engine.roles import ADMIN, APPLICANT_ROLES, ROLES, SCHOOL_DESK
from engine.rows import TaskRow
from engine.store import Transaction, choices, hearers
from engine.tidings import Hearer

INSTEAD = "promo_officer"
"""Whose a task or a letter is that names nobody who could be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Who holds which roles in an office today, belongs to which schools, and is stood in for."""

    held: dict[str, set[str]] = field(repr=False)
    schools: dict[str, set[str]] = field(repr=False)
    lent: dict[str, list[tuple[str, str | None]]] = field(repr=False)

    @classmethod
    def of(
        cls,
        tx: Transaction,
        office: str,
        *,
        roles: Collection[str] | None = None,
        codes: Collection[str] | None = None,
    ) -> "Directory":
        """Read it: of everybody, or only of these roles and schools."""
        today = local_date(tx.now)
        held: dict[str, set[str]] = defaultdict(set)
        schools: dict[str, set[str]] = defaultdict(set)
        lent: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
        for row in hearers.holding(tx, office, today, roles):
            held[row.user_id].add(row.role_key)
        if codes is None or codes:
            for row in hearers.belonging(tx, office, today, codes):
                schools[row.school_code].add(row.user_id)
        for row in hearers.lent(tx, office, today):
            lent[row.absent_id].append((row.substitute_id, row.role_key))
        return cls(held=dict(held), schools=dict(schools), lent=dict(lent))

    def holders(self, roles: Collection[str]) -> list[Hearer]:
        """Return who holds one of these roles."""
        found = sorted(user for user, held in self.held.items() if held & set(roles))
        return self._with_substitutes(found, roles)

    def of_school(self, code: str, roles: Collection[str]) -> list[Hearer]:
        """Return who belongs to a school and holds one of these roles."""
        users = sorted(self.schools.get(code, set()))
        found = [user for user in users if self.held.get(user, set()) & set(roles)]
        return self._with_substitutes(found, roles)

    def somebody(self, user: str, roles: Collection[str] = ()) -> list[Hearer]:
        """Return a person, and who stands in for them in one of these roles, or in all."""
        return self._with_substitutes([user], roles)

    def having(self, task: TaskRow) -> list[Hearer]:
        """Return whose turn a task is: who has it, else who could take it."""
        roles = set(task.roles.split(",")) - {""}
        if task.assignee is not None:
            code = school_code(task.assignee)
            desk = roles or SCHOOL_DESK
            return self.of_school(code, desk) if code else self.somebody(task.assignee, roles)
        inside = roles - APPLICANT_ROLES
        if inside or not roles:
            return self.holders(inside or {INSTEAD})
        return self._of_applicant(task.applicant_id, roles)

    def party(self, party: str | None) -> list[Hearer]:
        """Return who hears of a case as its applicant: a person, or their school's desk."""
        if party is None:
            return []
        code = school_code(party)
        return self.somebody(party) if code is None else self.of_school(code, SCHOOL_DESK)

    def _of_applicant(self, party: str | None, roles: Collection[str]) -> list[Hearer]:
        if party is None:
            return self.holders(roles)
        code = school_code(party)
        return self.somebody(party, roles) if code is None else self.of_school(code, roles)

    def _with_substitutes(self, users: Iterable[str], roles: Collection[str]) -> list[Hearer]:
        themselves = list(users)
        found = [Hearer(user=user) for user in themselves]
        for user in themselves:
            for substitute, role in self.lent.get(user, []):
                if (role is None or role in roles) and substitute not in themselves:
                    found.append(Hearer(user=substitute, absent=user))
        return list(dict.fromkeys(found))


def receivers(tx: Transaction, office: str, to: str) -> tuple[list[Hearer], bool]:
    """Return who reads a letter to a role, a person or a school, and whether it was really them.

    Where nobody can be told, the office's promotion officers read it, else its admins: so no letter
    is lost unseen, and they can hand it on.
    """
    code = school_code(to)
    desk = SCHOOL_DESK if code else frozenset({to})
    roles = {*desk, INSTEAD, ADMIN}
    directory = Directory.of(tx, office, roles=roles, codes=[code] if code else [])
    if code is not None:
        found = directory.of_school(code, SCHOOL_DESK)
    elif to in ROLES:
        found = directory.holders([to])
    else:
        found = directory.somebody(to) if choices.reachable(tx, [to]) else []
    if found:
        return found, True
    return directory.holders([INSTEAD]) or directory.holders([ADMIN]), False
