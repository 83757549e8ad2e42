// Every change of the panel goes through the modeler's command stack, so that it can be undone.

const TOGETHER = 'khanton.together';

class Together {
  preExecute(context) {
    context.does();
  }
}

/** How the panel changes a diagram; `together` makes several changes one step of undoing. */
export function writing(modeler) {
  const stack = modeler.get('commandStack');
  const modeling = modeler.get('modeling');
  const factory = modeler.get('bpmnFactory');
  stack.registerHandler(TOGETHER, Together);

  const create = (type, properties = {}, parent = undefined) => {
    const made = factory.create(type, properties);
    if (parent) made.$parent = parent;
    return made;
  };
  const set = (element, properties, owner = element.businessObject) => {
    if (owner === element.businessObject) modeling.updateProperties(element, properties);
    else modeling.updateModdleProperties(element, owner, properties);
  };
  const together = (does) => stack.execute(TOGETHER, { does });

  function extend(element, owner, change) {
    const box = owner.extensionElements ?? create('bpmn:ExtensionElements', { values: [] }, owner);
    const values = change([...(box.values ?? [])]);
    for (const each of values) each.$parent = box;
    if (!owner.extensionElements) box.values = values;
    if (!values.length) set(element, { extensionElements: undefined }, owner);
    else if (owner.extensionElements) modeling.updateModdleProperties(element, box, { values });
    else set(element, { extensionElements: box }, owner);
  }

  return { create, set, together, extend, modeling };
}

export const extension = (owner, type) => owner?.extensionElements?.values?.find((each) => each.$type === type);

/** The event's definition: what it waits for or throws. */
export const definitionOf = (bo) => bo.eventDefinitions?.[0];

export const isA = (bo, ...types) => types.some((type) => bo?.$instanceOf?.(type));
