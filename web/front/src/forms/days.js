// A calendar to choose a day from: Buddhist era in Thai, arrow keys, Escape. Typing a date works without it.
import { dayText, language, t } from '../lib/language.js';
import { changed, make } from './elements.js';
import { day } from './reading.js';

const ERA = language === 'th' ? 543 : 0;
const MONTH = { month: 'long', year: 'numeric' };
const WEEKDAYS = language === 'th' ? ['อา', 'จ', 'อ', 'พ', 'พฤ', 'ศ', 'ส'] : ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'];
const DAY = 86_400_000;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -30, PageDown: 30 };

export function startDays(form) {
  form.addEventListener('click', (event) => {
    const button = event.target.closest('[data-pick-day]');
    if (button) open(button);
  });
}

function open(button) {
  const input = document.getElementById(button.dataset.pickDay);
  const [typed] = input.value.trim().split(/\s+/);
  const start = day(typed) ?? day(input.form?.dataset.today ?? '') ?? new Date().toISOString().slice(0, 10);
  const dialog = make('dialog', { class: 'dialog days', 'aria-label': t('เลือกวัน', 'Choose a day') });
  const choose = (at) => {
    const rest = input.value.trim().split(/\s+/).slice(1).join(' ');
    const date = new Date(at);
    const text = [date.getUTCDate(), date.getUTCMonth() + 1].map((each) => String(each).padStart(2, '0'));
    input.value = [[...text, date.getUTCFullYear() + ERA].join('/'), rest].filter(Boolean).join(' ');
    dialog.close();
    changed(input);
  };
  dialog.addEventListener('close', () => {
    dialog.remove();
    input.focus();
  });
  document.body.append(dialog);
  draw(dialog, Date.parse(start), choose);
  dialog.showModal();
  dialog.querySelector('[tabindex="0"]').focus();
}

function draw(dialog, at, choose) {
  const date = new Date(at);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const go = (to) => {
    draw(dialog, to, choose);
    dialog.querySelector('[tabindex="0"]').focus();
  };
  const month = (by) => go(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1));
  const step = (by, label, sign) => make('button', { type: 'button', class: 'btn alt small', 'aria-label': label, on: { click: () => month(by) } }, sign);
  const head = make('div', { class: 'days-head' }, step(-12, t('ปีก่อน', 'Last year'), '«'), step(-1, t('เดือนก่อน', 'Last month'), '‹'), make('b', { 'aria-live': 'polite' }, dayText(date, MONTH)), step(1, t('เดือนหน้า', 'Next month'), '›'), step(12, t('ปีหน้า', 'Next year'), '»'));
  const grid = make('div', { class: 'days-grid', on: { keydown: (event) => {
    if (!STEPS[event.key]) return;
    event.preventDefault();
    go(at + STEPS[event.key] * DAY);
  } } }, ...WEEKDAYS.map((each) => make('span', { 'aria-hidden': 'true' }, each)));
  const begin = first - new Date(first).getUTCDay() * DAY;
  for (let n = 0; n < 42; n += 1) grid.append(cell(begin + n * DAY, at, date.getUTCMonth(), choose));
  dialog.replaceChildren(make('div', { class: 'dialog-in' }, head, grid));
}

function cell(moment, at, month, choose) {
  const date = new Date(moment);
  const isIn = date.getUTCMonth() === month;
  return make('button', {
    type: 'button', class: isIn ? '' : 'other', tabindex: moment === at ? '0' : '-1', 'aria-label': dayText(date),
    'aria-current': moment === at ? 'date' : null, on: { click: () => choose(moment) },
  }, String(date.getUTCDate()));
}
