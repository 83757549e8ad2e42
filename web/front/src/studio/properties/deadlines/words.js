// Deadlines in words: how they are counted, from when, whom they bind.
import { t } from '../../../lib/language.js';
import { isWrittenDay, windowShown } from '../days.js';
import { pathsOf } from '../variables.js';
import { numberOf, settingIn } from './deadline.js';

export const RULES = [
  ['working_days', t('วันทำการ (ไม่นับวันหยุด)', 'working days')],
  ['calendar_days', t('วัน (นับวันหยุดด้วย)', 'days, days off too')],
  ['weeks', t('สัปดาห์', 'weeks')],
  ['window', t('ภายในช่วงของปี (ถึงวันสุดท้ายของช่วง)', 'by the end of a period of the year')],
  ['month_next_year', t('ภายในสิ้นเดือนหนึ่งของปีถัดไป', 'by the end of a month of the next year')],
  ['date', t('ตรงวันที่ที่ข้อมูลบอก', 'on a date that the case holds')],
];
export const REPEATS = ['every_days', t('ทุก ๆ กี่วัน จนกว่างานเสร็จ', 'every so many days until done')];
export const OPENS = ['window_opens', t('รอจนช่วงของปีเปิด', 'wait until a period of the year opens')];
export const YEARLY = ['yearly', t('ทุกปี ในวันที่กำหนด', 'every year, on days of the year')];

export const KINDS = [
  ['due', t('กำหนดเสร็จของงาน', 'when the task is due')],
  ['reminder', t('เตือนก่อนครบกำหนด', 'reminder before it')],
  ['escalation', t('แจ้งผู้บังคับบัญชาเมื่อเกินกำหนด', 'told to the superior after it')],
  ['repeat', t('เตือนซ้ำเป็นรอบ', 'told again and again')],
];

export const DUTIES = [
  ['official', t('เจ้าหน้าที่ (วันสุดท้ายเป็นวันหยุดก็ไม่เลื่อน)', 'an official (does not roll over a day off)')],
  ['citizen', t('ประชาชน (วันสุดท้ายเป็นวันหยุด เลื่อนเป็นวันทำการถัดไป)', 'a citizen (rolls to the next working day)')],
];

const UNITS = {
  working_days: [t('วันทำการ', 'working days')],
  calendar_days: [t('วัน', 'days')],
  weeks: [t('สัปดาห์', 'weeks')],
  every_days: [t('วัน', 'days')],
  month_next_year: [t('(เดือนที่ 1 ถึง 12)', '(month 1 to 12)')],
};
export const takesNumber = (rule) => rule in UNITS;
export const takesWindow = (rule) => rule === 'window' || rule === 'window_opens';
export const unitOf = (rule) => UNITS[rule]?.[0] ?? '';

/** From when it is counted: [{ key, name }], of what the steps before have noted. */
export function moments(scope, { rule, from }) {
  const found = [];
  for (const each of pathsOf(scope.list)) {
    if (each.type === 'datetime' || each.name === from) found.push({ key: each.name, name: each.label });
    else if (each.type === 'date') found.push({ key: `${each.name} + "T12:00:00+07:00"`, name: each.label });
  }
  const reached = { key: '', name: t('เมื่อเรื่องมาถึงขั้นตอนนี้', 'when the case comes to this step') };
  return rule === 'date' ? found : [reached, ...found];
}

/** A deadline in one line. */
export function sentence(words, deadline) {
  return shifted(words, deadline) || counted(words, deadline);
}

function counted(words, deadline) {
  const { rule } = deadline;
  if (takesNumber(rule)) {
    const number = numberOf(words, deadline.n) ?? t('ตามข้อมูลในเรื่อง', 'as the case says');
    if (rule === 'every_days') return t(`ทุก ${number} วัน`, `every ${number} days`);
    return t(`ภายใน ${number} ${unitOf(rule)}`, `within ${number} ${unitOf(rule)}`);
  }
  if (takesWindow(rule)) return windowWords(words, deadline);
  if (rule === 'yearly') return YEARLY[1];
  return t('ตรงวันที่ที่ข้อมูลบอก', 'on a date that the case holds');
}

function windowWords(words, { rule, window }) {
  const setting = words.setting(settingIn(window));
  const shown = isWrittenDay(window) ? windowShown(window) : (setting?.shown ?? t('ตามข้อมูลในเรื่อง', 'as the case says'));
  return rule === 'window' ? t(`ภายในช่วง ${shown}`, `by the end of ${shown}`) : t(`เมื่อช่วง ${shown} เปิด`, `when ${shown} opens`);
}

function shifted(words, { before, after }) {
  if (before && before !== '0') return t(`ก่อนวันสุดท้าย ${numberOf(words, before) ?? '–'} วันทำการ`, `${numberOf(words, before) ?? '–'} working days before the last day`);
  if (after && after !== '0') return t(`หลังวันสุดท้าย ${numberOf(words, after) ?? '–'} วัน`, `${numberOf(words, after) ?? '–'} days after the last day`);
  return '';
}
