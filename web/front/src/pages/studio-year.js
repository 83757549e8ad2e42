// A simulated year: how far it is, its heat on the diagram, its tables sorted by a click.
import { connectMeasures, drawHeat } from '../diagram/heat.js';
import { stateOf } from '../diagram/state.js';
import { get } from '../lib/http.js';
import { language, t } from '../lib/language.js';

const LOOK_EVERY = 700;

async function follow(place) {
  const bar = place.querySelector('#year-share');
  const told = place.querySelector('#year-told');
  try {
    const { share, running } = await get(place.dataset.progress);
    bar.value = share;
    told.textContent = t(`จำลองไปแล้วร้อยละ ${Math.round(share)} เปิดหน้าอื่นได้ระหว่างนี้`, `${Math.round(share)} % done; you may leave meanwhile.`);
    if (!running) {
      location.reload();
      return;
    }
  } catch {
    told.textContent = t('ติดต่อระบบไม่ได้ จะลองใหม่', 'The service cannot be reached; trying again.');
  }
  setTimeout(() => follow(place), LOOK_EVERY);
}

function badge(each, measure) {
  if (!each[measure]) return null;
  const made = document.createElement('span');
  made.className = measure === 'late' ? 'count late' : 'count';
  if (measure === 'waited') made.classList.add('time');
  made.textContent = each.told[measure];
  made.title = sentence(each);
  made.setAttribute('role', 'img');
  made.setAttribute('aria-label', made.title);
  return made;
}

function sentence(each) {
  const parts = [t(`${each.name}: ผ่าน ${each.told.passed} ครั้ง`, `${each.name}: ${each.told.passed} passages`)];
  if (each.late) parts.push(t(`เกินกำหนด ${each.told.late} จาก ${each.due}`, `${each.told.late} of ${each.due} late`));
  if (each.waited) parts.push(t(`รอค่ากลาง ${each.told.waited}`, `median wait ${each.told.waited}`));
  return parts.join(', ');
}

async function heat(element) {
  const { openDiagram } = await import('../diagram/viewer.js');
  const state = stateOf(element);
  try {
    const viewer = await openDiagram(element);
    const draw = (measure) => drawHeat(viewer, state, measure, (each) => badge(each, measure), measure === 'waited');
    draw(element.dataset.measure);
    connectMeasures(draw);
  } catch {
    element.querySelector('.diagram-wait').textContent = t('เปิดแผนผังไม่ได้ กรุณาเปิดหน้าใหม่', 'The diagram cannot be opened; reload the page.');
  }
}

const words = new Intl.Collator(language);

function valueOf(row, place, kind) {
  const value = row.cells[place].dataset.value ?? '';
  return kind === 'text' || Number.isNaN(Number(value)) ? value : Number(value);
}

function compared(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return words.compare(String(a), String(b));
}

function sort(button) {
  const head = button.closest('th');
  const body = button.closest('table').tBodies[0];
  const before = head.getAttribute('aria-sort'); // numbers begin with the largest, names with the first
  const down = before ? before === 'ascending' : button.dataset.sort !== 'text';
  for (const each of head.parentElement.cells) each.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const place = head.cellIndex;
  const rows = [...body.rows].sort((a, b) => compared(valueOf(a, place, button.dataset.sort), valueOf(b, place, button.dataset.sort)));
  body.append(...(down ? rows.reverse() : rows));
}

function followUnit(select) {
  const fields = select.closest('tr').querySelectorAll('input');
  const show = () => { for (const each of fields) each.disabled = select.value === 'past'; };
  select.addEventListener('change', show);
  show();
}

const wait = document.querySelector('#year-wait');
if (wait) follow(wait);
const drawn = document.querySelector('#year-heat');
if (drawn) heat(drawn);
for (const button of document.querySelectorAll('button.sort')) button.addEventListener('click', () => sort(button));
for (const select of document.querySelectorAll('select[data-unit]')) followUnit(select);
