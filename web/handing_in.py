"""Files that came with a form itself: from browsers without scripts; scripts send them before."""

from flask import request

from engine import attachments
from engine.attachments import Upload
from engine.context import Engine
from engine.desk import Desk
from engine.errors import EngineError
from engine.model import Person, Variables
from web.forms.naming import FILES

Errors = dict[str, dict[str, str]]


def with_uploads(
    engine: Engine, person: Person, at_hand: Desk, data: Variables
) -> tuple[Variables, Errors]:
    """Attach the files that came along; return the data with them, and what was refused."""
    errors: Errors = {}
    fields = () if at_hand.form is None else at_hand.form.fields
    for key in (each["key"] for each in fields if each["type"] == "file"):
        for file in request.files.getlist(f"{key}.{FILES}"):
            if not file.filename:
                continue
            upload = Upload(field=key, name=file.filename, content=file.stream)
            try:
                kept = attachments.add(engine, person, at_hand.task.id, upload)
            except EngineError as refusal:
                errors[key] = {"th": refusal.text("th"), "en": refusal.text("en")}
                continue
            one = {"attachment_id": str(kept.id), "name": kept.name}
            data = {**data, key: [*data.get(key, []), one]}
    return data, errors
