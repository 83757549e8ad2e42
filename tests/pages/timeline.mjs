// For tests: a line of JSON (events) in, a line of JSON (the tokens after each event) out, by the page's own code.
import { createInterface } from 'node:readline';
import { Timeline } from '../../web/front/src/replay/timeline.js';

for await (const line of createInterface({ input: process.stdin })) {
  const events = JSON.parse(line);
  const timeline = new Timeline(events);
  const shown = events.map((_, index) => [...timeline.at(index + 1).tokens].map(([token, each]) => [token, each.element]));
  console.log(JSON.stringify(shown));
}
