// The left pane: the fields in order, by section; chosen, dragged, moved by buttons, copied, removed.
import { make } from '../../forms/elements.js';
import { language, t } from '../../lib/language.js';
import { button, labelOf } from './inputs.js';
import { paletteOf } from './palette.js';

export class FieldList {
  constructor(root, model, { words, removed, made }) {
    Object.assign(this, { root, model, words, removed, made, notes: new Map(), offered: null });
    root.addEventListener('keydown', (event) => this.keyed(event));
    model.hear((what) => (what === 'typed' ? this.retell() : this.draw()));
    this.draw();
  }

  draw() {
    const { model } = this;
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.act : null;
    this.dragged = null;
    const groups = model.shown().map((group, at) => this.group(group, at));
    const whole = make('button', { type: 'button', class: 'fb-whole', 'aria-pressed': String(!model.selected), on: { click: () => model.choose(null) } }, t('ทั้งแบบฟอร์ม', 'The whole form'));
    this.root.replaceChildren(whole, ...groups, this.adding());
    if (focused) this.root.querySelector(`[data-place="${model.selected}"] [data-act="${focused}"]:not([disabled])`)?.focus();
    this.retell();
  }

  group({ section, fields }, at) {
    const title = section === null ? null : make('h3', { class: 'fb-section', 'data-section': section });
    const items = fields.map((number) => this.item([number], at));
    const list = make('ol', { class: 'fb-fields', 'data-group': at }, ...items);
    if (!items.length) this.taking(list, at);
    return make('section', {}, title, list);
  }

  /** A section without fields takes the first one that is dropped into it. */
  taking(list, group) {
    const fits = () => this.dragged?.place.length === 1;
    list.append(make('li', { class: 'hint fb-none' }, t('ยังไม่มีช่อง ลากช่องมาวางที่นี่ หรือใช้ปุ่ม ↑ ↓', 'No field yet: drag one here, or use ↑ ↓')));
    list.addEventListener('dragover', (event) => fits() && event.preventDefault());
    list.addEventListener('drop', (event) => {
      event.preventDefault();
      if (fits()) this.model.move(this.dragged.place[0], group, 0);
    });
  }

  item(place, group) {
    const { model } = this;
    const field = model.at(place);
    const isChosen = String(model.selected) === String(place);
    const name = make('button', { type: 'button', class: 'fb-name', 'data-act': 'name', 'aria-pressed': String(isChosen), on: { click: () => model.choose(place) } },
      make('b', { 'data-label': '' }), make('small', { 'data-about': '' }), make('span', { class: 'fb-marks', 'data-marks': '' }));
    const line = make('div', { class: 'fb-line' }, make('span', { class: 'fb-drag', 'aria-hidden': 'true' }, '⠿'), name, isChosen ? this.tools(place, field) : null);
    const item = make('li', { class: isChosen ? 'fb-item chosen' : 'fb-item', 'data-place': String(place) }, line);
    this.dragging(item, line, place, group);
    if (field.columns) item.append(this.columns(place[0], field, group));
    return item;
  }

  columns(table, field, group) {
    const list = make('ol', { class: 'fb-columns', 'aria-label': t(`คอลัมน์ของ ${labelOf(field)}`, `Columns of ${labelOf(field)}`) }, ...field.columns.map((_, at) => this.item([table, at], group)));
    const isOpen = this.offered === field.key;
    const add = button(t('+ คอลัมน์', '+ Column'), () => this.offer(isOpen ? null : field.key), { class: 'btn link', 'aria-expanded': String(isOpen), 'data-add-column': field.key });
    return make('div', { class: 'fb-table' }, list, add, isOpen ? paletteOf((fields) => this.take(fields, null, table), { isColumn: true }) : null);
  }

  tools(place, field) {
    const { model } = this;
    const called = labelOf(field);
    const tool = (act, sign, said, does, more = {}) => button(sign, does, { class: 'fb-tool', 'data-act': act, title: said, 'aria-label': `${said}: ${called}`, ...more });
    const [isFirst, isLast] = this.ends(place);
    const isOnly = model.beside(place).length === 1;
    return make('span', { class: 'fb-tools' },
      tool('up', '↑', t('เลื่อนขึ้น', 'Move up'), () => model.step(place, -1), { disabled: isFirst }),
      tool('down', '↓', t('เลื่อนลง', 'Move down'), () => model.step(place, 1), { disabled: isLast }),
      tool('copy', make('span', { class: 'fb-copy', 'aria-hidden': 'true' }), t('ทำซ้ำ', 'Duplicate'), () => model.duplicate(place)),
      tool('remove', '✕', t('ลบ', 'Remove'), () => this.remove(place), { disabled: isOnly }));
  }

  ends(place) {
    if (place.length === 2) return [place[1] === 0, place[1] === this.model.beside(place).length - 1];
    const all = this.model.shown();
    const flat = all.flatMap((each) => each.fields);
    return [flat[0] === place[0] && all[0].fields.length > 0, flat.at(-1) === place[0] && all.at(-1).fields.length > 0];
  }

