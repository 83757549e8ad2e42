// What the scenarios pass of each diagram: how often, and what never.
import { stateOf } from '../diagram/state.js';
import { openDiagram } from '../diagram/viewer.js';
import { t } from '../lib/language.js';

async function start(element) {
  try {
    const viewer = await openDiagram(element);
    draw(viewer, stateOf(element));
  } catch {
    element.querySelector('.diagram-wait').textContent = t('เปิดแผนผังไม่ได้ กรุณาเปิดหน้าใหม่', 'The diagram cannot be opened; reload the page.');
  }
}

function draw(viewer, { times, taken, never }) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  const mark = (ids, marker) => {
    for (const id of ids) if (registry.get(id)) canvas.addMarker(id, marker);
  };
  mark(Object.keys(times), 'done');
  mark(taken, 'taken');
  mark(never, 'never');
  for (const [id, count] of Object.entries(times)) {
    if (!registry.get(id)) continue;
    const badge = document.createElement('div');
    badge.className = 'count';
    badge.textContent = count;
    viewer.get('overlays').add(id, { position: { top: -14, right: 12 }, html: badge });
  }
}

for (const element of document.querySelectorAll('[data-coverage]')) start(element);
