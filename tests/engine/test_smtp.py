"""Mail by SMTP, to a server that really speaks it: what it says, over TLS, and what it refuses."""

import ssl
from datetime import UTC, datetime

import pytest

from engine import bootstrap
from engine.notifier import Mail, OutboxNotifier, Refused
from engine.settings import Settings
from engine.smtp import Server, SmtpNotifier
from tests.engine.postoffice import certificate, mail_server

SENDER = "ขั้นตอน <khanton@udonthani1.example>"


def mail(**more):
    given = {
        "key": "0198",
        "office_id": "udonthani1",
        "to": "officer@example.go.th",
        "subject": "งานใหม่ 3 งาน\r\nBcc: x@example.com",
        "body": "• ตรวจเอกสาร (HE-2569-000001)\n\n.\nท้าย",
        "language": "th",
        "business_key": "HE-2569-000001",
        "at": datetime(2026, 4, 1, 1, 30, tzinfo=UTC),
    }
    return Mail(**{**given, **more})


def notifier(port, scheme="smtp", context=None, user=""):
    return SmtpNotifier(Server.of(f"{scheme}://{user}127.0.0.1:{port}"), SENDER, context)


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("tls") / "mail.pem")


@pytest.fixture
def trusting(pem):
    return ssl.create_default_context(cafile=pem)


def test_a_mail_arrives_whole_in_thai_and_with_a_stable_id():
    with mail_server() as (port, box):
        notifier(port).mail(mail())
        notifier(port).mail(mail())

    first, again = box.letters
    assert first["Subject"] == "งานใหม่ 3 งาน Bcc: x@example.com"
    assert first["Bcc"] is None
    assert first.get_content().replace("\r\n", "\n") == mail().body + "\n"
    assert first["From"] == SENDER
    assert first["Message-ID"] == again["Message-ID"] == "<0198@udonthani1.example>"
    assert first["Date"] == "Wed, 01 Apr 2026 08:30:00 +0700"
    assert (first["Content-Language"], first["Auto-Submitted"]) == ("th", "auto-generated")
    assert box.receivers == ["officer@example.go.th"] * 2


@pytest.mark.parametrize(("scheme", "implicit"), [("smtp", False), ("smtps", True)])
def test_mail_goes_over_tls_with_a_password(pem, trusting, scheme, implicit):
    with mail_server(certificate=pem, implicit=implicit) as (port, box):
        notifier(port, scheme, trusting, "office:pass%20word@").mail(mail())

    assert (box.users, box.was_tls, len(box.letters)) == (["office"], [True], 1)


def test_a_certificate_nobody_trusts_is_not_trusted(pem):
    with mail_server(certificate=pem) as (port, box), pytest.raises(OSError, match="certificate"):
        notifier(port).mail(mail())
    assert box.letters == []


def test_a_busy_server_is_tried_again_and_an_unknown_address_is_not():
    with mail_server() as (port, box):
        box.busy, box.unknown = 1, {"gone@example.go.th"}
        with pytest.raises(OSError, match="451 busy"):
            notifier(port).mail(mail())
        with pytest.raises(Refused, match="550 no such person"):
            notifier(port).mail(mail(to="gone@example.go.th"))
        notifier(port).mail(mail())

    assert len(box.letters) == 1


def test_an_address_with_another_header_in_it_is_never_tried_again():
    with mail_server() as (port, box), pytest.raises(Refused):
        notifier(port).mail(mail(to="a@host.th\nBcc: b@host.th"))
    assert box.letters == []


def test_a_server_that_is_away_is_tried_again():
    with mail_server() as (port, _):
        pass
    with pytest.raises(OSError, match="refused"):
        notifier(port).mail(mail())


def test_only_on_this_machine_may_mail_go_without_tls():
    assert [
        Server.of(f"smtp://{host}").is_here for host in ("127.0.0.1", "localhost", "mail.example")
    ] == [True, True, False]


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_an_address_that_is_none_is_said_at_the_start(url):
    with pytest.raises(ValueError, match="KHANTON_SMTP_URL"):
        bootstrap.notifier_of(Settings(smtp_url=url, mail_from=SENDER))


def test_the_settings_choose_how_mail_leaves(tmp_path):
    assert isinstance(bootstrap.notifier_of(Settings(data_dir=tmp_path)), OutboxNotifier)
    by_mail = Settings(smtp_url="smtps://mail.example", mail_from=SENDER)
    assert isinstance(bootstrap.notifier_of(by_mail), SmtpNotifier)
    with pytest.raises(ValueError, match="KHANTON_MAIL_FROM"):
        bootstrap.notifier_of(Settings(smtp_url="smtp://mail.example"))
    assert "secret" not in repr(Settings(smtp_url="smtp://a:secret@mail.example"))
