"""Mail by SMTP, as an office's own mail server takes it: plain text, one receiver each.

`smtps://user:password@host:465` speaks TLS from the first byte; `smtp://…:587` asks for STARTTLS
and refuses to go on without it. Only on this very machine may it be left out.
"""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from ipaddress import ip_address
from typing import Final
from urllib.parse import unquote, urlsplit

from engine.calendar import BANGKOK
from engine.notifier import Mail, Notification, Refused

SECONDS: Final = 15.0
"""How long the server may be silent."""
_FOREVER: Final = range(500, 600)
_PORTS: Final = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mail is handed over, read from an address."""

    host: str
    port: int
    is_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str) -> "Server":
        """Read an address.

        Raises:
            ValueError: it is no address of a mail server.
        """
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            message = "expected KHANTON_SMTP_URL like smtp://user:password@host:587"
            raise ValueError(message)
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            is_tls=parts.scheme == "smtps",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    @property
    def is_here(self) -> bool:
        """Whether it is on this very machine, so that nobody can listen in between."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


class SmtpNotifier:
    """Sends mail by SMTP. A letter to a role is not mailed by itself: each who reads it is told."""

    def __init__(self, server: Server, sender: str, context: ssl.SSLContext | None = None) -> None:
        if "@" not in parseaddr(sender)[1]:
            message = "expected KHANTON_MAIL_FROM, the address that mail comes from"
            raise ValueError(message)
        self._server = server
        self._sender = sender
        self._context = context or ssl.create_default_context()

    def send(self, notification: Notification) -> None:
        """Leave a letter to the notices and mails of those who read it."""

    def mail(self, mail: Mail) -> None:
        try:
            message = self._message(mail)
        except ValueError as problem:  # an address that an admin mistyped, say
            raise Refused(str(problem)) from problem
        try:
            with self._connection() as connection:
                connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as refusal:
            code, words = next(iter(refusal.recipients.values()))
            raise _sorted_out(code, words) from refusal
        except smtplib.SMTPResponseException as refusal:
            raise _sorted_out(refusal.smtp_code, refusal.smtp_error, forever=False) from refusal

    def _connection(self) -> smtplib.SMTP:
        server = self._server
        if server.is_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=SECONDS, context=self._context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
        try:
            self._greet(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _greet(self, connection: smtplib.SMTP) -> None:
        connection.ehlo_or_helo_if_needed()
        server = self._server
        if not server.is_tls and (connection.has_extn("starttls") or not server.is_here):
            connection.starttls(context=self._context)
            connection.ehlo()
        if server.user:
            connection.login(server.user, server.password)

    def _message(self, mail: Mail) -> EmailMessage:
        made = EmailMessage()
        domain = parseaddr(self._sender)[1].rpartition("@")[2]
        made["From"] = self._sender
        made["To"] = mail.to
        made["Subject"] = " ".join(mail.subject.split())
        made["Date"] = format_datetime(mail.at.astimezone(BANGKOK))
        made["Message-ID"] = f"<{mail.key}@{domain}>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(mail.body, cte="base64")
        made["Content-Language"] = mail.language
        return made


def _sorted_out(code: int, words: bytes | str, *, forever: bool = True) -> Exception:
    """Return whether a refusal holds for ever (of an address) or is to be tried again."""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    told = f"{code} {said}"
    return Refused(told) if forever and code in _FOREVER else OSError(told)
