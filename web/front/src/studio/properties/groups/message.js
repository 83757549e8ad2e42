// Messages between cases: which one, and what it carries.
import { t } from '../../../lib/language.js';
import { checkField, note } from '../controls.js';
import { declaredField } from '../declared.js';
import { inputOf, setInputs } from '../inputs.js';
import { namedInputs, otherInputs } from '../told.js';
import { definitionOf, isA } from '../writing.js';

const ADDRESS = [
  { key: 'correlation', name: t('ถึงเรื่องที่มีข้อมูลตรงกับ', 'To the case that holds'), hint: t('เช่น ${{"school": each.code}}', 'such as ${{"school": each.code}}') },
  { key: 'applicant', name: t('เรื่องใหม่เป็นของใคร', 'Whose the new case is') },
  { key: 'to_office', name: t('เริ่มที่สำนักงานใด (ว่าง: สำนักงานนี้)', 'At which office it begins (empty: this one)') },
];
const OPTIONAL = '${True}';

const isThrown = (bo) => isA(bo, 'bpmn:ThrowEvent', 'bpmn:SendTask');
const ownerOf = (bo) => (isA(bo, 'bpmn:SendTask', 'bpmn:ReceiveTask') ? bo : definitionOf(bo));

/** Messages that begin a procedure, with what they begin. */
const beginning = (at) => at.words.processes.flatMap((each) => each.starts.map((name) => ({ key: name, name: t(`เริ่ม “${each.name}”`, `begins “${each.name}”`), more: name })));

function nameField(at) {
  const owner = ownerOf(at.bo);
  const more = beginning(at);
  const what = more.find((each) => each.key === owner.messageRef?.name)?.name;
  const hint = what ?? t('ผู้ส่งและผู้รับใช้ชื่อเดียวกัน เลือกที่มี หรือพิมพ์ชื่อใหม่', 'Sender and receiver use one name: choose one, or type a new one');
  return declaredField(at, { id: 'message', label: t('ชื่อข้อความ', 'Name of the message'), hint, more, of: { type: 'bpmn:Message', owner, reference: 'messageRef', called: ['name'] } });
}

export const message = {
  key: 'message',
  title: () => t('ข้อความ', 'Message'),
  fits(bo, at) {
    if (isA(bo, 'bpmn:SendTask')) return Boolean(bo.messageRef) || (at.open.get(`message-${bo.id}`) && !bo.get('camunda:topic'));
    return isA(bo, 'bpmn:ReceiveTask') || isA(definitionOf(bo), 'bpmn:MessageEventDefinition');
  },
  draw(at) {
    if (!isThrown(at.bo)) return [nameField(at), note(t('ค่าที่ผู้ส่งแนบมา ใช้ได้ในขั้นตอนต่อไป', 'What the sender gives can be used from here on.'))];
    const known = [...ADDRESS.map((each) => each.key), 'optional'];
    const optional = checkField({ id: 'optional', label: t('ไม่มีผู้รับก็ไม่เป็นไร ไปต่อได้', 'Go on although nobody waits for it'), value: inputOf(at.bo, 'optional'), commit: (is) => setInputs(at.write, at.element, { optional: is ? OPTIONAL : undefined }) });
    return [nameField(at), ...namedInputs(at, ADDRESS), optional, otherInputs(at, { known, title: t('ข้อมูลที่ส่งไปด้วย', 'What it carries') })];
  },
};
