// What is told of the moment at hand: what, who, on whose behalf, why, which rule and date, and the data as they stood.
import { moment, t } from '../lib/language.js';

/** Make an element with text or children. */
function make(tag, content = '', className = '') {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...[content].flat());
  return made;
}

/** Draw the card of a moment: its event, the data before that, and whether the case is held (suspended). */
export function drawMoment(card, event, before, isHeld) {
  if (!event) {
    card.replaceChildren(make('h2', t('ก่อนเริ่มเรื่อง', 'Before the case began')), make('p', t('กดเล่น หรือเลือกเหตุการณ์', 'Press play, or pick an event.'), 'muted'));
    return;
  }
  const facts = make('dl', factsOf(event), 'meta');
  const parts = [make('p', moment(event.at, { dateStyle: 'full', timeStyle: 'short' }), 'when'), make('h2', event.said), facts];
  if (isHeld) parts.push(make('p', make('span', t('เรื่องถูกพักไว้ในขณะนี้', 'The case is suspended now'), 'tag warn')));
  if (event.erased) parts.push(make('p', t('เนื้อหาถูกลบตามกฎหมายคุ้มครองข้อมูลส่วนบุคคล', 'Content erased under the personal data protection law'), 'muted'));
  if (event.set?.length) parts.push(changes(event, before));
  card.replaceChildren(...parts);
}

function factsOf(event) {
  const rows = [
    [t('โดย', 'By'), event.by],
    [t('ปฏิบัติแทน', 'On behalf of'), event.behalf],
    [t('เหตุผล', 'Reason'), event.why],
    [t('กำหนด', 'Due'), event.due],
    ...(event.dues ?? []).map((due) => [due.what, due.rule ? `${due.day} — ${due.rule}` : due.day]),
  ];
  const facts = rows.filter(([, text]) => text).flatMap(([name, text]) => [make('dt', name), make('dd', text)]);
  if (event.case) facts.push(make('dt', t('เรื่อง', 'Case')), make('dd', caseLink(event)));
  return facts;
}

function caseLink(event) {
  const link = make('a', event.case);
  link.href = `/audit/cases/${event.id}/replay?at=${event.seq}`;
  return link;
}

function changes(event, before) {
  const rows = event.set.flatMap((each) => differing(each, before.get(each.name)));
  const shown = rows.slice(0, MOST).map(([name, old, now]) =>
    make('li', [make('b', name), ...(old === null ? [] : [make('s', old), ' → ']), make('span', now)]));
  if (rows.length > MOST) shown.push(make('li', t(`และอีก ${rows.length - MOST} ค่า`, `and ${rows.length - MOST} more`), 'muted'));
  return make('div', [make('h3', t('สิ่งที่เปลี่ยน', 'What changed')), make('ul', shown, 'changes')]);
}

const MOST = 8;

/** The lines of a variable that are not as before: [name, what it was or null, what it is]. */
function differing(each, before) {
  const old = new Map(before?.lines);
  return each.lines
    .filter(([name, text]) => old.get(name) !== text)
    .map(([name, text]) => [each.lines.length > 1 ? name : each.title, before ? (old.get(name) ?? '–') : null, text]);
}

/** Draw the data as they stood; what the event at hand set is marked and open. */
export function drawData(pane, data, index) {
  if (!data.size) {
    pane.replaceChildren(make('p', t('ยังไม่มีข้อมูล', 'No data yet'), 'muted'));
    return;
  }
  const fresh = (each) => each.index === index;
  const inOrder = [...data.values()].sort((one, other) => fresh(other) - fresh(one));
  pane.replaceChildren(...inOrder.map((each) => variable(each, fresh(each))));
}

function variable({ title, lines }, isNew) {
  const box = make('details', [], isNew ? 'fresh' : '');
  box.open = isNew || lines.length === 1;
  const head = make('summary', title);
  if (isNew) head.append(' ', make('span', t('เปลี่ยน', 'changed'), 'tag run'));
  const isOne = lines.length === 1 && lines[0][0] === title;
  const rows = lines.flatMap(([name, text]) => [make('dt', name), make('dd', text)]);
  box.append(head, isOne ? make('p', lines[0][1], 'value') : make('dl', rows));
  return box;
}
