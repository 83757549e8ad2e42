// A procedure's load on its diagram: colours and badges by tokens, delays or time; a step leads to its cases.
import { connectMeasures, drawHeat } from '../diagram/heat.js';
import { stateOf } from '../diagram/state.js';
import { openDiagram } from '../diagram/viewer.js';
import { t } from '../lib/language.js';

const element = document.querySelector('#heat');
const state = stateOf(element);

function draw(viewer, measure) {
  drawHeat(viewer, state, measure, (each) => (each[measure] || each.stuck ? badge(each, measure) : null), measure === 'time');
  for (const [id, each] of Object.entries(state)) {
    if (each.href && each.tokens && viewer.get('elementRegistry').get(id)) viewer.get('canvas').addMarker(id, 'has-cases');
  }
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

try {
  const viewer = await openDiagram(element);
  draw(viewer, element.dataset.measure);
  connectMeasures((measure) => draw(viewer, measure));
  viewer.get('eventBus').on('element.click', ({ element: shape }) => {
    const each = state[shape.id] ?? state[shape.labelTarget?.id];
    if (each?.href && each.tokens) location.assign(each.href);
  });
} catch {
  element.querySelector('.diagram-wait').textContent = t('เปิดแผนผังไม่ได้ กรุณาเปิดหน้าใหม่', 'The diagram cannot be opened; reload the page.');
}
