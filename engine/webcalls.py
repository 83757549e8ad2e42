"""Calls to an office's own systems over HTTPS, signed, to addresses of the public internet only.

The name is looked up once, each address it has is checked, and the connection goes to the address
that was checked: a name that means something else a moment later leads nowhere. Redirects are not
followed. Nothing of the answer is kept but its status.
"""

import hmac
import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

SECONDS: Final = 10.0
"""How long the other end may be silent."""
LONGEST_URL: Final = 1_000
_GONE: Final = 410
_SUCCESS: Final = range(200, 300)


class Unreachable(OSError):
    """It could not be delivered; to be tried again later. Says why."""


class Gone(Exception):
    """The other end says that it will never take calls again (410)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A checked address of a call."""

    parts: SplitResult
    is_here: bool

    @property
    def port(self) -> int:
        return self.parts.port or (443 if self.parts.scheme == "https" else 80)

    @property
    def path(self) -> str:
        return (self.parts.path or "/") + (f"?{self.parts.query}" if self.parts.query else "")


def target(url: str, *, allow_here: bool) -> Target:
    """Read the address of a webhook; `allow_here` lets it be on this very machine, for trials.

    Raises:
        ValueError: it is no address that may be called.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    _ = parts.port  # raises ValueError when it is no number
    is_here = allow_here and _is_loopback(host)
    if not host or parts.username or parts.fragment or len(url) > LONGEST_URL:
        raise ValueError(url)
    if not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_here):
        raise ValueError(url)
    literal = _literal(host)
    if literal is not None and not is_here and not _is_public(literal):
        raise ValueError(url)
    if host == "localhost" and not is_here:
        raise ValueError(url)
    return Target(parts=parts, is_here=is_here)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return what proves that a call is ours: HMAC-SHA256 over `timestamp.body`, in hex."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def post(to: Target, body: bytes, headers: Mapping[str, str]) -> None:
    """Deliver a body.

    Raises:
        Unreachable: no answer, or not a good one.
        Gone: the other end wants no more.
    """
    try:
        status = _status(to, body, headers)
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise Unreachable(f"{type(problem).__name__}: {problem}"[:300]) from problem
    if status == _GONE:
        raise Gone
    if status not in _SUCCESS:
        raise Unreachable(f"HTTP {status}")


def _status(to: Target, body: bytes, headers: Mapping[str, str]) -> int:
    connection = _Checked(to)
    try:
        connection.request("POST", to.path, body, {"Host": to.parts.netloc, **headers})
        return connection.getresponse().status
    finally:
        connection.close()


class _Checked(http.client.HTTPConnection):
    """A connection to an address that was checked, whatever the name means later."""

    def __init__(self, to: Target) -> None:
        super().__init__(to.parts.hostname or "", to.port, timeout=SECONDS)
        self._to = to

    def connect(self) -> None:
        plain = socket.create_connection((_address(self._to), self._to.port), SECONDS)
        self.sock = plain
        if self._to.parts.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self._to.parts.hostname)


def _address(to: Target) -> str:
    """Look the name up and return its first address; every one must be public, or of this machine.

    Raises:
        OSError: one is not.
    """
    found = socket.getaddrinfo(to.parts.hostname, to.port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    for each in addresses:
        address = ip_address(each)
        if not (address.is_loopback if to.is_here else _is_public(address)):
            message = "the address is not one of the public internet"
            raise OSError(message)
    return addresses[0]


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    plain = mapped or address
    return plain.is_global and not plain.is_multicast


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a host is written as; also as browsers of old read it: 2130706433."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):  # a name; or no text an address could be
        return None


def _is_loopback(host: str) -> bool:
    literal = _literal(host)
    return host == "localhost" if literal is None else literal.is_loopback
