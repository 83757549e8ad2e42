// What an element is told: camunda:inputParameter by name, on a task, or in the message that an event throws.
import { definitionOf, extension, isA } from './writing.js';

const BOX = 'camunda:InputOutput';

/** Where an element's inputs stand: on itself, or where the file has them already. */
function ownerOf(bo) {
  const definition = definitionOf(bo);
  return definition && extension(definition, BOX) ? definition : bo;
}

/** Return the inputs in their order: [{ name, value }]. */
export function inputsOf(bo) {
  const box = extension(ownerOf(bo), BOX);
  return (box?.get('inputParameters') ?? []).map((each) => ({ name: each.name, value: each.value ?? '' }));
}

export const inputOf = (bo, name) => inputsOf(bo).find((each) => each.name === name)?.value ?? '';

/** Set some inputs; a value of undefined takes one away. Others stay as and where they are. */
export function setInputs(write, element, changes) {
  const owner = ownerOf(element.businessObject);
  const kept = inputsOf(element.businessObject).filter(({ name }) => !(name in changes) || changes[name] !== undefined);
  const named = kept.map(({ name, value }) => ({ name, value: changes[name] ?? value }));
  const fresh = Object.entries(changes).filter(([name, value]) => value !== undefined && !kept.some((each) => each.name === name));
  const all = [...named, ...fresh.map(([name, value]) => ({ name, value }))];
  write.extend(element, owner, (values) => {
    const others = values.filter((each) => each.$type !== BOX);
    if (!all.length) return others;
    const box = write.create(BOX);
    const before = values.find((each) => each.$type === BOX);
    if (before?.outputParameters?.length) box.outputParameters = before.outputParameters;
    box.inputParameters = all.map((each) => write.create('camunda:InputParameter', each, box));
    return [...others, box];
  });
}

/** Whether an element may have inputs. */
export const takesInputs = (bo) => isA(bo, 'bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:ThrowEvent', 'bpmn:CallActivity');
