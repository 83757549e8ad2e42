// Timers counted by the clock: a length in words, or an expression for a moment that the case holds.
import { t } from '../../../lib/language.js';
import { choiceField, numberField } from '../controls.js';
import { expressionField } from '../expressions.js';
import { definitionOf } from '../writing.js';

const UNITS = [['M', t('นาที', 'minutes')], ['H', t('ชั่วโมง', 'hours')], ['D', t('วัน (ครบตามเวลาเดิม)', 'days (to the hour)')], ['W', t('สัปดาห์', 'weeks')]];
const LENGTH = /^P(?:T(\d+)([HM])|(\d+)([DW]))$/;
const KINDS = ['timeDate', 'timeDuration', 'timeCycle'];

const written = (count, unit) => (unit === 'H' || unit === 'M' ? `PT${count}${unit}` : `P${count}${unit}`);

export function clockFields(at) {
  const definition = definitionOf(at.bo);
  const kind = KINDS.find((each) => definition[each]);
  const body = kind ? (definition[kind].body ?? '') : '';
  const put = (name, text) => {
    const none = Object.fromEntries(KINDS.map((each) => [each, undefined]));
    at.write.set(at.element, { ...none, [name]: at.write.create('bpmn:FormalExpression', { body: text }, definition) }, definition);
  };
  const [, clock, clockUnit, days, dayUnit] = LENGTH.exec(body) ?? [];
  const [count, unit] = [clock ?? days ?? '', clockUnit ?? dayUnit ?? 'H'];
  if (kind && kind !== 'timeDuration') return [moment(at, kind, body, put)];
  if (body && !count) return [moment(at, 'timeDuration', body, put)];
  return [
    numberField({ id: 'clock', label: t('รอนานเท่าใด', 'How long it waits'), value: count, max: 10_000, commit: (number) => (String(number) === count ? undefined : put('timeDuration', written(number, unit))) }),
    choiceField({ id: 'clock-unit', label: t('หน่วย', 'Unit'), value: unit, options: UNITS, commit: (chosen) => put('timeDuration', written(count || 1, chosen)) }),
  ];
}

const moment = (at, kind, body, put) => expressionField({
  at, id: 'moment', place: 'value', value: body, optional: false, commit: (text) => put(kind, text),
  label: kind === 'timeCycle' ? t('รอบเวลา', 'Cycle') : t('วันเวลา', 'Moment'),
  hint: kind === 'timeCycle' ? t('เช่น R3/PT1H คือสามครั้ง ทุกหนึ่งชั่วโมง', 'such as R3/PT1H: three times, every hour') : t('จากข้อมูลในเรื่อง หรือเช่น 2026-04-01T08:30:00+07:00', 'from what the case holds, or such as 2026-04-01T08:30:00+07:00'),
});
