// The options of a list: what is kept, and what it is called in both languages; in order.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { button } from './inputs.js';
import { keyOf } from './latin.js';

/** Draw the options; `told` hears the whole list, with whether it has to be drawn anew. */
export function optionsOf(options, told) {
  const lines = options.map((each, at) => line(options, each, at, told));
  const add = button(t('+ ตัวเลือก', '+ Option'), () => {
    const key = keyOf({ en: 'option' }, new Set(options.map((each) => each.value)));
    told([...options, { value: key, th: t('ตัวเลือกใหม่', 'ตัวเลือกใหม่'), en: 'New option' }], true);
  }, { 'data-add-option': '' });
  const head = make('div', { class: 'fb-option fb-option-head', 'aria-hidden': 'true' }, make('span', {}, t('ไทย', 'Thai')), make('span', {}, t('อังกฤษ', 'English')), make('span', {}, t('ค่าที่เก็บ', 'Kept as')));
  return make('fieldset', { class: 'fb-field', 'data-property': 'options' }, make('legend', {}, t('ตัวเลือก', 'Options')), head, make('ol', { class: 'fb-options' }, ...lines), add);
}

function line(options, each, at, told) {
  const input = (name, label, more = {}) => {
    const made = make('input', { 'aria-label': `${label} ${at + 1}`, 'data-option': `${at}.${name}`, autocomplete: 'off', ...more });
    made.value = each[name] ?? '';
    made.addEventListener('input', () => {
      const next = { ...options[at], [name]: made.value };
      options[at] = next;
      told([...options]);
    });
    return made;
  };
  const move = (by) => {
    const next = [...options];
    next.splice(at + by, 0, ...next.splice(at, 1));
    told(next, true);
  };
  return make('li', { class: 'fb-option' },
    input('th', t('ตัวเลือกภาษาไทยข้อ', 'Thai of option'), { lang: 'th' }), input('en', t('ตัวเลือกภาษาอังกฤษข้อ', 'English of option'), { lang: 'en' }),
    input('value', t('ค่าที่เก็บของข้อ', 'Value of option'), { class: 'fb-key', spellcheck: 'false' }),
    make('span', { class: 'fb-tools' },
      button('↑', () => move(-1), { class: 'fb-tool', disabled: at === 0, 'aria-label': t(`เลื่อนข้อ ${at + 1} ขึ้น`, `Move option ${at + 1} up`) }),
      button('↓', () => move(1), { class: 'fb-tool', disabled: at === options.length - 1, 'aria-label': t(`เลื่อนข้อ ${at + 1} ลง`, `Move option ${at + 1} down`) }),
      button('✕', () => told(options.filter((_, one) => one !== at), true), { class: 'fb-tool', disabled: options.length === 1, 'aria-label': t(`ลบข้อ ${at + 1}`, `Remove option ${at + 1}`) })));
}
