// Make shapes and what our diagrams say beside BPMN: inputs, deadlines, conditions.

export class Maker {
  constructor(bpmnFactory, elementFactory, moddle) {
    Object.assign(this, { bpmnFactory, elementFactory, moddle });
  }

  /** Make a shape of a type. `says`: attributes; `inputs`, `deadline`: what is below it; `event`: what kind of event. */
  shape(type, { says = {}, inputs, deadline, event, ...more } = {}) {
    const businessObject = this.bpmnFactory.create(type, says);
    if (inputs) this.extend(businessObject, this.inputs(inputs));
    const shape = this.elementFactory.createShape({ type, businessObject, ...more, ...(event && { eventDefinitionType: event }) });
    if (deadline) this.count(businessObject, deadline);
    return shape;
  }

  inputs(values) {
    const inputParameters = Object.entries(values).map(([name, value]) => this.bpmnFactory.create('camunda:InputParameter', { name, value }));
    return this.bpmnFactory.create('camunda:InputOutput', { inputParameters });
  }

  /** Put an element of our own below another one. */
  extend(element, extension) {
    const extensionElements = element.get('extensionElements') ?? this.bpmnFactory.create('bpmn:ExtensionElements', { values: [] });
    extensionElements.$parent = element;
    extension.$parent = extensionElements;
    extensionElements.get('values').push(extension);
    element.extensionElements = extensionElements;
  }

  /** Let the office's calendar count a timer: the rule stands beside `${deadline}`. */
  count(event, { cycle = false, ...deadline }) {
    const [timer] = event.get('eventDefinitions');
    this.extend(timer, this.bpmnFactory.create('khanton:Deadline', deadline));
    const time = this.expression('${deadline}');
    time.$parent = timer;
    timer[cycle ? 'timeCycle' : 'timeDate'] = time;
  }

  expression(body) {
    return this.bpmnFactory.create('bpmn:FormalExpression', { body });
  }
}
Maker.$inject = ['bpmnFactory', 'elementFactory', 'moddle'];

export const making = { maker: ['type', Maker] };
