// Answers, a line each, how the properties panel reads a condition and writes it again, or a name with its number changed.
import { createInterface } from 'node:readline';
import { readCondition, writeCondition } from '../../web/front/src/studio/properties/conditions.js';
import { renumbered } from '../../web/front/src/studio/properties/digits.js';

for await (const line of createInterface({ input: process.stdin })) {
  const { condition, name, before, after } = JSON.parse(line);
  if (condition === undefined) console.log(JSON.stringify(renumbered(name, before, after)));
  else {
    const read = readCondition(condition);
    console.log(JSON.stringify(read && writeCondition(read)));
  }
}
