// What is seldom needed: a due date of the case's own, how urgent a task is, rounds until a condition holds.
import { t } from '../../../lib/language.js';
import { choiceField, numberField } from '../controls.js';
import { expressionField } from '../expressions.js';
import { isA } from '../writing.js';

const LOOP = 'bpmn:StandardLoopCharacteristics';
const PRIORITIES = [['', t('ปกติ', 'normal')], ['75', t('ด่วน', 'urgent')], ['100', t('ด่วนที่สุด', 'most urgent')], ['25', t('ไม่เร่ง', 'can wait')]];

function task(at) {
  const set = (name) => (value) => at.write.set(at.element, { [`camunda:${name}`]: value || undefined });
  return [
    choiceField({ id: 'priority', label: t('ความเร่งด่วน', 'How urgent'), value: at.bo.get('camunda:priority') ?? '', options: PRIORITIES, commit: set('priority') }),
    expressionField({ at, id: 'due-date', label: t('ครบกำหนดตามวันที่ในเรื่อง (ถ้าไม่มีกำหนดเวลาข้างบน)', 'Due on a day that the case holds (without a deadline above)'), place: 'value', value: at.bo.get('camunda:dueDate') ?? '', commit: set('dueDate') }),
  ];
}

function rounds(at) {
  const loop = at.bo.loopCharacteristics;
  const set = (properties) => at.write.set(at.element, properties, loop);
  return [
    expressionField({ at, id: 'again', label: t('ทำซ้ำตราบเท่าที่', 'Done again as long as'), place: 'condition', value: loop.loopCondition?.body ?? '', commit: (text) => set({ loopCondition: text ? at.write.create('bpmn:FormalExpression', { body: text }, loop) : undefined }) }),
    numberField({ id: 'rounds', label: t('ไม่เกินกี่รอบ', 'At most so many rounds'), value: loop.loopMaximum ?? '', max: 1000, commit: (count) => (Number(loop.loopMaximum) === count ? undefined : set({ loopMaximum: count })) }),
  ];
}

const loops = (bo) => isA(bo.loopCharacteristics, LOOP);

export const details = {
  key: 'details',
  title: () => t('รายละเอียดอื่น', 'Other details'),
  fits: (bo) => isA(bo, 'bpmn:UserTask') || loops(bo),
  closed: (bo) => !loops(bo) && !bo.get('camunda:dueDate') && !bo.get('camunda:priority'),
  draw: (at) => [...(loops(at.bo) ? rounds(at) : []), ...(isA(at.bo, 'bpmn:UserTask') ? task(at) : [])],
};
