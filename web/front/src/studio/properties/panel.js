// Draws the panel anew for what is selected, keeping open what was open and the focus where it was.
import { make } from '../../forms/elements.js';
import { language, t } from '../../lib/language.js';
import { GROUPS } from './groups/index.js';
import { processOf } from './groups/process.js';
import { kindOf } from './kinds.js';
import { isA } from './writing.js';

const WRITTEN = 'input:not([type=checkbox]), textarea';
const drawn = new WeakMap();

export function drawPanel(at) {
  const focused = remembered(at.host);
  const before = at.element;
  at.element = chosen(at.modeler);
  const bo = at.element?.businessObject;
  if (!bo) return at.host.replaceChildren(make('p', { class: 'props-note' }, t('เลือกได้ครั้งละหนึ่งอย่าง เพื่อดูและแก้คุณสมบัติ', 'Choose one element to see and change it.')));
  at.bo = bo;
  const groups = GROUPS.filter((group) => group.fits(bo, at)).map((group) => drawGroup(at, group));
  const head = make('div', { class: 'props-head' }, make('p', { class: 'props-kind' }, kindOf(bo)), make('h2', {}, nameOf(bo) || t('ยังไม่มีชื่อ', 'No name yet')));
  const scrolled = at.element === before ? at.host.scrollTop : 0;
  at.isDrawing = true; // a field that goes away while it is being written in says so by a change, which is none
  at.host.replaceChildren(head, ...groups);
  at.isDrawing = false;
  for (const control of at.host.querySelectorAll(WRITTEN)) drawn.set(control, control.value);
  at.host.scrollTop = scrolled;
  restore(at.host, wanted(at) ?? focused);
  return undefined;
}

/** Where a change that makes new fields wants the focus, once they are there. */
function wanted(at) {
  if (!at.focusOn || !document.getElementById(at.focusOn)) return null;
  const id = at.focusOn;
  at.focusOn = null;
  return { id };
}

/** What it is called, in the language of the page; of the whole diagram, what its procedure is called. */
function nameOf(bo) {
  const named = isA(bo, 'bpmn:Collaboration') ? processOf(bo) : bo;
  return (language === 'en' && named?.get('khanton:nameEn')) || named?.name || bo.text;
}

/** The one element that is selected; with none, the whole diagram. */
function chosen(modeler) {
  const selected = modeler.get('selection').get();
  if (selected.length > 1) return undefined;
  const element = selected[0] ?? modeler.get('canvas').getRootElement();
  return element.labelTarget ?? element;
}

function drawGroup(at, group) {
  const isOpen = at.open.get(group.key) ?? !group.closed?.(at.bo, at);
  const box = make('details', { class: 'props-group', id: `props-group-${group.key}`, open: isOpen });
  const summary = make('summary', { id: `props-summary-${group.key}` }, group.title(at.bo));
  box.append(summary, make('div', { class: 'props-body' }, ...group.draw(at).filter(Boolean)));
  box.addEventListener('toggle', () => at.open.set(group.key, box.open));
  return box;
}

function remembered(host) {
  const active = document.activeElement;
  if (!host.contains(active) || !active.id) return null;
  const { id, value, selectionStart, selectionEnd } = active;
  return { id, value, drawn: drawn.get(active), from: selectionStart, to: selectionEnd };
}

function restore(host, focused) {
  const control = focused && host.querySelector(`#${CSS.escape(focused.id)}`);
  if (!control) return;
  const isKept = focused.value !== focused.drawn && drawn.get(control) === focused.drawn;
  if (isKept && control.matches(WRITTEN)) control.value = focused.value; // what was being written stays, unless the diagram has changed
  control.focus({ preventScroll: true });
  if (focused.from !== null && focused.from !== undefined) control.setSelectionRange(focused.from, focused.to);
}
