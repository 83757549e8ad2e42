// The building blocks: what comes along when one is placed, in the same step of undoing.
import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { roomBehind } from './room.js';

const named = (th, en) => ({ name: th, 'khanton:nameEn': en });
const NOTICE = { 'camunda:type': 'external', 'camunda:topic': 'notify' };
const BEFORE_INSERTING = 2000; // the library puts single steps into flows
const ABOVE = 44; // how far above the shapes a flow goes back

/**
 * Completes a shape that carries `block`: `{id, source, target}`, the step that it follows and, where it is put between
 * two, the step that follows it. A block that has led the way to its target says so: `isLed`.
 */
export class Blocks extends CommandInterceptor {
  constructor(eventBus, modeling, maker, elementRegistry) {
    super(eventBus);
    Object.assign(this, { modeling, maker, elementRegistry });
    this.preExecute('shape.create', BEFORE_INSERTING, ({ context }) => this.dropped(context));
    this.postExecuted('shape.create', ({ context: { shape } }) => {
      const { block } = shape;
      delete shape.block;
      if (block) this[block.id](shape, block.source, block);
      if (block?.flow) this.through(shape, block);
    });
  }

  /** A block that is dropped on a flow stands between its two ends. */
  dropped(context) {
    const { shape: { block }, parent } = context;
    if (!block || !parent?.waypoints || !parent.businessObject.$instanceOf('bpmn:SequenceFlow')) return;
    Object.assign(block, { flow: parent, source: parent.source, target: parent.target });
    context.parent = parent.parent;
  }

  through(shape, { flow, target, isLed }) {
    this.modeling.reconnectEnd(flow, shape, { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 });
    this.modeling.layoutConnection(flow);
    if (!isLed) this.modeling.connect(shape, target);
  }

  /** Append a step behind another; `flow`: what the flow between them says. */
  next(source, shape, flow, position = roomBehind(source, shape, this.elementRegistry)) {
    const placed = this.modeling.appendShape(source, shape, position, source.parent);
    if (flow) this.call(placed.incoming[0], flow);
    return placed;
  }

  call(flow, says) {
    this.modeling.updateProperties(flow, says);
  }

  take(gateway, flow) {
    this.modeling.updateProperties(gateway, { default: flow.businessObject });
  }

  ask(shape, question) {
    return this.next(shape, this.maker.shape('bpmn:ExclusiveGateway', { says: question }));
  }

  /** The way on from a question: to what follows, or to a milestone from which one goes on drawing. */
  goesOn(gateway, flow, milestone, block) {
    if (block.target) return this.lead(gateway, flow, block);
    return this.next(gateway, this.maker.shape('bpmn:IntermediateThrowEvent', { says: milestone }), flow);
  }

  lead(from, says, block) {
    block.isLed = true;
    const flow = this.modeling.connect(from, block.target);
    if (says) this.call(flow, says);
    return flow;
  }

  /** Draw a flow back to an earlier step, above everything between them. */
  back(from, to, says) {
    const [start, end] = [from, to].map((each) => ({ x: Math.round(each.x + each.width / 2), y: each.y }));
    const y = Math.min(from.y, to.y) - ABOVE;
    const waypoints = [start, { x: start.x, y }, { x: end.x, y }, end];
    const flow = this.modeling.createConnection(from, to, { type: 'bpmn:SequenceFlow', waypoints }, from.parent);
    if (says) this.call(flow, says);
    return flow;
  }

  below(source, shape) {
    return { x: source.x + source.width / 2, y: source.y + source.height + 60 + shape.height / 2 };
  }

  sign(task, source, block) {
    const gateway = this.ask(task, named('ลงนามหรือไม่', 'Signed?'));
    this.goesOn(gateway, named('ลงนาม', 'Signed'), named('ลงนามแล้ว', 'Signed'), block);
    const returned = named('ส่งกลับแก้ไข', 'Returned');
    if (isWork(source)) return this.take(gateway, this.back(gateway, source, returned));
    const mend = this.maker.shape('bpmn:UserTask', { says: named('แก้ไขตามข้อสังเกต', 'Correct it') });
    const placed = this.next(gateway, mend, returned, this.below(gateway, mend));
    this.modeling.connect(placed, task);
    return this.take(gateway, placed.incoming[0]);
  }

