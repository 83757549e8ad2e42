"""People: how they prove who they are, what they may do where, and who stands in for whom.

Facts of security: passwords are argon2id; a token is 32 random bytes of which only the SHA-256 is
kept; every request reads the token and the roles of the day anew, so a revocation holds at once.
"""

from engine.people.accounts import NewUser, User, create_user, disable, list_users, set_password
from engine.people.grants import (
    Grant,
    Substitution,
    end_grant,
    grant,
    prepare,
    substitute,
)
from engine.people.sessions import Session, act_for, end_others, open_session, resume
from engine.people.standing import Me, Membership, MySubstitution, me
from engine.people.tokens import IssuedToken, sign_in, sign_out, sweep, who

__all__ = [
    "Grant",
    "IssuedToken",
    "Me",
    "Membership",
    "MySubstitution",
    "NewUser",
    "Session",
    "Substitution",
    "User",
    "act_for",
    "create_user",
    "disable",
    "end_grant",
    "end_others",
    "grant",
    "list_users",
    "me",
    "open_session",
    "prepare",
    "resume",
    "set_password",
    "sign_in",
    "sign_out",
    "substitute",
    "sweep",
    "who",
]
