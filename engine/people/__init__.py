"""People: how they prove who they are, what they may do where, and who stands in for whom.

Facts of security: passwords are argon2id; a token is 32 random bytes of which only the SHA-256 is
kept; every request reads the token and the roles of the day anew, so a revocation holds at once.
"""

from engine.people.accounts import (
    NewUser,
    Renamed,
    create_user,
    disable,
    enable,
    rename,
    set_password,
)
from engine.people.colleagues import Colleague, colleagues
from engine.people.feed import close_feed, open_feed, owner_of_feed
from engine.people.grants import (
    Ending,
    Grant,
    Substitution,
    end_grant,
    end_substitution,
    grant,
    prepare,
    substitute,
)
from engine.people.keys import (
    HeldToken,
    Holder,
    NewToken,
    held_tokens,
    holders,
    make_token,
    revoke_tokens,
)
from engine.people.leave import Entrusted, entrusted
from engine.people.listing import (
    Dossier,
    Found,
    StandIn,
    User,
    UserFilter,
    dossier,
    find_users,
    list_users,
    substitutions,
)
from engine.people.own import (
    Own,
    change_email,
    change_password,
    choose_language,
    choose_mail,
    own,
)
from engine.people.sessions import Session, act_for, end_others, open_session, resume
from engine.people.standing import Me, Membership, MySubstitution, me
from engine.people.tokens import IssuedToken, sign_in, sign_out, sweep, who

__all__ = [
    "Colleague",
    "Dossier",
    "Ending",
    "Entrusted",
    "Found",
    "Grant",
    "HeldToken",
    "Holder",
    "IssuedToken",
    "Me",
    "Membership",
    "MySubstitution",
    "NewToken",
    "NewUser",
    "Own",
    "Renamed",
    "Session",
    "StandIn",
    "Substitution",
    "User",
    "UserFilter",
    "act_for",
    "change_email",
    "change_password",
    "choose_language",
    "choose_mail",
    "close_feed",
    "colleagues",
    "create_user",
    "disable",
    "dossier",
    "enable",
    "end_grant",
    "end_others",
    "end_substitution",
    "entrusted",
    "find_users",
    "grant",
    "held_tokens",
    "holders",
    "list_users",
    "make_token",
    "me",
    "open_feed",
    "open_session",
    "own",
    "owner_of_feed",
    "prepare",
    "rename",
    "resume",
    "revoke_tokens",
    "set_password",
    "sign_in",
    "sign_out",
    "substitute",
    "substitutions",
    "sweep",
    "who",
]
