"""What other programs read: XES by the standard's own rules, CSV, and the zipped evidence."""

import csv
import json
from base64 import b64decode
from hashlib import sha256
from io import StringIO
from zipfile import ZipFile

import pytest
from lxml import etree

from engine import attachments, history, ledger, tasks
from engine.attachments import Upload
from engine.errors import Forbidden
from tests.engine.conftest import AUDITOR, DIRECTOR, FAMILY, OFFICER, PDF
from tests.stage import AUDITOR as STAGE_AUDITOR
from tests.stage import Stage, closing

XES = "{http://www.xes-standard.org/}"
HOSTILE = '=HYPERLINK("http://evil.example") <b>&"\x00\x07'
TYPES = {"string", "date", "int", "float", "boolean", "id", "list", "container"}
TRANSITIONS = {"schedule", "start", "assign", "reassign", "withdraw", "suspend", "complete"}
TRANSITIONS |= {"ate_abort", "resume", "pi_abort", "autoskip", "manualskip", "unknown"}
PARTS = ["extension", "global", "classifier", *TYPES, "trace"]


def parsed(pieces):
    return etree.fromstring("".join(pieces).encode())


def attributes(node):
    return {each.get("key"): each.get("value") for each in node if tag(each) in TYPES}


def tag(node):
    return node.tag.removeprefix(XES)


def rows(log):
    return [
        (event["concept:name"], event["lifecycle:transition"], event["org:resource"])
        for event in map(attributes, log.iter(f"{XES}event"))
    ]


def require_standard(log):
    """Hold a log to IEEE 1849: order of parts, declared prefixes, unique keys, globals met."""
    assert tag(log) == "log"
    assert log.get("xes.version") == "1849-2016"
    order = [PARTS.index(tag(each)) for each in log if tag(each) not in TYPES]
    assert order == sorted(order)
    prefixes = {each.get("prefix") for each in log.iter(f"{XES}extension")}
    globals_ = {each.get("scope"): set(attributes(each)) for each in log.iter(f"{XES}global")}
    for scope in ("trace", "event"):
        for node in log.iter(f"{XES}{scope}"):
            keys = [each.get("key") for each in node if tag(each) in TYPES]
            assert len(keys) == len(set(keys)), keys
            assert globals_[scope] <= set(keys)
            assert {key.partition(":")[0] for key in keys if ":" in key} <= prefixes
    for event in map(attributes, log.iter(f"{XES}event")):
        assert event["lifecycle:transition"] in TRANSITIONS
    moments = [e["time:timestamp"] for e in map(attributes, log.iter(f"{XES}event"))]
    assert moments == sorted(moments)
    for classifier in log.iter(f"{XES}classifier"):
        assert set(classifier.get("keys").split()) <= globals_["event"]


def test_the_log_of_a_case_follows_the_standard_and_tells_each_task_s_life(desk):
    case = desk.start()
    tasks.claim(desk.engine, OFFICER, desk.task(case).id)
    desk.later(hours=1)
    desk.finish(case)

    log = parsed(history.xes(desk.engine, AUDITOR, case))

    require_standard(log)
    assert rows(log) == [
        ("จุดเริ่มต้น", "complete", "officer"),
        ("ตรวจ", "schedule", "officer"),
        ("ตรวจ", "assign", "officer"),
        ("ตรวจ", "complete", "officer"),
        ("ลงนาม", "schedule", "officer"),
        ("ลงนาม", "complete", "director"),
        ("จุดสิ้นสุด", "complete", "director"),
    ]
    instances_ = [attributes(e)["concept:instance"] for e in log.iter(f"{XES}event")]
    assert instances_[1] == instances_[2] == instances_[3]


