// The diagrams of a case, one in sight at a time; the camera that keeps the step at hand readable.
import { openDiagram } from '../diagram/viewer.js';
import { TokenLayer } from './tokens.js';

const READABLE = 1;
const GLIDE = 0.14;

export class Stage {
  constructor(element, diagrams, timeline, { isCalm, onElement }) {
    Object.assign(this, { element, diagrams, timeline, isCalm, onElement });
    this.scenes = new Map();
    this.scene = null;
    this.view = 'follow';
    this.aim = null;
  }

  /** Bring one of the diagrams into sight, opening it the first time. */
  async show(place) {
    const known = this.scenes.get(place);
    const scene = known ?? (await this.open(place));
    for (const each of this.scenes.values()) each.box.hidden = each !== scene;
    this.scene = scene;
    if (!known) this.setView(this.view);
  }

  async open(place) {
    const box = document.createElement('div');
    box.className = 'diagram';
    box.dataset.diagram = this.diagrams[place].address;
    box.dataset.label = this.diagrams[place].name;
    this.element.append(box);
    const viewer = await openDiagram(box);
    const layer = new TokenLayer(viewer);
    const marks = this.timeline.marks(place).filter(({ id }) => layer.has(id));
    const scene = { place, box, viewer, layer, marks, marked: 0 };
    viewer.get('eventBus').on('element.click', ({ element }) => this.onElement(element.id, place));
    viewer.keepView();
    this.scenes.set(place, scene);
    return scene;
  }

  setView(view) {
    this.view = view;
    this.aim = null;
    if (!this.scene) return;
    if (view === 'all') this.scene.viewer.fit();
    else this.scene.viewer.get('canvas').zoom(READABLE);
  }

  /** Draw the standing after `index` events. */
  draw(index, tokens) {
    const { scene } = this;
    if (!scene) return;
    mark(scene, index);
    scene.layer.rest(new Map([...tokens].filter(([, each]) => each.place === scene.place)));
  }

  /** Look at the element that an event is about; gliding, unless it is a jump. */
  look(element, isJump) {
    if (this.view !== 'follow' || !this.scene) return;
    const shape = this.scene.viewer.get('elementRegistry').get(element);
    if (!shape || shape.waypoints) return;
    const box = this.scene.viewer.get('canvas').viewbox();
    if (!isJump && isCentral(shape, box)) return;
    this.aim = { x: shape.x + shape.width / 2 - box.width / 2, y: shape.y + shape.height / 2 - box.height / 2 };
    if (isJump || this.isCalm) this.settle(box);
  }

  settle(box) {
    this.scene.viewer.get('canvas').viewbox({ ...this.aim, width: box.width, height: box.height });
    this.aim = null;
  }

  /** Move the camera a little; say whether it goes on. */
  glide() {
    if (!this.aim) return false;
    const canvas = this.scene.viewer.get('canvas');
    const box = canvas.viewbox();
    const [dx, dy] = [this.aim.x - box.x, this.aim.y - box.y];
    if (Math.abs(dx) + Math.abs(dy) < 1) {
      this.aim = null;
      return false;
    }
    canvas.scroll({ dx: -dx * GLIDE * box.scale, dy: -dy * GLIDE * box.scale });
    return true;
  }

  /** Send the tokens of an event on their way, one wave after the other. */
  travel(event, now, ms) {
    const { scene } = this;
    if (this.isCalm || !scene) return;
    const waves = new Map();
    const left = event.steps.find((step) => step[0] === 'cancelled' || step[0] === 'completed')?.[1];
    for (const [kind, element, token, flow, place] of event.steps) {
      if (kind !== 'entered' || place !== scene.place) continue;
      const source = flow ? scene.viewer.get('elementRegistry').get(flow)?.source?.id : null;
      const wave = flow ? (waves.get(source) ?? -1) + 1 : 0;
      waves.set(element, wave);
      const isMove = !flow && MOVES.has(event.type) && left !== element;
      if (flow || isMove) scene.layer.launch(token, { flow, from: left, to: element }, now, wave * ms * 0.75, ms);
    }
  }

  get layer() {
    return this.scene?.layer;
  }
}

/** Show what was passed by then: the marks stand in the order in which they come. */
function mark(scene, index) {
  const canvas = scene.viewer.get('canvas');
  const { marks } = scene;
  for (; scene.marked < marks.length && marks[scene.marked].first <= index; scene.marked += 1) {
    canvas.addMarker(marks[scene.marked].id, marks[scene.marked].marker);
  }
  for (; scene.marked > 0 && marks[scene.marked - 1].first > index; scene.marked -= 1) {
    canvas.removeMarker(marks[scene.marked - 1].id, marks[scene.marked - 1].marker);
  }
}

/** Whether a shape stands in the middle half of what is in sight: then the camera may rest. */
function isCentral(shape, box) {
  const part = (start, length, from, size) => (start + length / 2 - from) / size;
  const [x, y] = [part(shape.x, shape.width, box.x, box.width), part(shape.y, shape.height, box.y, box.height)];
  return Math.min(x, y) > 0.25 && Math.max(x, y) < 0.75;
}

const MOVES = new Set(['token_moved', 'task_sent_back']);
