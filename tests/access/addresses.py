"""Every address of the service that people or machines may ask, and how it is asked here."""

from dataclasses import dataclass

from tests.access.scene import OFFICE, PERMISSION, SCHOOL

_TASKS = {"the applicant's": "own task", "the office's": "office's task"}
_NAMES = {
    "office": OFFICE,
    "code": SCHOOL,
    "table": "roles",
    "key": PERMISSION,
    "version": 1,
    "number": 1,
    "chosen": "th",
    "what": "suspend",
    "username": "officer",
    "kind": "pdf",
    "field": "items",
    "case": 0,
    "element": "consult",
    "nth": 0,
    "sha256": "paper of a trial",
    "attachment": "00000000-0000-7000-8000-000000000000",
}
"""What stands in an address, where its name says enough."""
_OBJECTS = {
    "instance_id": "running",
    "case_id": "running",
    "attachment_id": "attachment",
    "job_id": "job",
    "incident_id": "incident",
    "membership_id": "membership",
    "member_id": "member",
    "notice_id": "notice",
    "hook_id": "webhook",
    "round_id": "round",
    "draft": "draft",
    "run": "simulated year",
    "scenario": "scenario",
}
_BY_ENDPOINT = {
    "static_files.asset_file": {"name": "app.css"},
    "help.page": {"name": "officer"},
    "help.shot": {"name": "sign-in.png"},
    "docs.asset": {"name": "index.css"},
    "attachments.remove": {"attachment_id": "own file"},
    "task_parts.remove_file": {"attachment_id": "own file"},
    "office.end_member": {"which": "member"},
    "office.setting": {"name": "plan_revision_days"},
    "office.change_setting": {"name": "plan_revision_days"},
    "office.end_role": {"which": "membership"},
    "office.leave_school": {"username": "school", "which": "member"},
    "office.end_substitution": {"username": "director", "which": "substitution"},
    "account.end_substitution": {"which": "officer's own substitution"},
    "papers.remove": {"attachment_id": "own paper"},
    "track.by_link": {"number": "number", "secret": "secret of a case"},
    "feeds.calendar": {"secret": "secret of a calendar"},
    "studio.file": {"name": "school_community.bpmn"},
    "studio.version_file": {"name": "school_community.bpmn"},
    "studio.deployed_file": {"name": "school_community.bpmn"},
    "studio.save_file": {"name": "school_community.bpmn"},
    "studio.remove_file": {"name": "school_community.bpmn"},
    "studio.rename_file": {"name": "school_community.bpmn"},
    "studio.diagram": {"name": "school_community.bpmn"},
    "studio.try_paper": {"draft": "draft with a paper"},
    "studio.try_diagram": {"key": "school_community"},
    "studio.form": {"key": "school_community_meeting"},
    "studio.words_of_form": {"key": "school_community_meeting"},
    "studio.preview_form": {"key": "school_community_meeting"},
    "studio.effects_of_form": {"key": "school_community_meeting"},
    "studio.table": {"key": "meal_price"},
    "studio.look_at_table": {"key": "meal_price"},
    "studio.ask_table": {"key": "meal_price"},
    "papers.verify": {"instance_id": "finished"},
}
_ONLY_OWN = {
    *("attachments.add", "imports.read", "imports.template"),
    *("task_parts.add_file", "task_parts.read_rows", "task_parts.template"),
}
"""Tried with a task whose form has files and a table."""
SKIPPED = {"static_files.asset_file", "docs.asset"}
"""Files of the program itself: everybody's, and no page."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address with one method; `variant` says which task it is tried with, where it is one's."""

    app: str
    method: str
    rule: str
    endpoint: str
    variant: str
    path: str


def all_of(scene):
    """Return every address, of pages first."""
    found = [
        address
        for name in ("pages", "service")
        for rule in sorted(getattr(scene, name).url_map.iter_rules(), key=lambda r: r.rule)
        if rule.endpoint not in SKIPPED
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
        for address in _addresses(scene, name, rule, method)
    ]
    return found


def _addresses(scene, app, rule, method):
    variants = _TASKS if "task_id" in rule.arguments else {"": None}
    for variant, task in variants.items():
        values = {name: _value(scene, rule.endpoint, name, task) for name in rule.arguments}
        if variant == "the office's" and rule.endpoint in _ONLY_OWN:
            continue
        path = getattr(scene, app).url_map.bind("localhost").build(rule.endpoint, values, method)
        yield Address(app, method, _plain(rule.rule), rule.endpoint, variant, path)


def _value(scene, endpoint, name, task):
    known = {**_NAMES, **_BY_ENDPOINT.get(endpoint, {})}
    if name in known:
        return scene.objects.get(known[name], known[name])
    if name == "task_id":
        return scene.objects[task]
    if name in _OBJECTS:
        return scene.objects[_OBJECTS[name]]
    message = f"tests/access/addresses.py does not know what <{name}> of {endpoint} stands for"
    raise LookupError(message)


def _plain(rule):
    """Return an address without converters: `/tasks/<task_id>`."""
    parts = rule.split("<")
    return parts[0] + "".join(f"<{part.rpartition(':')[2]}" for part in parts[1:])
