// One cell of a grid: the control for its type, its value, its fault.
import { t } from '../../lib/language.js';
import { make } from '../elements.js';
import { addressOf, removeFile, upload } from '../files.js';
import { written } from '../live.js';
import { isNumber } from './columns.js';

export const YES_NO = [['true', t('ใช่', 'Yes')], ['false', t('ไม่ใช่', 'No')]];
export const optionsOf = (field) => (field.type === 'bool' ? YES_NO : field.options ?? []);

/** Return the control of a cell; `set(value)` is called when it changes. */
export function controlOf(entry, value, { label, identity, set, place, isDense }) {
  const { field } = entry;
  const attributes = { id: identity, 'aria-label': label, 'data-at': entry.at };
  if (field.type === 'multi') return many(entry, value, attributes, set);
  if (field.type === 'file') return files(entry, value, attributes, { set, place });
  const options = optionsOf(field);
  if (options.length) return choice(options, value, attributes, set);
  const isLong = field.type === 'longtext' || String(value ?? '').includes('\n');
  const control = make(isLong ? 'textarea' : 'input', {
    ...attributes, autocomplete: 'off', rows: isLong ? (isDense ? 1 : 2) : null, class: isNumber(field) ? 'right' : null,
    inputmode: { int: 'numeric', be_year: 'numeric', money: 'decimal', decimal: 'decimal', percent: 'decimal', thai_id: 'numeric' }[field.type],
    placeholder: field.type === 'date' && !isDense ? t('วว/ดด/ปปปป', 'dd/mm/yyyy') : null,
    on: { input: () => set(control.value) },
  });
  control.value = value ?? '';
  return control;
}

/** A choice has its options once somebody comes near: a thousand lists would be slow to lay out. */
function choice(options, value, attributes, set) {
  const called = value ? options.find(([key]) => key === value)?.[1] ?? value : '—';
  const fill = () => {
    if (select.options.length > 1) return;
    const all = [['', '—'], ...options];
    const known = all.some(([key]) => key === select.value) ? all : [...all, [select.value, select.value]];
    const chosen = select.value;
    select.replaceChildren(...known.map(([key, text]) => new Option(text, key)));
    select.value = chosen;
  };
  const select = make('select', { ...attributes, on: { change: () => set(select.value), focus: fill, pointerdown: fill, pointerenter: fill } }, new Option(called, value ?? ''));
  return select;
}

function many({ field }, value, attributes, set) {
  const chosen = new Set(value ?? []);
  const names = () => field.options.filter(([key]) => chosen.has(key)).map(([, text]) => text).join(', ') || t('เลือก', 'choose');
  const summary = make('summary', { id: attributes.id, 'data-at': attributes['data-at'] }, names());
  const boxes = field.options.map(([key, text]) => {
    const box = make('input', { type: 'checkbox', on: { change: () => {
      if (box.checked) chosen.add(key);
      else chosen.delete(key);
      summary.textContent = names();
      set(field.options.map(([each]) => each).filter((each) => chosen.has(each)));
    } } });
    box.checked = chosen.has(key);
    return make('label', { class: 'choice' }, box, text);
  });
  return make('details', { class: 'cell-many', 'data-menu': true }, summary, make('div', { role: 'group', 'aria-label': attributes['aria-label'] }, ...boxes));
}

function files({ field }, value, attributes, { set, place }) {
  const kept = [...(value ?? [])];
  const list = make('ul', { class: 'cell-files' });
  const state = make('span', { class: 'hint', role: 'status' });
  const draw = () => list.replaceChildren(...kept.map((file) => make('li', {}, make('a', { href: addressOf(file.attachment_id), target: '_blank' }, file.name), make('button', {
    type: 'button', class: 'btn link', 'aria-label': t(`เอา ${file.name} ออก`, `Remove ${file.name}`), on: { click: () => {
      kept.splice(kept.indexOf(file), 1);
      removeFile(file.attachment_id);
      draw();
      set([...kept]);
    } },
  }, '✕'))));
  const input = make('input', { ...attributes, type: 'file', class: 'vh', multiple: true, on: { change: async () => {
    for (const file of input.files) {
      try {
        kept.push(await upload(place.address, `${place.table}.${field.key}`, file, (part) => { state.textContent = `${Math.round(part * 100)} %`; }));
        state.textContent = '';
      } catch (refusal) {
        state.textContent = refusal.message;
      }
    }
    input.value = '';
    draw();
    set([...kept]);
  } } });
  draw();
  return make('div', { class: 'cell-file' }, list, input, make('label', { class: 'btn alt small', for: attributes.id }, t('แนบไฟล์', 'Attach')), state);
}

/** Write a cell for reading. */
export function told(entry, value) {
  const named = new Map(optionsOf(entry.field));
  const values = (Array.isArray(value) ? value : [value]).filter((each) => each !== null && each !== undefined && each !== '');
  return values.map((each) => each?.name ?? named.get(String(each)) ?? (typeof each === 'number' ? written(entry.field, each) : String(each))).join(', ');
}
