// Choosing one of many, or several of many, by what people call them.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { field } from './controls.js';
import { matching, suggesting } from './suggesting.js';

/** One of many. `options`: [{ key, name, more }] or a function of what was typed; `commit(key)`, '' for none. */
export function pickOne({ id, label, hint, value, options, commit, optional = true, shown }) {
  const all = typeof options === 'function' ? null : options;
  const name = shown ?? all?.find((each) => each.key === value)?.name ?? value ?? '';
  const control = make('input', { type: 'text', class: 'pick' });
  control.value = name;
  let box;
  const find = () => {
    const asked = control.value === name ? '' : control.value;
    return all ? matching(all, asked) : options(asked);
  };
  const list = suggesting(control, { label, find, take: (option) => {
    control.value = option.name;
    box.tell(commit(option.key, option));
  } });
  box = field({ id, label, hint, control });
  box.insertBefore(list.box, box.querySelector('.error'));
  control.addEventListener('change', () => {
    const typed = control.value.trim();
    if (!typed && optional) return box.tell(commit(''));
    if (typed === name) return box.tell('');
    const exact = all?.find((each) => each.name === typed || each.key === typed);
    if (exact) return box.tell(commit(exact.key, exact));
    return box.tell(t('เลือกจากรายการ', 'Choose one of the list'));
  });
  return box;
}

/** Several of many, each shown with a button that takes it away. `commit(keys)`. */
export function pickMany({ id, label, hint, values, options, commit, nameOf, empty }) {
  const control = make('input', { type: 'text', class: 'pick', placeholder: t('ค้นหาเพื่อเพิ่ม', 'Search to add') });
  const find = async () => {
    const found = typeof options === 'function' ? await options(control.value) : matching(options, control.value);
    return found.filter((each) => !values.includes(each.key));
  };
  const list = suggesting(control, { label, find, take: (option) => {
    control.value = '';
    commit([...values, option.key], option);
  } });
  const box = field({ id, label, hint, control });
  const chips = make('ul', { class: 'chips', 'aria-label': label }, ...values.map((key) => chip(key, nameOf(key), () => commit(values.filter((each) => each !== key)))));
  box.insertBefore(values.length ? chips : make('p', { class: 'props-none' }, empty ?? t('ยังไม่ได้เลือก', 'None chosen')), control);
  box.insertBefore(list.box, box.querySelector('.error'));
  control.addEventListener('change', () => {
    const exact = Array.isArray(options) && options.find((each) => each.name === control.value.trim());
    if (exact) commit([...values, exact.key]);
    else if (control.value.trim()) box.tell(t('เลือกจากรายการ', 'Choose one of the list'));
    else box.tell('');
  });
  return box;
}

function chip(key, name, remove) {
  const label = t(`เอา “${name}” ออก`, `Remove “${name}”`);
  return make('li', { class: 'chip' }, make('span', {}, name), make('button', { type: 'button', 'aria-label': label, title: label, on: { click: remove } }, '✕'));
}
