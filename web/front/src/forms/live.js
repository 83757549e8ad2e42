// What is typed shows and hides fields, and works out totals, at once.
import { knownOf } from './knowing.js';
import { t } from '../lib/language.js';

/** Follow a form: `tables` gives the grids by field. Returns a function that looks again. */
export function followForm(root, told, tables) {
  const boxes = new Map([...root.querySelectorAll('[data-field]')].map((box) => [box.dataset.field, box]));
  let frame;
  const look = () => {
    const { known, seen, needed } = knownOf(told.fields, rawOf(root, told, tables));
    for (const field of told.fields) show(boxes.get(field.key), field, { known, seen, needed });
    for (const section of root.querySelectorAll('.form-section')) hideEmpty(section);
  };
  const later = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(look);
  };
  root.addEventListener('input', later);
  root.addEventListener('change', later);
  look();
  return later;
}

function rawOf(root, told, tables) {
  const given = root instanceof HTMLFormElement ? new FormData(root) : new FormData();
  const raw = {};
  for (const field of told.fields) raw[field.key] = told.own[field.key] ?? typed(field, given, tables, field.key);
  return raw;
}

function typed(field, given, tables, name) {
  if (field.type === 'table') return tables.get(field.key)?.known() ?? null;
  if (field.type === 'multi' || field.type === 'file') return given.getAll(name).filter((each) => typeof each === 'string' && each);
  if (field.parts) return Object.fromEntries(field.parts.map((part) => [part.key, typed(part, given, tables, `${name}.${part.key}`)]));
  const text = given.get(name);
  return field.type === 'bool' ? ({ true: true, false: false }[text] ?? text) : text;
}

function show(box, field, { known, seen, needed }) {
  if (!box) return;
  box.classList.toggle('unseen', !seen.has(field.key));
  const isNeeded = needed.has(field.key);
  const optional = box.querySelector(':scope > label [data-optional], :scope > legend [data-optional], :scope > .label [data-optional], :scope > .table-title [data-optional], :scope > .choice [data-optional]');
  if (optional) optional.hidden = isNeeded;
  box.querySelector('[data-none]')?.classList.toggle('unseen', isNeeded);
  if (field.formula) tell(box.querySelector('output'), field, known[field.key]);
}

function tell(output, field, value) {
  if (!output) return;
  const isEmpty = value === undefined || value === null;
  output.classList.toggle('waits', isEmpty);
  const unit = output.dataset.unit ? ` ${output.dataset.unit}` : '';
  output.textContent = isEmpty ? t('ระบบคำนวณให้', 'Worked out for you') : written(field, value) + unit;
}

/** Write a number as the server shows it: grouped; money with its satangs, if it has some. */
export function written(field, value) {
  if (typeof value !== 'number' || field.type === 'be_year') return String(value);
  const least = field.type === 'money' && !Number.isInteger(value) ? 2 : 0;
  return value.toLocaleString('en-US', { minimumFractionDigits: least, maximumFractionDigits: 6 });
}

function hideEmpty(section) {
  const isSeen = [...section.querySelectorAll('[data-field]')].some((box) => !box.closest('.unseen:not(.form-section)'));
  section.classList.toggle('unseen', !isSeen);
  document.querySelector(`.outline a[href="#${section.id}"]`)?.closest('li').classList.toggle('unseen', !isSeen);
}
