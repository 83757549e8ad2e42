// Labelled controls of the panel. Each tells what is wrong beside itself, and keeps what was typed until it is right.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';

let counter = 0;
const named = (id) => `props-${id}`;

/** A label, a hint, the control and a place for what is wrong, tied together for screen readers. */
export function field({ id, label, hint, control, after = [] }) {
  const name = named(id ?? `f${(counter += 1)}`);
  control.id = name;
  const error = make('span', { class: 'error', id: `${name}-error`, role: 'status' });
  const told = hint ? make('span', { class: 'hint', id: `${name}-hint` }, hint) : null;
  control.setAttribute('aria-describedby', [told && `${name}-hint`, `${name}-error`].filter(Boolean).join(' '));
  const box = make('div', { class: 'field' }, make('label', { for: name }, label), told, control, ...after, error);
  box.tell = (text) => {
    error.textContent = text ?? '';
    box.classList.toggle('wrong', Boolean(text));
    if (text) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  };
  return box;
}

/** Commit when the person has finished: on leaving the field, or on Enter in a line. */
function commits(control, box, value, commit) {
  let last = value;
  control.addEventListener('change', () => {
    const given = control.value.trim();
    if (given === last) return box.tell('');
    const refused = commit(given);
    box.tell(refused);
    if (!refused) last = given;
    return undefined;
  });
}

export function textField({ id, label, hint, value = '', commit, long = false, lang, placeholder }) {
  const attributes = { rows: long ? 3 : null, lang, placeholder, autocomplete: 'off', spellcheck: 'false' };
  const control = make(long ? 'textarea' : 'input', long ? attributes : { ...attributes, type: 'text', rows: null });
  control.value = value ?? '';
  const box = field({ id, label, hint, control });
  commits(control, box, control.value, commit);
  return box;
}

const PAUSE = 300;

/** A whole number: committed while it is typed, once the person pauses, so that what it leads to is seen at once. */
export function numberField({ id, label, hint, value = '', min = 1, max = 3660, commit, unit }) {
  const control = make('input', { type: 'number', inputmode: 'numeric', min, max, step: 1, class: 'short' });
  control.value = value;
  const after = unit ? [make('span', { class: 'unit' }, unit)] : [];
  const box = field({ id, label, hint, control, after });
  let waiting;
  const typed = (isDone) => {
    clearTimeout(waiting);
    const number = Number(control.value);
    const fits = control.value !== '' && Number.isInteger(number) && number >= min && number <= max;
    if (fits) box.tell(commit(number));
    else if (isDone) box.tell(t(`ใส่จำนวนเต็ม ${min} ถึง ${max}`, `Give a whole number from ${min} to ${max}`));
  };
  control.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => control.isConnected && typed(false), PAUSE);
  });
  control.addEventListener('change', () => typed(true));
  return box;
}

/** One of a few: options are [value, words]. */
export function choiceField({ id, label, hint, value, options, commit }) {
  const known = options.some(([each]) => each === value);
  const shown = known ? options : [[value ?? '', value ? String(value) : t('เลือก', 'Choose')], ...options];
  const control = make('select', {}, ...shown.map(([each, words]) => make('option', { value: each }, words)));
  control.value = value ?? '';
  const box = field({ id, label, hint, control });
  control.addEventListener('change', () => box.tell(commit(control.value)));
  return box;
}

export function checkField({ id, label, hint, value, commit }) {
  const control = make('input', { type: 'checkbox', id: named(id) });
  control.checked = Boolean(value);
  control.addEventListener('change', () => commit(control.checked));
  const told = hint ? make('span', { class: 'hint' }, hint) : null;
  return make('div', { class: 'field' }, make('label', { class: 'choice', for: named(id) }, control, make('span', {}, label, told)));
}

export function button({ id, label, act, kind = 'alt small', icon }) {
  return make('button', { type: 'button', class: `btn ${kind}`, id: id ? named(id) : null, 'aria-label': icon ? label : null, on: { click: act } }, icon ?? label);
}

export const note = (...words) => make('p', { class: 'props-note' }, ...words);
