// The law and the manual: the wording a step stands on, and the sentences of the manuals it carries out.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { field } from './controls.js';
import { pickMany } from './picking.js';
import { matching, suggesting } from './suggesting.js';

const named = new Map();

/** The legal basis: written, or taken from what procedures already stand on. */
export function basisField(at, { id, value = '', commit, isNeeded = false }) {
  const label = t('ฐานอำนาจ (กฎหมายหรือคู่มือ)', 'Legal basis (law or manual)');
  const control = make('textarea', { rows: 3 });
  control.value = value ?? '';
  let box;
  const find = async () => {
    const asked = control.value.trim() === value ? '' : control.value;
    const laws = matching(at.words.bases.map((each) => ({ key: each, name: each })), asked);
    const rows = asked ? await at.words.manual(asked).catch(() => []) : [];
    return [...laws.slice(0, 20), ...rows.map((each) => ({ key: each.basis, name: each.basis, more: each.name }))];
  };
  const list = suggesting(control, { label, find, take: (option) => {
    control.value = option.key;
    commit(option.key);
  } });
  box = field({ id, label, hint: t('พิมพ์คำค้น แล้วเลือก หรือเขียนเอง', 'Type to search and choose, or write it'), control });
  box.insertBefore(list.box, box.querySelector('.error'));
  control.addEventListener('change', () => {
    if (control.value.trim() !== (value ?? '')) commit(control.value.trim());
  });
  if (isNeeded && !value) box.tell(t('ต้องบอกฐานอำนาจ จึงจะนำขึ้นใช้ได้', 'A deadline needs its basis before it can be deployed.'));
  return box;
}

/** Sentences of the manuals, searched by words or by their number. */
export function rowsField(at, { id, value = '', commit }) {
  const keys = (value ?? '').split(/[\s,]+/).filter(Boolean);
  const unknown = keys.filter((key) => !named.has(key));
  if (unknown.length) at.words.manual('', unknown.join(' ')).then((rows) => keep(rows, unknown, at)).catch(() => null);
  return pickMany({
    id,
    label: t('ข้อในคู่มือ', 'Sentences of the manuals'),
    hint: t('ค้นด้วยคำ หรือเลขข้อ', 'Search by words or by number'),
    values: keys,
    nameOf: (key) => (named.get(key) ? `${key} ${named.get(key)}` : key),
    options: async (asked) => {
      const rows = await at.words.manual(asked);
      for (const each of rows) named.set(each.key, each.name);
      return rows.map((each) => ({ key: each.key, name: each.name, more: `${each.key} · ${each.section}` }));
    },
    commit: (chosen) => commit(chosen.join(' ')),
  });
}

function keep(rows, asked, at) {
  for (const key of asked) named.set(key, '');
  for (const each of rows) named.set(each.key, each.name);
  at.refresh();
}
