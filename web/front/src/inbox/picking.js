// Choosing rows: one, all, a stretch with Shift; X and C by keyboard; the bar of what to do with them.
import { t } from '../lib/language.js';

const boxes = () => [...document.querySelectorAll('.inbox input[name=task]')];
let last = null;

export function startPicking() {
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-all]')) for (const box of boxes()) box.checked = event.target.checked;
    tell();
  });
  document.addEventListener('click', (event) => {
    if (event.target.matches('[data-none]')) choose(boxes(), false);
    if (!event.target.matches('.inbox input[name=task]')) return;
    if (event.shiftKey && last) choose(stretch(last, event.target), event.target.checked);
    last = event.target;
  });
  document.addEventListener('inbox:changed', tell);
  document.addEventListener('keydown', onKey, true); // before “/” is taken for the search
  tell();
}

function choose(which, picked) {
  for (const box of which) box.checked = picked;
  tell();
}

function stretch(from, to) {
  const all = boxes();
  const [a, b] = [all.indexOf(from), all.indexOf(to)].sort((x, y) => x - y);
  return all.slice(Math.max(a, 0), b + 1);
}

function tell() {
  const bar = document.querySelector('.bulk');
  if (!bar) return;
  const count = boxes().filter((box) => box.checked).length;
  bar.hidden = count === 0;
  bar.querySelector('[data-chosen]').textContent = t(`เลือกไว้ ${count} งาน`, `${count} chosen`);
  const all = document.querySelector('[data-all]');
  all.checked = count > 0 && count === boxes().length;
  all.indeterminate = count > 0 && !all.checked;
}

function onKey(event) {
  if (/^(SELECT|TEXTAREA)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches('input:not([type=checkbox])') || document.querySelector('dialog[open]')) return;
  if (event.key === '?' || (event.code === 'Slash' && event.shiftKey)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    document.getElementById('keys').showModal();
  }
  const row = document.activeElement.closest?.('tr[data-task]');
  if (!row) return;
  if (event.code === 'KeyX') {
    const box = row.querySelector('input[name=task]');
    if (box) choose([box], !box.checked);
  }
  if (event.code === 'KeyC') row.querySelector('button[value^="claim:"]')?.click();
}
