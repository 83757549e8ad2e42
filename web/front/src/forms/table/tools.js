// What stands around a grid: add, import, filter, what is wrong and where next, how many rows, totals.
import { language, t } from '../../lib/language.js';
import { make } from '../elements.js';
import { written } from '../live.js';
import { check } from './checking.js';

const SEARCHED = 12; // with fewer rows, one looks
const WIDE = 6; // with more columns, a table may take the whole window
const SUMS = 3; // with more columns of money, their totals would only confuse

const button = (text, act, more = {}) => make('button', { type: 'button', class: 'btn alt small', on: { click: act }, ...more }, text);
const count = (number) => number.toLocaleString(language === 'th' ? 'th-TH-u-nu-latn' : 'en-GB');

export function toolsOf(grid) {
  const find = make('input', { type: 'search', 'aria-label': t('กรองแถว', 'Filter rows'), placeholder: t('กรองแถว', 'Filter rows') });
  const wrongOnly = make('input', { type: 'checkbox' });
  const wrong = make('label', { class: 'choice' }, wrongOnly, t('เฉพาะแถวที่ผิด', 'Only wrong rows'));
  const next = button(t('ไปที่ข้อผิดถัดไป', 'Next error'), () => grid.nextFault(), { class: 'btn small danger' });
  const again = button(t('ตรวจตาราง', 'Check the table'), () => check(grid));
  const faults = make('span', { class: 'grid-faults', role: 'status' });
  const line = make('span', { class: 'grid-count' });
  const fault = make('p', { class: 'grid-fault error', 'aria-live': 'polite' });
  const add = button(t('+ เพิ่มแถว', '+ Add a row'), () => grid.add());
  const filters = make('div', { class: 'grid-filters' }, find, wrong);
  const full = button(t('ขยายเต็มจอ', 'Whole window'), () => widen(grid, full), { 'aria-pressed': 'false' });
  full.hidden = grid.columns.length < WIDE;
  const top = make('div', { class: 'grid-tools' }, filters, make('span', { class: 'grid-wrong' }, faults, next));
  const bottom = make('div', { class: 'grid-tools' }, ...(grid.isFixed ? [] : [add, make('span', { class: 'grid-import' }), again]), full, line);
  const filter = () => {
    grid.filter = { text: find.value.trim().toLowerCase(), isWrong: wrongOnly.checked };
    grid.scroller.scrollTop = 0;
    grid.look();
  };
  for (const each of [find, wrongOnly]) {
    each.addEventListener('input', (event) => event.stopPropagation());
    each.addEventListener('change', (event) => event.stopPropagation());
  }
  find.addEventListener('input', filter);
  wrongOnly.addEventListener('change', filter);

  return {
    top,
    bottom: make('div', {}, fault, bottom),
    explain(sentence) { fault.textContent = grid.isDense ? sentence ?? '' : ''; },
    unfilter() {
      find.value = '';
      wrongOnly.checked = false;
    },
    focusAdd() { add.focus(); },
    say(sentence) { faults.textContent = sentence; },
    tell() {
      const { length } = grid.rows.all;
      const found = grid.rows.faults;
      filters.hidden = length < SEARCHED;
      next.hidden = !found;
      wrong.hidden = !found && !wrongOnly.checked;
      again.hidden = grid.isFixed || length < SEARCHED;
      top.hidden = filters.hidden && next.hidden && !faults.textContent;
      if (found) faults.textContent = t(`ผิด ${count(found)} แห่ง`, `${count(found)} error(s)`);
      add.disabled = length >= grid.most;
      line.textContent = told(grid, length);
    },
    mended(before) {
      if (before && !grid.rows.faults) check(grid);
    },
    rowActs(row, number) {
      const act = (sign, label, what) => make('button', { type: 'button', title: label, 'aria-label': `${label} ${number}`, on: { click: what } }, sign);
      return [
        act('↑', t('เลื่อนขึ้น แถวที่', 'Move up row'), () => grid.move(row, -1)),
        act('↓', t('เลื่อนลง แถวที่', 'Move down row'), () => grid.move(row, 1)),
        act('✕', t('ลบแถวที่', 'Remove row'), () => grid.remove(row)),
      ];
    },
  };
}

function told(grid, length) {
  const shown = grid.view.length;
  const rows = shown === length ? t(`${count(length)} แถว`, `${count(length)} row(s)`) : t(`แสดง ${count(shown)} จาก ${count(length)} แถว`, `${count(shown)} of ${count(length)} rows`);
  const most = grid.isFixed ? '' : t(` (ไม่เกิน ${count(grid.most)})`, ` (at most ${count(grid.most)})`);
  const money = grid.columns.filter(({ field }) => field.type === 'money');
  const summed = length > 1 && money.length <= SUMS ? money : [];
  const known = summed.length ? grid.known() : [];
  const sums = summed.map(({ field, label, column }) => {
    const sum = known.reduce((all, row) => all + (typeof row[column.key] === 'number' ? Math.round(row[column.key] * 100) : 0), 0) / 100;
    return `${label} ${t('รวม', 'total')} ${written(field, sum)} ${t('บาท', 'baht')}`;
  });
  return [rows + most, ...sums].join(' · ');
}

/** Let a wide table take the whole window, until Escape or the same button. */
function widen(grid, button) {
  const isFull = grid.element.classList.toggle('full');
  button.setAttribute('aria-pressed', String(isFull));
  button.textContent = isFull ? t('ย่อกลับ', 'Back to the page') : t('ขยายเต็มจอ', 'Whole window');
  document.documentElement.classList.toggle('held', isFull);
  grid.element.onkeydown = isFull ? (event) => event.key === 'Escape' && widen(grid, button) : null;
  grid.look();
  button.focus();
}
