// Who does a task: roles by their names, or the role of the lane it lies in.
import { t } from '../../../lib/language.js';
import { choiceField, note } from '../controls.js';
import { expressionField } from '../expressions.js';
import { pickMany, pickOne } from '../picking.js';
import { isA } from '../writing.js';

const APPLICANT = '${applicant}';
const OWN = '=';

export const rolesOf = (bo) => (bo.get('camunda:candidateGroups') ?? '').split(',').map((each) => each.trim()).filter(Boolean);

/** The role of the innermost lane around an element; a sub-process's lane counts for its tasks. */
export function laneRole(at, bo) {
  const lanes = at.modeler.get('elementRegistry').filter((each) => isA(each.businessObject, 'bpmn:Lane')).map((each) => each.businessObject);
  for (let node = bo; node; node = node.$parent) {
    const around = lanes.filter((lane) => (lane.flowNodeRef ?? []).includes(node) && lane.get('khanton:role'));
    if (around.length) return around.at(-1).get('khanton:role');
  }
  return '';
}

export const roleName = (at, key) => at.words.role(key)?.name ?? (key.includes('${') ? t('เลือกตามข้อมูลในเรื่อง', 'As the case says') : key);

const roleOptions = (at) => at.words.roles.map(({ key, name }) => ({ key, name }));

function assignee(at) {
  const value = at.bo.get('camunda:assignee') ?? '';
  const isOwn = at.open.get('expert-assignee') || (value && value !== APPLICANT);
  const set = (text) => at.write.set(at.element, { 'camunda:assignee': text || undefined });
  const options = [['', t('ใครก็ได้ในบทบาทนั้น', 'Anybody of the role')], [APPLICANT, t('ผู้ยื่นเรื่องเท่านั้น', 'Only whoever applied')], [OWN, t('ตามข้อมูลในเรื่อง (เขียนเอง)', 'As the case says (write it)')]];
  const choice = choiceField({ id: 'assignee', label: t('มอบให้', 'Given to'), value: isOwn ? OWN : value, options, commit: (chosen) => {
    at.open.set('expert-assignee', chosen === OWN);
    if (chosen === OWN) at.refresh();
    else set(chosen);
  } });
  return isOwn ? [choice, expressionField({ at, id: 'assignee-own', label: t('ผู้รับงาน', 'Who gets it'), place: 'value', value, commit: set })] : [choice];
}

export const people = {
  key: 'people',
  title: () => t('ผู้รับผิดชอบ', 'Who does it'),
  fits: (bo) => isA(bo, 'bpmn:UserTask', 'bpmn:ManualTask'),
  draw(at) {
    const lane = laneRole(at, at.bo);
    const inherited = lane ? t(`ตามเลน: ${roleName(at, lane)}`, `By its lane: ${roleName(at, lane)}`) : t('ยังไม่ระบุ เจ้าหน้าที่ทุกคนของสำนักงานทำได้', 'None: everybody of the office may do it');
    const roles = pickMany({ id: 'roles', label: t('บทบาทที่ทำงานนี้', 'Roles that do it'), values: rolesOf(at.bo), options: roleOptions(at), nameOf: (key) => roleName(at, key), empty: inherited, commit: (keys) => at.write.set(at.element, { 'camunda:candidateGroups': keys.join(',') || undefined }) });
    return [roles, ...assignee(at)];
  },
};

export const lane = {
  key: 'lane',
  title: () => t('บทบาทของเลน', 'Role of the lane'),
  fits: (bo) => isA(bo, 'bpmn:Lane'),
  draw: (at) => [
    pickOne({ id: 'lane-role', label: t('งานในเลนนี้เป็นของ', 'Tasks in this lane are of'), value: at.bo.get('khanton:role'), shown: at.bo.get('khanton:role') ? roleName(at, at.bo.get('khanton:role')) : '', options: roleOptions(at), commit: (key) => at.write.set(at.element, { 'khanton:role': key || undefined }) }),
    note(t('งานที่ไม่ได้ระบุบทบาทเอง จะเป็นของบทบาทนี้', 'Tasks without a role of their own are of this one.')),
  ],
};
