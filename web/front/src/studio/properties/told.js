// What an element is told or tells: named values, each an expression or a text.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { button, field } from './controls.js';
import { expressionField } from './expressions.js';
import { inputsOf, setInputs } from './inputs.js';

const NAME = /^[\p{L}][\p{L}\p{N}\p{M}_]*$/u;

/** Fields for inputs that have names for people: [{ key, name, required, hint }]. */
export function namedInputs(at, wanted) {
  const given = Object.fromEntries(inputsOf(at.bo).map((each) => [each.name, each.value]));
  return wanted.map(({ key, name, required, hint }) => expressionField({ at, id: `input-${key}`, label: required ? `${name} *` : name, hint: hint ?? '', place: 'value', value: given[key] ?? '', optional: !required, commit: (text) => setInputs(at.write, at.element, { [key]: text || undefined }) }));
}

/** Fields for every other value: whoever receives it reads it under the name. */
export function otherInputs(at, { known, title }) {
  const rows = inputsOf(at.bo).filter((each) => !known.includes(each.name)).map(({ name, value }) => make('div', { class: 'other-input' },
    expressionField({ at, id: `input-${name}`, label: name, hint: '', place: 'value', value, commit: (text) => setInputs(at.write, at.element, { [name]: text || undefined }) }),
    button({ id: `input-${name}-remove`, label: t(`เอา ${name} ออก`, `Remove ${name}`), icon: '✕', act: () => setInputs(at.write, at.element, { [name]: undefined }) })));
  return make('fieldset', { class: 'told' }, make('legend', {}, title), ...rows, adder(at));
}

function adder(at) {
  const control = make('input', { type: 'text', placeholder: t('เช่น school_name', 'such as school_name'), autocomplete: 'off' });
  const box = field({ id: 'input-new', label: t('เพิ่มข้อมูลชื่อ', 'Add a value called'), control });
  control.addEventListener('change', () => {
    const name = control.value.trim();
    if (!name) return box.tell('');
    if (!NAME.test(name)) return box.tell(t('ใช้ตัวอักษร ตัวเลข และ _ ขึ้นต้นด้วยตัวอักษร', 'Use letters, digits and _, a letter first'));
    if (inputsOf(at.bo).some((each) => each.name === name)) return box.tell(t('มีชื่อนี้แล้ว', 'There is one of this name'));
    at.focusOn = `props-input-${name}`;
    return setInputs(at.write, at.element, { [name]: '' });
  });
  return box;
}
