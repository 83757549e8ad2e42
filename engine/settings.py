"""All settings, read once: frozen, with defaults that run on an office's own machine."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation may choose. Each is `KHANTON_<NAME>` in the environment.

    `clock`: `system`, or `manual:<ISO 8601 with offset>`. `token_hours`: how long a bearer token
    lives. `lease_seconds`: how long a claimed job is left to its worker. `attempts`: how often a
    job may fail before it becomes an incident. `max_file_bytes`: one attachment (forms: 10 MB).
    `backups`: how many nightly backups are kept in the data directory; 0 makes none. `https`: the
    pages are reached by HTTPS alone: cookies are then bound to it.
    `smtp_url`: the office's mail server (`smtp://user:password@host:587`, `smtps://…`); without it
    mail is kept in the outbox file. `mail_from`: the address it comes from. `public_url`: where
    people open the pages, for the links in mails. `webhooks_here` lets webhooks call this very
    machine, for trials.
    """

    data_dir: Path = Path("var")
    database_url: str = ""
    clock: str = "system"
    host: str = "127.0.0.1"
    port: int = 8080
    processes: int = 1
    token_hours: int = 12
    lease_seconds: int = 30
    attempts: int = 5
    max_file_bytes: int = 10 * 1024 * 1024
    max_diagram_bytes: int = 2 * 1024 * 1024
    backups: int = 0
    https: bool = False
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    public_url: str = ""
    webhooks_here: bool = False

    @property
    def database(self) -> str:
        """The database's URL; a SQLite file in the data directory when none is given."""
        return self.database_url or f"sqlite:///{self.data_dir / 'khanton.db'}"


def from_environment(given: Mapping[str, str] | None = None) -> Settings:
    """Read `KHANTON_*` variables; what is not there keeps its default."""
    environment = os.environ if given is None else given
    chosen: dict[str, str | int | bool | Path] = {}
    for name, kind in Settings.__annotations__.items():
        if (text := environment.get(f"KHANTON_{name.upper()}")) is not None:
            chosen[name] = _read(kind, text)
    return Settings(**chosen)  # type: ignore[arg-type]  # _read made each of its kind


def to_environment(settings: Settings) -> dict[str, str]:
    """Return this process's environment with these settings in it, for a process it starts."""
    chosen = {name: getattr(settings, name) for name in Settings.__annotations__}
    return os.environ | {f"KHANTON_{name.upper()}": str(value) for name, value in chosen.items()}


def _read(kind: type, text: str) -> str | int | bool | Path:
    if kind is bool:
        return text.lower() in ("1", "true", "yes", "on")
    return kind(text) if kind in (int, Path) else text
