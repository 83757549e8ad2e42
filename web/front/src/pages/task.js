// The page of a task: its form lives, is kept as a draft, and goes once.
import { Draft } from '../forms/draft.js';
import { startDays } from '../forms/days.js';
import { startFiles } from '../forms/files.js';
import { startHelpers } from '../forms/helpers.js';
import { followForm } from '../forms/live.js';
import { refill } from '../forms/refilling.js';
import { startTables } from '../forms/table/tables.js';
import { t } from '../lib/language.js';

const form = document.querySelector('#task-form');
const root = form ?? document.querySelector('[data-task-form]');
const told = JSON.parse(document.querySelector('[data-form]')?.textContent ?? 'null');

if (root && told) {
  const place = `/tasks/${root.dataset.taskForm}`;
  const tables = startTables(root, told, place);
  if (form) {
    followForm(form, told, tables);
    startDays(form);
    startFiles(form, place);
    startHelpers(form, place);
  }
  leadToRows(tables);
  if (form) startSending(form, new Draft(form, (entries) => refill(form, tables, entries)));
}

/** A link of the summary leads to a cell that may not be drawn yet. */
function leadToRows(tables) {
  document.querySelector('.errors')?.addEventListener('click', (event) => {
    const identity = event.target.closest('a')?.hash.slice(1);
    if (!identity) return;
    for (const grid of tables.values()) {
      if (grid.lead(identity)) event.preventDefault();
    }
    document.getElementById(identity)?.focus();
  });
}

function startSending(sent, draft) {
  let isGoing = false;
  const go = async (to, act) => {
    const isSaved = await draft.save({ always: draft.isOld });
    if (!isSaved && !(draft.isOver && to === sent)) return;
    draft.stop();
    act();
  };
  sent.addEventListener('submit', (event) => {
    event.preventDefault();
    if (event.submitter?.hasAttribute('data-save')) {
      draft.save({ always: true });
      return;
    }
    if (isGoing) return;
    isGoing = true;
    busy(sent, true);
    go(sent, () => sent.submit()).finally(() => {
      if (draft.stopped) return;
      isGoing = false;
      busy(sent, false);
    });
  });
  for (const other of document.querySelectorAll('form[data-keep]')) {
    other.addEventListener('submit', (event) => {
      event.preventDefault();
      go(other, () => other.submit());
    });
  }
  document.addEventListener('keydown', (event) => keys(event, sent, draft));
  window.addEventListener('pageshow', (event) => event.persisted && location.reload());
}

function busy(sent, isBusy) {
  const button = sent.querySelector('[data-send]');
  button.dataset.words ??= button.textContent;
  button.textContent = isBusy ? t('กำลังส่ง…', 'Sending…') : button.dataset.words;
  if (isBusy) button.setAttribute('aria-disabled', 'true');
  else button.removeAttribute('aria-disabled');
}

function keys(event, sent, draft) {
  if (!(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]')) return;
  if (event.key === 'Enter') sent.requestSubmit(sent.querySelector('[data-send]'));
  else if (event.code === 'KeyS') draft.save({ always: true });
  else return;
  event.preventDefault();
}
