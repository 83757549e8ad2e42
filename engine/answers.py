"""Commands carried out once: whoever repeats a request under its key is given the first answer."""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeAlias

from engine.context import Engine
from engine.errors import IdempotencyMismatch
from engine.model import Person
from engine.store import answers, record

Answer: TypeAlias = tuple[int, bytes]
"""A status and a body."""


def once(
    engine: Engine,
    person: Person,
    key: str,
    request_hash: bytes,
    act: Callable[[Engine], Answer],
) -> Answer:
    """Carry out a command unless it was carried out under this key; return its answer.

    The answer commits with what the command did. The key is taken first, so that of two equal
    requests at the same time the second waits and is given the first one's answer. A refusal
    rolls all of it back and is not kept: the request may be repeated.

    Raises:
        IdempotencyMismatch: the person used the key for another request.
    """
    hashed = sha256(f"{person.id}\0{key}".encode("utf-8", "surrogatepass")).digest()
    with engine.begin() as tx:
        if answers.reserve(tx, hashed, request_hash):
            answer = act(engine.within(tx))
            answers.keep(tx, hashed, answer)
            return answer
        given = record.answer_given(tx, hashed)
    if given is None or given[0] != request_hash:
        raise IdempotencyMismatch
    return given[1], given[2]
