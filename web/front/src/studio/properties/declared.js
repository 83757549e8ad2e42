// Messages, signals, errors, escalations: declared once in the file, named by whatever sends or waits for them.
import { make } from '../../forms/elements.js';
import { field } from './controls.js';
import { matching, suggesting } from './suggesting.js';
import { isA } from './writing.js';

function definitionsOf(bo) {
  let node = bo;
  while (node && !isA(node, 'bpmn:Definitions')) node = node.$parent;
  return node;
}

function freeId(definitions, type, name) {
  const plain = `${type.replace('bpmn:', '').toLowerCase()}_${name.replace(/[^A-Za-z0-9_]+/g, '_')}`;
  const taken = new Set(definitions.rootElements.map((each) => each.id));
  let id = plain;
  for (let n = 2; taken.has(id); n += 1) id = `${plain}_${n}`;
  return id;
}

/** Refer to the one of this name; declare it where the file has none. `called`: the attributes that hold the name. */
function refer(at, { type, owner, reference, called }, name) {
  const definitions = definitionsOf(at.bo);
  const known = definitions.rootElements.find((each) => isA(each, type) && each[called[0]] === name);
  at.write.together(() => {
    const attributes = Object.fromEntries(called.map((each) => [each, name]));
    const found = known ?? at.write.create(type, { ...attributes, id: freeId(definitions, type, name) }, definitions);
    if (!known) at.write.set(at.element, { rootElements: [...definitions.rootElements, found] }, definitions);
    at.write.set(at.element, { [reference]: found }, owner);
  });
}

/** `of`: { type, owner, reference, called }; `more`: names known elsewhere, [{ key, name, more }]. */
export function declaredField(at, { id, label, hint, of, more = [] }) {
  const value = of.owner[of.reference]?.[of.called[0]] ?? '';
  const control = make('input', { type: 'text' });
  control.value = value;
  const declared = definitionsOf(at.bo).rootElements.filter((each) => isA(each, of.type)).map((each) => each[of.called[0]]).filter(Boolean);
  const options = [...new Set(declared)].filter((name) => !more.some((each) => each.key === name)).map((name) => ({ key: name, name }));
  const commit = (name) => name && name !== of.owner[of.reference]?.[of.called[0]] && refer(at, of, name);
  const list = suggesting(control, { label, find: () => matching([...options, ...more], control.value === value ? '' : control.value), take: (option) => {
    control.value = option.key;
    commit(option.key);
  } });
  const box = field({ id, label, hint, control });
  box.insertBefore(list.box, box.querySelector('.error'));
  control.addEventListener('change', () => commit(control.value.trim()));
  return box;
}
