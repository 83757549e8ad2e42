// Labelled controls of the properties: each tells what was typed, and '' or undefined when it is empty.
import { make } from '../../forms/elements.js';
import { language, t } from '../../lib/language.js';

let count = 0;
const fresh = () => `fb-${(count += 1)}`;
const boxed = (id, label, hint, ...controls) => make('div', { class: 'fb-field' },
  make('label', { for: id }, label), hint ? make('span', { class: 'hint', id: `${id}-hint` }, hint) : null, ...controls);

export function text({ label, value = '', hint, more = {}, lines = 0, name }, told) {
  const id = fresh();
  const made = make(lines ? 'textarea' : 'input', { id, rows: lines || null, 'data-property': name, 'aria-describedby': hint ? `${id}-hint` : null, autocomplete: 'off', spellcheck: 'false', ...more });
  made.value = value;
  made.addEventListener('input', () => told(made.value, made));
  return boxed(id, label, hint, made);
}

export function number({ label, value, hint, isWhole = false, name }, told) {
  const read = (typed) => {
    const found = Number(typed.replaceAll(',', '').replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50)));
    return typed.trim() === '' || Number.isNaN(found) || (isWhole && !Number.isInteger(found)) ? undefined : found;
  };
  return text({ label, hint, value: value === undefined ? '' : String(value), name, more: { inputmode: isWhole ? 'numeric' : 'decimal', class: 'fb-number' } }, (typed, made) => {
    made.toggleAttribute('aria-invalid', typed.trim() !== '' && read(typed) === undefined);
    told(read(typed));
  });
}

export function flag({ label, value, hint, name }, told) {
  const id = fresh();
  const made = make('input', { id, type: 'checkbox', 'data-property': name, 'aria-describedby': hint ? `${id}-hint` : null });
  made.checked = Boolean(value);
  made.addEventListener('change', () => told(made.checked || undefined));
  return make('div', { class: 'fb-field fb-flag' }, make('label', { class: 'choice', for: id }, made, make('span', {}, label)), hint ? make('span', { class: 'hint', id: `${id}-hint` }, hint) : null);
}

/** `options`: [value, text]; a value that is not among them is kept and shown. */
export function choice({ label, value = '', hint, options, name, isHidden = false }, told) {
  const id = fresh();
  const made = make('select', { id, 'data-property': name, 'aria-describedby': hint ? `${id}-hint` : null, 'aria-label': isHidden ? label : null });
  const known = options.some(([each]) => each === value) ? options : [...options, [value, String(value)]];
  made.append(...known.map(([each, told_]) => new Option(told_, each, each === value, each === value)));
  made.addEventListener('change', () => told(made.value, made));
  return isHidden ? made : boxed(id, label, hint, made);
}

/** One text in both languages, side by side. */
export function pair({ label, value = {}, hint, lines = 0, name, isNeeded = false }, told) {
  const now = { ...value };
  const side = (which, called) => {
    const id = fresh();
    const made = make(lines ? 'textarea' : 'input', { id, rows: lines || null, lang: which, 'data-property': `${name}.${which}`, autocomplete: 'off' });
    made.value = now[which] ?? '';
    made.addEventListener('input', () => {
      now[which] = made.value;
      told(isNeeded || now.th || now.en ? { ...value, ...now } : undefined, which);
    });
    return make('div', {}, make('label', { for: id, class: 'fb-side' }, called), made);
  };
  return make('fieldset', { class: 'fb-field fb-pair' }, make('legend', {}, label), hint ? make('span', { class: 'hint' }, hint) : null,
    make('div', { class: 'fb-sides' }, side('th', t('ไทย', 'Thai')), side('en', t('อังกฤษ', 'English'))));
}

export function ticks({ label, value = [], options, name }, told) {
  const chosen = new Set(value);
  const boxes = options.map(([each, said]) => {
    const made = make('input', { type: 'checkbox', value: each, 'data-property': name });
    made.checked = chosen.has(each);
    made.addEventListener('change', () => {
      if (made.checked) chosen.add(each);
      else chosen.delete(each);
      told(options.map(([key]) => key).filter((key) => chosen.has(key)));
    });
    return make('label', { class: 'choice' }, made, said);
  });
  return make('fieldset', { class: 'fb-field' }, make('legend', {}, label), make('div', { class: 'fb-ticks' }, ...boxes));
}

export const button = (said, act, more = {}) => make('button', { type: 'button', class: 'btn alt small', on: { click: act }, ...more }, said);

export const labelOf = (field) => field.label?.[language] || field.label?.th || field.key || t('ช่องไม่มีชื่อ', 'Unnamed field');

export const part = (title, isOpen, ...inside) => make('details', { class: 'fb-part', open: isOpen, 'data-part': title }, make('summary', {}, title), ...inside);
