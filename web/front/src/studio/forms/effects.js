// What the server says of the form as it stands: what is wrong, which variables it makes, what changing it breaks.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { followRest } from '../resting.js';

const PAUSE = 1000;

/** Ask for effects when the form rests; `told` gets them. */
export const followEffects = (place, model, told) => followRest(model, `${place}/effects`, PAUSE, told);

/** Return place -> notes of problems and effects; "null" is the form as a whole. */
export function notesOf(model, problems, effects) {
  const notes = new Map();
  const add = (place, note) => notes.set(place, [...(notes.get(place) ?? []), note]);
  for (const each of problems) add(placeOf(model, each.field), problem(each));
  for (const each of effects) add(placeOf(model, each.field), effect(each));
  return notes;
}

/** Return the place of a field called so; of one that is gone, its table's, else the form's. */
function placeOf(model, called) {
  const [key, column] = (called ?? '').split('.');
  const at = model.body.fields.findIndex((each) => each.key === key);
  if (at < 0) return 'null';
  const within = column ? (model.body.fields[at].columns ?? []).findIndex((each) => each.key === column) : -1;
  return within < 0 ? String(at) : `${at},${within}`;
}

const problem = ({ said, detail }) => make('div', { class: 'fb-note bad' }, make('b', {}, said), detail && detail !== said ? make('small', {}, detail) : null);

function effect({ said, uses, counts }) {
  const lines = uses.map((each) => make('li', {}, make('b', {}, each.name), make('small', {}, each.about), make('code', {}, each.text)));
  return make('div', { class: 'fb-note warn' }, make('b', {}, said), ...counts.map((each) => make('p', {}, each)),
    lines.length ? make('p', {}, t('ส่วนที่ใช้ตัวแปรนี้', 'What uses the variable')) : null, lines.length ? make('ul', {}, ...lines) : null);
}

/** List every problem and effect of the form on top; a press chooses the field. */
export function summaryOf(root, model, { problems, effects, against }) {
  const line = (each, kind) => make('li', { class: kind }, make('button', { type: 'button', class: 'btn link', on: { click: () => go(model, each.field) } }, each.called ? `${each.called}: ${each.said}` : each.said));
  root.hidden = !problems.length && !effects.length;
  const parts = [
    [problems, 'bad', t(`ต้องแก้ ${problems.length} ข้อ`, `${problems.length} to be mended`)],
    [effects, 'warn', t(`การแก้ไขนี้กระทบ ${effects.length} ข้อ (${against})`, `This change breaks ${effects.length} (${against})`)],
  ];
  root.replaceChildren(...parts.filter(([each]) => each.length).map(([each, kind, title]) => make('details', { class: `fb-sum ${kind}`, open: kind === 'bad' && each.length < 4 }, make('summary', {}, title), make('ul', {}, ...each.map((one) => line(one, kind))))));
}

function go(model, called) {
  const place = placeOf(model, called);
  model.choose(place === 'null' ? null : place.split(',').map(Number));
}

export function variablesOf(root, variables, askedBy) {
  const rows = variables.map((each) => make('tr', {}, make('td', {}, make('code', {}, each.path)), make('td', {}, each.label), make('td', {}, each.type), make('td', {}, each.options)));
  const head = [t('ตัวแปร', 'Variable'), t('ชื่อ', 'Label'), t('ชนิด', 'Kind'), t('ค่าที่เป็นไปได้', 'Values')].map((each) => make('th', { scope: 'col' }, each));
  root.querySelector('[data-variables]').replaceChildren(make('table', { class: 'fb-variables' }, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...rows)));
  root.querySelector('[data-variables-count]').textContent = String(variables.length);
  const asked = root.querySelector('[data-asked-by]');
  asked.textContent = askedBy.length ? t(`ใช้ที่: ${askedBy.join(', ')}`, `Shown at: ${askedBy.join(', ')}`) : t('ยังไม่มีขั้นตอนใดในร่างนี้ใช้แบบฟอร์มนี้', 'No step of this draft shows the form yet.');
}
