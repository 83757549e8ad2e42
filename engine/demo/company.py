"""Who does what in the demonstration: the person for a task, from its roles and whose case it is.

They are made from the demonstration's own list, for on days before the service was set up nobody
was a member of anything yet.
"""

from typing import Final

from engine.demo.accounts import ACCOUNTS, Account
from engine.demo.cast import CAST
from engine.demo.schools import school_code
from engine.model import Person
from engine.parties import school_party
from engine.roles import APPLICANT_ROLES
from engine.rows import TaskRow

_EVERYBODY: Final = (*ACCOUNTS, *CAST)
_BY_NAME: Final = {each.username: each for each in _EVERYBODY}


def account_of(username: str) -> Account:
    """Return an account of the demonstration by its user name."""
    return _BY_NAME[username]


def person_of(username: str) -> Person:
    """Return an account of the demonstration as who acts."""
    account = _BY_NAME[username]
    return Person(
        id=account.username,
        name=account.name_th,
        offices={account.office: frozenset(account.roles)},
        schools={account.office: frozenset({_code(account)})} if account.school else {},
    )


def doer(task: TaskRow) -> Account | None:
    """Return who does a task, None when nobody of the demonstration may."""
    roles = set(task.roles.split(",")) if task.roles else set()
    for account in _EVERYBODY:
        if account.office == task.office_id and _may(account, task, roles):
            return account
    return None


def _may(account: Account, task: TaskRow, roles: set[str]) -> bool:
    parties = {account.username}
    if account.school is not None:
        parties.add(school_party(_code(account)))
    if task.assignee is not None:
        return task.assignee in parties
    if not roles:
        return "office" in account.roles
    held = roles & set(account.roles)
    is_theirs = task.applicant_id in parties
    return bool(held - APPLICANT_ROLES) or bool(held and is_theirs)


def applicant(task: TaskRow) -> Account | None:
    """Return the account that a task's case belongs to; of a school, somebody who is there."""
    for account in _EVERYBODY:
        if account.office != task.office_id:
            continue
        is_there = account.school is not None
        if task.applicant_id == account.username:
            return account
        if is_there and task.applicant_id == school_party(_code(account)):
            return account
    return None


def _code(account: Account) -> str:
    return school_code(account.office, account.school or 0)
