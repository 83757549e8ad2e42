// The modeler: bpmn-js with our vocabulary, our words, our elements.
import minimap from 'diagram-js-minimap';
import Modeler from 'bpmn-js/lib/Modeler';
import ElementFactory from 'bpmn-js/lib/features/modeling/ElementFactory';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { textConfig, thaiText } from '../diagram/thai.js';
import { blocks } from './blocks.js';
import { finding } from './finding.js';
import { inserting } from './inserting.js';
import { describeMore, extensionsFor } from './khanton.js';
import { making } from './making.js';
import { menus } from './menus.js';
import { naming } from './names.js';
import { pad } from './pad.js';
import { placing } from './placing.js';
import { room } from './room.js';
import { translating } from './translating.js';

const READABLE = 0.7;
const LARGEST = 1.1;
const MARGIN = 40;
const TASK = { width: 120, height: 80 }; // as our diagrams draw them: Thai names need more than the library's 100

class WideFactory extends ElementFactory {
  getDefaultSize(element, di) {
    const isTask = is(element, 'bpmn:Task') || is(element, 'bpmn:CallActivity');
    if (isTask) return { ...TASK };
    const size = super.getDefaultSize(element, di);
    const isPool = is(element, 'bpmn:Participant') && size.height > 100;
    return isPool ? { width: 1000, height: 300 } : size;
  }
}
WideFactory.$inject = ElementFactory.$inject;

const silent = { registerProvider() {}, isOpen: () => false, isActiveTool: () => false };
const ours = {
  elementFactory: ['type', WideFactory],
  palette: ['value', silent], // ours stands beside the canvas, in words
  paletteProvider: ['value', silent],
  alignElementsContextPadProvider: ['value', silent], // theirs draw with inline styles, which no page of ours allows
  alignElementsMenuProvider: ['value', silent],
  distributeElementsMenuProvider: ['value', silent],
  keyboardBindings: ['value', silent], // ours go by the key's place, so that they work under a Thai layout
};

/** Open a diagram for drawing inside `element`. Resolves with the modeler. */
export async function openModeler(element, xml) {
  const modeler = new Modeler({
    container: element,
    textRenderer: textConfig,
    moddleExtensions: extensionsFor(xml),
    additionalModules: [thaiText, minimap, ours, translating, making, naming, inserting, placing, room, blocks, menus, pad, finding],
    bpmnRenderer: { defaultFillColor: '#fff', defaultStrokeColor: '#33414f', defaultLabelColor: '#15212c' },
    minimap: { open: false },
    keyboardMoveSelection: { moveSpeed: 10, moveSpeedAccelerated: 50 },
  });
  await modeler.importXML(xml);
  begin(modeler);
  return modeler;
}

/** Show the whole diagram, with room around it; returns the scale. */
export function fit(modeler) {
  const canvas = modeler.get('canvas');
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(outer.width / (inner.width + 2 * MARGIN), outer.height / (inner.height + 2 * MARGIN), LARGEST);
  const [width, height] = [outer.width / scale, outer.height / scale];
  canvas.viewbox({ x: inner.x + (inner.width - width) / 2, y: inner.y + (inner.height - height) / 2, width, height });
  return scale;
}

/** Begin with the whole diagram, or, where its names could not be read, with its first step. */
function begin(modeler) {
  if (fit(modeler) >= READABLE) return;
  const canvas = modeler.get('canvas');
  const first = modeler.get('elementRegistry').find((each) => is(each, 'bpmn:StartEvent'));
  canvas.zoom(READABLE);
  if (!first) return;
  const box = canvas.viewbox();
  canvas.viewbox({ ...box, x: first.x - box.width * 0.15, y: first.y + first.height / 2 - box.height / 2 });
}

/** Put another diagram in the place of the one that is drawn. */
export async function reopen(modeler, xml) {
  describeMore(modeler.get('moddle'), xml);
  await modeler.importXML(xml);
  begin(modeler);
}
