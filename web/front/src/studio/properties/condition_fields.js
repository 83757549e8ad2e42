// When a way is taken: built of a variable, a comparison and a value, or written by hand.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { OPERATORS, readCondition, writeCondition } from './conditions.js';
import { button } from './controls.js';
import { expressionField } from './expressions.js';
import { pathsOf, variablesBefore } from './variables.js';

const WORDS = { '==': t('เป็น', 'is'), '!=': t('ไม่เป็น', 'is not'), '>=': t('ตั้งแต่ … ขึ้นไป', 'at least'), '>': t('มากกว่า', 'more than'), '<=': t('ไม่เกิน', 'at most'), '<': t('น้อยกว่า', 'less than') };
const NUMBERS = new Set(['int', 'decimal', 'money', 'percent', 'be_year']);
const UNFIT = new Set(['object', 'table', 'list', 'file', 'signature', 'person', 'address_th', 'geo', 'multi']);

/** `owner`: the flow; `commit(text)` gets the condition as `${…}`, or '' for none. */
export function conditionFields(at, { owner, value = '', commit }) {
  const key = `expert-${owner.id}`;
  const read = value ? readCondition(value) : { join: 'and', parts: [] };
  const paths = pathsOf(variablesBefore(owner, at.words, at.modeler.get('elementRegistry')).list).filter((each) => !UNFIT.has(each.type));
  const simple = read && read.parts.every((part) => paths.some((each) => each.name === part.name));
  const isOwn = at.open.get(key) || !simple;
  const toggle = read && (simple || isOwn) ? button({ id: `${owner.id}-expert`, kind: 'link', label: isOwn ? t('เลือกจากรายการแทน', 'Choose from lists instead') : t('เขียนเงื่อนไขเอง', 'Write the condition'), act: () => { at.open.set(key, !isOwn); at.refresh(); } }) : null;
  if (isOwn) return [expressionField({ at, id: `${owner.id}-condition`, owner, label: t('ไปทางนี้เมื่อ', 'This way when'), place: 'condition', value, long: true, commit }), simple ? toggle : null];
  return [builder({ owner, read, paths, commit }), toggle];
}

function builder({ owner, read, paths, commit }) {
  const write = (parts, join = read.join) => commit(parts.length ? writeCondition({ join, parts }) : '');
  const rows = read.parts.map((part, place) => row({
    owner, part, place, paths,
    change: (changed) => write(read.parts.map((each, at) => (at === place ? changed : each))),
    remove: () => write(read.parts.filter((_, at) => at !== place)),
  }));
  const add = adder(owner, paths, (part) => write([...read.parts, part]));
  const join = read.parts.length > 1 ? joining(owner, read.join, (word) => write(read.parts, word)) : null;
  return make('fieldset', { class: 'conditions' }, make('legend', {}, t('ไปทางนี้เมื่อ', 'This way when')), ...[join].filter(Boolean), ...rows, add);
}

const select = (id, label, value, options, act) => {
  const made = make('select', { id: `props-${id}`, 'aria-label': label }, ...options.map(([key, words]) => make('option', { value: key }, words)));
  made.value = value;
  made.addEventListener('change', () => act(made.value));
  return made;
};

const joining = (owner, join, act) => select(`${owner.id}-join`, t('ต้องตรงกี่ข้อ', 'How many must hold'), join, [['and', t('ตรงทุกข้อ', 'all of these hold')], ['or', t('ตรงข้อใดข้อหนึ่ง', 'any of these holds')]], act);

const found = (paths, name) => paths.find((each) => each.name === name);

function row({ owner, part, place, paths, change, remove }) {
  const id = `${owner.id}-${place}`;
  const variable = found(paths, part.name);
  const variables = paths.map((each) => [each.name, each.label]);
  const operators = typeof part.value === 'boolean' ? ['==', '!='] : isOrdered(variable) ? OPERATORS : ['==', '!='];
  const shown = typeof part.value === 'boolean' ? (part.op === '==' ? part.value : !part.value) : part.value;
  return make('div', { class: 'condition' },
    select(`${id}-name`, t('ข้อมูล', 'What'), part.name, variables, (name) => change(fresh(found(paths, name)))),
    typeof part.value === 'boolean' ? null : select(`${id}-op`, t('เทียบ', 'Comparison'), part.op, operators.map((op) => [op, WORDS[op]]), (op) => change({ ...part, op })),
    valueField(id, variable, shown, (value) => change({ ...part, op: typeof value === 'boolean' ? '==' : part.op, value })),
    button({ id: `${id}-remove`, label: t('เอาข้อนี้ออก', 'Remove this'), icon: '✕', act: remove }));
}

const isOrdered = (variable) => NUMBERS.has(variable?.type) || ['date', 'datetime', 'any'].includes(variable?.type);

function fresh(variable) {
  const values = { bool: true, enum: variable.options?.[0]?.value ?? '' };
  const value = values[variable.type] ?? (NUMBERS.has(variable.type) ? 0 : '');
  return { name: variable.name, op: NUMBERS.has(variable.type) ? '>=' : '==', value };
}

function valueField(id, variable, value, act) {
  const label = t('ค่า', 'Value');
  if (typeof value === 'boolean') return select(`${id}-value`, label, String(value), [['true', t('ใช่', 'yes')], ['false', t('ไม่ใช่', 'no')]], (text) => act(text === 'true'));
  if (variable?.options?.length) return select(`${id}-value`, label, value, variable.options.map((each) => [each.value, each.name]), act);
  const isNumber = typeof value === 'number';
  const made = make('input', { id: `props-${id}-value`, type: isNumber ? 'number' : 'text', step: isNumber ? 'any' : null, 'aria-label': label });
  made.value = value;
  made.addEventListener('change', () => act(isNumber ? Number(made.value) || 0 : made.value.trim()));
  return made;
}

function adder(owner, paths, act) {
  if (!paths.length) return make('p', { class: 'props-none' }, t('ยังไม่มีข้อมูลจากขั้นตอนก่อนหน้า', 'No step before sets anything yet'));
  const options = [['', t('เพิ่มเงื่อนไขจากข้อมูล…', 'Add a condition on…')], ...paths.map((each) => [each.name, each.label])];
  return select(`${owner.id}-add`, t('เพิ่มเงื่อนไข', 'Add a condition'), '', options, (name) => name && act(fresh(found(paths, name))));
}
