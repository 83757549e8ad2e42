// Put a step, or a whole block, between two others: room is made, the flow is led through it, in one step of undoing.
import { isAny } from 'bpmn-js/lib/features/modeling/util/ModelingUtil';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { selfAndAllChildren } from 'diagram-js/lib/util/Elements';

const WIDTHS = { sign: 300, committee: 300, more: 130, decide: 330 }; // what a block takes between two steps
const GAP = 50;

/** Return the one flow that leaves a step which may have only one. */
export function onlyWayOut(step) {
  const flows = (step.outgoing ?? []).filter((each) => is(each, 'bpmn:SequenceFlow'));
  return flows.length === 1 && isAny(step, ['bpmn:Activity', 'bpmn:Event']) ? flows[0] : null;
}

class InsertHandler {
  constructor(modeling, spaceTool, canvas) {
    Object.assign(this, { modeling, spaceTool, canvas });
  }

  preExecute(context) {
    const { flow, shape } = context;
    const { source, target } = flow;
    const left = source.x + source.width;
    this.makeRoom(left, target, GAP * 2 + (WIDTHS[shape.block?.id] ?? shape.width), source);
    const point = { x: left + GAP + shape.width / 2, y: source.y + source.height / 2 };
    const block = shape.block;
    if (block) block.target = target;
    const name = { name: flow.businessObject.get('name'), 'khanton:nameEn': flow.businessObject.get('khanton:nameEn') };
    context.shape = this.modeling.createShape(shape, point, flow.parent);
    this.modeling.reconnectEnd(flow, context.shape, { x: point.x, y: point.y });
    if (name.name) this.modeling.updateProperties(flow, name);
    this.modeling.layoutConnection(flow);
    if (!block?.isLed) this.modeling.connect(context.shape, target);
  }

  /** Move what stands to the right, where the way between the two is too short. */
  makeRoom(left, target, needed, source) {
    const missing = needed - (target.x - left);
    if (target.x < left || missing <= 0) return;
    const delta = { x: Math.ceil(missing / 10) * 10, y: 0 };
    const start = left + Math.min(10, (target.x - left) / 2);
    const elements = selfAndAllChildren(this.canvas.getRootElement(), true).filter((each) => each !== source);
    const { movingShapes, resizingShapes } = this.spaceTool.calculateAdjustments(elements, 'x', delta.x, start);
    this.modeling.createSpace(movingShapes, resizingShapes, delta, 'e', start);
  }
}
InsertHandler.$inject = ['modeling', 'spaceTool', 'canvas'];

export class Inserting {
  constructor(commandStack) {
    this.commandStack = commandStack;
    commandStack.registerHandler('studio.insert', InsertHandler);
  }

  /** Put a shape into a flow; returns it. */
  insert(flow, shape) {
    const context = { flow, shape };
    this.commandStack.execute('studio.insert', context);
    return context.shape;
  }
}
Inserting.$inject = ['commandStack'];

export const inserting = { __init__: ['inserting'], inserting: ['type', Inserting] };
