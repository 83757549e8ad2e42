// What can be drawn: only what the engine runs, in the words of the office.
import { t } from '../lib/language.js';

export const GROUPS = {
  blocks: t('ชุดสำเร็จของสำนักงาน', 'Building blocks'),
  work: t('งานอื่น', 'Other work'),
  ways: t('ทางแยก', 'Ways'),
  events: t('เริ่ม รอ ส่ง จบ', 'Begin, wait, send, end'),
  edges: t('ติดที่ขอบงาน', 'On the edge of work'),
  frames: t('หน่วยงาน หมายเหตุ', 'Units and notes'),
};

const DUE = { kind: 'due', rule: 'working_days', n: '15', duty: 'official', basis: '' };
const name = (th, en) => ({ name: th, 'khanton:nameEn': en });
const event = (kind) => `bpmn:${kind}EventDefinition`;

const ENDS = /^(end|link-out)/; // nothing follows them
const LINK = { event: event('Link'), eventDefinitionAttrs: { name: 'จุดเชื่อม' } };

/** One thing to draw. `on`: 'flow' (follows a step), 'edge' (sits on work), 'start', 'frame'; `search`: other words for it. */
const item = (id, group, icon, called, make, { on = 'flow', say = '', search = '', block } = {}) => ({
  id, group, icon: `bpmn-icon-${icon}`, name: called, make, on, say, search: `${search} ${id}`, block, isEnd: ENDS.test(id),
});

