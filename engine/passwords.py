"""Passwords: hashed with argon2id, verified at the same cost whether the account exists or not."""

import secrets
import threading
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.errors import PasswordUnfit

SHORTEST: Final = 8
LONGEST: Final = 256

_hasher: Final = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
"""46 MiB, one pass, one lane: OWASP's first choice for argon2id."""

_room: Final = threading.BoundedSemaphore(4)
"""Each hash takes 46 MiB: many people signing in at once must not take the machine's memory."""

NOBODYS_HASH: Final = (
    "$argon2id$v=19$m=47104,t=1,p=1"
    "$bqfVwzKqqq7/n6hmCX34Lw$Otj6uPGQBy3RCaFFn/N73z4M9a9cjNdkPaz6IOZ68SQ"
)
"""The hash of random bytes that nobody knows: verified where there is no account."""


_LEGIBLE: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter that is read as another one: a temporary password is read out and typed."""


def temporary() -> str:
    """Return a password to begin with, of 12 random letters (59 bits): `xxxx-xxxx-xxxx`."""
    return "-".join("".join(secrets.choice(_LEGIBLE) for _ in range(4)) for _ in range(3))


def hash_password(password: str) -> str:
    """Return the password's hash with its parameters and a fresh salt.

    Raises:
        PasswordUnfit: shorter than 8 characters or longer than 256.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordUnfit(shortest=SHORTEST, longest=LONGEST)
    with _room:
        return _hasher.hash(password.encode("utf-8", "surrogatepass"))


def is_right(password: str, kept: str | None) -> bool:
    """Whether the password is the one hashed; without a hash it is not, at the same cost."""
    given = password[: LONGEST + 1].encode("utf-8", "surrogatepass")
    try:
        with _room:
            _hasher.verify(kept or NOBODYS_HASH, given)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
