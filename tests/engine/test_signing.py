from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from engine import signing
from engine.errors import KeyUnreadable

AT = datetime(2026, 11, 20, 5, tzinfo=UTC)
KEY = signing.new_signing_key()
PUBLIC_KEY = signing.public_key_pem(KEY)
HEAD = signing.sign_head(KEY, 12, b"\xab" * 32, AT, 7)


def test_a_head_is_verified_with_the_public_key_alone():
    assert signing.verify_head(HEAD, PUBLIC_KEY)
    assert signing.verify_head(HEAD, signing.read_public_key(PUBLIC_KEY))


def test_a_head_is_the_same_moment_in_every_zone():
    bangkok = timezone(timedelta(hours=7))

    assert signing.verify_head(replace(HEAD, at=AT.astimezone(bangkok)), PUBLIC_KEY)


@pytest.mark.parametrize(
    "change",
    [
        {"size": 13},
        {"root": b"\xac" * 32},
        {"at": AT + timedelta(seconds=1)},
        {"previous_size": None},
        {"signature": b""},
    ],
)
def test_a_changed_head_is_not_vouched_for(change):
    assert not signing.verify_head(replace(HEAD, **change), PUBLIC_KEY)


def test_another_key_vouches_for_nothing():
    other = signing.public_key_pem(signing.new_signing_key())

    assert not signing.verify_head(HEAD, other)


def test_keys_of_another_kind_are_refused():
    other = ec.generate_private_key(ec.SECP256R1())
    private = other.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = other.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    for text in (private, b"no key", PUBLIC_KEY):
        with pytest.raises(KeyUnreadable):
            signing.public_key_pem(text)
    for text in (public, b"no key", KEY):
        with pytest.raises(KeyUnreadable):
            signing.verify_head(HEAD, text)
