"""The WSGI door: the pages and the HTTP service, on the engine that the environment describes."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from api.app import create_app as create_service
from engine import bootstrap
from engine.context import Engine
from engine.settings import Settings, from_environment
from web.app import create_app as create_pages

Door = Callable[[dict[str, Any], Any], Iterable[bytes]]
_OF_MACHINES: Final = ("/api/", "/healthz", "/readyz", "/metrics")


def compose(engine: Engine, settings: Settings) -> Door:
    """Return the whole service: what machines ask goes to the API, all else to the pages."""
    service, pages = create_service(engine, settings), create_pages(engine, settings)

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        is_machines = environ.get("PATH_INFO", "").startswith(_OF_MACHINES)
        return (service if is_machines else pages)(environ, start_response)

    return answer


def __getattr__(name: str) -> Door:
    """Build `application` when a server asks for it, not when this module is merely read."""
    if name != "application":
        raise AttributeError(name)
    settings = from_environment()
    return compose(bootstrap.build(settings), settings)
