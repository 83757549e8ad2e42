"""Cases that the office's pages have something to say of: a plan under review, a wait for a day."""

from tests.processes.filled import filled


def in_review(site):
    """Begin a case and bring it to the academic committee, which has 15 working days."""
    case = site.start()
    for user, form in (("officer", "consultation"), ("family", "plan")):
        site.complete(user, site.tasks(case)[0].id, **filled(form))
        site.work()
    return case


def waiting_for_a_day(key):
    """Return a diagram whose case waits five working days, and is nobody's task."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:khanton="https://khanton.example/schema/1.0/bpmn"
    id="d" targetNamespace="https://khanton.example/bpmn">
  <bpmn:process id="{key}" name="รอคำตอบจากภายนอก" khanton:nameEn="Waiting for an answer"
      khanton:businessKeyPrefix="AN" isExecutable="true">
    <bpmn:startEvent id="start" name="เริ่ม"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="wait"/>
    <bpmn:intermediateCatchEvent id="wait" name="รอคำตอบ" khanton:nameEn="Wait for the answer">
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
      <bpmn:timerEventDefinition id="timer">
        <bpmn:extensionElements>
          <khanton:deadline kind="due" rule="working_days" n="5" duty="citizen" basis="สมมติ"/>
        </bpmn:extensionElements>
        <bpmn:timeDate xsi:type="bpmn:tFormalExpression">${{deadline}}</bpmn:timeDate>
      </bpmn:timerEventDefinition>
    </bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="end"/>
    <bpmn:endEvent id="end" name="จบ"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>""".encode()
