// Choosing where a token goes: the step that is chosen is shown and marked on the diagram.
const chosen = document.querySelector('#to');
let viewer;
let marked;

function show() {
  if (!viewer) return;
  const canvas = viewer.get('canvas');
  if (marked) canvas.removeMarker(marked, 'picked');
  marked = viewer.get('elementRegistry').get(chosen.value) ? chosen.value : null;
  if (!marked) return;
  canvas.addMarker(marked, 'picked');
  viewer.lookAt(marked, 720);
  viewer.keepView();
}

document.addEventListener('khanton:diagram', (event) => {
  viewer = event.detail;
  if (chosen?.value) show();
});
chosen?.addEventListener('change', show);
