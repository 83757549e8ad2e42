// Answers, a line each, what the page's scripts know of a form and what was typed into it.
import { createInterface } from 'node:readline';
import { knownOf, knownRows } from '../../web/front/src/forms/knowing.js';

for await (const line of createInterface({ input: process.stdin })) {
  const { fields, typed } = JSON.parse(line);
  for (const field of fields) {
    if (field.type === 'table' && typed[field.key]) typed[field.key] = knownRows(field.columns, typed[field.key]);
  }
  const { known, seen, needed } = knownOf(fields, typed);
  console.log(JSON.stringify({ known, seen: [...seen].sort(), needed: [...needed].sort() }));
}
