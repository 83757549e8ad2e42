// Put things on the diagram without a mouse: behind a step, on its edge, in the middle of what is in sight.
import { isExpanded } from 'bpmn-js/lib/util/DiUtil';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { onlyWayOut } from './inserting.js';
import { standing, touches } from './room.js';

const GAP = 30;
const LANE = 180; // how high a lane has to be
const EDGE = 46; // between events on one edge

export class Placing {
  constructor(injector) {
    for (const name of ['autoPlace', 'canvas', 'commandStack', 'create', 'directEditing', 'elementRegistry', 'inserting', 'maker', 'modeling', 'rules', 'selection']) {
      this[name] = injector.get(name);
    }
    this.commandStack.register('studio.together', { preExecute: ({ act }) => act() });
  }

  /** Make what an item of the catalogue stands for; `source`: the step that it follows. */
  make(item, source) {
    const shape = item.make(this.maker);
    if (item.block) shape.block = { id: item.block, source };
    return shape;
  }

  /** Put an item behind a step; where one way leaves it, into that way: it cannot have a second one. */
  append(source, item) {
    if (item.on === 'edge') return this.attach(source, item);
    const way = item.on === 'flow' && !item.isEnd && (is(source, 'bpmn:SequenceFlow') ? source : onlyWayOut(source));
    if (way) return this.insert(way, item);
    return this.autoPlace.append(source, this.make(item, source));
  }

  insert(flow, item) {
    const shape = this.inserting.insert(flow, this.make(item, flow.source));
    this.show(shape);
    return shape;
  }

  /** Put an event on the lower edge of work, beside those that are there. */
  attach(host, item) {
    const taken = (host.attachers ?? []).map((each) => each.x + each.width / 2);
    let x = host.x + host.width - 28;
    while (taken.some((each) => Math.abs(each - x) < EDGE - 4) && x > host.x + EDGE) x -= EDGE;
    const shape = this.modeling.createShape(this.make(item, host), { x, y: host.y + host.height }, host, { attach: true });
    this.selection.select(shape);
    return shape;
  }

  /** Put an item into the middle of what is in sight, or beside what lies there. */
  add(item) {
    const shape = this.make(item);
    if (is(shape, 'bpmn:Participant')) return this.addPool(shape);
    const parent = this.home(item);
    const point = this.free(shape, parent);
    const placed = this.modeling.createShape(shape, point, parent);
    this.show(placed);
    return placed;
  }

  show(placed) {
    this.selection.select(placed);
    this.canvas.scrollToElement(placed, 80);
    this.directEditing.activate(placed);
  }

  /** Begin to drag an item with the mouse. */
  drag(event, item, source) {
    const shape = this.make(item, source);
    this.create.start(event, shape, source && item.on !== 'edge' ? { source } : {});
  }

  home(item) {
    const root = this.canvas.getRootElement();
    if (!is(root, 'bpmn:Collaboration') || item.on === 'frame') return root;
    const [chosen] = this.selection.get();
    if (chosen && isFrame(chosen)) return chosen;
    const pools = root.children.filter((each) => is(each, 'bpmn:Participant') && isExpanded(each));
    const middle = this.middle();
    return pools.find((each) => contains(each, middle)) ?? pools[0] ?? root;
  }

  middle() {
    const { x, y, width, height } = this.canvas.viewbox();
    return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  }

  free(shape, parent) {
    const point = this.middle();
    const within = isFrame(parent) && (this.selection.get()[0] === parent || !contains(parent, point));
    if (within) Object.assign(point, { x: parent.x + 60 + shape.width / 2, y: parent.y + parent.height / 2 });
    const others = standing(this.elementRegistry);
    const taken = () => others.find((each) => touches(each, point, shape));
    for (let found = taken(); found; found = taken()) point.x = found.x + found.width + GAP + shape.width / 2;
    return point;
  }

  /** The first unit takes in all that is drawn; a further one goes below. */
  addPool(shape) {
    const root = this.canvas.getRootElement();
    const drawn = root.children.filter((each) => !each.waypoints && each.type !== 'label');
    const box = around(drawn);
    if (is(root, 'bpmn:Process') && box) {
      shape.width = Math.max(shape.width, box.width + 140);
      shape.height = Math.max(shape.height, box.height + 100);
    }
    const middle = is(root, 'bpmn:Process') && box ? { x: box.x + box.width / 2 - 15, y: box.y + box.height / 2 } : this.middle();
    if (!is(root, 'bpmn:Process') && box) {
      Object.assign(middle, { x: box.x + shape.width / 2, y: box.y + box.height + 40 + shape.height / 2 });
    }
    const placed = this.modeling.createShape(shape, middle, root);
    this.show(placed);
    return placed;
  }

  /** Divide a unit or a lane, high enough for steps in each part. */
  split(frame, parts) {
    this.together(() => {
      const height = Math.max(frame.height, parts * LANE);
      if (height > frame.height) this.modeling.resizeShape(frame, { x: frame.x, y: frame.y, width: frame.width, height });
      this.modeling.splitLane(frame, parts);
    });
    this.selection.select(frame);
  }

  /** Do several things in one step of undoing. */
  together(act) {
    this.commandStack.execute('studio.together', { act });
  }

  /** Move a step, with what sits on its edge, into a lane; to the right where something stands there. */
  toLane(step, lane) {
    const point = { x: step.x + step.width / 2, y: lane.y + lane.height / 2 };
    const others = standing(this.elementRegistry).filter((each) => each !== step && each.host !== step);
    const taken = () => others.find((each) => touches(each, point, step));
    for (let found = taken(); found; found = taken()) point.x = found.x + found.width + GAP + step.width / 2;
    const delta = { x: point.x - step.x - step.width / 2, y: point.y - step.y - step.height / 2 };
    this.modeling.moveElements([step], delta, lane, { primaryShape: step });
    this.canvas.scrollToElement(step, 80);
  }

  canConnect(source, target) {
    return source !== target && this.rules.allowed('connection.create', { source, target });
  }

  connect(source, target) {
    const allowed = this.canConnect(source, target);
    const connection = allowed && this.modeling.connect(source, target, allowed === true ? {} : allowed);
    if (connection) this.selection.select(connection);
    return connection;
  }
}
Placing.$inject = ['injector'];

const isFrame = (shape) => is(shape, 'bpmn:Lane') || (is(shape, 'bpmn:Participant') && isExpanded(shape));

const contains = (box, { x, y }) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;

function around(shapes) {
  if (!shapes.length) return null;
  const x = Math.min(...shapes.map((each) => each.x));
  const y = Math.min(...shapes.map((each) => each.y));
  const right = Math.max(...shapes.map((each) => each.x + each.width));
  const bottom = Math.max(...shapes.map((each) => each.y + each.height));
  return { x, y, width: right - x, height: bottom - y };
}

export const placing = { placing: ['type', Placing] };
