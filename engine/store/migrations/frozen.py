"""The first schema as SQL, one file per database: written once, and never changed after release."""

from pathlib import Path

from sqlalchemy import Connection

_VERSIONS = Path(__file__).parent / "versions"
_BETWEEN = ";\n\n"


def file(revision: str, dialect: str) -> Path:
    """Return where the SQL of a revision is kept."""
    return _VERSIONS / f"{revision}_{dialect}.sql"


def run(connection: Connection, revision: str) -> None:
    """Run the SQL of a revision for the connection's kind of database."""
    script = file(revision, connection.dialect.name).read_text(encoding="utf-8")
    for statement in script.strip().removesuffix(";").split(_BETWEEN):
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
