// Break a label into lines that fit a width, balanced, never inside a word that fits.
import { pieces, smaller } from './words.js';

const ink = document.createElement('canvas').getContext('2d');
const measurers = new Map();

/**
 * Return a function that measures text in a font without the blanks at its end; `.advance` measures with them.
 * Both remember what they have measured: words come again and again, whole lines do not.
 */
export function measurer(style, size) {
  const font = `${style.fontWeight || 'normal'} ${size}px ${style.fontFamily}`;
  if (!measurers.has(font)) measurers.set(font, measureIn(font));
  return measurers.get(font);
}

function measureIn(font) {
  const known = new Map();
  const advance = (text) => {
    if (!known.has(text)) {
      ink.font = font;
      known.set(text, ink.measureText(text).width);
    }
    return known.get(text);
  };
  return Object.assign((text) => advance(text.replace(/[\s\u200b]+$/, '')), { advance });
}

const OVER = 1.8; // a word may stand out of a narrow label rather than be cut in two

function fill(line, roomOn, measure) {
  const lines = [];
  let current = '';
  let width = 0; // of the line so far: a sum of its words', so that no line has to be measured
  const put = (piece) => {
    if (current && width + measure(piece) > roomOn(lines.length)) {
      lines.push(current.trimEnd());
      current = '';
      width = 0;
    }
    const added = current || !lines.length ? piece : piece.trimStart();
    current += added;
    width += measure.advance(added);
  };
  for (const piece of pieces(line)) {
    const room = roomOn(lines.length);
    const parts = measure(piece) <= room ? [piece] : smaller(piece, (part) => measure(part) <= room * OVER);
    for (const part of parts) put(part);
  }
  lines.push(current.trimEnd());
  return lines;
}

/** Break one line of text; `narrow(n)` is what room line n has where it is less than `width`. */
export function wrap(line, width, measure, narrow = () => width) {
  const within = (most) => fill(line, (n) => Math.min(most, narrow(n)), measure);
  const lines = within(width);
  if (lines.length < 2) return lines;
  let low = width / 2;
  let high = width;
  for (let turn = 0; turn < 6; turn += 1) {
    const middle = (low + high) / 2;
    if (within(middle).length <= lines.length) high = middle;
    else low = middle;
  }
  const longest = Math.max(0, ...pieces(line).map(measure).filter((each) => each <= width));
  return within(Math.max(high, longest));
}

/** Break a text for an external label or an annotation. */
export function broken(text, width, style) {
  const measure = measurer(style, parseFloat(style.fontSize) || 12);
  return plain(text.split(/\r?\n/).map((line) => wrap(line, width, measure).join('\n')).join('\n'));
}

/** How wide the widest line of a broken text is. */
export function widest(text, style) {
  const measure = measurer(style, parseFloat(style.fontSize) || 12);
  return Math.max(...text.split('\n').map(measure));
}

export const plain = (text) => text.replace(/\u200b/g, '');

const ICON = { width: 22, height: 23 };
const TRIES = [0, 1, 2].flatMap((less) => [[less, true], [less, false]]);

/** Fit a task's name: beside its icon, and smaller rather than over the edge. */
export function fitted(text, box, style) {
  const sound = [];
  for (const [less, beside] of TRIES) {
    const found = tried(text, box, style, style.fontSize - less, beside);
    if (found?.over <= 0 && beside) return found;
    if (found) sound.push(found);
  }
  return sound.reduce((best, each) => (each.over < best.over - 1 ? each : best));
}

function tried(text, box, style, size, beside) {
  const measure = measurer(style, size);
  const height = size * style.lineHeight;
  let lines = text.split(/\r?\n/).flatMap((line) => wrap(line, box.width, measure));
  const top = (box.height - lines.length * height) / 2 + height * 0.2;
  if (beside && top < ICON.height) {
    const room = box.width - 2 * ICON.width;
    lines = wrap(text, box.width, measure, (n) => (n === 0 ? room : box.width));
    if (measure(lines[0]) > room + 1) return null;
  }
  return { size, lines, beside, over: lines.length * height - (box.height - 6) };
}
