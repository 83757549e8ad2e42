// What the service itself does: official papers and running numbers.
import { t } from '../../../lib/language.js';
import { choiceField, note, textField } from '../controls.js';
import { inputOf, inputsOf, setInputs } from '../inputs.js';
import { pickOne } from '../picking.js';
import { namedInputs } from '../told.js';
import { isA } from '../writing.js';

const NAME = /^[\p{L}][\p{L}\p{N}\p{M}_]*$/u;
const TOPICS = [['document', t('จัดทำเอกสารราชการ', 'Make an official paper')], ['number', t('ออกเลขที่ประจำปี', 'Take the next number of the year')]];

function into(at, label) {
  return textField({ id: 'into', label, hint: t('ชื่อสั้น ๆ ไว้อ้างถึงในขั้นตอนต่อไป เช่น receipt', 'A short name for later steps to use, such as receipt'), value: inputOf(at.bo, 'into'), commit: (name) => {
    if (!NAME.test(name)) return t('ใช้ตัวอักษร ตัวเลข และ _ ขึ้นต้นด้วยตัวอักษร', 'Use letters, digits and _, a letter first');
    return void setInputs(at.write, at.element, { into: name });
  } });
}

/** Another paper asks for other values: those that it knows are kept. */
function setPaper(at, key) {
  const known = at.words.papers.find((each) => each.key === key)?.inputs.map((each) => each.key) ?? [];
  const dropped = inputsOf(at.bo).map((each) => each.name).filter((name) => !['paper', 'into', ...known].includes(name));
  setInputs(at.write, at.element, { ...Object.fromEntries(dropped.map((name) => [name, undefined])), paper: key || undefined });
}

const HOW = {
  date: t('วันที่', 'a date'), period: t('วันที่หรือช่วงเวลา', 'a date or period'), person: t('ชื่อบุคคล', 'a person'), address: t('ที่อยู่', 'an address'), texts: t('รายการข้อความ', 'a list of texts'), rows: t('ตาราง', 'a table'), table: t('ตาราง', 'a table'),
};

function paper(at) {
  const key = inputOf(at.bo, 'paper');
  const found = at.words.papers.find((each) => each.key === key);
  const pick = pickOne({ id: 'paper', label: t('เอกสาร', 'Paper'), value: key, shown: found?.name, options: at.words.papers.map((each) => ({ key: each.key, name: each.name })), commit: (chosen) => setPaper(at, chosen) });
  if (!found) return [pick];
  const wanted = found.inputs.map((each) => ({ ...each, hint: each.choices.length ? t(`อย่างใดอย่างหนึ่ง: ${each.choices.join(', ')}`, `one of: ${each.choices.join(', ')}`) : HOW[each.kind] }));
  return [pick, into(at, t('เก็บเอกสารไว้ในชื่อ', 'Keep the paper as')), ...namedInputs(at, wanted)];
}

function number(at) {
  return [
    textField({ id: 'counter', label: t('ทะเบียนเลข', 'Register of the number'), hint: t('ชื่อเดียวกันใช้เลขต่อกัน', 'Those of one name count on together'), value: inputOf(at.bo, 'counter'), commit: (name) => setInputs(at.write, at.element, { counter: name || undefined }) }),
    into(at, t('เก็บเลขไว้ในชื่อ', 'Keep the number as')),
  ];
}

export const service = {
  key: 'service',
  title: () => t('งานของระบบ', 'What the service does'),
  fits: (bo) => isA(bo, 'bpmn:ServiceTask'),
  draw(at) {
    const topic = at.bo.get('camunda:topic') ?? '';
    const choice = choiceField({ id: 'topic', label: t('ระบบทำอะไร', 'What it does'), value: topic, options: TOPICS, commit: (chosen) => at.write.set(at.element, { 'camunda:type': 'external', 'camunda:topic': chosen }) });
    const fields = { document: paper, number }[topic];
    return [choice, ...(fields ? fields(at) : [note(t('เลือกก่อนว่าระบบทำอะไร', 'Choose first what the service does'))])];
  },
};
