// Conditions that people can build without writing: parts of `variable operator value`, joined by one word.

export const OPERATORS = ['==', '!=', '>=', '>', '<=', '<'];
const PART = /^(not\s+)?([\p{L}][\p{L}\p{N}\p{M}_.]*)(?:\s*(==|!=|>=|<=|>|<)\s*(.+))?$/u;
const TEXT = /^("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')$/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const WORDS = { true: true, false: false, True: true, False: false };

/** Return { join: 'and'|'or', parts: [{ name, op, value }] }; null when it is not as simple as that. */
export function readCondition(text) {
  const inner = unwrapped(text);
  if (inner === null) return null;
  for (const join of ['and', 'or']) {
    const parts = split(inner, join).map(readPart);
    if (parts.every(Boolean) && (join === 'and' || parts.length > 1)) return { join, parts };
  }
  return null;
}

export function writeCondition({ join, parts }) {
  return `\${${parts.map(writePart).join(` ${join} `)}}`;
}

function unwrapped(text) {
  const trimmed = text.trim();
  return trimmed.startsWith('${') && trimmed.endsWith('}') ? trimmed.slice(2, -1).trim() : null;
}

/** Cut at a word that stands outside quotes. */
function split(text, word) {
  const parts = [''];
  for (const piece of text.split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/)) {
    const isQuoted = /^["']/.test(piece);
    const [first, ...more] = isQuoted ? [piece] : piece.split(new RegExp(`\\s+${word}\\s+|^${word}\\s+|\\s+${word}$`));
    parts[parts.length - 1] += first;
    parts.push(...more);
  }
  return parts.map((each) => each.trim());
}

function readPart(text) {
  const found = PART.exec(text);
  if (!found || /^(and|or|not|if|else|in)$/.test(found[2])) return null;
  const [, not, name, op, literal] = found;
  if (!op) return WORDS[name] === undefined ? { name, op: '==', value: !not } : null;
  const value = not ? undefined : readValue(literal.trim());
  return value === undefined ? null : { name, op, value };
}

function readValue(text) {
  if (TEXT.test(text)) return text.slice(1, -1).replace(/\\(.)/g, '$1');
  if (NUMBER.test(text)) return Number(text);
  return WORDS[text];
}

function writePart({ name, op, value }) {
  if (value === true || value === false) return (op === '==') === value ? name : `not ${name}`;
  return `${name} ${op} ${typeof value === 'number' ? value : `"${String(value).replace(/(["\\])/g, '\\$1')}"`}`;
}