def test_texts_of_strangers_stay_texts_in_xes_and_csv(desk):
    case = desk.start(child=HOSTILE)
    desk.complete(case, remark=HOSTILE.replace("\x00\x07", ""))

    log = parsed(history.xes(desk.engine, AUDITOR, case))
    table = "".join(history.csv(desk.engine, AUDITOR, case))

    values = [attributes(each).get("data_remark") for each in log.iter(f"{XES}event")]
    assert HOSTILE.replace("\x00\x07", "") in values
    require_standard(log)
    assert table.startswith("\ufeff")
    cells = [cell for row in csv.reader(StringIO(table)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_table_has_a_row_for_every_event_in_both_languages(desk):
    case = desk.start()
    desk.finish(case)
    events = history.list_some(desk.engine, AUDITOR, case, None, 200).items

    text = "".join(history.csv(desk.engine, AUDITOR, case)).removeprefix("\ufeff")
    table = list(csv.DictReader(StringIO(text)))

    assert [int(row["seq"]) for row in table] == [each.seq for each in events]
    assert table[2]["what_th"] == "ทำงานเสร็จ: ตรวจ"
    assert table[2]["at"] == "2026-04-01T08:30:00+07:00"


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    closing([made])


def test_the_log_of_a_procedure_holds_its_cases_and_no_row_for_the_whole_of_rounds(stage):
    case = stage.start("many", children=["ก", "ข"])
    stage.start("permit")
    stage.complete(case)
    stage.complete(case)

    asked = history.Search(definition_key="many")
    log = history.procedure_xes(stage.engine, STAGE_AUDITOR, asked)
    tree = parsed(log.pieces)

    require_standard(tree)
    assert (log.cases, log.is_cut) == (1, False)
    opinions = [row[1] for row in rows(tree) if row[0] == "opinion"]
    assert sorted(opinions) == ["complete", "complete", "schedule", "schedule"]
    both = history.procedure_xes(stage.engine, STAGE_AUDITOR, history.Search())
    assert len(list(parsed(both.pieces).iter(f"{XES}trace"))) == 2


def with_a_file(desk):
    case = desk.start(child="เด็กหญิงสมมติ ตัวอย่าง")
    upload = Upload(field="papers", name="แผน.pdf", content=PDF)
    kept = attachments.add(desk.engine, OFFICER, desk.task(case).id, upload)
    desk.complete(case, papers=[{"attachment_id": str(kept.id), "name": kept.name}])
    ledger.seal_ledger(desk.engine)
    return case


def test_the_evidence_holds_everything_and_its_digests_are_right(desk):
    case = with_a_file(desk)

    with history.evidence_zip(desk.engine, AUDITOR, case) as stream, ZipFile(stream) as packed:
        names = packed.namelist()
        sums = packed.read("SHA256SUMS.txt").decode().splitlines()
        told = json.loads(packed.read("evidence.json"))
        found = {line[66:]: line[:64] for line in sums}
        assert {name: sha256(packed.read(name)).hexdigest() for name in found} == found
        assert packed.read("files/001-แผน.pdf") == PDF
        assert packed.read("evidence.pdf").startswith(b"%PDF")

    assert set(names) == {*found, "SHA256SUMS.txt"}
    assert {"history.xes", "history.csv", "public-key.pem", "diagrams/review-v1.bpmn"} <= set(names)
    assert told["verification"]["ok"] is True
    assert told["files"][0]["sha256"] == sha256(PDF).hexdigest()
    assert told["data"]["child"] == "เด็กหญิงสมมติ ตัวอย่าง"
    assert told["readers"][0]["user"] == "auditor"


def test_whoever_has_the_evidence_follows_the_chain_without_this_program(desk):
    case = with_a_file(desk)
    with history.evidence_zip(desk.engine, AUDITOR, case) as stream, ZipFile(stream) as packed:
        told = json.loads(packed.read("evidence.json"))

    place = [told["case"]["office"], told["case"]["id"]]
    link = sha256(b"khanton first link v1\x00" + compact(place)).digest()
    for each in told["events"]:
        who = [each["type"], each["element_id"], each["actor"], each["on_behalf_of"], each["at"]]
        header = compact(["khanton event v1", *place, each["seq"], *who])
        body = b64decode(each["body"]) if each["body"] else b""
        link = sha256(link + header + sha256(body).digest()).digest()
        assert link.hex() == each["hash"]
    assert told["case"]["last_hash"] == link.hex()


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize("take", [history.xes, history.csv, history.evidence_zip])
def test_logs_and_evidence_are_for_those_who_audit(desk, take):
    case = desk.start()
    for nobody in (OFFICER, FAMILY, DIRECTOR):
        with pytest.raises(Forbidden):
            take(desk.engine, nobody, case)


def test_what_was_taken_is_written_down(desk):
    case = desk.start()
    history.evidence_pdf(desk.engine, AUDITOR, case)
    history.xes(desk.engine, AUDITOR, case)

    read = history.accesses(desk.engine, AUDITOR, case)

    assert {(each.user_id, each.what) for each in read} == {
        ("auditor", "evidence_pdf"),
        ("auditor", "history_xes"),
    }


def test_how_the_record_stands_is_told_to_who_audits(desk):
    desk.start()
    before = history.ledger_standing(desk.engine, AUDITOR)
    ledger.seal_ledger(desk.engine)
    after = history.ledger_standing(desk.engine, AUDITOR)

    assert (before.size, before.signed_at, before.offices[0].unsigned) == (0, None, 1)
    assert (after.size, after.signed_at) == (1, desk.clock.now())
    assert [(o.office, o.cases, o.entries, o.unsigned) for o in after.offices] == [
        ("udonthani1", 1, 1, 0)
    ]
    with pytest.raises(Forbidden):
        history.ledger_standing(desk.engine, OFFICER)
