// Ways and gateways: when each way is taken, and which is taken when none other is.
import { make } from '../../../forms/elements.js';
import { t } from '../../../lib/language.js';
import { checkField, note } from '../controls.js';
import { conditionFields } from '../condition_fields.js';
import { isA } from '../writing.js';

const chooses = (bo) => isA(bo, 'bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway');

const elementOf = (at, bo) => at.modeler.get('elementRegistry').get(bo.id);

function setCondition(at, flow, text) {
  const conditionExpression = text ? at.write.create('bpmn:FormalExpression', { body: text }, flow) : undefined;
  at.write.set(elementOf(at, flow), { conditionExpression });
}

/** Make a way the one that is taken when no other is, or no longer. */
function setDefault(at, flow, isDefault) {
  const gateway = elementOf(at, flow.sourceRef);
  at.write.together(() => {
    if (isDefault && flow.conditionExpression) setCondition(at, flow, '');
    at.write.set(gateway, { default: isDefault ? flow : undefined });
  });
}

function fields(at, flow) {
  const isDefault = flow.sourceRef.default === flow;
  const check = checkField({ id: `${flow.id}-default`, label: t('ทางหลัก ใช้เมื่อไม่มีทางอื่นตรงเงื่อนไข', 'The way taken when no other fits'), value: isDefault, commit: (is) => setDefault(at, flow, is) });
  if (isDefault) return [check];
  return [...conditionFields(at, { owner: flow, value: flow.conditionExpression?.body ?? '', commit: (text) => setCondition(at, flow, text) }), check].filter(Boolean);
}

export const flow = {
  key: 'flow',
  title: () => t('เงื่อนไขของเส้นทาง', 'When this way is taken'),
  fits: (bo) => isA(bo, 'bpmn:SequenceFlow'),
  draw: (at) => (chooses(at.bo.sourceRef) ? fields(at, at.bo) : [note(t('เส้นทางนี้ไปต่อเสมอ เงื่อนไขใส่ได้ที่เส้นทางที่ออกจากจุดเลือกทาง', 'This way always goes on; conditions stand on ways that leave a gateway.'))]),
};

export const gateway = {
  key: 'gateway',
  title: () => t('ทางออกแต่ละทาง', 'Each way out'),
  fits: (bo) => chooses(bo) && (bo.outgoing ?? []).length > 1,
  draw: (at) => at.bo.outgoing.map((each) => {
    const name = each.name || t(`ไป “${each.targetRef?.name ?? ''}”`, `To “${each.targetRef?.name ?? ''}”`);
    return make('fieldset', { class: 'way' }, make('legend', {}, name), ...fields(at, each));
  }),
};
