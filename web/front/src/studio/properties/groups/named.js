// What stands elsewhere and is only named here: decision tables, other procedures; and scripts.
import { make } from '../../../forms/elements.js';
import { t } from '../../../lib/language.js';
import { button, note } from '../controls.js';
import { expressionField } from '../expressions.js';
import { pickOne } from '../picking.js';
import { saidBy } from '../words.js';
import { isA } from '../writing.js';

const options = (list) => list.map((each) => ({ key: each.key, name: each.name, more: each.in_draft ? t('ในฉบับร่างนี้', 'in this draft') : '' }));

function opening(at, { key, in_draft: isOwn }) {
  if (isOwn) return make('a', { href: `${at.base}/tables/${key}`, class: 'btn alt small', id: 'props-open-table' }, t('เปิดตาราง', 'Open the table'));
  const told = make('p', { class: 'error', role: 'status' });
  const act = () => at.words.take(`${key}.dmn`).then(() => {
    at.focusOn = 'props-open-table';
    at.refresh();
  }, (refused) => { told.textContent = saidBy(refused); });
  return make('div', {}, button({ id: 'take-table', label: t('แก้ตารางนี้ในฉบับร่าง', 'Change this table in the draft'), act }), told);
}

export const table = {
  key: 'table',
  title: () => t('ตารางตัดสินใจ', 'Decision table'),
  fits: (bo) => isA(bo, 'bpmn:BusinessRuleTask'),
  draw(at) {
    const key = at.bo.get('camunda:decisionRef') ?? '';
    const found = at.words.tables.find((each) => each.key === key);
    const pick = pickOne({ id: 'table', label: t('ตัดสินด้วยตาราง', 'Decided by'), value: key, shown: found?.name, options: options(at.words.tables), commit: (chosen) => at.write.set(at.element, { 'camunda:decisionRef': chosen || undefined }) });
    return [pick, found ? opening(at, found) : null];
  },
};

export const call = {
  key: 'call',
  title: () => t('กระบวนงานที่เรียก', 'The procedure it calls'),
  fits: (bo) => isA(bo, 'bpmn:CallActivity'),
  draw(at) {
    const key = at.bo.calledElement ?? '';
    const found = at.words.processes.find((each) => each.key === key);
    return [
      pickOne({ id: 'called', label: t('กระบวนงาน', 'Procedure'), value: key, shown: found?.name, options: options(at.words.processes), optional: false, commit: (chosen) => at.write.set(at.element, { calledElement: chosen }) }),
      note(t('ทำในเรื่องเดียวกัน ใช้ข้อมูลร่วมกัน จบแล้วจึงไปต่อ', 'It is done within this case, with the same values; then it goes on.')),
    ];
  },
};

export const script = {
  key: 'script',
  title: () => t('ค่าที่ระบบบันทึกหรือคำนวณ', 'What the service notes or computes'),
  fits: (bo) => isA(bo, 'bpmn:ScriptTask'),
  draw: (at) => [expressionField({
    at, id: 'script', label: t('บรรทัดละหนึ่งค่า: ชื่อ = ค่า', 'A line for each value: name = value'), hint: t('เช่น received_at = now() (บันทึกวันเวลาที่ถึงขั้นตอนนี้)', 'such as received_at = now() (the moment the case comes here)'),
    place: 'script', value: at.bo.script ?? '', optional: false, commit: (text) => at.write.set(at.element, { script: text, scriptFormat: 'khanton' }),
  })],
};
