// The fields of one deadline: how long, counted how, from when; what is more of it where there is room.
import { t } from '../../../lib/language.js';
import { button, choiceField, note, numberField, textField } from '../controls.js';
import { HOW_DAY, HOW_WINDOW, dayRead, dayShown, isWrittenDay, windowRead, windowShown } from '../days.js';
import { expressionField } from '../expressions.js';
import { variablesBefore } from '../variables.js';
import { isA } from '../writing.js';
import { alikeTo, changeDeadline, deadlineOf, numberOf, settingIn } from './deadline.js';
import { preview } from './preview.js';
import { OPENS, REPEATS, RULES, YEARLY, moments, takesNumber, takesWindow, unitOf } from './words.js';

const OWN = '=';

/** The length, the way of counting and its beginning, with the date they come to. */
export function countingFields(at, element) {
  const bo = element.businessObject;
  const deadline = deadlineOf(bo);
  const change = (changes) => void changeDeadline(at, element, changes);
  const alike = alikeTo(element, deadline);
  return [
    ...(takesNumber(deadline.rule) ? number(at, bo, deadline, change) : []),
    preview(at, { id: bo.id, deadline }),
    choiceField({ id: `${bo.id}-rule`, label: t('นับแบบ', 'Counted in'), value: deadline.rule, options: rulesFor(bo, deadline), commit: (rule) => change(forRule(deadline, rule)) }),
    ...(takesWindow(deadline.rule) ? windowFields(at, bo, deadline, change) : []),
    ...(deadline.rule === 'yearly' ? yearly(at, bo, deadline, change) : from(at, bo, deadline, change)),
    ...(takesNumber(deadline.rule) && !isExpert(at, bo, deadline) ? [settingChoice(at, bo, { id: `${bo.id}-n-setting`, kinds: ['int', 'number'], value: settingIn(deadline.n), commit: (n) => change({ n: n || String(numberOf(at.words, deadline.n) ?? 15) }) })] : []),
    alike ? note(t(`การเตือนอีก ${alike} รายการที่นับจากกำหนดนี้ จะเปลี่ยนตาม`, `${alike} more counted from this deadline change with it.`)) : null,
  ];
}

function rulesFor(bo, { kind }) {
  if (isA(bo, 'bpmn:StartEvent')) return [YEARLY];
  if (kind === 'repeat') return [REPEATS];
  return isA(bo, 'bpmn:BoundaryEvent') ? RULES : [...RULES, OPENS];
}

/** What a new way of counting needs, in place of what the old one needed. */
function forRule(deadline, rule) {
  const changes = { rule };
  if (!takesNumber(rule)) changes.n = '';
  else if (!deadline.n || rule === 'month_next_year') changes.n = rule === 'month_next_year' ? '1' : '15';
  if (takesWindow(rule) !== takesWindow(deadline.rule)) changes.window = takesWindow(rule) ? '06-01/06-30' : '';
  return changes;
}

function number(at, bo, deadline, change) {
  const setting = at.words.setting(settingIn(deadline.n));
  const value = numberOf(at.words, deadline.n);
  const label = deadline.rule === 'every_days' ? t('ทุกกี่วัน', 'Every how many days') : t('จำนวน', 'How many');
  const id = `${bo.id}-n`;
  if (isExpert(at, bo, deadline)) {
    return [expressionField({ at, id, owner: bo, label, place: 'bare', value: deadline.n, commit: (n) => change({ n }) }), button({ label: t('ใส่เป็นตัวเลข', 'Write a number'), act: () => change({ n: '15' }) })];
  }
  const hint = setting && t(`เป็นค่าของสำนักงาน: ${setting.label} พิมพ์ตัวเลขเพื่อกำหนดในแผนผังแทน`, `The office's own: ${setting.label}. Type a number to set it in the diagram instead.`);
  const limit = deadline.rule === 'month_next_year' ? 12 : 3660;
  return [numberField({ id, label, hint, value: value ?? '', max: limit, unit: unitOf(deadline.rule), commit: (n) => (n === value ? undefined : change({ n: String(n) })) })];
}

