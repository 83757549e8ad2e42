"""A long list that a case keeps apart from its state: known by its digest, read when looked into.

A school's table of 2,000 rows would else be read and written with every step of its case. It is a
sequence and no list, so that nobody writes it by accident as an empty one: whoever hands values
out of the engine calls `whole`.
"""

from collections.abc import Callable, Sequence
from typing import Any, overload


class KeptList(Sequence[Any]):
    """A list that never changes; `len` and comparing with its like do not read it.

    `digest` is of its content: equal digests are equal lists. `read` may raise what the reader of
    the state raises.
    """

    __slots__ = ("_items", "_length", "_read", "digest")

    def __init__(self, digest: str, length: int, read: Callable[[str], list[Any]]) -> None:
        self.digest = digest
        self._length = length
        self._read = read
        self._items: list[Any] | None = None

    def items(self) -> list[Any]:
        """Return the list itself, not to be changed; read once."""
        if self._items is None:
            self._items = self._read(self.digest)
        return self._items

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> list[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return self.items()[at]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, KeptList):
            return self.digest == other.digest
        return isinstance(other, list) and len(other) == self._length and self.items() == other

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"KeptList({self.digest[:12]}, {self._length} items)"


def whole(value: Any) -> Any:
    """Return a value with plain lists for those kept apart, however deep they lie in it."""
    if isinstance(value, KeptList):
        return value.items()
    if isinstance(value, dict):
        return {key: whole(each) for key, each in value.items()} if _holds_kept(value) else value
    if isinstance(value, list):
        return [whole(each) for each in value] if _holds_kept(value) else value
    return value


def as_json(value: Any) -> list[Any]:
    """Let orjson (`default=`) write a list that is kept apart.

    Raises:
        TypeError: the value is of another kind that JSON does not have.
    """
    if isinstance(value, KeptList):
        return value.items()
    raise TypeError(f"Type is not JSON serializable: {type(value).__name__}")


def _holds_kept(value: Any) -> bool:
    inside = value.values() if isinstance(value, dict) else value
    return any(
        isinstance(each, KeptList) or (isinstance(each, dict | list) and _holds_kept(each))
        for each in inside
    )
