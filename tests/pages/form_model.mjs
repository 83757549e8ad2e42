// For tests: a line of JSON { text, acts } in, the form's file after the acts out, by the builder's own code.
import { createInterface } from 'node:readline';
import { keyOf } from '../../web/front/src/studio/forms/latin.js';
import { FormModel } from '../../web/front/src/studio/forms/model.js';

const does = {
  choose: (model, place) => model.choose(place),
  set: (model, name, value) => model.set(name, value),
  setLabel: (model, label, key) => model.setLabel(label, key),
  setKey: (model, key) => model.setKey(key),
  setType: (model, type) => model.setType(type),
  add: (model, fields, behind, more) => model.add(fields, behind, more),
  duplicate: (model, place) => model.duplicate(place),
  remove: (model, place) => model.remove(place),
  step: (model, place, by) => model.step(place, by),
  move: (model, from, group, to) => model.move(from, group, to),
  undo: (model) => model.undo(),
  redo: (model) => model.redo(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { text, acts = [], limits = {}, label } = JSON.parse(line);
  if (label) {
    console.log(JSON.stringify(keyOf(label, new Set(acts))));
    continue;
  }
  const model = new FormModel(text, limits);
  for (const [name, ...given] of acts) does[name](model, ...given);
  console.log(JSON.stringify(model.text()));
}
