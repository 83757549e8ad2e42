// The modeler's page: a diagram of a draft, drawn with the mouse or with the keyboard alone.
import { t } from '../lib/language.js';
import { fontsReady } from '../diagram/thai.js';

const root = document.querySelector('[data-studio]');
const NARROW = '(max-width: 899px)';

/** Begin where the procedure begins, at a size that can be read. */
function begin(viewer) {
  const first = viewer.get('elementRegistry').find((each) => each.type === 'bpmn:StartEvent');
  if (first && viewer.lookAt(first.id)) viewer.keepView();
}

/** Let the studio take the rest of the window, whatever stands above it. */
function fillWindow() {
  const measure = () => root.style.setProperty('--studio-top', `${root.getBoundingClientRect().top + scrollY + 12}px`);
  measure();
  new ResizeObserver(measure).observe(document.querySelector('#studio'));
}

async function start() {
  if (matchMedia(NARROW).matches || 'archived' in document.querySelector('#studio').dataset) {
    const { openDiagram } = await import('../diagram/viewer.js');
    const canvas = root.querySelector('.studio-canvas');
    canvas.dataset.diagram = root.dataset.source;
    begin(await openDiagram(canvas));
  } else {
    fillWindow();
    const [{ openStudio }] = await Promise.all([import('../studio/drawing.js'), fontsReady()]);
    root.studio = await openStudio(root);
  }
  root.classList.add('ready');
}

start().catch((error) => {
  root.querySelector('.diagram-wait').textContent = t('เปิดแผนผังไม่ได้ กรุณาเปิดหน้าใหม่', 'The diagram cannot be opened; reload the page.');
  throw error;
});
