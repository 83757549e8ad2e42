// What an element is, as people call it.
import { t } from '../../lib/language.js';
import { definitionOf, isA } from './writing.js';

const KINDS = [
  ['bpmn:UserTask', 'งานของคน', 'Task for a person'],
  ['bpmn:ManualTask', 'งานที่ทำนอกระบบ', 'Task outside the service'],
  ['bpmn:SendTask', 'แจ้งข่าว หรือส่งข้อความ', 'Notice or message'],
  ['bpmn:ReceiveTask', 'รอข้อความ', 'Wait for a message'],
  ['bpmn:ScriptTask', 'ระบบคำนวณ หรือบันทึกค่า', 'The service computes'],
  ['bpmn:BusinessRuleTask', 'ตัดสินด้วยตาราง', 'Decided by a table'],
  ['bpmn:ServiceTask', 'งานของระบบ', 'Task of the service'],
  ['bpmn:CallActivity', 'เรียกกระบวนงานอื่น', 'Another procedure'],
  ['bpmn:SubProcess', 'กลุ่มขั้นตอนย่อย', 'Steps within'],
  ['bpmn:Task', 'ขั้นตอน', 'Step'],
  ['bpmn:ExclusiveGateway', 'เลือกทางเดียว', 'One way is chosen'],
  ['bpmn:InclusiveGateway', 'เลือกได้หลายทาง', 'Several ways may be chosen'],
  ['bpmn:ParallelGateway', 'ทำพร้อมกันทุกทาง', 'All ways at once'],
  ['bpmn:EventBasedGateway', 'แล้วแต่อะไรเกิดก่อน', 'Whichever comes first'],
  ['bpmn:SequenceFlow', 'เส้นทาง', 'Way'],
  ['bpmn:Lane', 'เลน (ผู้รับผิดชอบ)', 'Lane'],
  ['bpmn:Participant', 'ผู้มีส่วนร่วม', 'Participant'],
  ['bpmn:Collaboration', 'กระบวนงานทั้งเรื่อง', 'The whole procedure'],
  ['bpmn:Process', 'กระบวนงานทั้งเรื่อง', 'The whole procedure'],
  ['bpmn:MessageFlow', 'ข้อความระหว่างกัน', 'Message between participants'],
  ['bpmn:TextAnnotation', 'หมายเหตุ', 'Remark'],
  ['bpmn:Group', 'กรอบจัดกลุ่ม', 'Frame'],
];
const EVENTS = [
  ['bpmn:StartEvent', 'จุดเริ่ม', 'Beginning'],
  ['bpmn:EndEvent', 'จุดจบ', 'End'],
  ['bpmn:BoundaryEvent', 'เหตุที่เกิดระหว่างขั้นตอน', 'Event during a step'],
  ['bpmn:IntermediateCatchEvent', 'จุดรอ', 'Wait'],
  ['bpmn:IntermediateThrowEvent', 'จุดส่ง', 'Throw'],
];
const REACTS = [
  ['bpmn:TimerEventDefinition', 'เวลา', 'time'],
  ['bpmn:MessageEventDefinition', 'ข้อความ', 'message'],
  ['bpmn:SignalEventDefinition', 'สัญญาณ', 'signal'],
  ['bpmn:ErrorEventDefinition', 'ข้อผิดพลาด', 'error'],
  ['bpmn:EscalationEventDefinition', 'ส่งเรื่องต่อ', 'escalation'],
  ['bpmn:ConditionalEventDefinition', 'เงื่อนไข', 'condition'],
  ['bpmn:TerminateEventDefinition', 'จบทั้งเรื่อง', 'ends everything'],
  ['bpmn:LinkEventDefinition', 'จุดเชื่อมในผัง', 'link'],
];

const words = (list, bo) => {
  const found = list.find(([type]) => isA(bo, type));
  return found ? t(found[1], found[2]) : '';
};

export function kindOf(bo) {
  const event = words(EVENTS, bo);
  if (!event) return words(KINDS, bo) || t('ส่วนของแผนผัง', 'Part of the diagram');
  const reacts = words(REACTS, definitionOf(bo));
  return reacts ? `${event} · ${reacts}` : event;
}
