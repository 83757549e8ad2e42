// Conditions in words: "shown when all of these hold", each of a field, a comparison and a value; groups may hold groups.
import { day } from '../../forms/reading.js';
import { make } from '../../forms/elements.js';
import { dayText, language, t } from '../../lib/language.js';
import { button, choice, labelOf, text } from './inputs.js';

const NUMBERS = new Set(['int', 'decimal', 'money', 'percent', 'be_year']);
const TEXTS = new Set(['text', 'longtext', 'thai_id', 'phone_th', 'email', 'school_code', 'ref', 'date', 'datetime']);
const SAID = {
  eq: t('คือ', 'is'), ne: t('ไม่ใช่', 'is not'), in: t('เป็นข้อใดข้อหนึ่งใน', 'is one of'),
  gt: t('มากกว่า', 'is more than'), lt: t('น้อยกว่า', 'is less than'), filled: t('กรอกแล้ว', 'is filled in'),
};

function operators(field) {
  if (!field) return ['filled'];
  if (field.type === 'enum') return ['eq', 'ne', 'in', 'filled'];
  if (field.type === 'bool') return ['eq', 'ne', 'filled'];
  if (NUMBERS.has(field.type)) return ['eq', 'ne', 'gt', 'lt', 'filled'];
  return TEXTS.has(field.type) ? ['eq', 'ne', 'filled'] : ['filled'];
}

/** Draw a condition; `told` hears each change, with undefined when there is none any more. */
export function conditionOf({ label, none, value, fields, name }, told) {
  const root = make('fieldset', { class: 'fb-field fb-condition', 'data-property': name }, make('legend', {}, label));
  const draw = (whole) => {
    const group = whole ? grouped(whole) : null;
    const body = group ? drawGroup(group, fields, (changed, isAnew) => {
      const next = written(changed);
      told(next);
      if (isAnew) draw(next);
    }) : make('p', { class: 'hint' }, none);
    const add = group ? null : button(t('+ ตั้งเงื่อนไข', '+ Set a condition'), () => {
      const next = first(fields);
      told(next);
      draw(next);
      root.querySelector('select')?.focus();
    }, { disabled: fields.length === 0 });
    const why = group || fields.length ? null : make('p', { class: 'hint' }, t('ต้องมีช่องก่อนหน้าจึงตั้งเงื่อนไขได้', 'A condition needs an earlier field.'));
    root.replaceChildren(root.firstChild, body, ...[why, add].filter(Boolean));
  };
  draw(value);
  return root;
}

const grouped = (each) => (each.field ? { join: 'all', items: [each] } : { join: each.any ? 'any' : 'all', items: (each.any ?? each.all).map((item) => (item.field ? item : grouped(item))) });

function written(group) {
  const items = group.items.map((each) => (each.join ? written(each) : each)).filter(Boolean);
  if (!items.length) return undefined;
  return items.length === 1 ? items[0] : { [group.join]: items };
}

function first(fields) {
  const field = fields.findLast((each) => each.type === 'enum' || each.type === 'bool') ?? fields.at(-1);
  return start(field);
}

function start(field) {
  if (field.type === 'enum') return { field: field.key, op: 'eq', value: field.options?.[0]?.value ?? '' };
  if (field.type === 'bool') return { field: field.key, op: 'eq', value: true };
  return { field: field.key, op: 'filled' };
}

