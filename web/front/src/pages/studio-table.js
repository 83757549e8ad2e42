// The editor of a decision table: the grid, what is said of the chosen part, and a trial of it.
import { make } from '../forms/elements.js';
import { t } from '../lib/language.js';
import { at } from '../studio/presence.js';
import { followRest } from '../studio/resting.js';
import { keepSaved } from '../studio/saving.js';
import { About } from '../studio/tables/about.js';
import { Grid } from '../studio/tables/grid.js';
import { TableModel } from '../studio/tables/model.js';
import { Trial } from '../studio/tables/trial.js';

const PAUSE = 400;
const told = JSON.parse(document.querySelector('[data-editor]').textContent);
const root = document.querySelector('#table-editor');
const model = new TableModel(told.text);

if (model.isReadable) start();
else root.replaceChildren(make('p', { class: 'said bad' }, t('เปิดไฟล์นี้เป็นตารางไม่ได้ ไฟล์ยังอยู่ตามเดิม นำเข้าไฟล์ใหม่ทับได้ที่หน้าภาพรวม', 'The file cannot be opened as a table; it is kept as it is. Import another over it on the overview.')));

async function start() {
  const grid = new Grid(root.querySelector('[data-grid]'), model);
  const about = new About(root.querySelector('[data-about]'), model, told.variables);
  const trial = new Trial(root.querySelector('[data-ask]'), { place: told.place, model, told: (answer) => grid.show(answer) });
  followLook(grid, about, trial);
  tools();
  const saving = await keepSaved({
    name: told.name,
    read: () => model.text(),
    show: (text) => text !== model.text() && opened(text),
    hold: true,
  });
  if (saving.isReadOnly) for (const each of root.querySelectorAll('[data-grid], [data-about], .fb-bar .actions')) each.inert = true;
  if (model.past.length) saving.changed();
  else if (saving.text !== told.text) opened(saving.text);
  model.hear((what) => what !== 'chosen' && saving.changed());
}

/** Take another's file in place of this one; what is no table is told by the page itself, opened anew. */
function opened(text) {
  if (new TableModel(text).isReadable) model.open(text);
  else location.reload();
}

/** Ask what is wrong whenever the table rests. */
function followLook(grid, about, trial) {
  followRest(model, `${told.place}/look`, PAUSE, (found) => {
    grid.tell(found.problems);
    about.tell(found.problems);
    summary(found.problems);
    asked(found.asked_by);
    trial.draw(found);
  });
}

function summary(problems) {
  const kinds = [[true, 'bad', t('ต้องแก้', 'To be mended')], [false, 'warn', t('ควรดู', 'Worth a look')]];
  const lists = kinds.map(([isError, kind, title]) => [problems.filter((each) => each.is_error === isError), kind, title]).filter(([each]) => each.length);
  root.querySelector('[data-sums]').replaceChildren(...lists.map(([each, kind, title]) => make('details', { class: `fb-sum ${kind}` }, make('summary', {}, `${title} ${each.length}`), make('ul', {}, ...each.map((one) => make('li', {}, make('button', { type: 'button', class: 'btn link', on: { click: () => go(one.id) } }, one.said), one.remedy ? make('small', {}, ` ${one.remedy}`) : null))))));
}

function go(id) {
  model.choose(id && model.columns.concat(model.rules).some((each) => each.getAttribute('id') === id || each.querySelector(`[id="${id}"]`)) ? id : null);
  document.querySelector(`[data-cell="${id}"]`)?.focus();
}

function asked(steps) {
  root.querySelector('[data-asked-by]').replaceChildren(steps.length ? make('ul', { class: 'fb-files' }, ...steps.map((each) => make('li', {}, each))) : make('p', { class: 'hint' }, t('ยังไม่มีขั้นตอนใดในร่างนี้ถามตารางนี้', 'No step of this draft asks it yet.')));
}

function tools() {
  const buttons = () => {
    root.querySelector('[data-undo]').disabled = !model.past.length;
    root.querySelector('[data-redo]').disabled = !model.future.length;
  };
  const does = { undo: () => model.undo(), redo: () => model.redo(), 'add-rule': () => model.addRule(), 'add-input': () => model.addColumn('input'), 'add-output': () => model.addColumn('output') };
  for (const [name, act] of Object.entries(does)) root.querySelector(`[data-${name}]`).addEventListener('click', act);
  model.hear((what) => {
    buttons();
    at(told.name, model.chosen ?? '');
    if (what === 'made' && model.chosen) root.querySelector(`[data-of="${model.chosen}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.code === 'KeyZ') (event.shiftKey ? does.redo : does.undo)();
    else if (event.code === 'KeyY') does.redo();
    else return;
    event.preventDefault();
  });
  document.querySelector('#fb-which').addEventListener('change', (event) => { location.href = event.target.value; });
}
