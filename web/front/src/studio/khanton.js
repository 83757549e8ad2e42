// What our diagrams say beside BPMN, for moddle: our own namespace, and the part of camunda's that the engine reads.
// Anything of either that is not named here is kept as it was read.

const text = (name) => ({ name, isAttr: true, type: 'String' });
const on = (extended, ...names) => ({
  name: `On${extended[0].replace('bpmn:', '')}`,
  isAbstract: true,
  extends: extended,
  properties: names.map(text),
});

const DEADLINE = ['kind', 'rule', 'n', 'on', 'from', 'before', 'after', 'window', 'duty', 'basis', 'rows'];

const khanton = {
  name: 'Khanton',
  prefix: 'khanton',
  uri: 'https://khanton.example/schema/1.0/bpmn',
  xml: { tagAlias: 'lowerCase' },
  types: [
    on(['bpmn:BaseElement'], 'nameEn', 'rows', 'basis'),
    on(['bpmn:Lane'], 'role'),
    on(['bpmn:Process'], 'businessKeyPrefix', 'filingWindows'),
    on(['bpmn:FlowNode'], 'window'),
    on(['bpmn:MultiInstanceLoopCharacteristics'], 'outputCollection', 'outputElement'),
    { name: 'Deadline', superClass: ['Element'], properties: DEADLINE.map(text) },
  ],
};

const parameter = [
  text('name'),
  { name: 'value', isBody: true, type: 'String' },
  { name: 'definition', type: 'Element' },
];

const camunda = {
  name: 'Camunda',
  prefix: 'camunda',
  uri: 'http://camunda.org/schema/1.0/bpmn',
  xml: { tagAlias: 'lowerCase' },
  types: [
    on(['bpmn:UserTask'], 'assignee', 'candidateGroups', 'dueDate', 'priority'),
    { ...on(['bpmn:UserTask', 'bpmn:StartEvent'], 'formKey'), name: 'WithForm' },
    { ...on(['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:BusinessRuleTask', 'bpmn:MessageEventDefinition'], 'type', 'topic'), name: 'External' },
    on(['bpmn:BusinessRuleTask'], 'decisionRef', 'resultVariable', 'mapDecisionResult'),
    on(['bpmn:MultiInstanceLoopCharacteristics'], 'collection', 'elementVariable'),
    {
      name: 'InputOutput',
      superClass: ['Element'],
      properties: [
        { name: 'inputParameters', type: 'InputParameter', isMany: true },
        { name: 'outputParameters', type: 'OutputParameter', isMany: true },
      ],
    },
    { name: 'InputParameter', superClass: ['Element'], properties: parameter },
    { name: 'OutputParameter', superClass: ['Element'], properties: parameter },
  ],
};

const KNOWN = new Map([khanton, camunda].map((each) => [each.uri, each]));
const anything = [{ name: 'within', type: 'Element', isMany: true }, { name: 'written', isBody: true, type: 'String' }];
const capital = (name) => name[0].toUpperCase() + name.slice(1);

/**
 * The two namespaces as a file uses them: elements that we do not describe (camunda:properties …) are described as
 * holding anything, since moddle drops what it does not know of a namespace that it knows.
 */
export function extensionsFor(xml) {
  const found = new DOMParser().parseFromString(xml, 'application/xml');
  const extended = new Map([...KNOWN].map(([uri, each]) => [uri, { ...each, types: [...each.types] }]));
  for (const element of found.getElementsByTagName('*')) {
    const types = extended.get(element.namespaceURI)?.types;
    const name = types && capital(element.localName);
    if (types && !types.some((each) => each.name === name)) types.push({ name, superClass: ['Element'], properties: anything });
  }
  return Object.fromEntries([...extended.values()].map((each) => [each.prefix, each]));
}

/** Let a moddle that was made for another file know the elements of this one too. */
export function describeMore(moddle, xml) {
  for (const { prefix, types } of Object.values(extensionsFor(xml))) {
    const { registry } = moddle;
    const unknown = types.filter(({ name }) => !registry.typeMap[`${prefix}:${name}`]);
    for (const type of unknown) registry.registerType(type, registry.getPackage(prefix));
  }
}
