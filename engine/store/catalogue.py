"""Deployed definitions as rows: diagrams, forms, decision tables, by key and version."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import zstandard
from sqlalchemy import func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.rows import DefinitionRow
from engine.store.tables import (
    candidate_set,
    decision_definition,
    deployment,
    form_definition,
    process_definition,
)
from engine.store.transaction import Transaction, columns_for

_DEFINITION = columns_for(DefinitionRow, process_definition.c)


def newest(tx: Transaction, key: str) -> DefinitionRow | None:
    """Return the newest version of a process definition."""
    statement = select(*_DEFINITION).where(process_definition.c.key == key)
    row = tx.one(statement.order_by(process_definition.c.version.desc()).limit(1))
    return None if row is None else DefinitionRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def version(tx: Transaction, key: str, number: int) -> DefinitionRow | None:
    """Return one version of a process definition."""
    row = tx.one(
        select(*_DEFINITION).where(
            process_definition.c.key == key, process_definition.c.version == number
        )
    )
    return None if row is None else DefinitionRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def versions(tx: Transaction, key: str) -> list[DefinitionRow]:
    """Return every version of a process definition, newest first."""
    statement = select(*_DEFINITION).where(process_definition.c.key == key)
    rows = tx.all(statement.order_by(process_definition.c.version.desc()))
    return [DefinitionRow(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def newest_of_all(tx: Transaction) -> list[DefinitionRow]:
    """Return the newest version of each process definition, by key."""
    latest = (
        select(process_definition.c.key, func.max(process_definition.c.version).label("version"))
        .group_by(process_definition.c.key)
        .subquery()
    )
    joined = (process_definition.c.key == latest.c.key) & (
        process_definition.c.version == latest.c.version
    )
    statement = select(*_DEFINITION).join(latest, joined).order_by(process_definition.c.key)
    return [DefinitionRow(**row._mapping) for row in tx.all(statement)]  # noqa: SLF001 - SQLAlchemy's public name


def diagram(tx: Transaction, key: str, number: int) -> tuple[bytes, dict[str, int]] | None:
    """Return a version's XML and the versions of the processes it calls."""
    row = tx.one(
        select(process_definition.c.xml, process_definition.c.calls).where(
            process_definition.c.key == key, process_definition.c.version == number
        )
    )
    return None if row is None else (zstandard.decompress(row.xml), dict(row.calls))


def add_deployment(tx: Transaction, identity: UUID, name: str, by: str) -> None:
    """Write the act of deploying."""
    values = {"id": identity, "name": name, "deployed_by": by, "deployed_at": tx.now}
    tx.run(insert(deployment), values)


def add_definition(tx: Transaction, values: dict[str, Any]) -> None:
    """Write a new version of a process definition; `xml` is given plain."""
    packed = {**values, "xml": zstandard.compress(values["xml"], 9), "retired_at": None}
    tx.run(insert(process_definition), packed)


def add_form(tx: Transaction, values: dict[str, Any]) -> None:
    """Write a new version of a form definition; `body` is given plain."""
    packed = {**values, "body": zstandard.compress(values["body"], 9)}
    tx.run(insert(form_definition), packed)


def add_decision(tx: Transaction, values: dict[str, Any]) -> None:
    """Write a new version of a decision table; `xml` is given plain."""
    packed = {**values, "xml": zstandard.compress(values["xml"], 9)}
    tx.run(insert(decision_definition), packed)


def form(tx: Transaction, key: str, number: int | None = None) -> tuple[int, bytes, str] | None:
    """Return (version, body, digest) of a form: the newest, or one version."""
    statement = select(form_definition).where(form_definition.c.key == key)
    if number is not None:
        statement = statement.where(form_definition.c.version == number)
    row = tx.one(statement.order_by(form_definition.c.version.desc()).limit(1))
    return None if row is None else (row.version, zstandard.decompress(row.body), row.digest)


def decision(tx: Transaction, key: str) -> tuple[int, bytes, str] | None:
    """Return (version, xml, digest) of a decision table's newest version."""
    statement = select(decision_definition).where(decision_definition.c.key == key)
    row = tx.one(statement.order_by(decision_definition.c.version.desc()).limit(1))
    return None if row is None else (row.version, zstandard.decompress(row.xml), row.digest)


def forms_as_of(tx: Transaction, keys_: Iterable[str], of: UUID) -> dict[str, tuple[int, bytes]]:
    """Return (version, body) of each of these forms as it stood when a deployment was made."""
    return _as_of(tx, form_definition, form_definition.c.body, (keys_, of))


def decisions_as_of(
    tx: Transaction, keys_: Iterable[str], of: UUID
) -> dict[str, tuple[int, bytes]]:
    """Return (version, xml) of each of these tables as it stood when a deployment was made."""
    return _as_of(tx, decision_definition, decision_definition.c.xml, (keys_, of))


def _as_of(
    tx: Transaction, table: Any, content: Any, asked: tuple[Iterable[str], UUID]
) -> dict[str, tuple[int, bytes]]:
    keys_, of = asked
    moment = select(deployment.c.deployed_at).where(deployment.c.id == of).scalar_subquery()
    is_then = (deployment.c.deployed_at < moment) | (
        (deployment.c.deployed_at == moment) & (deployment.c.id <= of)
    )
    statement = (
        select(table.c.key, table.c.version, content.label("content"))
        .join(deployment, deployment.c.id == table.c.deployment_id)
        .where(table.c.key.in_(list(keys_)), is_then)
        .order_by(table.c.version)
    )
    found = {row.key: (row.version, row.content) for row in tx.all(statement)}
    return {key: (number, zstandard.decompress(body)) for key, (number, body) in found.items()}


def decision_digests(tx: Transaction, keys_: Iterable[str]) -> dict[str, str]:
    """Return the digest of the newest version of each of these decision tables."""
    table = decision_definition
    statement = select(table.c.key, table.c.digest).where(table.c.key.in_(list(keys_)))
    return {row.key: row.digest for row in tx.all(statement.order_by(table.c.version))}


def keys(tx: Transaction) -> dict[str, frozenset[str]]:
    """Return the keys of all that is deployed: `forms`, `decisions`, `processes`."""
    tables = {
        "forms": form_definition,
        "decisions": decision_definition,
        "processes": process_definition,
    }
    return {
        name: frozenset(row[0] for row in tx.all(select(each.c.key).distinct()))
        for name, each in tables.items()
    }


def remember_roles(tx: Transaction, sets: Iterable[str]) -> None:
    """Note the combinations of candidate roles that tasks carry; another may be noting them too."""
    known = {row[0] for row in tx.all(select(candidate_set.c.roles))}
    if fresh := sorted(set(sets) - known):
        make = postgresql.insert if tx.is_postgres else sqlite.insert
        rows = [{"roles": roles} for roles in fresh]
        tx.run(make(candidate_set).on_conflict_do_nothing(), rows)


def role_sets(tx: Transaction) -> list[str]:
    """Return every combination of candidate roles."""
    return [row[0] for row in tx.all(select(candidate_set.c.roles))]