  remove(place) {
    const called = labelOf(this.model.at(place));
    this.model.remove(place);
    this.removed(called);
    this.root.querySelector('.fb-whole').focus();
  }

  adding() {
    const isOpen = this.offered === '';
    const open = button(t('+ เพิ่มช่อง', '+ Add a field'), () => this.offer(isOpen ? null : ''), { class: 'btn small wide', 'aria-expanded': String(isOpen), 'data-add-field': '' });
    const behind = this.model.selected;
    const where = !isOpen ? null : make('p', { class: 'hint' }, behind ? t('ช่องใหม่จะอยู่ถัดจากช่องที่เลือก', 'The new field comes behind the chosen one.') : t('ช่องใหม่จะอยู่ท้ายแบบฟอร์ม', 'The new field comes at the end.'));
    return make('div', { class: 'fb-add' }, open, where, isOpen ? paletteOf((fields) => this.take(fields, behind && [behind[0]])) : null);
  }

  offer(which) {
    this.offered = which;
    this.draw();
    this.root.querySelector('.fb-palette button')?.focus();
  }

  take(fields, behind, table = null) {
    this.offered = null;
    if (table === null) this.model.add(fields, behind);
    else this.model.add(fields, null, { inside: table });
    this.made(this.model.field);
  }

  keyed(event) {
    const item = event.target.closest('[data-place]');
    if (!item || !event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    const place = item.dataset.place.split(',').map(Number);
    this.model.step(place, event.key === 'ArrowUp' ? -1 : 1);
    this.root.querySelector(`[data-place="${this.model.selected}"] .fb-name`)?.focus();
  }

  dragging(item, line, place, group) {
    line.draggable = true;
    line.addEventListener('dragstart', (event) => {
      this.dragged = { place, group };
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', String(place));
      item.classList.add('dragged');
    });
    line.addEventListener('dragend', () => item.classList.remove('dragged'));
    const fits = () => this.dragged && this.dragged.place.length === place.length && (place.length === 1 || this.dragged.place[0] === place[0]);
    const isAfter = (event) => event.offsetY > line.offsetHeight / 2;
    line.addEventListener('dragover', (event) => {
      if (!fits()) return;
      event.preventDefault();
      item.classList.toggle('over-after', isAfter(event));
      item.classList.toggle('over-before', !isAfter(event));
    });
    line.addEventListener('dragleave', () => item.classList.remove('over-after', 'over-before'));
    line.addEventListener('drop', (event) => {
      event.preventDefault();
      if (fits()) this.drop(place, group, isAfter(event));
    });
  }

  drop(place, group, isAfter) {
    const from = this.dragged.place;
    if (String(from) === String(place)) return;
    if (place.length === 2) {
      const to = place[1] + (isAfter ? 1 : 0) - (from[1] < place[1] ? 1 : 0);
      this.model.moveColumn(place[0], from[1], to);
      return;
    }
    const others = this.model.shown()[group].fields.filter((number) => number !== from[0]);
    this.model.move(from[0], group, others.indexOf(place[0]) + (isAfter ? 1 : 0));
  }

  /** Write labels and marks anew, nothing else: somebody is typing. */
  retell() {
    for (const each of this.root.querySelectorAll('[data-section]')) each.textContent = this.model.body.sections[each.dataset.section]?.title?.[language] ?? '';
    for (const item of this.root.querySelectorAll('[data-place]')) {
      const place = item.dataset.place.split(',').map(Number);
      const field = this.model.at(place);
      const line = item.querySelector('.fb-line');
      line.querySelector('[data-label]').textContent = labelOf(field);
      line.querySelector('[data-about]').textContent = `${this.words.types[field.type] ?? field.type} · ${field.key}`;
      line.querySelector('[data-marks]').replaceChildren(...this.marks(field, item.dataset.place));
    }
  }

  marks(field, place) {
    const signs = [
      [field.required, '*', t('ต้องกรอก', 'required'), ''],
      [field.visible || field.required_if, '?', t('มีเงื่อนไข', 'conditional'), ''],
      [field.auto, 'ƒ', t('ระบบกรอกให้', 'filled in by the service'), ''],
    ].filter(([is]) => is).map(([, sign, said]) => make('span', { class: 'fb-mark', title: said }, make('span', { 'aria-hidden': 'true' }, sign), make('span', { class: 'vh' }, said)));
    const notes = this.notes.get(place) ?? [];
    const bad = notes.some((each) => each.classList.contains('bad'));
    if (notes.length) signs.push(make('span', { class: `fb-mark ${bad ? 'bad' : 'warn'}` }, make('span', { 'aria-hidden': 'true' }, '!'), make('span', { class: 'vh' }, bad ? t('มีข้อต้องแก้', 'to be mended') : t('กระทบส่วนอื่น', 'breaks something'))));
    return signs;
  }

  tell(notes) {
    this.notes = notes;
    this.retell();
  }
}
