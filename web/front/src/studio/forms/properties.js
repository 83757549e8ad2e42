// The right pane: all that is to be said of the chosen field, or of the form as a whole.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { automaticOf } from './automatic.js';
import { conditionOf } from './conditions.js';
import { choice, flag, labelOf, pair, part, text } from './inputs.js';
import { keyOf } from './latin.js';
import { limitsOf } from './limits.js';
import { optionsOf } from './options.js';
import { namedBy } from './references.js';
import { wholeOf } from './whole.js';

const SHOWN = new Set(['key', 'type', 'label', 'hint', 'note', 'required', 'required_if', 'visible', 'by', 'auto', 'from', 'sensitive', 'source', 'reference',
  'max_length', 'pattern', 'pattern_message', 'digits', 'min', 'max', 'decimals', 'of', 'unique', 'max_field', 'min_field', 'equal_field', 'after_field', 'before_field',
  'within_years', 'must', 'options', 'windows', 'student', 'accept', 'max_bytes', 'max_files', 'columns', 'min_rows', 'max_rows']);
const SOURCES = [['', t('ไม่ได้ระบุ', 'Not said')], ['seed', t('จากคู่มือ', 'From the manual')], ['found', t('พบในระเบียบหรือแบบจริง', 'Found in rules or real forms')], ['inference', t('อนุมานจากขั้นตอน', 'Inferred from the steps')], ['memory', t('จากประสบการณ์ของสำนักงาน', 'From the experience of the office')]];

export class Properties {
  constructor(root, model, told) {
    Object.assign(this, { root, model, words: told.words, notes: new Map(), fresh: new Set() });
    model.hear((what) => (what === 'typed' ? this.mark() : this.draw()));
    this.draw();
  }

  draw() {
    const { model } = this;
    const open = new Set([...this.root.querySelectorAll('details[data-part]')].filter((each) => each.open).map((each) => each.dataset.part));
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.property : null;
    if (String(this.place) !== String(model.selected)) this.typedEnglish = false;
    this.field = model.field;
    this.place = model.selected;
    const parts = this.field ? this.ofField(open) : wholeOf(model, () => this.draw());
    this.root.replaceChildren(...parts.filter(Boolean));
    if (focused) this.root.querySelector(`[data-property="${focused}"]`)?.focus();
    this.mark();
  }

  set(name, value, isAnew = false) { this.model.set(name, value, isAnew ? { what: 'made' } : {}); }

  ofField(open) {
    const { model, field } = this;
    const is = (title, usually) => open.has(title) || usually;
    const isColumn = this.place.length === 2;
    const before = model.before(this.place);
    const takes = (name) => !model.limits[name] || model.limits[name].includes(field.type);
    const limits = limitsOf({ field, before, isColumn, takes, set: (...more) => this.set(...more) });
    const [asked, when, kept, from] = [t('การกรอก', 'Filling in'), t('เงื่อนไข', 'Conditions'), t('ข้อจำกัด', 'Limits'), t('ที่มาและข้อมูลส่วนบุคคล', 'Basis and personal data')];
    return [
      this.head(isColumn),
      make('div', { class: 'fb-notes', 'data-notes': '' }),
      ...this.names(),
      takes('options') ? optionsOf([...(field.options ?? [])], (value, isAnew) => this.set('options', value, isAnew)) : null,
      part(asked, is(asked, true), ...this.filling(before, isColumn)),
      part(when, is(when, Boolean(field.visible || field.required_if)), ...this.conditions(before)),
      limits.length ? part(kept, is(kept, false), ...limits) : null,
      part(from, is(from, false), ...this.basis()),
      this.others(),
    ];
  }

  head(isColumn) {
    const table = isColumn ? this.model.body.fields[this.place[0]] : null;
    const up = table ? make('button', { type: 'button', class: 'btn link', on: { click: () => this.model.choose([this.place[0]]) } }, `‹ ${labelOf(table)}`) : null;
    const whole = make('button', { type: 'button', class: 'btn link', on: { click: () => this.model.choose(null) } }, t('‹ ทั้งแบบฟอร์ม', '‹ The whole form'));
    return make('div', { class: 'fb-prop-head' }, up ?? whole, make('h2', {}, isColumn ? t('คอลัมน์', 'Column') : t('ช่องกรอก', 'Field')));
  }

  names() {
    const { field, model } = this;
    const types = Object.entries(this.words.types).filter(([each]) => this.place.length === 1 || each !== 'table').map(([each, said]) => [each, said]);
    return [
      pair({ label: t('ชื่อช่อง', 'Label'), value: field.label, name: 'label', isNeeded: true }, (value, which) => this.named(value, which)),
      pair({ label: t('คำแนะนำใต้ชื่อ', 'Hint under the label'), value: field.hint, lines: 2, name: 'hint' }, (value) => this.set('hint', value)),
      choice({ label: t('ชนิด', 'Kind'), value: field.type, options: types, name: 'type' }, (type) => model.setType(type)),
      this.key(),
    ];
  }

  /** A field just made is called in code as it is called in words, until somebody types its key. */
  named(value, which) {
    this.typedEnglish ||= which === 'en';
    if (!this.fresh.has(this.field.key) || (which === 'th' && this.typedEnglish)) {
      this.model.setLabel(value);
      return;
    }
    const key = keyOf(this.typedEnglish ? value : { th: value.th }, this.model.taken(this.place));
    this.fresh.add(key);
    this.model.setLabel(value, key);
    const input = this.root.querySelector('[data-property="key"]');
    if (input) input.value = key;
  }

