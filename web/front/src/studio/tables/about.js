// The right pane: what is to be said of the chosen cell, column or rule, or of the table as a whole.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { button, choice, text } from '../forms/inputs.js';
import { inWords, readCell, WAYS, waysOf, writeCell } from './cells.js';
import { ruleTools } from './grid.js';

const POLICIES = [
  ['UNIQUE', t('มีกฎเดียวที่ตรงได้ (ตรงสองข้อถือว่าผิด)', 'Only one rule may hold')],
  ['FIRST', t('ข้อแรกที่ตรง', 'The first rule that holds')],
  ['ANY', t('ตรงหลายข้อได้ ถ้าผลเหมือนกัน', 'Several may hold if they say the same')],
  ['RULE ORDER', t('ทุกข้อที่ตรง เรียงตามตาราง (ได้เป็นรายการ)', 'All that hold, in order (a list)')],
  ['COLLECT', t('ทุกข้อที่ตรง (ได้เป็นรายการ)', 'All that hold (a list)')],
  ['COLLECT SUM', t('ผลรวมของทุกข้อที่ตรง', 'The sum of all that hold')],
  ['COLLECT MIN', t('ค่าน้อยที่สุดของข้อที่ตรง', 'The least of all that hold')],
  ['COLLECT MAX', t('ค่ามากที่สุดของข้อที่ตรง', 'The greatest of all that hold')],
  ['COLLECT COUNT', t('จำนวนข้อที่ตรง', 'How many hold')],
];
const TYPES = [['', t('ไม่ระบุ', 'Not said')], ['string', t('ข้อความ', 'Text')], ['number', t('ตัวเลข', 'Number')], ['boolean', t('ใช่หรือไม่', 'Yes or no')]];

export class About {
  constructor(root, model, variables) {
    Object.assign(this, { root, model, variables, problems: [] });
    model.hear((what) => what !== 'typed' && this.draw());
    this.draw();
  }

  draw() {
    const chosen = this.model.byId(this.model.chosen);
    const parts = { input: (each) => this.column(each), output: (each) => this.column(each), rule: (each) => this.rule(each), inputEntry: (each) => this.cell(each), outputEntry: (each) => this.cell(each) };
    const draw = parts[chosen?.localName] ?? (() => this.whole());
    this.root.replaceChildren(...draw(chosen).filter(Boolean), make('div', { 'data-notes': '' }));
    this.notes();
  }

  head(title) {
    const back = this.model.chosen ? button(t('‹ ทั้งตาราง', '‹ The whole table'), () => this.model.choose(null), { class: 'btn link' }) : null;
    return make('div', { class: 'fb-prop-head' }, back, make('h2', {}, title));
  }

  whole() {
    const { model } = this;
    const description = model.of(model.decision, 'description')[0];
    return [
      this.head(t('ทั้งตาราง', 'The whole table')),
      text({ label: t('ชื่อตาราง', 'Name'), value: model.decision.getAttribute('name') ?? '', lines: 2 }, (value) => model.set(model.decision, 'name', value)),
      choice({ label: t('เมื่อตรงหลายกฎ', 'When several rules hold'), value: model.policy(), options: POLICIES, name: 'policy' }, (value) => model.setPolicy(value)),
      description ? make('p', { class: 'hint' }, description.textContent) : null,
      make('p', { class: 'hint' }, t('เลือกหัวคอลัมน์ กฎ หรือช่องในตารางเพื่อแก้ไข', 'Choose a column, a rule or a cell to change it.')),
    ];
  }

  column(column) {
    const { model } = this;
    const isInput = column.localName === 'input';
    const beside = isInput ? model.inputs : model.outputs;
    const at = beside.indexOf(column);
    return [
      this.head(isInput ? t('เงื่อนไข', 'Condition') : t('ผลลัพธ์', 'Result')),
      text({ label: t('ชื่อที่แสดง', 'Shown as'), value: column.getAttribute('label') ?? '', name: 'label' }, (value) => model.set(column, 'label', value)),
      ...(isInput ? this.asked(column) : [text({ label: t('ตัวแปรที่ได้', 'The variable it sets'), value: column.getAttribute('name') ?? '', name: 'name', more: { class: 'fb-key' } }, (value) => model.set(column, 'name', value.trim()))]),
      choice({ label: t('ชนิดของค่า', 'Kind of value'), value: model.typeOf(column), options: TYPES, name: 'type' }, (value) => model.setType(column, value)),
      text({ label: t('ค่าที่มีได้ (คั่นด้วยจุลภาค)', 'Values there may be (commas between)'), value: model.textOf(column, isInput ? 'inputValues' : 'outputValues'), hint: t('เว้นว่าง: ค่าใดก็ได้ ข้อความใส่ใน " "', 'Empty: any; texts in " "'), more: { class: 'fb-key' } }, (value) => model.setText(column, value, isInput ? 'inputValues' : 'outputValues')),
      isInput ? null : text({ label: t('ผลเมื่อไม่มีกฎใดตรง', 'When no rule holds'), value: model.textOf(column, 'defaultOutputEntry'), more: { class: 'fb-key' } }, (value) => model.setText(column, value, 'defaultOutputEntry')),
      make('div', { class: 'actions' },
        button(t('← ซ้าย', '← Left'), () => model.moveColumn(column, -1), { disabled: at === 0 }),
        button(t('ขวา →', 'Right →'), () => model.moveColumn(column, 1), { disabled: at === beside.length - 1 }),
        button(t('ลบคอลัมน์', 'Remove'), () => model.removeColumn(column), { disabled: !isInput && beside.length === 1, 'data-remove-column': '' })),
    ];
  }