function drawGroup(group, fields, told) {
  const join = choice({ label: t('ต้องตรง', 'Must hold'), isHidden: true, value: group.join, options: [['all', t('ตรงทุกข้อ', 'all of these')], ['any', t('ตรงข้อใดข้อหนึ่ง', 'any of these')]] }, (value) => {
    group.join = value;
    told(group);
  });
  const lines = group.items.map((each, at) => {
    const inside = each.join ? drawGroup(each, fields, (_, isAnew) => told(group, isAnew)) : drawLeaf(each, fields, (next, isAnew) => {
      group.items[at] = next;
      told(group, isAnew);
    });
    const gone = button('✕', () => {
      group.items.splice(at, 1);
      told(group, true);
    }, { class: 'fb-tool', 'aria-label': t('เอาเงื่อนไขนี้ออก', 'Remove this condition') });
    return make('li', {}, inside, gone);
  });
  const more = button(t('+ อีกข้อ', '+ Another'), () => {
    group.items.push(first(fields));
    told(group, true);
  }, { disabled: fields.length === 0 });
  return make('div', { class: 'fb-group' }, group.items.length > 1 ? join : null, make('ul', {}, ...lines), more);
}

function drawLeaf(leaf, fields, told) {
  const field = fields.find((each) => each.key === leaf.field);
  const which = choice({ label: t('ช่อง', 'Field'), isHidden: true, value: leaf.field, options: fields.map((each) => [each.key, labelOf(each)]) }, (key) => told(start(fields.find((each) => each.key === key)), true));
  const how = choice({ label: t('เทียบแบบ', 'Compared'), isHidden: true, value: leaf.op, options: operators(field).map((each) => [each, SAID[each]]) }, (op) => told(changedTo(leaf, field, op), true));
  return make('div', { class: 'fb-leaf' }, which, how, leaf.op === 'filled' ? null : valueOf(leaf, field, told));
}

function changedTo(leaf, field, op) {
  if (op === 'filled') return { field: leaf.field, op };
  const plain = Array.isArray(leaf.value) ? leaf.value[0] : leaf.value;
  if (op === 'in') return { field: leaf.field, op, value: [plain ?? field.options?.[0]?.value].filter((each) => each !== undefined) };
  return { field: leaf.field, op, value: plain ?? start(field).value ?? (NUMBERS.has(field.type) ? 0 : '') };
}

function valueOf(leaf, field, told) {
  const label = t('ค่า', 'Value');
  const set = (value) => told({ ...leaf, value });
  if (leaf.op === 'in' && field?.type === 'enum') return several(leaf, field, set);
  if (field?.type === 'enum') return choice({ label, isHidden: true, value: leaf.value, options: (field.options ?? []).map((each) => [each.value, each[language] || each.value]) }, set);
  if (field?.type === 'bool') return choice({ label, isHidden: true, value: String(leaf.value), options: [['true', t('ใช่', 'Yes')], ['false', t('ไม่ใช่', 'No')]] }, (value) => set(value === 'true'));
  const isNumber = NUMBERS.has(field?.type);
  const isDay = field?.type === 'date';
  const shown = isDay && leaf.value ? dayText(`${leaf.value}T00:00:00Z`, { day: 'numeric', month: '2-digit', year: 'numeric' }) : String(leaf.value ?? '');
  return text({ label, value: shown, more: { inputmode: isNumber ? 'decimal' : null, placeholder: isDay ? t('วว/ดด/ปปปป', 'dd/mm/yyyy') : null } }, (typed) => {
    const value = isNumber ? Number(typed) : isDay ? day(typed) : typed;
    if (value !== null && !Number.isNaN(value) && value !== '') set(value);
  });
}

function several(leaf, field, set) {
  const chosen = new Set(Array.isArray(leaf.value) ? leaf.value : [leaf.value]);
  const boxes = (field.options ?? []).map((each) => {
    const made = make('input', { type: 'checkbox' });
    made.checked = chosen.has(each.value);
    made.addEventListener('change', () => {
      if (made.checked) chosen.add(each.value);
      else chosen.delete(each.value);
      if (chosen.size) set(field.options.map((one) => one.value).filter((one) => chosen.has(one)));
      else made.checked = Boolean(chosen.add(each.value));
    });
    return make('label', { class: 'choice' }, made, each[language] || each.value);
  });
  return make('div', { class: 'fb-ticks' }, ...boxes);
}
