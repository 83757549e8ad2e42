// A deadline on the diagram: read from a timer, changed together with the reminders that are counted as it is.
import { renumbered } from '../digits.js';
import { definitionOf, extension, isA } from '../writing.js';

export const ATTRIBUTES = ['kind', 'rule', 'n', 'on', 'from', 'before', 'after', 'window', 'duty', 'basis', 'rows'];
const COUNTING = ['rule', 'n', 'from', 'window', 'duty'];
const CITED = ['basis', 'rows'];
const TYPE = 'khanton:Deadline';
const TIMES = ['timeDate', 'timeDuration', 'timeCycle'];
const BODY = '${deadline}';
const SETTING = /^setting\(\s*["']([a-z0-9_]+)["']\s*\)$/;

export const isTimer = (bo) => isA(definitionOf(bo), 'bpmn:TimerEventDefinition');

/** Return the deadline's attributes; null for a timer that has none. */
export function deadlineOf(bo) {
  const found = isTimer(bo) ? extension(definitionOf(bo), TYPE) : undefined;
  if (!found) return null;
  const pairs = ATTRIBUTES.map((name) => [name, found.get(name)]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined && value !== null && value !== ''));
}

/** Write a timer's deadline, and its drawn time as the engine wants it. */
export function putDeadline(write, element, attributes) {
  const definition = definitionOf(element.businessObject);
  const given = Object.fromEntries(ATTRIBUTES.map((name) => [name, attributes[name]]).filter(([, value]) => value !== undefined && value !== ''));
  write.extend(element, definition, (values) => [...values.filter((each) => each.$type !== TYPE), write.create(TYPE, given)]);
  const time = attributes.rule === 'every_days' ? 'timeCycle' : 'timeDate';
  if (definition[time]?.body === BODY) return;
  const none = Object.fromEntries(TIMES.map((name) => [name, undefined]));
  write.set(element, { ...none, [time]: write.create('bpmn:FormalExpression', { body: BODY }, definition) }, definition);
}

/** The timers on a task's edge, the one that is due first. */
export function timersOn(element) {
  const timers = (element.attachers ?? []).filter((each) => deadlineOf(each.businessObject));
  return timers.sort((one, other) => place(one) - place(other));
}

const place = (element) => ['due', 'reminder', 'escalation', 'repeat'].indexOf(deadlineOf(element.businessObject).kind ?? 'due');

/** Change how a deadline is counted; those beside it that are counted the same follow, and so do numbers in names. */
export function changeDeadline(at, element, changes) {
  const before = deadlineOf(element.businessObject) ?? { kind: 'due' };
  const alike = siblings(element).filter((each) => sameCount(deadlineOf(each.businessObject), before));
  at.write.together(() => {
    putDeadline(at.write, element, { ...before, ...changes });
    for (const each of alike) follow(at, each, before, changes);
    if ('n' in changes) renumber(at, element, numberOf(at.words, before.n), numberOf(at.words, changes.n));
  });
  return alike.length;
}

/** What is counted the same stays so; the basis goes along where it was the same. */
function follow(at, element, before, changes) {
  const own = deadlineOf(element.businessObject);
  const fits = (name) => COUNTING.includes(name) || (CITED.includes(name) && (own[name] ?? '') === (before[name] ?? ''));
  const shared = Object.entries(changes).filter(([name]) => fits(name));
  if (shared.length) putDeadline(at.write, element, { ...own, ...Object.fromEntries(shared) });
}

const siblings = (element) => (element.host?.attachers ?? []).filter((each) => each !== element && deadlineOf(each.businessObject));
export const sameCount = (one, other) => COUNTING.every((name) => (one[name] ?? '') === (other[name] ?? ''));

/** How many are counted as this one is. */
export const alikeTo = (element, deadline) => siblings(element).filter((each) => sameCount(deadlineOf(each.businessObject), deadline)).length;

export const settingIn = (text) => SETTING.exec(text?.trim() ?? '')?.[1] ?? '';

/** The number that a text stands for, where it is one or an office's setting. */
export function numberOf(words, text) {
  if (/^\d+$/.test(text ?? '')) return Number(text);
  const value = words.setting(settingIn(text))?.value;
  return Number.isInteger(value) ? value : undefined;
}

/** A name that says the old number says the new one: ครบ ๑๕ วันทำการ, 15 working days are over. */
function renumber(at, element, before, after) {
  if (before === undefined || after === undefined || before === after) return;
  const bo = element.businessObject;
  const name = renumbered(bo.name ?? '', before, after);
  if (name !== (bo.name ?? '')) at.write.modeling.updateLabel(element, name);
  const english = bo.get('khanton:nameEn') ?? '';
  const renamed = renumbered(english, before, after);
  if (renamed !== english) at.write.set(element, { 'khanton:nameEn': renamed });
}
