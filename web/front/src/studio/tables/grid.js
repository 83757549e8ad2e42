// The table itself: columns with what they ask and say, rules with their cells; keys go from cell to cell.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { button } from '../forms/inputs.js';
import { inWords, readCell } from './cells.js';

export class Grid {
  constructor(root, model) {
    Object.assign(this, { root, model, problems: new Map(), answer: null });
    model.hear((what) => (what === 'typed' ? this.mark() : what === 'chosen' ? this.point() : this.draw()));
    root.addEventListener('keydown', (event) => this.keyed(event));
    this.draw();
  }

  draw() {
    const { model } = this;
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.cell : null;
    const groups = [[t('เมื่อ', 'When'), model.inputs.length], [t('ให้ผล', 'Then'), model.outputs.length]];
    const head = make('thead', {},
      make('tr', {}, make('th', { class: 'dt-number', rowspan: '2', scope: 'col' }, '#'), ...groups.filter(([, count]) => count).map(([said, count]) => make('th', { colspan: count, scope: 'colgroup', class: 'dt-group' }, said)), make('th', { rowspan: '2', scope: 'col' }, t('หมายเหตุของกฎ', 'Note of the rule'))),
      make('tr', {}, ...model.columns.map((column) => this.column(column))));
    const body = make('tbody', {}, ...model.rules.map((rule, at) => this.rule(rule, at)));
    this.root.replaceChildren(make('table', { class: 'dt-table' }, head, body));
    if (focused) this.root.querySelector(`[data-cell="${focused}"]`)?.focus();
    this.mark();
    this.point();
  }

  column(column) {
    const isInput = column.localName === 'input';
    const asked = isInput ? this.model.textOf(column, 'inputExpression') : column.getAttribute('name');
    const label = column.getAttribute('label') || asked || t('ยังไม่ได้ตั้ง', 'not set yet');
    const id = column.getAttribute('id');
    return make('th', { scope: 'col', class: isInput ? 'dt-in' : 'dt-out', 'data-of': id }, make('button', { type: 'button', class: 'dt-head', 'data-cell': id, on: { click: () => this.model.choose(id) } }, make('b', {}, label), make('code', {}, asked ?? '')), make('span', { class: 'dt-fault', 'data-fault': id }));
  }

  rule(rule, at) {
    const id = rule.getAttribute('id');
    const cells = this.model.cells(rule).map((cell, number) => this.cell(cell, this.model.columns[number], at));
    const note = this.area(`${id}.note`, this.model.noteOf(rule), t(`หมายเหตุของกฎที่ ${at + 1}`, `Note of rule ${at + 1}`), (value) => this.model.setNote(rule, value));
    note.addEventListener('focus', () => this.choose(id));
    const number = make('th', { scope: 'row', class: 'dt-number' }, make('button', { type: 'button', class: 'dt-row', 'data-cell': `${id}.number`, 'aria-label': t(`กฎที่ ${at + 1}`, `Rule ${at + 1}`), on: { click: () => this.model.choose(id) } }, String(at + 1)), make('span', { class: 'dt-fault', 'data-fault': id }));
    return make('tr', { 'data-of': id, 'data-rule': at + 1 }, number, ...cells, make('td', { class: 'dt-note' }, note));
  }

  cell(cell, column, at) {
    const id = cell.getAttribute('id');
    const isInput = cell.localName === 'inputEntry';
    const label = column ? column.getAttribute('label') || this.model.textOf(column, 'inputExpression') || column.getAttribute('name') : '';
    const area = this.area(id, this.model.textOf(cell), t(`กฎที่ ${at + 1} ${label}`, `Rule ${at + 1} ${label}`), (value) => this.model.setText(cell, value));
    area.placeholder = isInput ? t('อะไรก็ได้', 'anything') : t('ไม่มีค่า', 'nothing');
    area.addEventListener('focus', () => this.choose(id));
    return make('td', { class: isInput ? 'dt-in' : 'dt-out', 'data-of': id }, area, make('span', { class: 'dt-fault', 'data-fault': id, id: `${id}-fault` }));
  }

