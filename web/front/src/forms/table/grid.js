// A table of up to 2,000 rows that stays quick: only the rows in sight are drawn once there are many.
import { t } from '../../lib/language.js';
import { changed, make } from '../elements.js';
import { told } from './cells.js';
import { columnsOf, isNumber, widthOf } from './columns.js';
import { drawRow, fillRow, follow, inSight } from './drawing.js';
import { Rows } from './rows.js';
import { toolsOf } from './tools.js';

const MANY_CELLS = 500;
const MANY_ROWS = 60;
const HEIGHT = 48; // of a row while only those in sight are drawn (task.css)
const AROUND = 6;

export class Grid {
  constructor(box, field, { cells, errors, isFixed, place }) {
    Object.assign(this, { box, field, isFixed, columns: columnsOf(field), place: { address: place, table: field.key } });
    this.element = box.querySelector('.grid');
    this.rows = new Rows(field, cells, errors);
    this.filter = { text: '', isWrong: false };
    this.drawn = new Map();
    this.build();
    if (!isFixed && !this.rows.all.length && field.required) this.rows.all.push(this.rows.made());
    this.look();
  }

  build() {
    this.body = make('tbody');
    this.heads = this.columns.map((each) => this.heading(each));
    const head = make('tr', {}, make('th', { class: 'number', scope: 'col' }, '#'), ...this.heads);
    if (!this.isFixed) head.append(make('th', { class: 'row-acts', scope: 'col' }, make('span', { class: 'vh' }, t('ทำกับแถว', 'Row'))));
    const label = this.box.querySelector('.table-title').id;
    this.scroller = make('div', { class: 'grid-scroll', tabindex: '0', role: 'region', 'aria-labelledby': label }, make('table', { 'aria-labelledby': label }, make('thead', {}, head), this.body));
    this.tools = toolsOf(this);
    this.element.replaceChildren(this.tools.top, this.scroller, this.tools.bottom);
    this.scroller.addEventListener('scroll', () => this.drawSoon());
    this.element.addEventListener('keydown', (event) => this.keys(event));
    this.element.addEventListener('focusin', (event) => this.tools.explain(this.faultOf(event.target)));
  }

  heading(entry) {
    const mark = entry.isNeeded && !this.isFixed ? make('span', { class: 'needed', title: t('ต้องกรอก', 'needed') }, ' *') : null;
    return make('th', { scope: 'col', class: isNumber(entry.field) ? `${widthOf(entry.field)} right` : widthOf(entry.field) }, entry.label, mark);
  }

  get isDense() {
    return this.rows.all.length > MANY_ROWS || this.rows.all.length * this.columns.length > MANY_CELLS;
  }

  get most() { return this.field.max; }

  sent() { return this.rows.sent(); }

  known() { return this.isFixed ? this.rows.all.map((row, at) => this.rows.known(row, at + 1)) : this.rows.allKnown(); }

  load(cells) {
    this.rows.load(cells);
    this.redraw();
  }

  /** Draw everything anew: rows have come, gone or moved. */
  redraw() {
    this.drawn.clear();
    this.body.replaceChildren();
    this.look();
  }

  look() {
    const { text, isWrong } = this.filter;
    this.view = this.rows.all.filter((row) => (!isWrong || row.wrong.size) && (!text || this.has(row, text)));
    this.scroller.classList.toggle('dense', this.isDense);
    this.draw();
    this.tools.tell();
  }

  has(row, text) {
    return this.columns.some((entry) => this.text(row, entry).toLowerCase().includes(text));
  }

  text(row, entry) {
    return told(entry, entry.at < 0 ? this.knownOf(row)[entry.column.key] : row.cells[entry.at]);
  }

  knownOf(row) {
    return this.rows.known(row, this.rows.all.indexOf(row) + 1);
  }

  draw() {
    const [from, to] = this.isDense ? this.range() : [0, this.view.length];
    const wanted = this.view.slice(from, to);
    const keep = new Set(wanted);
    for (const [row, element] of this.drawn) {
      if (keep.has(row) || element.contains(document.activeElement)) continue;
      element.remove();
      this.drawn.delete(row);
    }
    const elements = wanted.map((row) => this.drawn.get(row) ?? drawRow(this, row));
    const away = [...this.drawn].find(([row]) => !keep.has(row));
    this.arrange(elements, away && [away[1], this.view.indexOf(away[0]) < from], [from, this.view.length - to]);
    const columns = inSight(this);
    for (const row of wanted) fillRow(this, row, columns);
  }

  drawSoon() {
    if (!this.isDense || this.isDrawing) return;
    this.isDrawing = true;
    requestAnimationFrame(() => {
      this.isDrawing = false;
      this.draw();
    });
  }

  range() {
    const top = Math.max(0, this.scroller.scrollTop - HEIGHT);
    const from = Math.max(0, Math.floor(top / HEIGHT) - AROUND);
    const shown = Math.ceil((this.scroller.clientHeight || 480) / HEIGHT) + 2 * AROUND;
    return [from, Math.min(this.view.length, from + shown)];
  }

