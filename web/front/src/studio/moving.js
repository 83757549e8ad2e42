// Go from element to element with the arrow keys; the page reader hears where one is.
import { isLabel } from 'bpmn-js/lib/util/LabelUtil';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { kindOf } from './menus.js';

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const ASIDE = 2; // how much worse a step aside is than a step ahead

const middle = (each) => ({ x: each.x + each.width / 2, y: each.y + each.height / 2 });

/** Return the element that lies in a direction, the nearest first. */
export function neighbour(from, key, others) {
  const [dx, dy] = WAYS[key];
  const here = middle(from);
  let best = null;
  for (const each of others) {
    const there = middle(each);
    const ahead = (there.x - here.x) * dx + (there.y - here.y) * dy;
    const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    const cost = ahead + aside * ASIDE;
    if (each !== from && ahead > 0 && aside <= ahead * 3 && (!best || cost < best.cost)) best = { each, cost };
  }
  return best?.each ?? null;
}

const least = (what) => (shapes) => [...shapes].sort((one, other) => one[what] - other[what])[0] ?? null;
const topmost = least('y');
const leftmost = least('x');

export class Moving {
  constructor(modeler) {
    for (const name of ['canvas', 'elementRegistry', 'selection', 'names']) this[name] = modeler.get(name);
  }

  steps() {
    const root = this.canvas.getRootElement();
    return this.elementRegistry.filter((each) => !isLabel(each) && !each.waypoints && is(each, 'bpmn:FlowNode') && each !== root && each.parent);
  }

  current() {
    return this.selection.get()[0] ?? null;
  }

  /** Go to the neighbour in a direction; from nothing, to the first step; from a flow, to its end. */
  go(key) {
    const from = this.current();
    if (!from) return this.to(this.first());
    if (is(from, 'bpmn:Participant') || is(from, 'bpmn:Lane')) return this.to(this.frames(from, key));
    if (from.waypoints) return this.to(key === 'ArrowLeft' || key === 'ArrowUp' ? from.source : from.target);
    return this.to(neighbour(from, key, this.steps()));
  }

  /** From a unit into its lanes, from lane to lane, from a lane into its steps or out to its unit. */
  frames(from, key) {
    const lanes = from.children.filter((each) => is(each, 'bpmn:Lane'));
    const beside = neighbour(from, key, from.parent.children.filter((each) => is(each, from.type)));
    if (is(from, 'bpmn:Participant') && key !== 'ArrowLeft') return beside ?? topmost(lanes) ?? this.first();
    if (key === 'ArrowLeft') return is(from, 'bpmn:Lane') ? from.parent : null;
    const inside = this.steps().filter((each) => from.businessObject.get('flowNodeRef').includes(each.businessObject));
    return key === 'ArrowRight' ? (leftmost(inside) ?? topmost(lanes)) : beside;
  }

  first() {
    const steps = this.steps();
    return steps.find((each) => is(each, 'bpmn:StartEvent')) ?? steps[0] ?? this.elementRegistry.find((each) => each.parent);
  }

  /** Go through the flows of a step, one after the other. */
  flow() {
    const at = this.current();
    const step = at?.waypoints ? at.source : at;
    const flows = step ? [...(step.outgoing ?? []), ...(step.incoming ?? [])] : [];
    return this.to(flows[(flows.indexOf(at) + 1) % flows.length]);
  }

  /** Go to the lane or unit around the element. */
  out() {
    const at = this.current();
    if (!at) return false;
    const lane = this.elementRegistry.find((each) => is(each, 'bpmn:Lane') && each.businessObject.get('flowNodeRef').includes(at.businessObject));
    return this.to(lane ?? (at.parent?.parent ? at.parent : null));
  }

  to(element) {
    if (!element) return false;
    this.selection.select(element);
    this.canvas.scrollToElement(element, 60);
    return true;
  }

  /** Say what is selected. */
  said() {
    const chosen = this.selection.get();
    if (chosen.length !== 1) return '';
    return `${kindOf(chosen[0])} ${this.names.of(chosen[0])}`.trim();
  }
}
