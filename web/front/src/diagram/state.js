// Draw on a diagram where a case stands: what is done, which flows were taken, where it waits, what broke.
import { t } from '../lib/language.js';

/**
 * `state`: {here: [element ids where it waits], done: [ids], taken: [flow ids], broken: [ids],
 * texts: {id: text beside the element}}. Ids that the diagram does not have are passed over.
 */
export function markState(viewer, state) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  const mark = (ids, marker) => {
    for (const id of ids ?? []) if (registry.get(id)) canvas.addMarker(id, marker);
  };
  const waiting = new Set([...(state.here ?? []), ...(state.broken ?? [])]);
  mark(state.taken, 'taken');
  mark((state.done ?? []).filter((id) => !waiting.has(id)), 'done');
  mark(state.here, 'current');
  mark(state.broken, 'broken');
  for (const id of waiting) label(viewer, id, state);
}

function label(viewer, id, state) {
  if (!viewer.get('elementRegistry').get(id)) return;
  const isBroken = state.broken?.includes(id);
  const text = document.createElement('div');
  text.className = isBroken ? 'here broken' : 'here';
  text.textContent = state.texts?.[id] ?? (isBroken ? t('ขัดข้อง', 'stuck') : t('อยู่ขั้นนี้', 'here now'));
  viewer.get('overlays').add(id, { position: { top: -26, left: 4 }, html: text });
}

/** The state a server wrote into the diagram's element. */
export function stateOf(element) {
  const found = element.querySelector('script[data-state]');
  return found ? JSON.parse(found.textContent) : null;
}
