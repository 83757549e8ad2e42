// Signals, errors, escalations, links and conditions: what an event throws, or waits for.
import { t } from '../../../lib/language.js';
import { textField } from '../controls.js';
import { declaredField } from '../declared.js';
import { expressionField } from '../expressions.js';
import { definitionOf, isA } from '../writing.js';

const HINT = t('ผู้ส่งและผู้รับใช้ชื่อเดียวกัน', 'Whoever sends it and whoever waits use one name');
const DECLARED = {
  'bpmn:SignalEventDefinition': { label: t('ชื่อสัญญาณ', 'Name of the signal'), type: 'bpmn:Signal', reference: 'signalRef', called: ['name'] },
  'bpmn:ErrorEventDefinition': { label: t('ชื่อข้อผิดพลาด', 'Name of the error'), type: 'bpmn:Error', reference: 'errorRef', called: ['errorCode', 'name'] },
  'bpmn:EscalationEventDefinition': { label: t('ชื่อเรื่องที่ส่งต่อ', 'Name of what is handed on'), type: 'bpmn:Escalation', reference: 'escalationRef', called: ['escalationCode', 'name'] },
};
const OWN = { 'bpmn:LinkEventDefinition': link, 'bpmn:ConditionalEventDefinition': condition };

function link(at, definition) {
  const commit = (name) => (name ? void at.write.set(at.element, { name }, definition) : t('ยังไม่ได้ตั้งชื่อ', 'It has no name yet'));
  return textField({ id: 'link', label: t('ชื่อจุดเชื่อม', 'Name of the link'), hint: t('จุดส่งและจุดรับในผังนี้ใช้ชื่อเดียวกัน', 'Both ends in this diagram use one name'), value: definition.name, commit });
}

function condition(at, definition) {
  const commit = (text) => at.write.set(at.element, { condition: at.write.create('bpmn:FormalExpression', { body: text }, definition) }, definition);
  return expressionField({ at, id: 'condition', label: t('เกิดขึ้นเมื่อ', 'It happens when'), place: 'condition', long: true, optional: false, value: definition.condition?.body ?? '', commit });
}

export const signal = {
  key: 'signal',
  title: () => t('เหตุการณ์นี้', 'This event'),
  fits: (bo) => (definitionOf(bo)?.$type ?? '') in { ...DECLARED, ...OWN },
  draw(at) {
    const definition = definitionOf(at.bo);
    if (definition.$type in OWN) return [OWN[definition.$type](at, definition)];
    const { label, ...of } = DECLARED[definition.$type];
    return [declaredField(at, { id: 'declared', label, hint: HINT, of: { ...of, owner: definition } })];
  },
};
