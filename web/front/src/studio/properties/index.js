// The panel beside the modeler: what the selected element is, in the office's words.
import { drawPanel } from './panel.js';
import { writing } from './writing.js';
import { wordsOf } from './words.js';

/**
 * Show the properties of what is selected in `modeler` inside `host`. `draft`: the draft's id; `file`: the diagram's name.
 * `addresses`: where the page knows better: `base` (of the draft). Returns { show(id), focus(), destroy() }.
 */
export function mountProperties({ host, modeler, draft, file, addresses = {} }) {
  const base = addresses.base ?? `/studio/${draft}`;
  const at = { host, modeler, draft, file, base, write: writing(modeler), words: wordsOf(base), first: new Map(), open: new Map(), refused: new Map() };
  let waiting;
  at.refresh = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => drawPanel(at));
  };
  host.addEventListener('change', (event) => {
    if (at.isDrawing) event.stopImmediatePropagation();
  }, { capture: true });
  host.addEventListener('keydown', (event) => {
    const isSaving = event.code === 'KeyS' && (event.ctrlKey || event.metaKey); // what is being written is saved too
    if (isSaving) event.target.dispatchEvent(new Event('change', { bubbles: true }));
  }, { capture: true });
  const bus = modeler.get('eventBus');
  const events = ['selection.changed', 'commandStack.changed', 'import.done', 'root.set'];
  for (const event of events) bus.on(event, at.refresh);
  at.select = (element) => {
    modeler.get('selection').select(element);
    modeler.get('canvas').scrollToElement(element, 80);
  };
  at.words.load().then(at.refresh, at.refresh);
  at.refresh();
  return {
    show(id) {
      const element = modeler.get('elementRegistry').get(id);
      if (element) at.select(element);
    },
    focus: () => host.querySelector('input, select, textarea, summary')?.focus(),
    destroy() {
      for (const event of events) bus.off(event, at.refresh);
      host.replaceChildren();
    },
  };
}
