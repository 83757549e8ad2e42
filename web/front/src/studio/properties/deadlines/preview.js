// The date that a deadline comes to, for a day of beginning that the analyst chooses; the old one beside the new.
import { make } from '../../../forms/elements.js';
import { dayText, t } from '../../../lib/language.js';
import { ATTRIBUTES } from './deadline.js';

const VERBS = { due: t('จะครบกำหนด ', 'Due on '), reminder: t('จะเตือน ', 'Reminds on '), escalation: t('จะแจ้ง ', 'Tells on '), every_days: t('ครั้งแรก ', 'First on '), window_opens: t('จะเปิด ', 'Opens on '), yearly: t('เริ่มครั้งต่อไป ', 'Begins next on ') };
const SHORT = { day: 'numeric', month: 'short', year: 'numeric' };

/** `id` tells previews of several deadlines apart. */
export function preview(at, { id, deadline, isMain = true }) {
  if (!at.first.has(id)) at.first.set(id, deadline);
  const box = make('div', { class: 'due-preview', id: `props-due-${id}`, role: 'status' });
  if (!at.words.isKnown) return box;
  const was = at.first.get(id);
  const isChanged = ATTRIBUTES.some((name) => (was[name] ?? '') !== (deadline[name] ?? ''));
  const asked = { office: at.words.office, start: at.words.day, deadline, was: isChanged ? was : null };
  const known = at.words.known('count', asked);
  const says = { isMain, verb: VERBS[deadline.rule] ?? VERBS[deadline.kind] ?? VERBS.due };
  if (known) show(box, known, says);
  else at.words.count(asked).then((answer) => show(box, answer, says), () => box.replaceChildren(t('ยังคำนวณวันไม่ได้ ลองใหม่อีกครั้ง', 'The date could not be asked for; try again.')));
  return box;
}

function show(box, { now, was }, { isMain, verb }) {
  if (now.problem) return box.replaceChildren(make('p', { class: now.depends ? '' : 'error' }, now.problem));
  const parts = [make('p', { class: 'due-day' }, ...dates(now, was, verb))];
  if (isMain && now.explanation) parts.push(explained(now));
  return box.replaceChildren(...parts);
}

function dates(now, was, verb) {
  const fresh = make('strong', {}, now.words);
  if (!was || was.problem) return [verb, fresh];
  if (was.day === now.day) return [t('วันเดิม ', 'As before '), fresh];
  return [t('เดิม ', 'Before '), make('s', {}, was.words), ' → ', t('ใหม่ ', 'now '), fresh];
}

function explained({ explanation, skipped }) {
  const days = skipped.map((each) => make('li', {}, `${each.day}: ${each.why}`));
  return make('details', { class: 'due-why' }, make('summary', {}, t('นับอย่างไร', 'How it is counted')), make('p', {}, explanation),
    days.length ? make('ul', { 'aria-label': t('วันที่ไม่นับ', 'Days not counted') }, ...days) : null);
}

/** The day of beginning and the office, chosen once for all deadlines. */
export function startDay(at) {
  const control = make('input', { type: 'text', id: 'props-start-day', class: 'short', autocomplete: 'off' });
  control.value = /^\d{4}-/.test(at.words.day) ? dayText(Date.parse(at.words.day), SHORT) : at.words.day;
  control.addEventListener('change', () => {
    at.words.day = control.value.trim() || at.words.today;
    at.refresh();
  });
  const label = make('label', { for: 'props-start-day' }, t('ลองนับ ถ้าเริ่มวันที่', 'Try it as if it began on'));
  const offices = at.words.offices;
  if (offices.length < 2) return make('div', { class: 'field try-day' }, label, control);
  const choice = make('select', { id: 'props-office', 'aria-label': t('ตามปฏิทินของสำนักงาน', "by the calendar of which office") }, ...offices.map((each) => make('option', { value: each.key }, each.name)));
  choice.value = at.words.office;
  choice.addEventListener('change', () => {
    at.words.office = choice.value;
    at.words.load().then(at.refresh, at.refresh);
  });
  return make('div', { class: 'field try-day' }, label, control, choice);
}