const blocks = [
  item('staff', 'blocks', 'user-task', t('งานของเจ้าหน้าที่', 'Work of staff'), (make) => make.shape('bpmn:UserTask'), {
    say: t('กรอกแบบฟอร์ม ผู้รับผิดชอบตามเลน', 'A form; its role comes from the lane'), search: 'ตรวจ พิจารณา บันทึก form user task',
  }),
  item('sign', 'blocks', 'user-task', t('อนุมัติ / ลงนาม', 'Approve and sign'), (make) => make.shape('bpmn:UserTask', {
    says: { ...name('ลงนามอนุมัติ', 'Approve and sign'), 'camunda:candidateGroups': 'office_director' },
  }), { block: 'sign', say: t('ลงนาม หรือส่งกลับแก้ไข', 'Signed, or returned'), search: 'ผอ. ผู้อำนวยการ signature approval' }),
  item('applicant', 'blocks', 'user-task', t('งานของผู้ยื่น', 'Work of the applicant'), (make) => make.shape('bpmn:UserTask', {
    says: { 'camunda:assignee': '${applicant}' },
  }), { say: t('ผู้ยื่นคำขอกรอกเอง', 'The applicant fills it'), search: 'ผู้ปกครอง ครอบครัว โรงเรียน citizen' }),
  item('committee', 'blocks', 'user-task', t('คณะกรรมการพิจารณา', 'Committee decides'), (make) => make.shape('bpmn:UserTask', {
    says: { ...name('คณะกรรมการพิจารณา', 'The committee considers'), 'camunda:candidateGroups': 'academic_committee' },
  }), { block: 'committee', say: t('มติเห็นชอบหรือไม่', 'Agreed, or not'), search: 'ประชุม มติ กศจ. meeting' }),
  item('decide', 'blocks', 'gateway-xor', t('การตัดสินใจ', 'Decision'), (make) => make.shape('bpmn:ExclusiveGateway', {
    says: name('ใช่หรือไม่', 'Yes or no?'),
  }), { block: 'decide', say: t('เลือกทางเดียวจากสองทาง', 'One of two ways'), search: 'ทางแยก เงื่อนไข gateway exclusive' }),
  item('deadline', 'blocks', 'intermediate-event-catch-non-interrupting-timer', t('กำหนดเวลา', 'Deadline'), (make) => make.shape('bpmn:BoundaryEvent', {
    says: name('ครบกำหนด', 'Due'), event: event('Timer'), cancelActivity: false, deadline: DUE,
  }), { on: 'edge', block: 'deadline', say: t('ครบกำหนดแล้วแจ้ง งานยังเปิดอยู่', 'Tells when it is due; the work stays open'), search: 'วัน เวลา timer due' }),
  item('reminder', 'blocks', 'intermediate-event-catch-non-interrupting-timer', t('เตือนก่อนครบกำหนด', 'Reminder'), (make) => make.shape('bpmn:BoundaryEvent', {
    says: name('เตือนก่อนครบกำหนด', 'Reminder'), event: event('Timer'), cancelActivity: false, deadline: { ...DUE, kind: 'reminder', before: '3' },
  }), { on: 'edge', block: 'reminder', say: t('แจ้งล่วงหน้า งานยังเปิดอยู่', 'Tells before it is due'), search: 'ล่วงหน้า remind' }),
  item('more', 'blocks', 'gateway-xor', t('ขอเอกสารเพิ่ม', 'Ask for more documents'), (make) => make.shape('bpmn:ExclusiveGateway', {
    says: name('เอกสารครบหรือไม่', 'Are the documents complete?'),
  }), { block: 'more', say: t('ไม่ครบ ผู้ยื่นส่งเพิ่มแล้ววนกลับมาตรวจ', 'Incomplete: the applicant sends more, and it is checked again'), search: 'แก้ไข วนกลับ ไม่ครบ loop' }),
  item('tell', 'blocks', 'send-task', t('แจ้งผล', 'Tell the result'), (make) => make.shape('bpmn:SendTask', {
    says: { ...name('แจ้งผลผู้ยื่น', 'Tell the applicant'), 'camunda:type': 'external', 'camunda:topic': 'notify' },
    inputs: { to: '${applicant}', template: '' },
  }), { say: t('แจ้งเตือนถึงบทบาทหรือผู้ยื่น', 'A notice to a role or the applicant'), search: 'แจ้งเตือน ข้อความ notify message send' }),
  item('paper', 'blocks', 'service-task', t('ออกเอกสาร', 'Issue a document'), (make) => make.shape('bpmn:ServiceTask', {
    says: { ...name('ออกหนังสือแจ้งผล', 'Issue the letter'), 'camunda:type': 'external', 'camunda:topic': 'document' },
    inputs: {
      paper: 'letter', to: '', subject: '', paragraphs: '${["จึงเรียนมาเพื่อโปรดทราบ"]}', date: '${today()}', signer_name: '', signer_position: '', into: 'letter',
    },
  }), { say: t('หนังสือราชการ คำสั่ง รายงาน', 'A letter, an order, a report'), search: 'หนังสือ คำสั่ง ใบอนุญาต pdf service' }),
  item('await', 'blocks', 'intermediate-event-catch-message', t('รอข้อความ', 'Wait for a message'), (make) => make.shape('bpmn:IntermediateCatchEvent', {
    says: name('ได้รับคำตอบ', 'The answer arrives'), event: event('Message'),
  }), { block: 'await', say: t('รอจากเรื่องอื่นหรือหน่วยงานอื่น', 'From another case'), search: 'รอ message catch' }),
];

const work = [
  item('rule', 'work', 'business-rule', t('ตารางตัดสินใจ', 'Decision table'), (make) => make.shape('bpmn:BusinessRuleTask'), { search: 'dmn เกณฑ์ business rule' }),
  item('script', 'work', 'script', t('คำนวณค่า', 'Compute'), (make) => make.shape('bpmn:ScriptTask', { says: { scriptFormat: 'khanton', script: '' } }), { search: 'สูตร ตัวแปร script' }),
  item('manual', 'work', 'manual', t('งานนอกระบบ', 'Work outside'), (make) => make.shape('bpmn:ManualTask'), { search: 'manual' }),
  item('receive', 'work', 'receive', t('งานรอข้อความ', 'Receive task'), (make) => make.shape('bpmn:ReceiveTask'), { search: 'รับ receive' }),
  item('send', 'work', 'send-task', t('ส่งข้อความถึงเรื่องอื่น', 'Send to another case'), (make) => make.shape('bpmn:SendTask'), { search: 'message send' }),
  item('call', 'work', 'call-activity', t('เรียกผังอื่น', 'Call another diagram'), (make) => make.shape('bpmn:CallActivity'), { search: 'call activity' }),
  item('within', 'work', 'subprocess-expanded', t('กระบวนงานย่อย', 'Sub-process'), (make) => make.shape('bpmn:SubProcess', { isExpanded: true }), { block: 'within', search: 'subprocess กลุ่มขั้นตอน' }),
];

