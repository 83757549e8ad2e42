// What a step stands on, and which sentences of the manuals it carries out.
import { t } from '../../../lib/language.js';
import { textField } from '../controls.js';
import { HOW_WINDOW, windowRead, windowShown } from '../days.js';
import { isTimer } from '../deadlines/deadline.js';
import { basisField, rowsField } from '../law.js';
import { isA } from '../writing.js';

const set = (at, name) => (value) => at.write.set(at.element, { [`khanton:${name}`]: value || undefined });

function windows(at) {
  const shown = (at.bo.get('khanton:window') ?? '').split(/\s+/).filter(Boolean).map(windowShown).join(', ');
  return textField({ id: 'window', label: t('ช่วงของปีที่รับ (พ้นช่วงยังรับ แต่บอกว่านอกช่วง)', 'Period of the year (outside it is told, not refused)'), hint: `${HOW_WINDOW}, ${t('หลายช่วงคั่นด้วยจุลภาค', 'several with commas')}`, value: shown, commit: (text) => {
    const read = text.split(',').map((each) => each.trim()).filter(Boolean).map(windowRead);
    return read.every(Boolean) ? void set(at, 'window')(read.join(' ')) : HOW_WINDOW;
  } });
}

export const law = {
  key: 'law',
  title: () => t('กฎหมายและคู่มือ', 'Law and manuals'),
  fits: (bo) => isA(bo, 'bpmn:FlowNode', 'bpmn:Process') && !isTimer(bo),
  closed: (bo) => !bo.get('khanton:basis') && !bo.get('khanton:rows'),
  draw: (at) => [
    basisField(at, { id: 'basis', value: at.bo.get('khanton:basis'), commit: set(at, 'basis') }),
    rowsField(at, { id: 'rows', value: at.bo.get('khanton:rows'), commit: set(at, 'rows') }),
    isA(at.bo, 'bpmn:UserTask') ? windows(at) : null,
  ],
};
