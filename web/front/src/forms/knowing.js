// What a form knows of what is typed: values as they are stored, what is hidden, what must be filled in.
import { computed } from './computing.js';
import { holds } from './conditions.js';
import { read } from './reading.js';

/** Read one row of a table (an object of raw values by column) beside its number, from 1. */
export function knownRow(columns, raw, number) {
  return knownOf(columns, raw, number).known;
}

/** Read the rows of a table; blank rows at the end are left out. */
export function knownRows(columns, rows) {
  const unasked = new Set(columns.filter((column) => column.auto).map((column) => column.key));
  const found = rows.map((row, at) => knownRow(columns, row, at + 1));
  while (found.length && Object.keys(found.at(-1)).every((key) => unasked.has(key))) found.pop();
  return found;
}

/** `raw`: what is typed by field; a table's rows are known already or read here. */
export function knownOf(fields, raw, row = 0) {
  const known = {};
  const seen = new Set();
  const needed = new Set();
  for (const field of fields) {
    const isSeen = !field.visible || holds(field.visible, known);
    if (isSeen) seen.add(field.key);
    if (isSeen && ((field.required && !field.auto) || (field.required_if && holds(field.required_if, known)))) needed.add(field.key);
    const value = valueOf(field, raw[field.key], known, row);
    if (value !== null && isSeen) known[field.key] = value;
  }
  return { known, seen, needed };
}

function valueOf(field, value, known, row) {
  if (field.formula) return computed(field, known, row);
  if (field.type === 'table') return Array.isArray(value) && value.length ? value : null;
  if (field.parts) return whole(field.parts, value);
  return read(field, value);
}

function whole(parts, value) {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return value ?? null;
  const { known } = knownOf(parts, value);
  return Object.keys(known).length ? known : null;
}
