// The rest of a deadline: what it is for, whom it binds, how far beside the last day it fires, the law.
import { t } from '../../../lib/language.js';
import { choiceField, numberField } from '../controls.js';
import { expressionField } from '../expressions.js';
import { basisField, rowsField } from '../law.js';
import { isA } from '../writing.js';
import { changeDeadline, deadlineOf, numberOf } from './deadline.js';
import { DUTIES, KINDS } from './words.js';

export function moreFields(at, element) {
  const bo = element.businessObject;
  const deadline = deadlineOf(bo);
  const change = (changes) => void changeDeadline(at, element, changes);
  const isBoundary = isA(bo, 'bpmn:BoundaryEvent');
  const isStart = isA(bo, 'bpmn:StartEvent');
  return [
    isBoundary ? choiceField({ id: `${bo.id}-kind`, label: t('ใช้เพื่อ', 'What it is for'), value: deadline.kind ?? 'due', options: KINDS, commit: (kind) => change(forKind(deadline, kind)) }) : null,
    ...(deadline.kind === 'reminder' ? [shift(at, bo, deadline, { name: 'before', label: t('เตือนก่อนวันสุดท้ายกี่วันทำการ', 'How many working days before the last day'), change })] : []),
    ...(deadline.kind === 'escalation' ? [shift(at, bo, deadline, { name: 'after', label: t('แจ้งหลังวันสุดท้ายกี่วัน', 'How many days after the last day'), change })] : []),
    isStart ? null : choiceField({ id: `${bo.id}-duty`, label: t('ผูกพันใคร', 'Whom it binds'), value: deadline.duty ?? 'official', options: DUTIES, commit: (duty) => change({ duty }) }),
    basisField(at, { id: `${bo.id}-basis`, value: deadline.basis, isNeeded: true, commit: (basis) => change({ basis }) }),
    rowsField(at, { id: `${bo.id}-rows`, value: deadline.rows, commit: (rows) => change({ rows }) }),
  ];
}

function forKind(deadline, kind) {
  const changes = { kind, before: '', after: '' };
  if (kind === 'reminder') changes.before = deadline.before || '3';
  if (kind === 'escalation') changes.after = deadline.after || '1';
  if (kind === 'repeat') Object.assign(changes, { rule: 'every_days', n: deadline.n || '7', window: '' });
  else if (deadline.rule === 'every_days') Object.assign(changes, { rule: 'calendar_days' });
  return changes;
}

function shift(at, bo, deadline, { name, label, change }) {
  const value = numberOf(at.words, deadline[name]);
  if (deadline[name] && !/^\d+$/.test(deadline[name])) {
    return expressionField({ at, id: `${bo.id}-${name}`, owner: bo, label, place: 'bare', value: deadline[name], hint: value === undefined ? undefined : t(`ขณะนี้คือ ${value} พิมพ์ตัวเลขแทนได้`, `It is ${value} now; a number may stand here`), commit: (text) => change({ [name]: text }) });
  }
  return numberField({ id: `${bo.id}-${name}`, label, value: value ?? '', min: 0, max: 365, unit: t('วัน', 'days'), commit: (count) => (count === value ? undefined : change({ [name]: String(count) })) });
}
