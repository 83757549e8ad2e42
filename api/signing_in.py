"""Tokens: signing in and out with a local account."""

from typing import Any

from flask import request

from api import auth
from api.auth import bearer, engine
from api.fields import Form, Moment, Text, Truth, length
from api.http import Resource, documented, refuses
from engine import people

resource = Resource("auth", "เข้าและออกจากระบบ / Signing in and out")
auth.is_open("auth.sign_in")


class Credentials(Form):
    """A local account and its password."""

    username = Text(required=True, validate=length(200), metadata={"example": "officer"})
    password = Text(required=True, validate=length(1000), metadata={"example": "khanton-demo"})


class IssuedToken(Form):
    """A bearer token, shown this once."""

    access_token = Text(required=True)
    token_type = Text(required=True, metadata={"example": "Bearer"})
    expires_at = Moment(required=True)


class SignedOut(Form):
    """The token holds no more."""

    signed_out = Truth(required=True)


@resource.post("/auth/token")
@documented(security=[])
@refuses(413, 415, 429)
@resource.arguments(Credentials)
@resource.response(200, IssuedToken)
def sign_in(given: dict[str, str]) -> dict[str, Any]:
    """เข้าสู่ระบบ · Sign in."""
    address = request.remote_addr or ""
    issued = people.sign_in(engine(), given["username"], given["password"], address)
    return {
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "expires_at": issued.expires_at,
    }


@resource.delete("/auth/token")
@refuses(413, 415)
@resource.response(200, SignedOut)
def sign_out() -> dict[str, bool]:
    """ออกจากระบบ · Sign out: the token ends now."""
    people.sign_out(engine(), bearer())
    return {"signed_out": True}
