// Names in two languages on one diagram: shown and edited in the one that is chosen.
import BpmnRenderer from 'bpmn-js/lib/draw/BpmnRenderer';
import LabelEditingProvider from 'bpmn-js/lib/features/label-editing/LabelEditingProvider';

/** Which of the two names the diagram shows: 'th' (`name`) or 'en' (`khanton:nameEn`). */
export class Names {
  constructor(eventBus, elementRegistry, graphicsFactory) {
    Object.assign(this, { eventBus, elementRegistry, graphicsFactory, shown: 'th' });
  }

  /** Return an element's name in the language that is shown; of English ones that are missing, the Thai. */
  of(element) {
    const { businessObject } = element;
    return (this.shown === 'en' && businessObject.get('khanton:nameEn')) || businessObject.get('name') || '';
  }

  /** Show the names in the other language. */
  show(language) {
    this.shown = language;
    for (const element of this.elementRegistry.getAll()) {
      if (element.parent) this.redraw(element);
    }
    this.eventBus.fire('names.shown', { language });
  }

  redraw(element) {
    const graphics = this.elementRegistry.getGraphics(element);
    this.graphicsFactory.update(element.waypoints ? 'connection' : 'shape', element, graphics);
  }

  /** Run `draw` while the element is called by its English name. */
  calling(element, draw) {
    const { businessObject } = element;
    const english = this.shown === 'en' && hasTwoNames(businessObject) && businessObject.get('khanton:nameEn');
    if (!english) return draw();
    const name = businessObject.get('name');
    businessObject.name = english;
    try {
      return draw();
    } finally {
      businessObject.name = name;
    }
  }
}
Names.$inject = ['eventBus', 'elementRegistry', 'graphicsFactory'];

const hasTwoNames = (businessObject) => !['bpmn:TextAnnotation', 'bpmn:Group'].includes(businessObject.$type);

class NamedRenderer extends BpmnRenderer {
  constructor(config, eventBus, styles, pathMap, canvas, textRenderer, injector) {
    super(config, eventBus, styles, pathMap, canvas, textRenderer);
    const { drawShape, drawConnection } = this;
    const names = () => injector.get('names');
    this.drawShape = (graphics, element, attrs) => names().calling(element, () => drawShape.call(this, graphics, element, attrs));
    this.drawConnection = (graphics, element, attrs) =>
      names().calling(element, () => drawConnection.call(this, graphics, element, attrs));
  }
}
NamedRenderer.$inject = [...BpmnRenderer.$inject, 'injector'];

/** What is typed takes the place of a name, such as the one a new step comes with; a remark is written on. */
function selectName({ businessObject }) {
  const written = document.querySelector('.djs-direct-editing-content');
  if (written && !businessObject.$instanceOf('bpmn:TextAnnotation')) getSelection().selectAllChildren(written);
}

class NameEditing extends LabelEditingProvider {
  constructor(eventBus, bpmnFactory, canvas, directEditing, modeling, resizeHandles, textRenderer, names) {
    super(eventBus, bpmnFactory, canvas, directEditing, modeling, resizeHandles, textRenderer);
    eventBus.on('directEditing.activate', ({ active }) => selectName(active.element));
    const { activate, update } = this;
    const isEnglish = (element) => names.shown === 'en' && hasTwoNames(element.businessObject);
    this.activate = (element) => {
      const context = activate.call(this, element);
      if (context && isEnglish(element)) context.text = element.businessObject.get('khanton:nameEn') ?? '';
      return context;
    };
    this.update = (element, text, previous, bounds) => {
      if (isEnglish(element)) modeling.updateProperties(element, { 'khanton:nameEn': text.trim() || undefined });
      else update.call(this, element, text, previous, bounds);
    };
  }
}
NameEditing.$inject = [...LabelEditingProvider.$inject, 'names'];

export const naming = {
  names: ['type', Names],
  bpmnRenderer: ['type', NamedRenderer],
  labelEditingProvider: ['type', NameEditing],
};
