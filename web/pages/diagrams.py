"""The diagrams themselves, for the viewer in the page."""

from flask import Response

from engine import definitions
from web.audience import EVERYBODY
from web.routing import Pages
from web.session import engine

pages = Pages("diagrams")


@pages.get("/diagrams/<key>/<int:version>.bpmn", whom=EVERYBODY)
def source(key: str, version: int) -> Response:
    """Send a version of a diagram: what the law says is nobody's secret, and it never changes."""
    xml = definitions.diagram(engine(), key, version)
    response = Response(xml, content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["Content-Disposition"] = "attachment"  # never a document of this origin
    return response