  area(id, value, label, told) {
    const made = make('textarea', { rows: '1', 'data-cell': id, 'aria-label': label, spellcheck: 'false', autocomplete: 'off' });
    made.value = value;
    const grow = () => { made.rows = Math.min(6, Math.max(1, Math.ceil(made.value.length / 22), made.value.split('\n').length)); };
    made.addEventListener('input', () => {
      grow();
      told(made.value);
    });
    grow();
    return made;
  }

  choose(id) {
    if (this.model.chosen !== id) this.model.choose(id);
  }

  /** Enter goes to the cell below, Alt with up or down moves the rule. */
  keyed(event) {
    const area = event.target.closest('textarea');
    const row = area?.closest('tr');
    if (!row) return;
    const at = [...row.cells].findIndex((each) => each.contains(area));
    const step = event.key === 'Enter' && !event.shiftKey ? 1 : 0;
    if (step) {
      event.preventDefault();
      row.nextElementSibling?.cells[at]?.querySelector('textarea')?.focus();
    } else if (event.altKey && ['ArrowUp', 'ArrowDown'].includes(event.key)) {
      event.preventDefault();
      this.model.moveRule(this.model.byId(row.dataset.of), event.key === 'ArrowUp' ? -1 : 1);
    }
  }

  point() {
    for (const each of this.root.querySelectorAll('[data-of]')) each.classList.toggle('chosen', each.dataset.of === this.model.chosen);
  }

  /** Show what is wrong at its cell, and what a question has answered. */
  mark() {
    for (const each of this.root.querySelectorAll('[data-fault]')) {
      const told = this.problems.get(each.dataset.fault) ?? [];
      each.replaceChildren(...told.map(({ said, is_error: isError }) => make('span', { class: isError ? 'error' : 'dt-warning' }, said)));
      const area = each.previousElementSibling;
      area?.classList.toggle('is-wrong', told.some((one) => one.is_error));
      if (told.length && each.id) area?.setAttribute('aria-describedby', each.id);
    }
    for (const cell of this.root.querySelectorAll('td.dt-in > textarea')) cell.title = inWords(cell.value, '');
    for (const row of this.root.querySelectorAll('tr[data-rule]')) this.answered(row);
  }

  answered(row) {
    const number = Number(row.dataset.rule);
    const held = this.answer?.cells?.[number - 1];
    row.classList.toggle('holds', Boolean(this.answer?.rules?.includes(number)));
    row.querySelectorAll('td.dt-in').forEach((cell, at) => {
      const isAsked = readCell(cell.querySelector('textarea').value).way !== 'any';
      cell.classList.toggle('held', isAsked && held?.[at] === true);
      cell.classList.toggle('failed', isAsked && held?.[at] === false);
    });
  }

  tell(problems) {
    this.problems = new Map();
    for (const each of problems) this.problems.set(each.id, [...(this.problems.get(each.id) ?? []), each]);
    this.mark();
  }

  show(answer) {
    this.answer = answer;
    this.mark();
  }
}

export const ruleTools = (model, rule) => {
  const rules = model.rules;
  const at = rules.indexOf(rule);
  return make('div', { class: 'actions' },
    button(t('↑ ขึ้น', '↑ Up'), () => model.moveRule(rule, -1), { disabled: at === 0 }),
    button(t('↓ ลง', '↓ Down'), () => model.moveRule(rule, 1), { disabled: at === rules.length - 1 }),
    button(t('ทำซ้ำ', 'Duplicate'), () => model.copyRule(rule)),
    button(t('แทรกกฎถัดไป', 'Insert below'), () => model.addRule(rule)),
    button(t('ลบกฎ', 'Remove'), () => model.removeRule(rule), { 'data-remove-rule': '' }));
};
