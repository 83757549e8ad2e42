// A procedure's load on its diagram: colours and badges by tokens, delays or time; a step leads to its cases.
import { stateOf } from '../diagram/state.js';
import { openDiagram } from '../diagram/viewer.js';
import { t } from '../lib/language.js';

const LEVELS = 5;
const element = document.querySelector('#heat');
const state = stateOf(element);

function levelOf(value, most) {
  if (!value) return 0;
  return Math.max(1, Math.ceil((value / most) * LEVELS));
}

function draw(viewer, measure) {
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  const most = Math.max(1, ...Object.values(state).map((each) => each[measure] ?? 0));
  overlays.clear();
  for (const [id, each] of Object.entries(state)) {
    if (!registry.get(id)) continue;
    for (let level = 1; level <= LEVELS; level += 1) canvas.removeMarker(id, `heat-${level}`);
    const level = levelOf(each[measure], most);
    if (level) canvas.addMarker(id, `heat-${level}`);
    if (each.href && each.tokens) canvas.addMarker(id, 'has-cases');
    if (each[measure] || each.stuck) overlays.add(id, { ...placeOf(measure), html: badge(each, measure) });
  }
}

/** A count sits on the corner; a duration is wide and lies over the step itself, not over its neighbours. */
function placeOf(measure) {
  if (measure === 'time') return { position: { top: -16, left: 4 }, scale: { min: 0.75 } };
  return { position: { top: -13, right: 15 }, scale: { min: 0.75 } };
}

function badge(each, measure) {
  const made = document.createElement(each.href && each.tokens ? 'a' : 'span');
  made.className = 'count';
  if (measure === 'time') made.classList.add('time');
  else if (each.late || each.stuck) made.classList.add('late');
  made.textContent = measure === 'time' ? each.told : String(each[measure] || each.stuck);
  made.title = told(each);
  made.setAttribute('aria-label', made.title);
  if (made.localName === 'a') made.href = each.href;
  else made.setAttribute('role', 'img');
  return made;
}

function told(each) {
  const parts = [t(`${each.name}: ค้าง ${each.tokens}`, `${each.name}: ${each.tokens} waiting`)];
  if (each.late) parts.push(t(`เกินกำหนด ${each.late}`, `${each.late} overdue`));
  if (each.stuck) parts.push(t(`ขัดข้อง ${each.stuck}`, `${each.stuck} stuck`));
  if (each.time) parts.push(t(`ค่ากลาง ${each.told}`, `median ${each.told}`));
  return parts.join(', ');
}

function connectMeasures(viewer) {
  const links = [...document.querySelectorAll('a[data-measure]')];
  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      for (const each of links) each.removeAttribute('aria-current');
      link.setAttribute('aria-current', 'true');
      history.replaceState(null, '', link.href);
      draw(viewer, link.dataset.measure);
    });
  }
}

try {
  const viewer = await openDiagram(element);
  draw(viewer, element.dataset.measure);
  connectMeasures(viewer);
  viewer.get('eventBus').on('element.click', ({ element: shape }) => {
    const each = state[shape.id] ?? state[shape.labelTarget?.id];
    if (each?.href && each.tokens) location.assign(each.href);
  });
} catch {
  element.querySelector('.diagram-wait').textContent = t('เปิดแผนผังไม่ได้ กรุณาเปิดหน้าใหม่', 'The diagram cannot be opened; reload the page.');
}
