// Tokens drawn over a diagram: at rest on their elements, and on their way along the flows they took. They have a
// drawing of their own above the diagram's: what moves there does not make the browser paint the diagram again.
const SVG = 'http://www.w3.org/2000/svg';
const SEEN = 0.55; // below this zoom tokens grow against the diagram, or nobody would see them

export class TokenLayer {
  constructor(viewer) {
    this.registry = viewer.get('elementRegistry');
    this.canvas = viewer.get('canvas');
    this.layer = document.createElementNS(SVG, 'g');
    this.routes = new Map();
    this.spare = [];
    this.moving = new Map();
    this.badges = new Map();
    this.grow = 1;
    this.cover(viewer);
  }

  /** Lay the tokens' drawing over the diagram, moving and growing with it. */
  cover(viewer) {
    const sheet = document.createElementNS(SVG, 'svg');
    sheet.setAttribute('class', 'token-sheet');
    sheet.setAttribute('aria-hidden', 'true');
    sheet.append(this.layer);
    this.canvas.getContainer().append(sheet);
    const follow = () => {
      const { x, y, scale } = this.canvas.viewbox();
      this.layer.setAttribute('transform', `scale(${scale}) translate(${-x},${-y})`);
      this.grow = Math.max(1, SEEN / scale);
      for (const { group, at } of this.badges.values()) place(group, at, this.grow, false);
    };
    viewer.get('eventBus').on('canvas.viewbox.changed', follow);
    follow();
  }

  has(element) {
    return Boolean(this.registry.get(element));
  }

  /** Send a token along a flow, or straight from one element to another; `after`, `ms`: of its way. */
  launch(token, { flow, from, to }, now, after, ms) {
    const route = flow && this.has(flow) ? this.routeOf(flow) : this.straight(from, to);
    if (!route) return;
    const known = this.moving.get(token);
    this.moving.set(token, { dot: known?.dot ?? this.dot(), route, since: now + after, ms });
  }

  /** Move what is on its way; say whether something has arrived. */
  frame(now) {
    let arrived = false;
    for (const [token, each] of this.moving) {
      const part = (now - each.since) / each.ms;
      if (part >= 1) {
        each.dot.remove();
        this.spare.push(each.dot);
        this.moving.delete(token);
        arrived = true;
      } else place(each.dot, along(each.route, Math.max(0, part)), this.grow, part < 0);
    }
    return arrived;
  }

  clear() {
    for (const { dot } of this.moving.values()) {
      dot.remove();
      this.spare.push(dot);
    }
    this.moving.clear();
  }

  /** Draw where tokens rest: a dot on the element, with a number where there are several. */
  rest(tokens) {
    const counts = this.countsOf(tokens);
    for (const [element, badge] of this.badges) {
      if (!counts.has(element)) this.drop(element, badge);
    }
    for (const [element, count] of counts) this.show(element, count);
  }

  countsOf(tokens) {
    const wholes = new Set([...tokens.values()].map((each) => each.whole).filter((each) => each !== null));
    const counts = new Map();
    for (const [token, { element, failed }] of tokens) {
      if (this.moving.has(token) || wholes.has(token) || this.isOpened(element)) continue;
      const known = counts.get(element) ?? { number: 0, failed: false };
      counts.set(element, { number: known.number + 1, failed: known.failed || Boolean(failed) });
    }
    return counts;
  }

  /** A sub-process drawn open shows the tokens inside, not one of its own; unknown elements show none. */
  isOpened(element) {
    const shape = this.registry.get(element);
    return !shape || shape.children?.some((child) => !child.waypoints && child.type !== 'label');
  }

  show(element, { number, failed }) {
    const badge = this.badges.get(element) ?? this.badge(element);
    const text = number > 1 ? String(number) : failed ? '!' : '';
    if (badge.text === text && badge.failed === failed) return;
    Object.assign(badge, { text, failed });
    badge.group.lastChild.textContent = text;
    badge.group.firstChild.setAttribute('r', text ? 13 : 10);
    badge.group.classList.toggle('failed', failed);
    this.canvas[failed ? 'addMarker' : 'removeMarker'](element, 'broken');
  }

  badge(element) {
    const shape = this.registry.get(element);
    const group = document.createElementNS(SVG, 'g');
    group.setAttribute('class', 'token-rest');
    const text = document.createElementNS(SVG, 'text');
    text.setAttribute('dy', '4.5');
    group.append(circle(), text);
    const low = shape.height > 60 ? shape.height : shape.height / 2;
    const at = [shape.x + shape.width / 2, shape.y + low];
    place(group, at, this.grow, false);
    this.layer.append(group);
    this.canvas.addMarker(element, 'current');
    const badge = { group, at, text: null, failed: false };
    this.badges.set(element, badge);
    return badge;
  }

  drop(element, badge) {
    badge.group.remove();
    this.badges.delete(element);
    this.canvas.removeMarker(element, 'current');
    this.canvas.removeMarker(element, 'broken');
  }

  dot() {
    const dot = this.spare.pop() ?? circle();
    dot.setAttribute('class', 'token-moving');
    this.layer.append(dot);
    return dot;
  }

  routeOf(flow) {
    if (!this.routes.has(flow)) this.routes.set(flow, measured(this.registry.get(flow).waypoints));
    return this.routes.get(flow);
  }

  straight(from, to) {
    const ends = [from, to].map((each) => this.registry.get(each));
    if (ends.some((each) => !each || each.waypoints)) return null;
    return measured(ends.map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 })));
  }
}

function circle() {
  const found = document.createElementNS(SVG, 'circle');
  found.setAttribute('r', 9);
  return found;
}

function place(node, [x, y], grow, isHidden) {
  node.setAttribute('transform', `translate(${x.toFixed(1)},${y.toFixed(1)}) scale(${grow.toFixed(2)})`);
  node.toggleAttribute('hidden', isHidden);
}

function measured(points) {
  const lengths = [0];
  for (let at = 1; at < points.length; at += 1) {
    lengths.push(lengths[at - 1] + Math.hypot(points[at].x - points[at - 1].x, points[at].y - points[at - 1].y));
  }
  return { points, lengths };
}

function along({ points, lengths }, part) {
  const way = part * lengths.at(-1);
  let at = 1;
  while (at < points.length - 1 && lengths[at] < way) at += 1;
  const ratio = (way - lengths[at - 1]) / (lengths[at] - lengths[at - 1] || 1);
  const [from, to] = [points[at - 1], points[at]];
  return [from.x + (to.x - from.x) * ratio, from.y + (to.y - from.y) * ratio];
}
