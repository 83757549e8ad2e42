// The form builder's page: fields to the left, the form as it will be seen in the middle, the chosen field to the right.
import { make } from '../forms/elements.js';
import { t } from '../lib/language.js';
import { followEffects, notesOf, summaryOf, variablesOf } from '../studio/forms/effects.js';
import { FieldList } from '../studio/forms/list.js';
import { FormModel } from '../studio/forms/model.js';
import { Preview } from '../studio/forms/preview.js';
import { Properties } from '../studio/forms/properties.js';
import { at } from '../studio/presence.js';
import { keepSaved } from '../studio/saving.js';

const told = JSON.parse(document.querySelector('[data-builder]').textContent);
const root = document.querySelector('#form-builder');
const model = new FormModel(told.text, told.limits);
const seen = { problems: [], effects: [], variables: [], askedBy: [], against: '' };

const properties = new Properties(root.querySelector('[data-properties]'), model, told);
const list = new FieldList(root.querySelector('[data-list]'), model, {
  words: told.words,
  removed: (called) => toast(t(`ลบช่อง “${called}” แล้ว`, `“${called}” was removed.`)),
  made: (field) => {
    properties.fresh.add(field.key);
    show('properties');
    properties.root.querySelector('[data-property="label.th"]')?.select();
  },
});
new Preview(root.querySelector('[data-preview-pane]'), told.place, model, ({ problems, variables }) => {
  Object.assign(seen, { problems, variables: problems.length ? seen.variables : variables });
  tell();
});
followEffects(told.place, model, ({ effects, asked_by: askedBy, against }) => {
  Object.assign(seen, { effects, askedBy, against });
  tell();
});

function tell() {
  const notes = notesOf(model, seen.problems, seen.effects);
  list.tell(notes);
  properties.tell(notes);
  summaryOf(root.querySelector('[data-sums]'), model, seen);
  variablesOf(root, seen.variables, seen.askedBy);
}

function buttons() {
  root.querySelector('[data-undo]').disabled = !model.canUndo;
  root.querySelector('[data-redo]').disabled = !model.canRedo;
}

model.hear((what) => {
  buttons();
  at(told.name, model.field?.key ?? '');
  if (what === 'chosen' && model.selected) show('properties');
});
root.querySelector('[data-undo]').addEventListener('click', () => model.undo());
root.querySelector('[data-redo]').addEventListener('click', () => model.redo());
document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest('[data-paper]')) return;
  const isTyping = /^(INPUT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox';
  if (isTyping && event.code !== 'KeyS') return;
  if (event.code === 'KeyZ') (event.shiftKey ? () => model.redo() : () => model.undo())();
  else if (event.code === 'KeyY') model.redo();
  else return;
  event.preventDefault();
});

let fading;
function toast(sentence) {
  const box = document.querySelector('[data-toast]');
  const back = make('button', { type: 'button', class: 'btn light small', on: { click: () => {
    model.undo();
    box.replaceChildren();
  } } }, t('เลิกทำ', 'Undo'));
  box.replaceChildren(make('p', {}, sentence), back);
  clearTimeout(fading);
  fading = setTimeout(() => box.replaceChildren(), 12_000);
}

/** On a narrow screen one pane is shown at a time. */
function show(pane) {
  root.dataset.pane = pane;
  for (const each of root.querySelectorAll('[data-show]')) each.setAttribute('aria-pressed', String(each.dataset.show === pane));
}
for (const each of root.querySelectorAll('[data-show]')) each.addEventListener('click', () => show(each.dataset.show));
show('list');

document.querySelector('#fb-which').addEventListener('change', (event) => { location.href = event.target.value; });
buttons();
/** Take another's file in place of this one; what cannot be read is told by the page itself, opened anew. */
function opened(text) {
  try {
    model.open(text);
  } catch {
    location.reload();
  }
}

const saving = await keepSaved({
  name: told.name,
  read: () => model.text(),
  show: (text) => text !== model.text() && opened(text),
  hold: true,
});
if (saving.isReadOnly) for (const each of root.querySelectorAll('[data-list], [data-properties], [data-undo], [data-redo]')) each.inert = true;
if (model.canUndo) saving.changed();
else if (saving.text !== told.text) opened(saving.text);
model.hear((what) => what !== 'chosen' && saving.changed());
