// A trial: the diagram stays open while moves change what stands on it.
import { markState } from '../diagram/state.js';
import { openDiagram } from '../diagram/viewer.js';
import { t } from '../lib/language.js';

const MARKS = ['done', 'current', 'broken', 'taken'];
const NEAR = 900; // so many units of the diagram are seen around the step
const element = document.querySelector('#trial-diagram');
const live = document.querySelector('#trial-live');
let view = 'near';

const stateNow = () => JSON.parse(live.querySelector('[data-trial]')?.textContent ?? '{}');

/** Take away what was marked before: where the case stood is not where it stands. */
function clear(viewer) {
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  for (const { id } of viewer.get('elementRegistry').getAll()) {
    for (const each of MARKS) canvas.removeMarker(id, each);
    overlays.remove({ element: id });
  }
}

function draw(viewer) {
  clear(viewer);
  const state = stateNow();
  markState(viewer, state);
  look(viewer);
  showCurrentMove();
}

/** Look at where the case stands, or at the whole diagram. */
function look(viewer) {
  const state = stateNow();
  const place = state.broken?.[0] ?? state.here?.[0] ?? state.done?.at(-1);
  if (view === 'near' && place && viewer.lookAt(place, Math.max(NEAR, element.clientWidth))) viewer.keepView();
  else viewer.fit();
}

function showCurrentMove() {
  const list = live.querySelector('.try-moves');
  const current = list?.querySelector('[aria-current]')?.closest('li');
  if (current) list.scrollTop = current.offsetTop - list.clientHeight / 2;
}

function connectViews(viewer) {
  const buttons = [...document.querySelectorAll('[data-view-of="trial-diagram"]')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      view = button.dataset.show;
      for (const each of buttons) each.setAttribute('aria-pressed', String(each === button));
      look(viewer);
    });
  }
}

async function start() {
  showCurrentMove();
  try {
    const viewer = await openDiagram(element);
    connectViews(viewer);
    draw(viewer);
    live.addEventListener('htmx:afterSettle', () => draw(viewer));
  } catch {
    element.querySelector('.diagram-wait').textContent = t('เปิดแผนผังไม่ได้ กรุณาเปิดหน้าใหม่', 'The diagram cannot be opened; reload the page.');
  }
}

if (element && live) start();
