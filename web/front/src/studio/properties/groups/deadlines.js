// Deadlines of a task, and a timer's own: how long, until which date, who is told.
import { make } from '../../../forms/elements.js';
import { t } from '../../../lib/language.js';
import { button, note } from '../controls.js';
import { KIND_LABELS, addDeadline } from '../deadlines/adding.js';
import { deadlineOf, isTimer, putDeadline, timersOn } from '../deadlines/deadline.js';
import { clockFields } from '../deadlines/clock.js';
import { countingFields } from '../deadlines/editor.js';
import { moreFields } from '../deadlines/more.js';
import { preview, startDay } from '../deadlines/preview.js';
import { KINDS, sentence } from '../deadlines/words.js';
import { isA } from '../writing.js';
import { laneRole, rolesOf } from './people.js';

const kindWords = (deadline) => KINDS.find(([kind]) => kind === (deadline.kind ?? 'due'))?.[1] ?? '';
const select = (at, element) => at.select(element);

function dueFields(at, timer) {
  const box = make('fieldset', { class: 'deadline' }, make('legend', {}, kindWords(deadlineOf(timer.businessObject))));
  box.append(...countingFields(at, timer).filter(Boolean), detailsButton(at, timer));
  return box;
}

const detailsButton = (at, timer) => button({ id: `${timer.id}-more`, label: t('ฐานอำนาจ ผู้รับแจ้ง และรายละเอียด', 'Legal basis, who is told, and more'), act: () => select(at, timer) });

function line(at, timer) {
  const deadline = deadlineOf(timer.businessObject);
  return make('div', { class: 'deadline line' },
    make('p', {}, make('b', {}, kindWords(deadline)), ' ', sentence(at.words, deadline)),
    preview(at, { id: timer.id, deadline, isMain: false }),
    button({ id: `${timer.id}-open`, label: t('แก้การแจ้งนี้', 'Change this'), act: () => select(at, timer) }));
}

function adders(at, hasDue) {
  const told = { due: 'office_director', escalation: 'office_director', reminder: rolesOf(at.bo)[0] || laneRole(at, at.bo) || 'office' };
  const kinds = hasDue ? ['reminder', 'escalation'] : ['due'];
  const add = (kind) => () => {
    const timer = addDeadline(at, at.element, kind, told[kind]);
    select(at, at.element);
    at.focusOn = kind === 'due' ? `props-${timer.id}-n` : `props-${timer.id}-open`;
  };
  return make('div', { class: 'actions' }, ...kinds.map((kind) => button({ id: `add-${kind}`, label: KIND_LABELS[kind], act: add(kind) })));
}

export const deadlines = {
  key: 'deadlines',
  title: () => t('กำหนดเวลา', 'Deadlines'),
  fits: (bo) => isA(bo, 'bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:SubProcess', 'bpmn:CallActivity', 'bpmn:ReceiveTask'),
  draw(at) {
    const timers = timersOn(at.element);
    const due = timers.find((each) => (deadlineOf(each.businessObject).kind ?? 'due') === 'due');
    const others = timers.filter((each) => each !== due);
    const none = note(t('ขั้นตอนนี้ยังไม่มีกำหนดเวลา', 'This step has no deadline yet'));
    return [timers.length ? startDay(at) : none, due ? dueFields(at, due) : null, ...others.map((each) => line(at, each)), adders(at, Boolean(due))];
  },
};

function plain(at) {
  const start = isA(at.bo, 'bpmn:StartEvent');
  const fresh = start ? { rule: 'yearly', on: '06-01' } : { rule: 'working_days', n: '15', duty: 'official', ...(isA(at.bo, 'bpmn:BoundaryEvent') ? { kind: 'due' } : {}) };
  return [
    note(t('เวลานี้นับตามนาฬิกา ไม่ดูวันหยุดของสำนักงาน', "This is counted by the clock, not by the office's calendar.")),
    ...(start ? [] : clockFields(at)),
    button({ id: 'count-by-calendar', label: t('นับตามปฏิทินของสำนักงานแทน', "Count it by the office's calendar instead"), act: () => at.write.together(() => putDeadline(at.write, at.element, fresh)) }),
  ];
}

export const timer = {
  key: 'timer',
  title: () => t('กำหนดเวลา', 'Deadline'),
  fits: (bo) => isTimer(bo),
  draw(at) {
    if (!deadlineOf(at.bo)) return plain(at);
    const host = at.element.host;
    const back = host ? button({ id: 'to-host', label: t(`กลับไปที่ “${host.businessObject.name ?? ''}”`, `Back to “${host.businessObject.name ?? ''}”`), act: () => select(at, host) }) : null;
    return [back, startDay(at), ...countingFields(at, at.element), ...moreFields(at, at.element)];
  },
};