/** Whether the number is an expression over what the case holds. */
const isExpert = (at, bo, { n }) => Boolean(n) && at.words.isKnown && numberOf(at.words, n) === undefined;

/** Let the office hold the value: one of its settings, or none. */
function settingChoice(at, bo, { id, kinds, value, commit }) {
  const fitting = at.words.settings.filter((each) => kinds.includes(each.kind));
  const options = [['', t('ไม่ใช้ กำหนดในแผนผัง', 'None: set in the diagram')], ...fitting.map((each) => [each.name, `${each.label} (${each.shown})`])];
  return choiceField({ id, label: t('หรือใช้ค่าของสำนักงาน', 'Or use a value of the office'), value, options, commit: (name) => commit(name ? `setting("${name}")` : '') });
}

function windowFields(at, bo, deadline, change) {
  const setting = at.words.setting(settingIn(deadline.window));
  const shown = isWrittenDay(deadline.window) ? windowShown(deadline.window) : setting ? windowShown(setting.value) : '';
  const isExpression = deadline.window && !isWrittenDay(deadline.window) && !setting && at.words.isKnown;
  const written = isExpression
    ? expressionField({ at, id: `${bo.id}-window`, owner: bo, label: t('ช่วงของปี', 'Period of the year'), place: 'window', value: deadline.window, commit: (window) => change({ window }) })
    : textField({ id: `${bo.id}-window`, label: t('ช่วงของปี', 'Period of the year'), hint: HOW_WINDOW, value: shown, commit: (text) => {
      const window = windowRead(text);
      return window ? change({ window }) : HOW_WINDOW;
    } });
  return [written, settingChoice(at, bo, { id: `${bo.id}-window-setting`, kinds: ['window'], value: settingIn(deadline.window), commit: (window) => change({ window: window || '06-01/06-30' }) })];
}

function yearly(at, bo, deadline, change) {
  const setting = at.words.setting(settingIn(deadline.on));
  const isExpression = deadline.on && !isWrittenDay(deadline.on) && !setting && at.words.isKnown;
  if (isExpression) return [expressionField({ at, id: `${bo.id}-on`, label: t('วันเริ่มของปี', 'Days of the year'), place: 'window', value: deadline.on, commit: (on) => change({ on }) })];
  const written = isWrittenDay(deadline.on) ? deadline.on.split(/\s+/) : [setting?.value ?? []].flat();
  const days = written.map(dayShown).join(', ');
  return [
    textField({ id: `${bo.id}-on`, label: t('วันเริ่มของปี', 'Days of the year'), hint: t(`${HOW_DAY} หลายวันคั่นด้วยจุลภาค`, `${HOW_DAY}, several with commas`), value: days, commit: (text) => {
      const read = text.split(/[\s,]+/).filter(Boolean).map(dayRead);
      return read.length && read.every(Boolean) ? change({ on: read.join(' ') }) : HOW_DAY;
    } }),
    settingChoice(at, bo, { id: `${bo.id}-on-setting`, kinds: ['month_day', 'month_days'], value: settingIn(deadline.on), commit: (on) => change({ on: on || '06-01' }) }),
  ];
}

function from(at, bo, deadline, change) {
  const given = deadline.from ?? '';
  const options = moments(variablesBefore(bo, at.words, at.modeler.get('elementRegistry')), deadline).map((each) => [each.key, each.name]);
  const key = `expert-${bo.id}-from`;
  const isOwn = at.open.get(key) || (given && !options.some(([each]) => each === given));
  const label = deadline.rule === 'date' ? t('วันที่จาก', 'The date of') : t('นับจาก', 'Counted from');
  const own = [OWN, t('เขียนเอง…', 'Write it yourself…')];
  const choice = choiceField({ id: `${bo.id}-from`, label, value: isOwn ? OWN : given, options: [...options, own], commit: (value) => {
    at.open.set(key, value === OWN);
    if (value === OWN) at.refresh();
    else change({ from: value });
  } });
  if (!isOwn) return [choice];
  return [choice, expressionField({ at, id: `${bo.id}-from-own`, owner: bo, label: t('วันเวลาที่เริ่มนับ', 'The moment it is counted from'), place: 'bare', value: given, commit: (text) => change({ from: text }) })];
}
