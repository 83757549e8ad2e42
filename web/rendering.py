"""How a page is shown: what every template may use, and fragments for htmx."""

from datetime import date, datetime
from typing import Any, Final

from flask import Flask, current_app, render_template, request, url_for
from markupsafe import Markup

from engine import people
from engine.calendar import local_date
from web import csrf, dates, flashes, names, navigation
from web.assets import asset, preloads
from web.audience import Audience
from web.guides import BY_NAME
from web.language import language, t
from web.session import engine, kinds, must_change, token, visitor


def show(template: str, /, **values: Any) -> str:
    """Return a page or a fragment."""
    return render_template(template, **values)


def is_htmx() -> bool:
    """Whether a fragment is asked for, not a whole page."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in (
        request.headers
    )


def now() -> datetime:
    """Return this moment, as the engine's clock has it."""
    return engine().clock.now()


def today() -> date:
    """Return today in Asia/Bangkok."""
    return local_date(now())


def help_link(name: str) -> Markup:
    """Return a link to what explains this page: the guide of that name, else as the guides say.

    Nothing where there are no guides.
    """
    if "help.home" not in current_app.view_functions:
        return Markup("")
    guide = url_for("help.home", of=request.endpoint)
    place = url_for("help.page", name=name) if name in BY_NAME else guide
    link = Markup('<a class="help-link" href="{}">{}</a>')
    return link.format(place, t("คู่มือหน้านี้", "Guide to this page"))


def absent_name() -> str:
    """Return what the person is called for whom the visitor acts."""
    found = visitor()
    if found is None or found.on_behalf_of is None:
        return ""
    lent = people.me(engine(), found).substitutions
    names_lent = {each.absent: t(each.absent_th, each.absent_en) for each in lent}
    return names_lent.get(found.on_behalf_of, found.on_behalf_of)


_FILTERS: Final = {
    "day": dates.day,
    "long_day": dates.long_day,
    "plain_day": dates.plain_day,
    "clock": dates.clock,
    "moment": dates.moment,
    "span": dates.span,
    "ago": lambda value: dates.ago(value, now()),
    "left_words": lambda due: dates.left_words(due, today()),
    "days_left": lambda due: dates.days_left(due, today()),
    "roles_called": names.roles_called,
    "role_called": names.role_called,
}
_WORDS: Final = {
    "t": t,
    "language": language,
    "asset": asset,
    "preloads": preloads,
    "name_of": names.name_of,
    "person_name": names.person_name,
    "absent_name": absent_name,
    "applicant_of": names.applicant_of,
    "csrf": lambda: csrf.field(token()),
    "csrf_token": lambda: csrf.token_for(token() or ""),
    "visitor": visitor,
    "must_change": must_change,
    "kinds": kinds,
    "Audience": Audience,
    "said": flashes.said,
    "menu": navigation.menu,
    "MAIN": navigation.MAIN,
    "OFFICE": navigation.OFFICE,
    "OWN": navigation.OWN,
    "today": today,
    "now": now,
    "has_page": lambda endpoint: endpoint in current_app.view_functions,
    "is_manual_clock": lambda: engine().clock.is_manual,
}


def register(app: Flask) -> None:
    """Give every template its words."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.autoescape = True
    app.jinja_env.filters |= _FILTERS
    app.jinja_env.globals |= {**_WORDS, "help_link": help_link}
