// Days of the year as people write them: 1/4 is 04-01 inside, and 1/4 - 31/5 a window.
import { t } from '../../lib/language.js';
import { arabic } from './digits.js';

const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY = /^(\d{1,2})\s*\/\s*(\d{1,2})$/;

/** 04-01 as 1/4. */
export const dayShown = (text) => text.split('-').reverse().map(Number).join('/');

/** 1/4 as 04-01; null when no year has such a day. */
export function dayRead(text) {
  const [, day, month] = (DAY.exec(arabic(text.trim())) ?? []).map(Number);
  if (!month || month > 12 || !day || day > LENGTHS[month - 1]) return null;
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export const isWrittenDay = (text) => /^\d/.test(text ?? '');

export const windowShown = (text) => text.split('/').map((each) => dayShown(each.trim())).join(' - ');

export function windowRead(text) {
  const [opens, closes, ...more] = text.split(/\s*[-–]\s*/).map(dayRead);
  return opens && closes && !more.length ? `${opens}/${closes}` : null;
}

export const HOW_DAY = t('เขียนเป็น วัน/เดือน เช่น 1/6', 'Write day/month, such as 1/6');
export const HOW_WINDOW = t('เขียนเป็น วัน/เดือน - วัน/เดือน เช่น 1/4 - 31/5', 'Write day/month - day/month, such as 1/4 - 31/5');
