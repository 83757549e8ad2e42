// An activity done for many: over a list, or so many times; at once or one after another.
import { t } from '../../../lib/language.js';
import { choiceField, numberField, textField } from '../controls.js';
import { expressionField } from '../expressions.js';
import { pathsOf, variablesBefore } from '../variables.js';
import { isA } from '../writing.js';

const NAME = /^[\p{L}][\p{L}\p{N}\p{M}_]*$/u;
const BAD = t('ใช้ตัวอักษร ตัวเลข และ _ ขึ้นต้นด้วยตัวอักษร', 'Use letters, digits and _, a letter first');
const KINDS = [
  ['once', t('ทำครั้งเดียว', 'Once')],
  ['each', t('ทำสำหรับทุกรายการ พร้อมกัน', 'For each of a list, at once')],
  ['each-in-turn', t('ทำสำหรับทุกรายการ ทีละรายการ', 'For each of a list, one by one')],
  ['times', t('ทำหลายครั้ง พร้อมกัน', 'So many times, at once')],
  ['times-in-turn', t('ทำหลายครั้ง ทีละครั้ง', 'So many times, one by one')],
];
const MULTI = 'bpmn:MultiInstanceLoopCharacteristics';

function kindOf(loop) {
  if (!isA(loop, MULTI)) return 'once';
  return `${loop.loopCardinality ? 'times' : 'each'}${loop.isSequential ? '-in-turn' : ''}`;
}

function begin(at, kind) {
  if (kind === 'once') return at.write.set(at.element, { loopCharacteristics: undefined });
  const isSequential = kind.endsWith('in-turn');
  const loop = at.write.create(MULTI, { isSequential }, at.bo);
  const before = at.bo.loopCharacteristics;
  if (kind.startsWith('times')) loop.loopCardinality = at.write.create('bpmn:FormalExpression', { body: before?.loopCardinality?.body ?? '2' }, loop);
  else {
    loop.set('camunda:collection', before?.get('camunda:collection') ?? lists(at)[0]?.[0] ?? 'schools()');
    loop.set('camunda:elementVariable', before?.get('camunda:elementVariable') ?? 'each');
  }
  if (before?.completionCondition) loop.completionCondition = before.completionCondition;
  return at.write.set(at.element, { loopCharacteristics: loop });
}

function lists(at) {
  const { list } = variablesBefore(at.bo, at.words, at.modeler.get('elementRegistry'));
  const found = pathsOf(list).filter((each) => ['table', 'list', 'multi'].includes(each.type)).map((each) => [each.name, each.label]);
  return [...found, ['schools()', t('สถานศึกษาทุกแห่งในสังกัด', 'every school of the office')]];
}

function each(at, loop, set) {
  const collection = loop.get('camunda:collection') ?? '';
  const known = lists(at);
  const isListed = known.some(([key]) => key === collection);
  const what = { id: 'collection', label: t('รายการใด', 'Of which list'), value: collection, commit: (text) => set({ 'camunda:collection': text }) };
  return [
    isListed ? choiceField({ ...what, options: known }) : expressionField({ ...what, at, place: 'bare', optional: false }),
    textField({ id: 'each', label: t('เรียกแต่ละรายการว่า', 'Each of it is called'), value: loop.get('camunda:elementVariable'), commit: (name) => (NAME.test(name) ? void set({ 'camunda:elementVariable': name }) : BAD) }),
  ];
}

function times(at, loop, set) {
  const body = loop.loopCardinality.body ?? '';
  const put = (text) => set({ loopCardinality: at.write.create('bpmn:FormalExpression', { body: text }, loop) });
  if (body && !/^\d+$/.test(body)) return [expressionField({ at, id: 'times', label: t('กี่ครั้ง', 'How many times'), place: 'bare', value: body, commit: put })];
  return [numberField({ id: 'times', label: t('กี่ครั้ง', 'How many times'), value: body, max: 1000, commit: (count) => put(String(count)) })];
}

function results(at, loop, set) {
  const list = loop.get('khanton:outputCollection') ?? '';
  const name = textField({ id: 'results', label: t('รวมผลเป็นรายการชื่อ (ถ้าต้องใช้ต่อ)', 'Gather results in a list called (if needed)'), value: list, commit: (text) => {
    if (text && !NAME.test(text)) return BAD;
    return void set({ 'khanton:outputCollection': text || undefined, 'khanton:outputElement': text ? loop.get('khanton:outputElement') || loop.get('camunda:elementVariable') || 'null' : undefined });
  } });
  if (!list) return [name];
  return [name, expressionField({ at, id: 'result', label: t('ผลของแต่ละรายการ', 'The result of each'), place: 'bare', long: true, isAfter: true, value: loop.get('khanton:outputElement'), optional: false, commit: (text) => set({ 'khanton:outputElement': text }) })];
}

export const many = {
  key: 'many',
  title: () => t('ทำหลายรายการ', 'Done for many'),
  fits: (bo) => isA(bo, 'bpmn:Activity') && !isA(bo.loopCharacteristics, 'bpmn:StandardLoopCharacteristics'),
  closed: (bo) => !bo.loopCharacteristics,
  draw(at) {
    const loop = at.bo.loopCharacteristics;
    const set = (properties) => at.write.set(at.element, properties, loop);
    const choice = choiceField({ id: 'many', label: t('ทำกี่รายการ', 'For how many'), value: kindOf(loop), options: KINDS, commit: (kind) => begin(at, kind) });
    if (!loop) return [choice];
    const early = expressionField({ at, id: 'completed', label: t('พอแล้วเมื่อ (ว่าง: ครบทุกรายการ)', 'Enough when (empty: when all are done)'), place: 'condition', isAfter: true, value: loop.completionCondition?.body ?? '', commit: (text) => set({ completionCondition: text ? at.write.create('bpmn:FormalExpression', { body: text }, loop) : undefined }) });
    return [choice, ...(loop.loopCardinality ? times : each)(at, loop, set), early, ...results(at, loop, set)];
  },
};
