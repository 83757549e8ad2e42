// On the diagram: at which element the others are who have it open.
import { others } from './presence.js';

const KIND = 'somebody-here';

/** Show beside elements of the modeler's diagram, the file `file`, who else is at them. */
export function showOthers(modeler, file) {
  const overlays = modeler.get('overlays');
  const registry = modeler.get('elementRegistry');
  others(({ present }) => {
    overlays.remove({ type: KIND });
    for (const { name, element } of present.filter((each) => each.file === file && registry.get(each.element)?.parent)) {
      const html = document.createElement('span');
      html.className = 'other-here';
      html.textContent = name;
      overlays.add(element, KIND, { position: { top: -26, left: 0 }, html });
    }
  });
}
