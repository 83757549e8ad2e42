// A new deadline on a task: the timer on its edge, whom it tells, and the end of that way. One step of undoing.
import { t } from '../../../lib/language.js';
import { setInputs } from '../inputs.js';
import { definitionOf } from '../writing.js';
import { deadlineOf, putDeadline, timersOn } from './deadline.js';

const TASK = { width: 120, height: 80 };
const GAP = 30;

const KINDS = {
  due: { name: () => ['ครบ ๑๕ วันทำการ', '15 working days are over'], tells: ['แจ้งว่าครบกำหนด', 'Tell that it is due'], text: (name) => `งาน “${name}” ครบกำหนดแล้วแต่ยังไม่แล้วเสร็จ โปรดติดตาม` },
  reminder: { name: () => ['เตือน ๓ วันทำการ ก่อนครบกำหนด', 'Reminder 3 working days ahead'], tells: ['เตือนผู้รับผิดชอบ', 'Remind whoever does it'], text: (name) => `งาน “${name}” ใกล้ครบกำหนด โปรดดำเนินการให้แล้วเสร็จ` },
  escalation: { name: () => ['เกินกำหนด ๑ วัน', 'One day late'], tells: ['แจ้งผู้บังคับบัญชา', 'Tell the superior'], text: (name) => `งาน “${name}” เกินกำหนดแล้ว โปรดเร่งรัด` },
};

/** Add a deadline of a kind to the task `element`; `role`: whom it tells. Returns the timer. */
export function addDeadline(at, element, kind, role) {
  let timer;
  at.write.together(() => {
    timer = attach(at, element, kind);
    putDeadline(at.write, timer, attributesFor(element, timer, kind));
    tellSomebody(at, element, timer, { kind, role });
  });
  return timer;
}

function attributesFor(element, timer, kind) {
  const due = timersOn(element).filter((each) => each !== timer).map((each) => deadlineOf(each.businessObject)).find((each) => (each.kind ?? 'due') === 'due');
  const counted = due ?? { rule: 'working_days', n: '15', duty: 'official' };
  const shift = { reminder: { before: '3' }, escalation: { after: '1' } }[kind] ?? {};
  return { ...counted, before: '', after: '', ...shift, kind };
}

function attach(at, element, kind) {
  const place = free(element);
  const shape = at.modeler.get('elementFactory').createShape({ type: 'bpmn:BoundaryEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' });
  const timer = at.write.modeling.createShape(shape, place, element, { attach: true });
  const [th, en] = KINDS[kind].name();
  at.write.modeling.updateProperties(timer, { cancelActivity: false, 'khanton:nameEn': en });
  at.write.modeling.updateLabel(timer, th);
  definitionOf(timer.businessObject).id ??= `${timer.id}_timer`;
  return timer;
}

/** A place on the lower edge where no other event sits. */
function free(element) {
  const taken = (element.attachers ?? []).map((each) => each.x + each.width / 2);
  const bottom = element.y + element.height;
  for (let x = element.x + element.width - 24; x > element.x + 12; x -= 40) {
    if (taken.every((each) => Math.abs(each - x) > 36)) return { x, y: bottom };
  }
  return { x: element.x, y: element.y + element.height / 2 };
}

function tellSomebody(at, element, timer, { kind, role }) {
  const { modeling } = at.write;
  const factory = at.modeler.get('elementFactory');
  const spot = clear(at, element, timer);
  const task = modeling.appendShape(timer, factory.createShape({ type: 'bpmn:SendTask' }), spot, element.parent);
  const [th, en] = KINDS[kind].tells;
  modeling.updateProperties(task, { 'camunda:type': 'external', 'camunda:topic': 'notify', 'khanton:nameEn': en });
  modeling.updateLabel(task, th);
  setInputs(at.write, task, { to: role, template: 'written', text: KINDS[kind].text(element.businessObject.name ?? '') });
  const end = modeling.appendShape(task, factory.createShape({ type: 'bpmn:EndEvent' }), { x: spot.x + TASK.width + 40, y: spot.y }, element.parent);
  modeling.updateProperties(end, { 'khanton:nameEn': 'Told' });
  modeling.updateLabel(end, 'แจ้งแล้ว');
}

/** The first place below the timer where nothing lies yet. */
function clear(at, element, timer) {
  const others = at.modeler.get('elementRegistry').filter((each) => each.width && !each.children?.length && each.type !== 'label' && each.type !== 'bpmn:Lane' && each.parent === element.parent);
  const x = timer.x + TASK.width / 2 + GAP;
  for (let y = element.y + element.height + 90; y < element.y + 3000; y += 40) {
    const box = { left: x - TASK.width / 2 - 10, right: x + TASK.width + 80, top: y - TASK.height / 2 - 10, bottom: y + TASK.height / 2 + 10 };
    if (!others.some((each) => each.x < box.right && each.x + each.width > box.left && each.y < box.bottom && each.y + each.height > box.top)) return { x, y };
  }
  return { x, y: element.y + element.height + 90 };
}

export const KIND_LABELS = {
  due: t('เพิ่มกำหนดเสร็จ', 'Add when it is due'),
  reminder: t('เพิ่มการเตือนก่อนครบกำหนด', 'Add a reminder before it'),
  escalation: t('เพิ่มการแจ้งเมื่อเกินกำหนด', 'Add a notice when it is late'),
};