const ways = [
  item('one', 'ways', 'gateway-xor', t('เลือกทางเดียว', 'One way'), (make) => make.shape('bpmn:ExclusiveGateway'), { search: 'exclusive รวมทาง' }),
  item('all', 'ways', 'gateway-parallel', t('ทำพร้อมกันทุกทาง', 'All ways at once'), (make) => make.shape('bpmn:ParallelGateway'), { search: 'parallel ขนาน' }),
  item('some', 'ways', 'gateway-or', t('เลือกได้หลายทาง', 'Some ways'), (make) => make.shape('bpmn:InclusiveGateway'), { search: 'inclusive' }),
  item('first', 'ways', 'gateway-eventbased', t('รอว่าอะไรเกิดก่อน', 'Whatever comes first'), (make) => make.shape('bpmn:EventBasedGateway'), { search: 'event based' }),
];

const catching = (kind) => (make) => make.shape('bpmn:IntermediateCatchEvent', { event: event(kind) });
const throwing = (kind) => (make) => make.shape('bpmn:IntermediateThrowEvent', { event: event(kind) });
const ending = (kind) => (make) => make.shape('bpmn:EndEvent', { event: event(kind) });
const events = [
  item('begin', 'events', 'start-event-none', t('จุดเริ่ม', 'Start'), (make) => make.shape('bpmn:StartEvent'), { on: 'start', search: 'start none' }),
  item('begin-message', 'events', 'start-event-message', t('เริ่มเมื่อได้รับข้อความ', 'Starts by a message'), (make) => make.shape('bpmn:StartEvent', { event: event('Message') }), { on: 'start', search: 'start message' }),
  item('begin-day', 'events', 'start-event-timer', t('เริ่มเองเมื่อถึงวัน', 'Starts on a day'), (make) => make.shape('bpmn:StartEvent', {
    event: event('Timer'), deadline: { rule: 'yearly', on: '06-01', basis: '' },
  }), { on: 'start', search: 'start timer ทุกปี' }),
  item('end', 'events', 'end-event-none', t('จุดจบ', 'End'), (make) => make.shape('bpmn:EndEvent'), { search: 'end none สิ้นสุด' }),
  item('end-all', 'events', 'end-event-terminate', t('จบทั้งเรื่องทันที', 'End the whole case'), ending('Terminate'), { search: 'terminate' }),
  item('end-message', 'events', 'end-event-message', t('จบด้วยการส่งข้อความ', 'End with a message'), ending('Message'), { search: 'end message' }),
  item('end-error', 'events', 'end-event-error', t('จบด้วยข้อผิดพลาด', 'End with an error'), ending('Error'), { search: 'end error' }),
  item('end-escalation', 'events', 'end-event-escalation', t('จบด้วยการส่งต่อ', 'End with an escalation'), ending('Escalation'), { search: 'end escalation' }),
  item('end-signal', 'events', 'end-event-signal', t('จบด้วยการประกาศสัญญาณ', 'End with a signal'), ending('Signal'), { search: 'end signal' }),
  item('wait-day', 'events', 'intermediate-event-catch-timer', t('รอจนถึงวัน', 'Wait for a day'), (make) => make.shape('bpmn:IntermediateCatchEvent', {
    event: event('Timer'), deadline: { ...DUE, kind: undefined, n: '7' },
  }), { search: 'timer catch เวลา' }),
  item('wait-condition', 'events', 'intermediate-event-catch-condition', t('รอจนเงื่อนไขเป็นจริง', 'Wait for a condition'), catching('Conditional'), { search: 'condition' }),
  item('wait-signal', 'events', 'intermediate-event-catch-signal', t('รอสัญญาณ', 'Wait for a signal'), catching('Signal'), { search: 'signal catch' }),
  item('throw-message', 'events', 'intermediate-event-throw-message', t('ส่งข้อความแล้วไปต่อ', 'Send a message'), throwing('Message'), { search: 'message throw' }),
  item('throw-signal', 'events', 'intermediate-event-throw-signal', t('ประกาศสัญญาณ', 'Throw a signal'), throwing('Signal'), { search: 'signal throw' }),
  item('throw-escalation', 'events', 'intermediate-event-throw-escalation', t('แจ้งผู้บังคับบัญชา', 'Escalate'), throwing('Escalation'), { search: 'escalation throw' }),
  item('link-out', 'events', 'intermediate-event-throw-link', t('ไปยังจุดเชื่อม', 'Go to a link'), (make) => make.shape('bpmn:IntermediateThrowEvent', LINK), { search: 'link throw' }),
  item('link-in', 'events', 'intermediate-event-catch-link', t('ต่อจากจุดเชื่อม', 'Come from a link'), (make) => make.shape('bpmn:IntermediateCatchEvent', LINK), { on: 'start', search: 'link catch' }),
  item('point', 'events', 'intermediate-event-none', t('จุดผ่าน', 'Milestone'), (make) => make.shape('bpmn:IntermediateThrowEvent'), { search: 'none throw' }),
];

