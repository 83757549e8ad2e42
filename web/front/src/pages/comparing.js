// Two versions of a diagram beside each other: what differs is marked, and both move together.
import { openDiagram } from '../diagram/viewer.js';
import { t } from '../lib/language.js';

const SIDES = ['before', 'after'];
const READABLE = 620; // width of the part of a diagram that is shown around an element
const differences = JSON.parse(document.querySelector('#differences').textContent);
const viewers = new Map();

async function open(element) {
  try {
    const viewer = await openDiagram(element);
    viewers.set(element.dataset.side, viewer);
    mark(viewer, element.dataset.side);
  } catch {
    element.querySelector('.diagram-wait').textContent = t('เปิดแผนผังไม่ได้ กรุณาเปิดหน้าใหม่', 'The diagram cannot be opened; reload the page.');
  }
}

function mark(viewer, side) {
  const shapes = viewer.get('elementRegistry');
  for (const each of differences) {
    const shape = shapes.get(each[side]);
    if (!shape || !shape.parent) continue;
    viewer.get('canvas').addMarker(shape.id, `how-${each.how}`);
    if (each.how === 'moved' && shape.waypoints) continue; // its line is told by its ends
    viewer.get('overlays').add(shape.id, { position: placeOf(shape), scale: { min: 0.7, max: 1 }, html: badge(each) });
  }
}

function placeOf(shape) {
  if (!shape.waypoints) return { top: -14, left: 4 };
  const middle = shape.waypoints[Math.floor((shape.waypoints.length - 1) / 2)];
  const left = Math.min(...shape.waypoints.map((point) => point.x));
  const top = Math.min(...shape.waypoints.map((point) => point.y));
  return { left: middle.x - left + 8, top: middle.y - top - 12 };
}

function badge(each) {
  const made = document.createElement('span');
  made.className = `how how-${each.how}`;
  made.textContent = each.text;
  made.title = `${each.name}: ${each.text}`;
  return made;
}

let leading = ''; // the side under the person's hand: only this one leads, so that they never chase each other

/** Whatever part of one diagram is looked at is looked at in the other one, at the same scale. */
function moveTogether() {
  for (const [side, viewer] of viewers) {
    const element = document.querySelector(`[data-side=${side}]`);
    const lead = () => { leading = side; };
    const follow = () => requestAnimationFrame(() => copyView(side));
    for (const name of ['pointerdown', 'wheel', 'keydown']) element.addEventListener(name, lead, { capture: true, passive: true });
    for (const name of ['pointermove', 'wheel', 'click', 'keyup']) element.addEventListener(name, follow, { passive: true });
    viewer.get('eventBus').on('canvas.viewbox.changed', () => copyView(side));
  }
}

function copyView(side) {
  const other = viewers.get(SIDES.find((each) => each !== side));
  if (side !== leading || !other) return;
  const { x, y, width, height } = viewers.get(side).get('canvas').viewbox();
  const now = other.get('canvas').viewbox();
  if (x === now.x && y === now.y && width === now.width && height === now.height) return;
  other.keepView();
  other.get('canvas').viewbox({ x, y, width, height });
}

function look(button) {
  leading = '';
  for (const [side, viewer] of viewers) {
    const shapes = viewer.get('elementRegistry');
    for (const marked of shapes.filter((shape) => shape.isPicked)) {
      marked.isPicked = false;
      viewer.get('canvas').removeMarker(marked.id, 'picked');
    }
    const shape = shapes.get(button.dataset[side]);
    if (!shape) continue;
    shape.isPicked = true;
    viewer.get('canvas').addMarker(shape.id, 'picked');
    viewer.keepView();
    viewer.lookAt(placeToLookAt(shape).id, READABLE);
  }
  document.querySelector('#both').scrollIntoView({ block: 'start' });
}

const placeToLookAt = (shape) => (shape.waypoints ? shape.source : shape);

await Promise.all([...document.querySelectorAll('[data-side]')].map(open));
moveTogether();
for (const button of document.querySelectorAll('[data-element]')) button.addEventListener('click', () => look(button));
document.querySelector('#both').dataset.ready = 'yes';
