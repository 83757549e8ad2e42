"""What needs an admin today: incidents, overdue work, an unhealthy service, an open calendar."""

from typing import Final

from werkzeug.wrappers import Response

from engine import admin_events, calendars, checkup, incidents, outlook
from engine.checkup import Light
from web.audience import ADMINS
from web.language import t
from web.pages.office_family import chosen_office, page, pages
from web.pages.office_health import part_called, said_of
from web.rendering import today
from web.session import engine, person

_SHOWN: Final = 5
_LATEST: Final = 6


@pages.get("/admin", whom=ADMINS)
def home() -> Response:
    """Show what needs attention, and lead there."""
    office = chosen_office()
    who, this = person(), today().year
    kinds = incidents.kinds(engine(), who, office)
    checks = checkup.examine(engine(), who).checks
    near = [calendars.year(engine(), who, office, year) for year in (this, this + 1)]
    none = admin_events.Filter()
    return page(
        "home.html",
        title=t("ภาพรวมของผู้ดูแล", "The admin's overview"),
        broken=[(incidents.get(engine(), who, each.newest), each.many) for each in kinds[:_SHOWN]],
        incidents=sum(each.many for each in kinds),
        seen=outlook.summary(engine(), who, office, 2, outlook.Filter()),
        unhealthy=[each for each in checks if each.light is not Light.GREEN],
        red=sum(each.light is Light.RED for each in checks),
        years=[each for each in near if each.unconfirmed or not each.days],
        part_called=part_called,
        told_of=said_of,
        latest=admin_events.list_some(engine(), who, (office, none), None, _LATEST),
    )