const edge = (id, kind, icon, called, search, cancelActivity = true) => item(id, 'edges', `intermediate-event-catch-${icon}`, called, (make) =>
  make.shape('bpmn:BoundaryEvent', { event: event(kind), cancelActivity }), { on: 'edge', search });
const edges = [
  edge('edge-message', 'Message', 'message', t('ได้รับข้อความ แล้วหยุดงาน', 'A message ends the work'), 'ยกเลิก ถอน message'),
  edge('edge-message-open', 'Message', 'non-interrupting-message', t('ได้รับข้อความ งานยังเปิดอยู่', 'A message; the work stays open'), 'message', false),
  edge('edge-signal', 'Signal', 'signal', t('ได้รับสัญญาณ แล้วหยุดงาน', 'A signal ends the work'), 'signal'),
  edge('edge-signal-open', 'Signal', 'non-interrupting-signal', t('ได้รับสัญญาณ งานยังเปิดอยู่', 'A signal; the work stays open'), 'signal', false),
  edge('edge-condition', 'Conditional', 'condition', t('เงื่อนไขเป็นจริง แล้วหยุดงาน', 'A condition ends the work'), 'condition'),
  edge('edge-error', 'Error', 'error', t('เกิดข้อผิดพลาด', 'An error'), 'error'),
  edge('edge-escalation', 'Escalation', 'non-interrupting-escalation', t('มีการส่งต่อ งานยังเปิดอยู่', 'An escalation'), 'escalation', false),
];

const frames = [
  item('pool', 'frames', 'participant', t('หน่วยงาน (มีเลน)', 'Unit with lanes'), (make) => make.elementFactory.createParticipantShape({ isExpanded: true }), { on: 'frame', search: 'pool participant เลน' }),
  item('outside', 'frames', 'participant', t('หน่วยงานภายนอก', 'Unit outside'), (make) => make.elementFactory.createParticipantShape({ isExpanded: false }), { on: 'frame', search: 'pool collapsed' }),
  item('note', 'frames', 'text-annotation', t('หมายเหตุ', 'Note'), (make) => make.shape('bpmn:TextAnnotation'), { on: 'note', search: 'annotation' }),
  item('group', 'frames', 'group', t('กรอบจัดกลุ่ม', 'Group'), (make) => make.shape('bpmn:Group'), { on: 'frame', search: 'group' }),
];

export const ITEMS = [...blocks, ...work, ...ways, ...events, ...edges, ...frames];
export const itemOf = (id) => ITEMS.find((each) => each.id === id);
