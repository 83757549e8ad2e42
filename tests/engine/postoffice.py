"""A mail server on this machine that really speaks SMTP, with TLS; and one to call over HTTP."""

import ssl
from base64 import b64decode
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Box:
    """What has arrived; `busy` answers 451 once for each, `unknown` addresses get 550."""

    letters: list[EmailMessage] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    was_tls: list[bool] = field(default_factory=list)
    busy: int = 0
    unknown: set[str] = field(default_factory=set)


class _Session(StreamRequestHandler):
    def handle(self):
        self.tls = isinstance(self.request, ssl.SSLSocket)
        self.say("220 mail.example ready")
        while (line := self.rfile.readline()) and not self.command(line.decode().strip()):
            pass

    def finish(self):
        super().finish()
        self.request.close()

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")
        self.wfile.flush()

    def command(self, line):
        """Do one command; True ends the session."""
        verb, _, rest = line.partition(" ")
        if verb.upper() == "QUIT":
            self.say("221 bye")
            return True
        getattr(self, f"do_{verb.lower()}", self.unknown)(rest)
        return False

    def unknown(self, _rest):
        self.say("502 not known")

    def do_ehlo(self, _rest):
        more = [] if self.tls or not self.server.context else ["STARTTLS"]
        lines = ["mail.example", *more, "AUTH PLAIN"]
        for each in lines[:-1]:
            self.say(f"250-{each}")
        self.say(f"250 {lines[-1]}")

    def do_starttls(self, _rest):
        self.say("220 go on")
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        self.connection, self.tls = self.request, True
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb")

    def do_auth(self, rest):
        _, user, password = b64decode(rest.split()[1]).decode().split("\0")
        self.server.box.users.append(user)
        self.say("235 welcome" if password == "pass word" else "535 no")  # noqa: S105  the trial server's own

    def do_mail(self, _rest):
        if self.server.box.busy:
            self.server.box.busy -= 1
            self.say("451 busy")
        else:
            self.say("250 ok")

    def do_rcpt(self, rest):
        address = rest.partition("<")[2].partition(">")[0]
        if address in self.server.box.unknown:
            self.say("550 no such person")
        else:
            self.server.box.receivers.append(address)
            self.say("250 ok")

    def do_rset(self, _rest):
        self.say("250 ok")

    def do_data(self, _rest):
        self.say("354 go on")
        body = b""
        while (line := self.rfile.readline()) != b".\r\n":
            body += line
        self.server.box.letters.append(message_from_bytes(body, policy=policy.default))
        self.server.box.was_tls.append(self.tls)
        self.say("250 taken")


class _Server(ThreadingTCPServer):
    daemon_threads = True
    box: Box
    context: ssl.SSLContext | None


@contextmanager
def mail_server(*, certificate=None, implicit=False):
    """Run a mail server; give its port and its box. With a certificate it offers STARTTLS."""
    server = _Server(("127.0.0.1", 0), _Session)
    server.box, server.context = Box(), None
    if certificate is not None:
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(certificate)
        if implicit:
            server.socket = server.context.wrap_socket(server.socket, server_side=True)
    with _running(server):
        yield server.server_address[1], server.box


@dataclass
class Calls:
    """What was called; `answers` are given in turn, then 204."""

    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


class _Listener(BaseHTTPRequestHandler):
    def do_POST(self):
        calls = self.server.calls
        calls.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        calls.headers.append(dict(self.headers))
        calls.paths.append(self.path)
        status = calls.answers.pop(0) if calls.answers else 204
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def listener():
    """Run a server that is called; give its address and what it heard."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Listener)
    server.calls = Calls()
    with _running(server):
        yield f"http://127.0.0.1:{server.server_address[1]}/hook?a=1", server.calls


@contextmanager
def _running(server):
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def certificate(file):
    """Write a key and a certificate for 127.0.0.1 into a file, which is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)  # noqa: TID251  what TLS looks at
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(pem))
    return file
