"""The first schema as SQL, one file per database: written once from the tables, then never changed.

`python -m engine.store.migrations.frozen 0001` writes it anew, until that revision is released.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from engine.store.tables import metadata

_DIALECTS: dict[str, type[Dialect]] = {
    "sqlite": sqlite.dialect,
    "postgresql": postgresql.dialect,
}
_VERSIONS = Path(__file__).parent / "versions"
_BETWEEN = ";\n\n"

# Read once per statement, not per row; nobody named: nothing seen.
_POLICY = """CREATE POLICY by_office ON {table} USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
)"""


def file(revision: str, dialect: str) -> Path:
    """Return where the SQL of a revision is kept."""
    return _VERSIONS / f"{revision}_{dialect}.sql"


def run(connection: Connection, revision: str) -> None:
    """Run the SQL of a revision for the connection's kind of database."""
    script = file(revision, connection.dialect.name).read_text(encoding="utf-8")
    for statement in script.strip().removesuffix(";").split(_BETWEEN):
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def written(dialect: str) -> str:
    """Return the SQL that makes every table, index and policy of today's metadata."""
    return _BETWEEN.join(_statements(dialect)) + ";\n"


def _statements(dialect: str) -> Iterator[str]:
    compiler = _DIALECTS[dialect]()
    for table in metadata.sorted_tables:
        yield _tidy(CreateTable(table).compile(dialect=compiler))
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            yield _tidy(CreateIndex(index).compile(dialect=compiler))
        if dialect == "postgresql":
            yield from _protected(table)


def _protected(table: Table) -> Iterator[str]:
    """Hide other offices' rows, from the tables' owner too: the service is the owner."""
    if "office_id" in table.c:
        yield f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table.name} FORCE ROW LEVEL SECURITY"
        yield _POLICY.format(table=table.name)


def _tidy(statement: object) -> str:
    lines = (line.rstrip().expandtabs(4) for line in str(statement).strip().splitlines())
    return "\n".join(line for line in lines if line)


def main(revision: str) -> None:
    """Write the SQL of a revision for both databases."""
    for dialect in _DIALECTS:
        file(revision, dialect).write_text(written(dialect), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
