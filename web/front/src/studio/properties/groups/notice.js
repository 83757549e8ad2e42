// A notice: to whom, and its text; or a send task's message to another case.
import { make } from '../../../forms/elements.js';
import { t } from '../../../lib/language.js';
import { choiceField, textField } from '../controls.js';
import { expressionField } from '../expressions.js';
import { inputOf, inputsOf, setInputs } from '../inputs.js';
import { pickOne } from '../picking.js';
import { namedInputs } from '../told.js';
import { isA } from '../writing.js';
import { roleName } from './people.js';

const APPLICANT = '${applicant}';
const OWN = 'written';
const PLACE = /\{([a-z_]+)\}/g;
const FILLED = {
  business_key: t('เลขที่เรื่อง', 'case number'),
  due_date: t('วันครบกำหนด', 'due date'),
  element: t('ชื่องาน', 'name of the task'),
};
const KNOWN = Object.keys(FILLED);

/** A text as it will read, with what the service fills in by itself in brackets. */
const worded = (text) => text.replace(PLACE, (place, name) => (FILLED[name] ? `[${FILLED[name]}]` : place));

export const isNotice = (bo) => isA(bo, 'bpmn:SendTask') && !bo.messageRef && (bo.get('camunda:topic') === 'notify' || !bo.get('camunda:topic'));

function receiver(at) {
  const value = inputOf(at.bo, 'to');
  const set = (to) => setInputs(at.write, at.element, { to: to || undefined });
  const people = [{ key: APPLICANT, name: t('ผู้ยื่นเรื่อง', 'whoever applied') }, ...at.words.roles.map(({ key, name }) => ({ key, name }))];
  const known = people.find((each) => each.key === value);
  if (value && !known && value.includes('${')) return [expressionField({ at, id: 'to', label: t('แจ้งใคร', 'Whom it tells'), place: 'value', value, commit: set })];
  return [pickOne({ id: 'to', label: t('แจ้งใคร', 'Whom it tells'), value, shown: value ? (known?.name ?? roleName(at, value)) : '', options: people, optional: false, commit: set })];
}

function text(at) {
  const key = inputOf(at.bo, 'template');
  const found = at.words.notices.find((each) => each.key === key);
  const options = [{ key: OWN, name: t('เขียนข้อความเอง', 'Write the text here') }, ...at.words.notices.map((each) => ({ key: each.key, name: worded(each.name), more: worded(each.body) }))];
  const shown = found ? worded(found.name) : (key ? options[0].name : '');
  const pick = pickOne({ id: 'template', label: t('ข้อความ', 'Text'), value: key, shown, options, optional: false, commit: (chosen) => setInputs(at.write, at.element, { template: chosen, text: chosen === OWN ? inputOf(at.bo, 'text') || '' : undefined }) });
  if (found) return [pick, make('blockquote', { class: 'notice-text' }, worded(found.body)), ...namedInputs(at, placesOf(at, found))];
  if (!key) return [pick];
  return [pick, textField({ id: 'text', label: t('เนื้อความ', 'What it says'), long: true, value: inputOf(at.bo, 'text'), commit: (written) => (written ? void setInputs(at.write, at.element, { text: written }) : t('ยังไม่ได้เขียนข้อความ', 'Nothing is written yet')) })];
}

/** Places in the text that the service does not fill by itself, and those that are filled already. */
function placesOf(at, notice) {
  const asked = [...notice.body.matchAll(PLACE), ...notice.name.matchAll(PLACE)].map(([, name]) => name).filter((name) => !KNOWN.includes(name));
  const given = inputsOf(at.bo).map((each) => each.name).filter((name) => !['to', 'template', 'text'].includes(name));
  return [...new Set([...asked, ...given])].map((key) => ({ key, name: t(`ค่าของ {${key}} ในข้อความ`, `What stands for {${key}}`) }));
}

/** The fields of a notice; also beside the timer whose way leads to it. */
export const noticeFields = (at) => [...receiver(at), ...text(at)];

export const notice = {
  key: 'notice',
  title: () => t('การแจ้ง', 'Notice'),
  fits: isNotice,
  draw(at) {
    if (!at.bo.get('camunda:topic')) {
      const kinds = [['notify', t('แจ้งคน (จดหมายและในระบบ)', 'Tell a person')], ['message', t('ส่งข้อความถึงเรื่องอื่น', 'Send a message to another case')]];
      return [choiceField({ id: 'send-kind', label: t('ส่งอะไร', 'What is sent'), value: '', options: kinds, commit: (kind) => begin(at, kind) })];
    }
    return noticeFields(at);
  },
};

function begin(at, kind) {
  if (kind === 'notify') at.write.set(at.element, { 'camunda:type': 'external', 'camunda:topic': 'notify' });
  else at.open.set(`message-${at.bo.id}`, true);
  at.refresh();
}
