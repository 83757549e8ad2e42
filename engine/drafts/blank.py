"""An empty diagram: a beginning, an end, and the way between; it can be deployed as it is."""

from xml.sax.saxutils import escape, quoteattr

_XML = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" \
xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" \
xmlns:di="http://www.omg.org/spec/DD/20100524/DI" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xmlns:camunda="http://camunda.org/schema/1.0/bpmn" \
xmlns:khanton="https://khanton.example/schema/1.0/bpmn" \
id="{key}_definitions" targetNamespace="https://khanton.example/bpmn" exporter="Khanton" \
exporterVersion="1.0">
  <bpmn:process id="{key}" name={th} khanton:nameEn={en} isExecutable="true">
    <bpmn:startEvent id="start" name="เริ่ม" khanton:nameEn="Start">
      <bpmn:outgoing>to_end</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:endEvent id="end" name="สิ้นสุด" khanton:nameEn="End">
      <bpmn:incoming>to_end</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="to_end" sourceRef="start" targetRef="end"/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="{key}_diagram">
    <bpmndi:BPMNPlane id="{key}_plane" bpmnElement="{key}">
      <bpmndi:BPMNShape id="start_shape" bpmnElement="start">
        <dc:Bounds x="180" y="160" width="36" height="36"/>
        <bpmndi:BPMNLabel><dc:Bounds x="178" y="203" width="40" height="14"/></bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="end_shape" bpmnElement="end">
        <dc:Bounds x="480" y="160" width="36" height="36"/>
        <bpmndi:BPMNLabel><dc:Bounds x="478" y="203" width="40" height="14"/></bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="to_end_edge" bpmnElement="to_end">
        <di:waypoint x="216" y="178"/>
        <di:waypoint x="480" y="178"/>
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def diagram(key: str, name_th: str, name_en: str) -> bytes:
    """Return an empty diagram of a process of this key and these names."""
    text = _XML.format(key=escape(key), th=quoteattr(name_th), en=quoteattr(name_en))
    return text.encode()
