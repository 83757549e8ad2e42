"""A stage whose procedure makes two papers: a receipt without a number, and a letter with one."""

import pytest

from engine import deployments
from tests.execution import drawing as d
from tests.stage import OPERATOR, Stage

EXTERNAL = {"camunda_type": "external", "camunda_topic": "document"}
SIGNER = {"signer_name": "นายสมมติ ตัวอย่าง", "signer_position": "ผู้อำนวยการ"}


RECEIPT = {
    "paper": "receipt",
    "applicant_name": "${family}",
    "subject": "ขออนุญาต",
    "received_at": "${started_at}",
}


def document(name, **inputs):
    return d.node("serviceTask", name, d.inputs(**inputs), **EXTERNAL)


def diagram():
    receipt = document("receipt", into="receipt_paper", **RECEIPT)
    letter = document(
        "letter",
        paper="letter",
        into="sent",
        to="${receiver}",
        subject="เรื่องตัวอย่าง",
        paragraphs="${texts}",
        date="2026-04-02",
        **SIGNER,
    )
    nodes = [d.start(), receipt, d.user_task("check"), letter, d.user_task("sign"), d.end()]
    flows = d.way("start", "receipt", "check", "letter", "sign", "end")
    return d.process(nodes, flows, id="papers", khanton_businessKeyPrefix="PA")


FAMILY = {"title": "นาง", "first_name": "สมมติ", "last_name": "ตัวอย่าง"}
FITTING = {"family": FAMILY, "receiver": "นายสมมติ ผู้รับ", "texts": ["ด้วย", "จึงเรียนมาเพื่อทราบ"]}


class PaperStage(Stage):
    """A stage with the procedure `papers`."""

    def begin(self, **variables):
        return self.start("papers", **{**FITTING, **variables})


@pytest.fixture
def stage(database_url, tmp_path):
    made = PaperStage(database_url, tmp_path / "data")
    deployments.deploy(made.engine, OPERATOR, {"papers.bpmn": diagram()})
    yield made
    made.close()
