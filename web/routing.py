"""Page families: blueprints whose every view says for whom it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from flask import Blueprint, Flask
from werkzeug.routing import IntegerConverter, Map

from web.audience import Audience

GREATEST: Final = 2**31 - 1
View = TypeVar("View", bound=Callable[..., Any])


class Counted(IntegerConverter):
    """A number in an address: greater ones than a database holds name nothing."""

    def __init__(self, url_map: Map, *args: Any, **options: Any) -> None:
        super().__init__(url_map, *args, **{"max": GREATEST, **options})


@dataclass(frozen=True, slots=True)
class Declared:
    """For whom a view is; `own`: what it changes is the person's own account, so auditors may."""

    whom: Audience
    own: bool = False


class Pages(Blueprint):
    """A page family. `whom` says who may open a view; rights in cases are the nouns' to judge."""

    def __init__(self, name: str) -> None:
        super().__init__(name, f"web.pages.{name}")
        self.declared: dict[str, Declared] = {}

    def get(self, rule: str, *, whom: Audience) -> Callable[[View], View]:  # type: ignore[override]  # says for whom too
        """Make a view answer GET."""
        return self._declare(rule, "GET", Declared(whom))

    def post(  # type: ignore[override]  # says for whom too
        self, rule: str, *, whom: Audience, own: bool = False
    ) -> Callable[[View], View]:
        """Make a view answer POST; the request's origin and token are checked before it."""
        return self._declare(rule, "POST", Declared(whom, own))

    def _declare(self, rule: str, method: str, declared: Declared) -> Callable[[View], View]:
        def keep(view: View) -> View:
            self.declared[f"{self.name}.{view.__name__}"] = declared
            self.add_url_rule(rule, view.__name__, view, methods=[method])
            return view

        return keep


def declared_in(app: Flask) -> dict[str, Declared]:
    """Return for whom every endpoint of the application is.

    Raises:
        RuntimeError: an endpoint declares nobody: it would be open by mistake.
    """
    known: dict[str, Declared] = {}
    for blueprint in app.blueprints.values():
        if isinstance(blueprint, Pages):
            known |= blueprint.declared
    if undeclared := {rule.endpoint for rule in app.url_map.iter_rules()} - known.keys():
        raise RuntimeError(f"for whom are these views? {sorted(undeclared)}")
    return known
