"""Every page that can be opened by GET, as the people of the access table see it."""

from dataclasses import dataclass

from tests.access import addresses
from tests.access.scene import PEOPLE
from web.language import COOKIE
from web.session import cookie_name

LOOKERS = ("nobody", "owner", "colleague", "admin", "auditor", "analyst")


@dataclass(frozen=True, slots=True)
class Opened:
    """A page as somebody opened it; `text` is None for what is no HTML."""

    who: str
    path: str
    status: int
    headers: dict
    text: str | None


def paths(scene):
    """Return the addresses of all pages, each once."""
    pages = [each for each in addresses.all_of(scene) if each.app == "pages"]
    return list(dict.fromkeys(each.path for each in pages if each.method == "GET"))


def client_of(scene, who, language="th"):
    """Return Flask's client, signed in."""
    client = scene.pages.test_client()
    client.set_cookie(COOKIE, language)
    user = PEOPLE[who]
    if user is not None:
        with scene.pages.test_request_context():
            client.set_cookie(cookie_name(), scene.sessions[user])
    return client


def walked(scene, language, lookers=LOOKERS):
    """Open every page as everybody; refusals are pages too."""
    return [_opened(scene, who, path, language) for who in lookers for path in paths(scene)]


def _opened(scene, who, path, language):
    with client_of(scene, who, language).get(path) as answer:
        text = answer.text if answer.mimetype == "text/html" else None
        return Opened(who, path, answer.status_code, dict(answer.headers), text)
