// How a row is drawn: its cells are filled once their column comes into sight, for a wide table has thousands.
import { t } from '../../lib/language.js';
import { holds } from '../conditions.js';
import { make } from '../elements.js';
import { controlOf, told } from './cells.js';
import { isNumber, widthOf } from './columns.js';

const BESIDE = 400; // pixels beside what is seen that are drawn too: Tab goes there

/** The columns in sight, by their place. */
export function inSight(grid) {
  const all = grid.columns.map((_, n) => n);
  if (!grid.isDense || !grid.scroller.clientWidth) return new Set(all);
  const from = grid.scroller.scrollLeft - BESIDE;
  const to = grid.scroller.scrollLeft + grid.scroller.clientWidth + BESIDE;
  const at = grid.heads.map((head) => [head.offsetLeft, head.offsetLeft + head.offsetWidth]);
  return new Set(all.filter((n) => at[n][1] > from && at[n][0] < to));
}

export function drawRow(grid, row) {
  const number = grid.rows.all.indexOf(row) + 1;
  const element = make('tr', {}, make('th', { class: 'number', scope: 'row' }, String(number)));
  for (const { label, field, at } of grid.columns) {
    const isTold = at < 0 || grid.isFixed;
    const looks = [widthOf(field), isTold && 'auto', isTold && isNumber(field) && 'right'].filter(Boolean).join(' ');
    element.append(make('td', { 'data-label': label, class: looks }));
  }
  if (!grid.isFixed) element.append(make('td', { class: 'row-acts' }, ...grid.tools.rowActs(row, number)));
  grid.drawn.set(row, element);
  return element;
}

/** Fill the cells of these columns that are empty still. */
export function fillRow(grid, row, columns) {
  const element = grid.drawn.get(row);
  if (!element) return;
  const number = grid.rows.all.indexOf(row);
  const known = grid.knownOf(row);
  for (const n of columns) {
    const cell = element.children[n + 1];
    if (!cell.firstChild) fill(grid, row, n, { cell, number, known });
  }
}

function fill(grid, row, n, { cell, number, known }) {
  const entry = grid.columns[n];
  if (entry.at < 0 || grid.isFixed) {
    cell.textContent = grid.text(row, entry);
    return;
  }
  cell.append(controlOf(entry, row.cells[entry.at], {
    label: `${t('แถวที่', 'row')} ${number + 1} ${entry.label}`,
    identity: grid.identity(number, entry.at),
    set: (value) => grid.typed(row, entry.at, value),
    place: grid.place,
    isDense: grid.isDense,
  }));
  if (entry.column.visible || row.wrong.size) followCell(grid, row, entry, { cell, known });
}

/** Show what follows from a row's values: hidden cells, computed ones, faults. */
export function follow(grid, row) {
  const element = grid.drawn.get(row);
  if (!element) return;
  const known = grid.knownOf(row);
  grid.columns.forEach((entry, n) => {
    const cell = element.children[n + 1];
    if (entry.at < 0) cell.textContent = told(entry, known[entry.column.key]);
    else if (!grid.isFixed && cell.firstChild) followCell(grid, row, entry, { cell, known });
  });
}

function followCell(grid, row, entry, { cell, known }) {
  const isSeen = !entry.column.visible || holds(entry.column.visible, known);
  const fault = grid.rows.wrongAt(row, entry.at);
  cell.classList.toggle('closed', !isSeen);
  if (!fault && !cell.title) return;
  cell.classList.toggle('wrong', Boolean(fault));
  const control = cell.querySelector('[data-at]');
  if (fault) control.setAttribute('aria-invalid', 'true');
  else control.removeAttribute('aria-invalid');
  cell.title = fault ?? '';
  cell.querySelector('.error')?.remove();
  if (fault && !grid.isDense) cell.append(make('span', { class: 'error' }, fault));
}
