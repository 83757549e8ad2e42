// Who has the draft open: every page of a draft says so every 20 seconds, and shows who else does.
// Editors call `at(file, element)` when another element is chosen, and may listen to `others(callback)`.
import { csrf } from '../lib/http.js';

const EVERY = 20_000;
const SOON = 3_000;
const studio = document.querySelector('#studio');
const where = { file: studio?.dataset.file ?? '', element: '' };
const listeners = new Set();
let soon;

function draw(present) {
  const place = document.querySelector('#present');
  if (!place) return;
  place.replaceChildren(
    ...present.map((each) => {
      const who = document.createElement('span');
      who.className = 'who';
      who.textContent = each.file ? `${each.name} · ${each.file}` : each.name;
      return who;
    }),
  );
  if (!present.length) document.querySelector('#told-present')?.remove();
}

async function tell() {
  const headers = { 'X-CSRF-Token': csrf(), Accept: 'application/json', 'Content-Type': 'application/json' };
  const body = JSON.stringify(where);
  try {
    const answer = await fetch(studio.dataset.here, { method: 'POST', headers, body });
    if (!answer.ok) return;
    const found = await answer.json();
    draw(found.present);
    for (const each of listeners) each(found);
  } catch {
    // offline: the next heartbeat tells it
  }
}

/** Say which file and which element (its id, or "") the person is at. */
export function at(file, element = '') {
  if (where.file === file && where.element === element) return;
  const isOther = where.file !== file;
  Object.assign(where, { file, element });
  clearTimeout(soon);
  soon = setTimeout(tell, isOther ? 0 : SOON);
}

/** Be told at every heartbeat: `{ present: [{ id, name, file, element }], files: { name: { revision, by, by_name, at } } }`. */
export function others(callback) {
  listeners.add(callback);
}

if (studio) {
  tell();
  setInterval(tell, EVERY);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && tell());
}