  committee(task, source, block) {
    const gateway = this.ask(task, named('เห็นชอบหรือไม่', 'Agreed?'));
    this.goesOn(gateway, named('เห็นชอบ', 'Agreed'), named('คณะกรรมการเห็นชอบ', 'The committee agrees'), block);
    const end = this.maker.shape('bpmn:EndEvent', { says: named('ไม่เห็นชอบ', 'Not agreed') });
    const placed = this.next(gateway, end, named('ไม่เห็นชอบ', 'Not agreed'), this.below(gateway, end));
    this.take(gateway, placed.incoming[0]);
  }

  decide(gateway, source, block) {
    const task = (says) => this.maker.shape('bpmn:UserTask', { says });
    const one = this.next(gateway, task(named('ขั้นตอนเมื่อใช่', 'When yes')), named('ใช่', 'Yes'));
    const other = task(named('ขั้นตอนเมื่อไม่ใช่', 'When no'));
    const placed = this.next(gateway, other, named('ไม่ใช่', 'No'));
    this.take(gateway, placed.incoming[0]);
    if (block.target) for (const each of [one, placed]) this.lead(each, null, block);
  }

  more(gateway, source, block) {
    this.goesOn(gateway, named('ครบ', 'Complete'), named('เอกสารครบ', 'The documents are complete'), block);
    const says = { ...named('ส่งเอกสารเพิ่มเติม', 'Send more documents'), 'camunda:assignee': '${applicant}' };
    const send = this.maker.shape('bpmn:UserTask', { says });
    const placed = this.next(gateway, send, named('ไม่ครบ', 'Incomplete'), this.below(gateway, send));
    this.take(gateway, placed.incoming[0]);
    if (isWork(source)) this.modeling.connect(placed, source);
  }

  deadline(timer) {
    this.notice(timer, named('แจ้งว่าเกินกำหนด', 'Tell that it is late'));
  }

  reminder(timer) {
    this.notice(timer, named('เตือนผู้รับผิดชอบ', 'Remind the responsible'));
  }

  /** Tell the role of the work, or of its lane, and end there: the work itself stays open. */
  notice(timer, says) {
    const inputs = { to: roleOf(timer.host), template: '' };
    const send = this.maker.shape('bpmn:SendTask', { says: { ...says, ...NOTICE }, inputs });
    const sent = this.next(timer, send, null, this.below(timer, send));
    const end = this.maker.shape('bpmn:EndEvent', { says: named('แจ้งแล้ว', 'Told') });
    this.next(sent, end, null, { x: sent.x + sent.width + 60, y: sent.y + sent.height / 2 });
    this.aside(timer);
  }

  /** Put an event's name beside it: below it goes its flow. */
  aside({ label, x, y, width, height }) {
    if (label) this.modeling.moveShape(label, { x: x + width + 4 - label.x, y: y + height - 8 - label.y });
  }

  /** A message has a name of its own; without one nothing could ever arrive. */
  await(catching) {
    const [definition] = catching.businessObject.get('eventDefinitions');
    const definitions = rootOf(catching.businessObject);
    const message = this.maker.bpmnFactory.create('bpmn:Message', { name: `${processOf(catching.businessObject).id}_answer` });
    message.$parent = definitions;
    const rootElements = [...definitions.get('rootElements'), message];
    this.modeling.updateModdleProperties(catching, definitions, { rootElements });
    this.modeling.updateModdleProperties(catching, definition, { messageRef: message });
  }

  within(box) {
    const begin = this.maker.shape('bpmn:StartEvent', { says: named('เริ่ม', 'Begin') });
    this.modeling.createShape(begin, { x: box.x + 58, y: box.y + box.height / 2 }, box);
  }
}
Blocks.$inject = ['eventBus', 'modeling', 'maker', 'elementRegistry'];

const isWork = (shape) => shape?.businessObject.$instanceOf('bpmn:Activity');

function rootOf(element) {
  return element.$parent ? rootOf(element.$parent) : element;
}

function processOf(element) {
  return element.$instanceOf('bpmn:Process') ? element : processOf(element.$parent);
}

/** Return whose the work is: what it names itself, else the role of its lane. */
export function roleOf(shape) {
  const named = shape?.businessObject.get('camunda:candidateGroups') ?? shape?.businessObject.get('camunda:assignee');
  return named || laneOf(shape)?.get('khanton:role') || '';
}

function laneOf(shape) {
  const lanes = processOf(shape.businessObject).get('laneSets') ?? [];
  return lanes.flatMap((set) => set.get('lanes')).find((lane) => lane.get('flowNodeRef').includes(shape.businessObject));
}

export const blocks = { __init__: ['blocks'], blocks: ['type', Blocks] };