  /** Put rows in order between what is not drawn; `away`: a row out of sight that has the focus. */
  arrange(elements, away, [above, below]) {
    const [awayRow, isAbove] = away ?? [];
    this.above?.remove();
    this.below?.remove();
    this.above = this.spacer(above - (awayRow && isAbove ? 1 : 0));
    this.below = this.spacer(below - (awayRow && !isAbove ? 1 : 0));
    const all = [isAbove && awayRow, this.above, ...elements, this.below, !isAbove && awayRow].filter(Boolean);
    all.forEach((element, n) => {
      if (this.body.children[n] !== element) this.body.insertBefore(element, this.body.children[n] ?? null);
    });
  }

  /** Room for rows that are not drawn; made anew each time, for Chromium may lay out a changed one late. */
  spacer(count) {
    const cell = make('td', { colspan: this.columns.length + 2 });
    cell.style.height = `${Math.max(0, count) * HEIGHT}px`;
    return make('tr', { class: 'spacer', 'aria-hidden': 'true' }, cell);
  }

  identity(number, at) {
    return ['f', this.field.key, number, ...this.field.places[at]].join('-');
  }

  typed(row, at, value) {
    const before = this.rows.faults;
    this.rows.set(row, at, value);
    follow(this, row);
    if (this.rows.faults !== before) this.tools.mended(before);
    changed(this.element);
    this.tools.tell();
  }

  faultOf(control) {
    const at = control.closest('[data-at]')?.dataset.at;
    const row = at === undefined ? null : this.rowOf(control);
    return row ? this.rows.wrongAt(row, Number(at)) : '';
  }

  rowOf(control) {
    const element = control.closest('tr');
    return [...this.drawn].find(([, each]) => each === element)?.[0] ?? null;
  }

  /** Bring a cell into sight and focus it. */
  show(row, at) {
    if (!this.view.includes(row)) {
      this.filter = { text: '', isWrong: false };
      this.tools.unfilter();
      this.look();
    }
    if (this.isDense) {
      this.scroller.scrollTop = Math.max(0, this.view.indexOf(row) * HEIGHT - this.scroller.clientHeight / 3);
      this.draw();
    }
    fillRow(this, row, new Set([this.columns.findIndex((entry) => entry.at === at)]));
    const control = this.drawn.get(row)?.querySelector(`[data-at="${at}"]`);
    control?.scrollIntoView({ block: 'nearest', inline: 'center' });
    control?.focus();
  }

  /** Follow a link of the summary into this table; says whether it was meant. */
  lead(identity) {
    const prefix = `f-${this.field.key}-`;
    if (!identity.startsWith(prefix)) return false;
    const [number, ...path] = identity.slice(prefix.length).split('-');
    const row = this.rows.all[Number(number)];
    if (!row) return false;
    const at = this.field.places.findIndex((each) => each.join('-') === path.join('-') || each[0] === path[0]);
    this.show(row, Math.max(0, at));
    return true;
  }

  nextFault() {
    const wrong = this.rows.all.filter((row) => row.wrong.size);
    if (!wrong.length) return;
    const here = this.rowOf(document.activeElement) ?? this.last;
    const places = this.places(wrong);
    const at = places.findIndex(([row, place]) => row === here && place === this.lastAt);
    const [row, place] = places[(at + 1) % places.length];
    Object.assign(this, { last: row, lastAt: place });
    this.show(row, place);
  }

  places(wrong) {
    return wrong.flatMap((row) => this.field.places.map((_, at) => [row, at]).filter(([, at]) => this.rows.wrongAt(row, at)));
  }

  keys(event) {
    if (this.isFixed || event.ctrlKey || event.metaKey || !event.target.matches('input[data-at], select[data-at]')) return;
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || (event.target.tagName === 'SELECT' && event.key !== 'Enter')) return;
    event.preventDefault();
    const at = this.view.indexOf(this.rowOf(event.target)) + step;
    if (at === this.view.length && event.key === 'Enter') this.add();
    if (this.view[at]) this.show(this.view[at], Number(event.target.dataset.at));
  }

  add() {
    if (this.rows.all.length >= this.most) return;
    this.rows.all.push(this.rows.made());
    this.filter = { text: '', isWrong: false };
    this.tools.unfilter();
    this.look();
    this.show(this.rows.all.at(-1), 0);
  }

  remove(row) {
    const at = this.rows.all.indexOf(row);
    this.rows.all.splice(at, 1);
    this.redraw();
    changed(this.element);
    const next = this.rows.all[Math.min(at, this.rows.all.length - 1)];
    if (next) this.show(next, 0);
    else this.tools.focusAdd();
  }

  move(row, by) {
    const at = this.rows.all.indexOf(row);
    if (!this.rows.all[at + by]) return;
    this.rows.all.splice(at, 1);
    this.rows.all.splice(at + by, 0, row);
    this.redraw();
    changed(this.element);
    this.show(row, 0);
  }
}
