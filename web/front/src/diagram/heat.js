// Heat on a diagram: five levels of colour by a measure, and a badge that tells the value.
const LEVELS = 5;

function levelOf(value, most) {
  if (!value) return 0;
  return Math.max(1, Math.ceil((value / most) * LEVELS));
}

/**
 * Colour the elements that `state` names by `measure`. `badge(each)` makes what sits on an element, or nothing;
 * `isWide`: it lies over the element itself and not on its corner.
 */
export function drawHeat(viewer, state, measure, badge, isWide) {
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  const most = Math.max(1, ...Object.values(state).map((each) => each[measure] ?? 0));
  overlays.clear();
  for (const [id, each] of Object.entries(state)) {
    if (!registry.get(id)) continue;
    for (let level = 1; level <= LEVELS; level += 1) canvas.removeMarker(id, `heat-${level}`);
    const level = levelOf(each[measure], most);
    if (level) canvas.addMarker(id, `heat-${level}`);
    const html = badge(each);
    if (html) overlays.add(id, { ...placeOf(isWide), html });
  }
}

/** A count sits on the corner; a duration is wide and lies over the step itself, not over its neighbours. */
function placeOf(isWide) {
  if (isWide) return { position: { top: -16, left: 4 }, scale: { min: 0.75 } };
  return { position: { top: -13, right: 15 }, scale: { min: 0.75 } };
}

/** Let the links `a[data-measure]` choose what is drawn, without loading the page again. */
export function connectMeasures(draw) {
  const links = [...document.querySelectorAll('a[data-measure]')];
  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      for (const each of links) each.removeAttribute('aria-current');
      link.setAttribute('aria-current', 'true');
      history.replaceState(null, '', link.href);
      draw(link.dataset.measure);
    });
  }
}
