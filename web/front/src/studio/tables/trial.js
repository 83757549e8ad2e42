// "Ask it": values for what the table asks, and which rules hold; the answer follows as one types.
import { make } from '../../forms/elements.js';
import { post } from '../../lib/http.js';
import { t } from '../../lib/language.js';
import { choice, text } from '../forms/inputs.js';

const PAUSE = 300;

export class Trial {
  constructor(root, { place, model, told }) {
    Object.assign(this, { root, place, model, told, values: {}, settings: {}, typed: {}, number: 0 });
  }

  /** Draw a control for each variable and setting that the table asks. */
  draw({ variables, settings }) {
    if (variables === null) {
      this.root.replaceChildren(make('p', { class: 'hint' }, t('แก้ข้อผิดพลาดก่อนจึงลองถามได้', 'Mend the errors first, then it can be asked.')));
      this.known = null;
      return this.told(null);
    }
    const now = JSON.stringify([variables, settings]);
    if (this.known === now) return this.later();
    this.known = now;
    this.settings = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, name in this.settings ? this.settings[name] : value]));
    const kept = new Set(variables.map((each) => each.path));
    this.values = Object.fromEntries(Object.entries(this.values).filter(([path]) => kept.has(path)));
    const own = Object.entries(this.settings).map(([name, value]) => text({ label: t(`ค่าตั้ง ${name}`, `Setting ${name}`), value: value === null ? '' : JSON.stringify(value), more: { class: 'fb-key' } }, (typed) => {
      this.settings[name] = guessed(typed);
      this.later();
    }));
    this.answer = make('div', { class: 'dt-answer', 'aria-live': 'polite' });
    this.root.replaceChildren(...variables.map((each) => this.control(each)), ...(own.length ? [make('details', { class: 'fb-part' }, make('summary', {}, t('ค่าตั้งของสำนักงาน', 'Settings of the office')), ...own)] : []), this.answer);
    this.later();
  }

  control({ path, type, label, values }) {
    const set = (value) => {
      this.values[path] = value;
      this.later();
    };
    const said = label === path ? path : `${label}`;
    const value = this.typed[path] ?? '';
    const keep = (typed) => { this.typed[path] = typed; };
    if (type === 'boolean') return choice({ label: said, value, options: [['', t('— ไม่มีค่า —', '— none —')], ['true', t('ใช่', 'Yes')], ['false', t('ไม่ใช่', 'No')]], name: path }, (typed) => {
      keep(typed);
      set(typed === '' ? null : typed === 'true');
    });
    if (type === 'string' && values.length) return choice({ label: said, value, options: [['', t('— ไม่มีค่า —', '— none —')], ...values.map((each) => [each, each]), ['…', t('ค่าอื่น', 'Another value')]], name: path }, (typed) => {
      keep(typed);
      set(typed === '' ? null : typed);
    });
    return text({ label: said, value, name: path, hint: said === path ? null : path, more: { inputmode: type === 'number' ? 'decimal' : null } }, (typed) => {
      keep(typed);
      set(type === 'string' ? typed || null : guessed(typed));
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    if (this.known === null || !Object.values(this.values).some((each) => each !== null)) {
      this.answer?.replaceChildren(make('p', { class: 'hint' }, t('ใส่ค่าเพื่อดูว่ากฎใดตรง', 'Type values to see which rules hold.')));
      return this.told(null);
    }
    this.number += 1;
    const { number } = this;
    try {
      const found = await post(`${this.place}/ask`, { text: this.model.text(), values: this.values, settings: this.settings });
      if (number === this.number) this.show(found);
    } catch {
      this.answer.replaceChildren(make('p', { class: 'error' }, t('ติดต่อระบบไม่ได้', 'The service cannot be reached.')));
    }
  }

  show(found) {
    const rules = found.rules.length ? t(`กฎที่ตรง: ${found.rules.join(', ')}`, `Rules that hold: ${found.rules.join(', ')}`) : t('ไม่มีกฎใดตรง', 'No rule holds');
    const lines = Object.entries(found.outputs ?? {}).map(([name, value]) => make('tr', {}, make('th', { scope: 'row' }, make('code', {}, name)), make('td', {}, value === null ? t('ไม่มีค่า', 'nothing') : JSON.stringify(value))));
    this.answer.replaceChildren(make('p', {}, make('b', {}, rules)), found.refusal ? make('p', { class: 'error' }, found.refusal) : make('table', { class: 'fb-variables' }, make('tbody', {}, ...lines)));
    this.told(found);
  }
}

/** Read what was typed: a number, a truth, JSON, else the text itself; nothing is null. */
function guessed(typed) {
  if (typed.trim() === '') return null;
  try {
    return JSON.parse(typed.replaceAll(/(?<=\d),(?=\d{3})/g, ''));
  } catch {
    return typed;
  }
}