  key() {
    const { field, model } = this;
    const naming = namedBy(model.body, this.place);
    const hint = naming.length ? t(`ช่องอื่นอ้างถึง: ${naming.join(', ')} (แก้ตามให้เอง)`, `Named by: ${naming.join(', ')} (they follow)`) : t('ใช้เรียกค่านี้ในแผนผัง อังกฤษตัวเล็ก ตัวเลข _', 'What diagrams call the value: small letters, digits, _');
    return text({ label: t('ชื่อตัวแปร', 'Variable'), value: field.key, hint, name: 'key', more: { class: 'fb-key' } }, (typed, input) => {
      const key = typed.trim();
      const isTaken = model.taken(this.place).has(key);
      const isWrong = !/^[a-z][a-z0-9_]{0,62}$/.test(key) || this.words.reserved.includes(key);
      input.toggleAttribute('aria-invalid', isTaken || isWrong);
      this.say(input, isTaken ? t('มีช่องอื่นใช้ชื่อนี้แล้ว', 'Another field has this name.') : isWrong ? t('ต้องขึ้นต้นด้วย a-z ใช้ได้เฉพาะ a-z 0-9 _ และไม่ใช่คำของระบบ', 'Begins with a-z; only a-z, 0-9 and _; no word of the system.') : '');
      if (isTaken || isWrong) return;
      this.fresh.delete(field.key);
      model.setKey(key);
    });
  }

  say(input, sentence) {
    const box = input.parentElement;
    box.querySelector('.error')?.remove();
    if (sentence) box.append(make('span', { class: 'error', role: 'alert' }, sentence));
  }

  filling(before, isColumn) {
    const { field } = this;
    const hands = [['', t('ผู้รับงานนี้', 'Whoever has the task')], ['office', t('สำนักงานเท่านั้น', 'The office only')], ['family', t('ผู้ยื่นเท่านั้น', 'Whoever applies only')]];
    return [
      flag({ label: t('ต้องกรอก', 'Required'), value: field.required, name: 'required' }, (value) => this.set('required', value)),
      automaticOf({ field, before, isColumn }, (value, isAnew) => this.set('auto', value, isAnew)),
      isColumn && !field.from ? null : text({ label: t('เติมค่าเดิมจากตัวแปร', 'Begins with the variable'), value: field.from, name: 'from', hint: t('เว้นว่าง: ค่าของชื่อตัวแปรเดียวกัน ถ้ามีในเรื่อง', 'Empty: what the case has under the same name'), more: { class: 'fb-key' } }, (value) => this.set('from', value)),
      choice({ label: t('ใครกรอก', 'Filled in by'), value: field.by ?? '', options: hands, name: 'by' }, (value) => this.set('by', value)),
      pair({ label: t('หมายเหตุ', 'Remark'), value: field.note, name: 'note' }, (value) => this.set('note', value)),
    ].filter(Boolean);
  }

  conditions(before) {
    const { field } = this;
    return [
      conditionOf({ label: t('แสดงเมื่อ', 'Shown when'), none: t('แสดงเสมอ', 'Always shown'), value: field.visible, fields: before, name: 'visible' }, (value) => this.set('visible', value)),
      conditionOf({ label: t('ต้องกรอกเมื่อ', 'Required when'), none: t('ไม่มีเงื่อนไข', 'No condition'), value: field.required_if, fields: before, name: 'required_if' }, (value) => this.set('required_if', value)),
    ];
  }

  basis() {
    const { field } = this;
    return [
      choice({ label: t('ช่องนี้มาจาก', 'Where it comes from'), value: field.source ?? '', options: SOURCES, name: 'source' }, (value) => this.set('source', value)),
      text({ label: t('ฐานกฎหมาย ระเบียบ หรือข้อในคู่มือ', 'Law, rule or row of the manual'), value: field.reference, name: 'reference', lines: 2 }, (value) => this.set('reference', value)),
      text({ label: t('ข้อมูลส่วนบุคคล', 'Personal data'), value: field.sensitive, name: 'sensitive', hint: t('เว้นว่างถ้าไม่ใช่ เช่น ข้อมูลส่วนบุคคลของเด็ก (PDPA)', 'Empty if it is none; else whose') }, (value) => this.set('sensitive', value)),
    ];
  }

  /** What stands in the file and this page has no control for: kept, shown, and to be taken out. */
  others() {
    const names = Object.keys(this.field).filter((each) => !SHOWN.has(each));
    if (!names.length) return null;
    const lines = names.map((name) => make('li', {}, make('code', {}, `${name}: ${JSON.stringify(this.field[name])}`), make('button', { type: 'button', class: 'btn link', on: { click: () => this.set(name, undefined, true) } }, t('เอาออก', 'Remove'))));
    return part(t('คุณสมบัติอื่นในไฟล์', 'Other properties of the file'), true, make('ul', { class: 'fb-others' }, ...lines));
  }

  /** Show what is wrong with each field and what changing it breaks. `notes`: place -> elements. */
  tell(notes) {
    this.notes = notes;
    this.mark();
  }

  mark() {
    const box = this.root.querySelector('[data-notes]');
    if (box) box.replaceChildren(...(this.notes.get(String(this.place)) ?? []).map((each) => each.cloneNode(true)));
  }
}