  asked(column) {
    const list = make('datalist', { id: 'dt-variables' }, ...this.variables.map(([path, label]) => new Option(label, path)));
    return [list, text({ label: t('ถามค่าของ (ตัวแปรหรือนิพจน์)', 'Asks for (variable or expression)'), value: this.model.textOf(column, 'inputExpression'), name: 'expression', hint: t('เลือกจากตัวแปรของแบบฟอร์มในร่าง หรือ setting("ชื่อค่าตั้ง")', 'A variable of the draft’s forms, or setting("name")'), more: { class: 'fb-key', list: 'dt-variables' } }, (value) => this.model.setText(column, value, 'inputExpression'))];
  }

  rule(rule) {
    const at = this.model.rules.indexOf(rule);
    return [this.head(t(`กฎที่ ${at + 1}`, `Rule ${at + 1}`)), this.sentence(rule), ruleTools(this.model, rule)];
  }

  /** The rule read aloud: when …, then … */
  sentence(rule) {
    const { model } = this;
    const cells = model.cells(rule);
    const said = model.columns.map((column, at) => [column, cells[at] ? model.textOf(cells[at]) : '']);
    const name = (column) => column.getAttribute('label') || model.textOf(column, 'inputExpression') || column.getAttribute('name');
    const when = said.filter(([column, cell]) => column.localName === 'input' && readCell(cell).way !== 'any').map(([column, cell]) => `${name(column)} ${inWords(cell, model.typeOf(column))}`);
    const then = said.filter(([column]) => column.localName === 'output').map(([column, cell]) => `${name(column)} = ${cell || t('ว่าง', 'empty')}`);
    return make('p', { class: 'fb-formula hint' }, `${when.length ? t(`เมื่อ ${when.join(' และ ')}`, `When ${when.join(' and ')}`) : t('เสมอ', 'Always')} → ${then.join(', ')}`);
  }

  cell(cell) {
    const { model } = this;
    const rule = cell.parentElement;
    const column = model.columns[model.cells(rule).indexOf(cell)];
    const at = model.rules.indexOf(rule);
    const name = column?.getAttribute('label') || column?.getAttribute('name') || '';
    const help = cell.localName === 'inputEntry' && column ? this.help(cell, column) : [make('p', { class: 'hint' }, t('ข้อความใส่ใน " " เช่น "pass" ตัวเลขเขียนตรง ๆ หรือเขียนนิพจน์', 'Texts in " ", such as "pass"; numbers as they are; or an expression'))];
    return [this.head(t(`กฎที่ ${at + 1} · ${name}`, `Rule ${at + 1} · ${name}`)), ...help, this.sentence(rule), ruleTools(model, rule)];
  }

  /** Words for a cell of a condition: how it compares, and with what. */
  help(cell, column) {
    const { model } = this;
    const type = model.typeOf(column);
    const { way, values } = readCell(model.textOf(cell));
    const set = (next, given) => {
      model.setText(cell, writeCell(next, given, type));
      const area = document.querySelector(`[data-cell="${cell.getAttribute('id')}"]`);
      if (area) area.value = model.textOf(cell);
    };
    const how = choice({ label: t('ช่องนี้ตรงเมื่อค่า', 'The cell holds when the value'), value: way, options: waysOf(type).map((each) => [each, WAYS[each]]), name: 'way' }, (next) => {
      if (next === 'own') return;
      set(next, next === 'any' ? [] : values.length ? values : [type === 'boolean' ? 'true' : type === 'number' ? '0' : 'a']);
      this.draw();
      this.root.querySelector('[data-property=value]')?.focus();
    });
    if (way === 'any' || way === 'own') return [how];
    return [how, ...this.values(way, values, type, set)];
  }

  values(way, values, type, set) {
    if (type === 'boolean') return [choice({ label: t('ค่า', 'Value'), value: values[0], options: [['true', t('ใช่', 'Yes')], ['false', t('ไม่ใช่', 'No')]], name: 'value' }, (value) => set(way, [value]))];
    if (way === 'between') return [0, 1].map((at) => text({ label: at ? t('ถึง (ไม่รวม)', 'To (below)') : t('ตั้งแต่', 'From'), value: values[at] ?? '', name: 'value' }, (value) => {
      values[at] = value.trim();
      set(way, values);
    }));
    const many = way === 'is' || way === 'not';
    return [text({ label: many ? t('ค่า (หลายค่าคั่นด้วยจุลภาค)', 'Value (several with commas)') : t('ค่า', 'Value'), value: values.join(', '), name: 'value' }, (value) => set(way, many ? value.split(',').map((each) => each.trim()) : [value.trim()]))];
  }

  tell(problems) {
    this.problems = problems;
    this.notes();
  }

  notes() {
    const { chosen, decision, table } = this.model;
    const whole = [null, decision.getAttribute('id'), table.getAttribute('id')];
    const own = this.problems.filter((each) => (chosen ? each.id === chosen : whole.includes(each.id)));
    const box = this.root.querySelector('[data-notes]');
    box.replaceChildren(...own.map(({ said, remedy, is_error: isError }) => make('div', { class: `fb-note ${isError ? 'bad' : 'warn'}` }, make('b', {}, said), make('p', {}, remedy))));
  }
}
