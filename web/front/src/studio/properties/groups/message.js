// Messages between cases: which one, and what it carries.
import { t } from '../../../lib/language.js';
import { checkField, field, note } from '../controls.js';
import { inputOf, setInputs } from '../inputs.js';
import { make } from '../../../forms/elements.js';
import { matching, suggesting } from '../suggesting.js';
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

function definitionsOf(bo) {
  let node = bo;
  while (node && !isA(node, 'bpmn:Definitions')) node = node.$parent;
  return node;
}

/** Use the message of this name; declare it where the file has none. */
function setMessage(at, name) {
  const definitions = definitionsOf(at.bo);
  const known = definitions.rootElements.find((each) => isA(each, 'bpmn:Message') && each.name === name);
  at.write.together(() => {
    const message = known ?? at.write.create('bpmn:Message', { name, id: freeId(definitions, name) }, definitions);
    if (!known) at.write.set(at.element, { rootElements: [...definitions.rootElements, message] }, definitions);
    at.write.set(at.element, { messageRef: message }, ownerOf(at.bo));
  });
}

function freeId(definitions, name) {
  const plain = `message_${name.replace(/[^A-Za-z0-9_]+/g, '_')}`;
  const taken = new Set(definitions.rootElements.map((each) => each.id));
  let id = plain;
  for (let n = 2; taken.has(id); n += 1) id = `${plain}_${n}`;
  return id;
}

/** Names that the file declares, and those that begin a procedure, with what they begin. */
function knownNames(at) {
  const begins = new Map(at.words.processes.flatMap((each) => each.starts.map((name) => [name, t(`เริ่ม “${each.name}”`, `begins “${each.name}”`)])));
  const declared = definitionsOf(at.bo).rootElements.filter((each) => isA(each, 'bpmn:Message') && each.name).map((each) => each.name);
  return [...new Set([...declared, ...begins.keys()])].map((name) => ({ key: name, name: begins.get(name) ?? name, more: begins.has(name) ? name : '' }));
}

function nameField(at) {
  const control = make('input', { type: 'text' });
  const value = ownerOf(at.bo).messageRef?.name ?? '';
  control.value = value;
  const names = knownNames(at);
  const label = t('ชื่อข้อความ', 'Name of the message');
  const commit = (name) => name && name !== ownerOf(at.bo).messageRef?.name && setMessage(at, name);
  const list = suggesting(control, { label, find: () => matching(names, control.value === value ? '' : control.value), take: (option) => { control.value = option.key; commit(option.key); } });
  const what = names.find((each) => each.key === value && each.more)?.name;
  const box = field({ id: 'message', label, hint: what ?? t('ผู้ส่งและผู้รับใช้ชื่อเดียวกัน เลือกที่มี หรือพิมพ์ชื่อใหม่', 'Sender and receiver use one name: choose one, or type a new one'), control });
  box.insertBefore(list.box, box.querySelector('.error'));
  control.addEventListener('change', () => commit(control.value.trim()));
  return box;
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
