"""The version a case is to move to: its definition, and its scopes as the token game plays them."""

from collections.abc import Iterator, Mapping

from engine.execution.definition import Definition, executable
from engine.execution.rules.reading import CONTAINERS, Scope, children, identity
from engine.execution.rules.token_game import Game, Net
from engine.execution.xml import read as read_xml


class Target:
    """A version of a process, made once for all cases that are to move to it.

    `called`: the diagrams of the processes it calls, by key.
    """

    def __init__(self, definition: Definition, xml: bytes, called: Mapping[str, bytes]) -> None:
        self.definition = definition
        self._files = {definition.key: xml, **called}
        self._scopes: dict[str, Scope] = {}
        self._games: dict[str, tuple[Net, Game]] = {}

    def scope(self, name: str) -> Scope:
        """Return a scope by the name its parsed process goes by: `key` or `key/sub-process/…`."""
        key = name.partition("/")[0]
        if key not in self._scopes:
            self._scopes.update(_scopes(self._files[key], key))
        return self._scopes[name]

    def played(self, name: str) -> tuple[Net, Game]:
        """Return a scope as a net, and what was seen when it was played from its start."""
        if name not in self._games:
            net = Net(self.scope(name))
            self._games[name] = net, net.play()
        return self._games[name]


def _scopes(xml: bytes, key: str) -> Iterator[tuple[str, Scope]]:
    root, _ = read_xml(xml, "", len(xml))
    waiting = [(key, executable(root))]
    for name, element in waiting:  # grows while it is walked
        yield name, Scope(element)
        inner = children(element, *sorted(CONTAINERS))
        waiting += [(f"{name}/{identity(each)}", each) for each in inner]
