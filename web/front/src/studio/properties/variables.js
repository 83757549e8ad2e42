// Which variables a case has when it comes to an element: what the steps before it set.
import { t } from '../../lib/language.js';
import { inputOf } from './inputs.js';
import { definitionOf, isA } from './writing.js';

const GIVEN = [
  { name: 'started_at', label: t('วันเวลาที่เริ่มเรื่อง', 'when the case began'), type: 'datetime' },
  { name: 'applicant', label: t('ผู้ยื่นเรื่อง', 'who applied'), type: 'text' },
  { name: 'business_key', label: t('เลขที่เรื่อง', "the case's number"), type: 'text' },
  { name: 'office', label: t('สำนักงาน', 'the office'), type: 'text' },
];
const SCHOOL = [
  { key: 'code', name: t('รหัสสถานศึกษา', 'code'), type: 'text' },
  { key: 'name_th', name: t('ชื่อสถานศึกษา', 'name'), type: 'text' },
  { key: 'students', name: t('จำนวนนักเรียน', 'students'), type: 'int' },
  { key: 'size', name: t('ขนาด', 'size'), type: 'text' },
];
const ASSIGNED = /^[ \t]*([\p{L}][\p{L}\p{N}\p{M}_]*)[ \t]*=(?!=)[ \t]*(.*)$/gmu;

/**
 * Return { list, isOpen }. Each variable: { name, label, type, options, parts, from }. `isOpen`: more may come with a
 * message, or from a called procedure, that nobody can know from here. `isAfter`: what the element itself sets, too.
 */
export function variablesBefore(bo, words, registry, { isAfter = false } = {}) {
  const nodes = nodesBefore(bo, registry);
  if (isAfter) nodes.add(bo);
  const found = new Map(GIVEN.map((each) => [each.name, each]));
  let isOpen = false;
  for (const node of [...nodes].reverse()) {
    const message = receivedBy(node);
    if ((message !== null && !words.sent[message]) || isA(node, 'bpmn:CallActivity')) isOpen = true;
    for (const name of words.sent[message] ?? []) found.set(name, { name, label: t(`${name} (มากับข้อความ)`, `${name} (comes with the message)`), type: 'any', from: node });
    for (const each of setBy(node, words)) found.set(each.name, { ...each, from: node });
  }
  for (const each of itemsAround(bo, found)) found.set(each.name, each);
  return { list: [...found.values()], isOpen };
}

/** Every path that can be written: a variable, and what lies in it. */
export function pathsOf(list) {
  return list.flatMap((each) => {
    const inside = each.type === 'table' || each.type === 'list' ? [] : (each.parts ?? []);
    return [each, ...pathsOf(inside.map((part) => ({ ...part, name: `${each.name}.${part.key}`, label: `${part.name} · ${each.label}` })))];
  });
}

/** The name of the message that a node receives; null where it receives none. */
function receivedBy(node) {
  if (isA(node, 'bpmn:ReceiveTask')) return node.messageRef?.name ?? '';
  const definition = isA(node, 'bpmn:CatchEvent') ? definitionOf(node) : undefined;
  return isA(definition, 'bpmn:MessageEventDefinition') ? (definition.messageRef?.name ?? '') : null;
}

/** Go back from an element along all ways; into sub-processes, and out of the one that it lies in. */
function nodesBefore(bo, registry) {
  const seen = new Set();
  const waiting = isA(bo, 'bpmn:SequenceFlow') ? [bo.sourceRef] : sources(bo, registry);
  while (waiting.length) {
    const node = waiting.pop();
    if (!node || seen.has(node)) continue;
    seen.add(node);
    if (isA(node, 'bpmn:SubProcess')) waiting.push(...(node.flowElements ?? []).filter((each) => isA(each, 'bpmn:FlowNode')));
    waiting.push(...sources(node, registry));
  }
  return seen;
}

function sources(node, registry) {
  if (isA(node, 'bpmn:BoundaryEvent')) return [...sources(node.attachedToRef, registry)];
  const before = (node.incoming ?? []).map((flow) => flow.sourceRef);
  if (isA(node, 'bpmn:IntermediateCatchEvent') && isA(definitionOf(node), 'bpmn:LinkEventDefinition')) before.push(...linked(node, registry));
  const around = node.$parent;
  return isA(around, 'bpmn:SubProcess') && !before.length ? sources(around, registry) : before;
}

function linked(node, registry) {
  const name = definitionOf(node).name;
  const others = registry.filter((each) => isA(each.businessObject, 'bpmn:IntermediateThrowEvent'));
  return others.map((each) => each.businessObject).filter((each) => definitionOf(each)?.name === name && isA(definitionOf(each), 'bpmn:LinkEventDefinition'));
}

function setBy(node, words) {
  const where = node.name || t('ขั้นตอนก่อนหน้า', 'a step before');
  const found = [];
  if (isA(node, 'bpmn:UserTask', 'bpmn:StartEvent')) found.push(...ofForm(words.form(node.get('camunda:formKey') ?? '')));
  if (isA(node, 'bpmn:ScriptTask')) found.push(...ofScript(node.script ?? '', where));
  if (isA(node, 'bpmn:ServiceTask') && inputOf(node, 'into')) found.push({ name: inputOf(node, 'into'), label: where, type: 'object' });
  if (isA(node, 'bpmn:BusinessRuleTask')) found.push(...ofTable(node, words, where));
  const results = node.loopCharacteristics?.get('khanton:outputCollection');
  if (results) found.push({ name: results, label: t(`ผลของ ${where}`, `results of ${where}`), type: 'list' });
  return found;
}

function ofForm(form) {
  if (!form?.fields) return [];
  const fields = form.fields.map((each) => ({ ...each, label: each.name, name: each.key, parts: each.parts }));
  if (!form.into) return fields;
  return [{ name: form.into, label: form.name, type: 'object', parts: form.fields }];
}

function ofScript(script, where) {
  return [...script.matchAll(ASSIGNED)].map(([, name, value]) => ({ name, label: where, type: typeOf(value.trim()), value: value.trim() }));
}

function typeOf(value) {
  if (/^now\(\)$/.test(value)) return 'datetime';
  if (/^(True|False|true|false)$/.test(value)) return 'bool';
  if (/^-?[\d.]+$/.test(value)) return 'decimal';
  return value.startsWith('[') ? 'list' : 'any';
}

function ofTable(node, words, where) {
  const table = words.tables.find((each) => each.key === node.get('camunda:decisionRef'));
  return (table?.outputs ?? []).map((name) => ({ name, label: where, type: 'any' }));
}

/** The variable of each item, inside what is done for many. */
function itemsAround(bo, found) {
  const items = [];
  for (let node = bo; node; node = node.$parent) {
    const loop = node.loopCharacteristics;
    const name = loop?.get?.('camunda:elementVariable');
    if (!name) continue;
    const over = pathsOf([...found.values()]).find((each) => each.name === loop.get('camunda:collection'));
    const isSchools = loop.get('camunda:collection') === 'schools()';
    const label = isSchools ? t('สถานศึกษาแต่ละแห่ง', 'each school') : t(`แต่ละรายการของ ${over?.label ?? 'รายการ'}`, `each of ${over?.label ?? 'the list'}`);
    items.push({ name, label, type: 'object', parts: isSchools ? SCHOOL : (over?.parts ?? []) });
  }
  return items;
}
