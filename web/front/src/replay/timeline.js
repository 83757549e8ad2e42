// Where the tokens of a case were, and what its data said, after any of its events: a pure function of the events
// before it. Standings are kept every 64 events, so that a jump costs as little as a step.
//
// An event: {seq, at (ms), steps: [[kind, element, token, flow, place]], set: [{name, title, lines}], …}; `place` is
// which of the case's diagrams. `turn`: {from, to, moved: [[token, element]]}, where it was moved to another version;
// `own`: which diagram was the case's own by then, of a case that was moved.

const EVERY = 64;

export class Timeline {
  constructor(events) {
    this.events = events;
    const held = { tokens: new Map(), data: new Map(), isHeld: false };
    this.kept = [copy(held)];
    events.forEach((event, index) => {
      take(held, event, index + 1);
      if ((index + 1) % EVERY === 0) this.kept.push(copy(held));
    });
    this.firsts = firsts(events);
  }

  /** The standing after the first `index` events. */
  at(index) {
    const from = Math.min(Math.floor(index / EVERY), this.kept.length - 1);
    const held = copy(this.kept[from]);
    for (let at = from * EVERY; at < index; at += 1) take(held, this.events[at], at + 1);
    return held;
  }

  /** What is marked as passed on one of the diagrams, in the order in which it was. */
  marks(place) {
    return this.firsts.filter((each) => each.place === place);
  }

  /** The next event after `index` that has to do with an element, else the first that has; -1 where none has. */
  next(index, element, place) {
    const touches = (event) =>
      event.element === element || event.steps.some((step) => step[1] === element && step[4] === place);
    const later = this.events.findIndex((event, at) => at + 1 > index && touches(event));
    return (later >= 0 ? later : this.events.findIndex(touches)) + 1 || -1;
  }
}

const copy = ({ tokens, data, isHeld }) => ({ tokens: new Map(tokens), data: new Map(data), isHeld });
const HOLDS = { instance_suspended: true, instance_resumed: false, instance_cancelled: false };

/** Let an event have happened. */
export function take(held, event, index) {
  held.isHeld = HOLDS[event.type] ?? held.isHeld;
  if (event.turn) turn(held.tokens, event.turn);
  for (const step of event.steps) move(held.tokens, step);
  for (const each of event.set ?? []) held.data.set(each.name, { ...each, index });
}

/** The case goes on in another version: its tokens stand on that one's diagram, some at an element of another id. */
function turn(tokens, { from, to, moved }) {
  const elements = new Map(moved);
  for (const [token, each] of tokens) {
    if (each.place === from) tokens.set(token, { ...each, place: to, element: elements.get(token) ?? each.element });
  }
}

function move(tokens, [kind, element, token, flow, place]) {
  if (kind === 'entered') {
    const whole = flow ? null : wholeAt(tokens, element, place);
    tokens.set(token, { element, flow, place, whole });
  } else if (kind === 'completed' || kind === 'cancelled') tokens.delete(token);
  else if (kind === 'failed' && tokens.has(token)) tokens.set(token, { ...tokens.get(token), failed: true });
}

/** What comes to an element by no flow while a token stands there is a round of that one. */
function wholeAt(tokens, element, place) {
  let found = null;
  for (const [token, each] of tokens) {
    if (each.element === element && each.place === place && each.whole === null) found = token;
  }
  return found;
}

/** When each element was first passed, and each flow first taken: [{place, id, marker, first}], in order. */
function firsts(events) {
  const seen = new Set();
  const found = [];
  const note = (place, id, marker, first) => {
    const key = `${place} ${marker} ${id}`;
    if (!id || seen.has(key)) return;
    seen.add(key);
    found.push({ place, id, marker, first });
  };
  events.forEach(({ steps }, index) => {
    for (const [kind, element, , flow, place] of steps) {
      if (kind === 'completed' || kind === 'fired') note(place, element, 'done', index + 1);
      if (kind === 'entered') note(place, flow, 'taken', index + 1);
    }
  });
  return found;
}
