// Where a new step has room: behind its source, and below whatever already stands there.
import { getNewShapePosition } from 'bpmn-js/lib/features/auto-place/BpmnAutoPlaceUtil';
import { is } from 'bpmn-js/lib/util/ModelUtil';

const GAP = 30;
const BEFORE_SNAPPING = 2500; // the grid would put it where it does not look

/** Whether a shape put at a point would touch another one. */
export const touches = (other, { x, y }, { width, height }, gap = GAP / 2) =>
  Math.abs(other.x + other.width / 2 - x) < (other.width + width) / 2 + gap
  && Math.abs(other.y + other.height / 2 - y) < (other.height + height) / 2 + gap;

/** Return the steps of a diagram that take room. */
export const standing = (elementRegistry) =>
  elementRegistry.filter((each) => !each.waypoints && each.type !== 'label' && each.parent && is(each, 'bpmn:FlowNode'));

/** Return where a shape may follow its source. */
export function roomBehind(source, shape, elementRegistry) {
  const point = getNewShapePosition(source, shape, elementRegistry);
  if (!point || !is(shape, 'bpmn:FlowNode')) return point;
  const others = standing(elementRegistry).filter((each) => each !== source && each !== source.host && each !== shape && each !== source.parent);
  const taken = () => others.find((each) => !encloses(each, source) && touches(each, point, shape));
  for (let found = taken(); found; found = taken()) point.y = found.y + found.height + GAP + shape.height / 2;
  return point;
}

const encloses = (other, source) => source.parent === other || (source.parent?.parent && encloses(other, source.parent));

/** Let everything that is appended keep clear of what stands there. */
class Room {
  constructor(eventBus, elementRegistry) {
    eventBus.on('autoPlace', BEFORE_SNAPPING, ({ source, shape }) => roomBehind(source, shape, elementRegistry));
  }
}
Room.$inject = ['eventBus', 'elementRegistry'];

export const room = { __init__: ['room'], room: ['type', Room] };
